"""表 Schema: the tables of a ledger, and the guards that keep them append-only.

Reading order: the acts, the tree over them and the checkpoints.
"""

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

# --- the tree over them, and the checkpoints ---

TREE = """CREATE TABLE merkle_runs (
first_leaf INTEGER PRIMARY KEY,
leaves INTEGER NOT NULL,
hashes BLOB NOT NULL)"""

CHECKPOINTS = """CREATE TABLE checkpoints (
number INTEGER PRIMARY KEY AUTOINCREMENT,
size INTEGER NOT NULL,
note TEXT NOT NULL)"""

TREE_GUARDS = {
    "runs_no_update": """CREATE TRIGGER runs_no_update BEFORE UPDATE ON merkle_runs
BEGIN SELECT RAISE(ABORT, 'the tree is append-only: a hash is never changed'); END""",
    "runs_no_delete": """CREATE TRIGGER runs_no_delete BEFORE DELETE ON merkle_runs
BEGIN SELECT RAISE(ABORT, 'the tree is append-only: a hash is never removed'); END""",
    "runs_next_only": """CREATE TRIGGER runs_next_only BEFORE INSERT ON merkle_runs
WHEN NEW.first_leaf IS NOT COALESCE((SELECT first_leaf + leaves FROM merkle_runs
ORDER BY first_leaf DESC LIMIT 1), 0)
OR NEW.leaves < 1 OR LENGTH(NEW.hashes) < 32 * NEW.leaves OR LENGTH(NEW.hashes) % 32 <> 0
BEGIN SELECT RAISE(ABORT, 'the tree is append-only: a leaf comes after the last'); END""",
    "checkpoints_no_update": """CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'a signed checkpoint is never changed'); END""",
    "checkpoints_no_delete": """CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'a signed checkpoint is never removed'); END""",
    "checkpoints_next_only": """CREATE TRIGGER checkpoints_next_only BEFORE INSERT ON checkpoints
WHEN NEW.size < (SELECT COALESCE(MAX(size), 0) FROM checkpoints)
OR EXISTS (SELECT 1 FROM checkpoints WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never signed for fewer acts than the last'); END""",
}
"""The triggers that keep the tree and the checkpoints append-only, by name."""
