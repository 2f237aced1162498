"""PostgreSQL: a ledger as one schema of a database, for many at once."""
