"""表 Schema: the one table of a ledger, and the guards that keep it append-only."""

from __future__ import annotations

# AUTOINCREMENT: without it SQLite would use the id of a removed last row again.
TABLE = """CREATE TABLE stored_events (
rowid INTEGER PRIMARY KEY AUTOINCREMENT,
originator_id TEXT NOT NULL,
originator_version INTEGER NOT NULL,
topic TEXT NOT NULL,
state BLOB NOT NULL,
UNIQUE (originator_id, originator_version))"""

# Every matter has one first act: what matters of a kind there are, without reading the others.
FIRST_ACTS = "CREATE INDEX first_acts ON stored_events (topic) WHERE originator_version = 1"

# INSERT OR REPLACE removes rows without asking the DELETE guard, so an insert is guarded too: an
# act comes right after the last of its matter, at a position nobody has.
GUARDS = {
    "no_update": """CREATE TRIGGER no_update BEFORE UPDATE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an act is never changed'); END""",
    "no_delete": """CREATE TRIGGER no_delete BEFORE DELETE ON stored_events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an act is never removed'); END""",
    "next_only": """CREATE TRIGGER next_only BEFORE INSERT ON stored_events
WHEN NEW.originator_version IS NOT 1 + (SELECT COALESCE(MAX(originator_version), 0)
FROM stored_events WHERE originator_id = NEW.originator_id)
OR EXISTS (SELECT 1 FROM stored_events WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an act comes next in its matter'); END""",
}
"""The triggers that keep the table append-only, by name."""
