"""SQLite: a ledger as one file, or in memory."""
