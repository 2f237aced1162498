"""表 Schema: the table of a ledger in PostgreSQL, and the guards that keep it append-only.

The guards hold for everybody, the owner and a superuser included, and go on holding where triggers
are switched off for replication (``ENABLE ALWAYS``). Whoever inserts, with this program or without,
first waits for the one lock of the table, so that positions are in the order of commit.
"""

from __future__ import annotations

from typing import Final

LOCK: Final = 1_952_544_378
"""The class of our advisory locks ("taiz"); the number within it is the oid of the table."""

APPENDED: Final = ("stored_events", "merkle_runs", "checkpoints")
"""The tables that only ever grow."""

# Text is compared byte by byte ("C"): ids and names are ASCII, and "/" must come right after ".".
TABLE = """CREATE TABLE stored_events (
notification_id bigint PRIMARY KEY,
originator_id text COLLATE "C" NOT NULL,
originator_version bigint NOT NULL,
topic text COLLATE "C" NOT NULL,
state bytea NOT NULL,
UNIQUE (originator_id, originator_version))"""

# Every matter has one first act: what matters of a kind there are, without reading the others.
FIRST_ACTS = "CREATE INDEX first_acts ON stored_events (topic) WHERE originator_version = 1"

APPEND_ONLY = """
BEGIN RAISE EXCEPTION 'the ledger is append-only: an act is never changed and never removed'
USING ERRCODE = 'integrity_constraint_violation'; END"""

ONE_AT_A_TIME = f"""
BEGIN PERFORM pg_advisory_xact_lock({LOCK}, TG_RELID::int); RETURN NULL; END"""

# What was added must continue the positions, and each stream in the order of its versions.
NEXT_ONLY = """
BEGIN
IF EXISTS (SELECT FROM (SELECT notification_id - row_number() OVER (ORDER BY notification_id) AS
before FROM added) AS a HAVING min(before) <> max(before) OR min(before) <> COALESCE(
(SELECT max(e.notification_id) FROM {schema}.stored_events AS e
WHERE e.notification_id <= min(before)), 0))
OR EXISTS (SELECT FROM (SELECT originator_id, originator_version - row_number() OVER
(PARTITION BY originator_id ORDER BY notification_id) AS before FROM added) AS a
GROUP BY originator_id HAVING min(before) <> max(before) OR min(before) <> COALESCE(
(SELECT max(e.originator_version) FROM {schema}.stored_events AS e
WHERE e.originator_id = a.originator_id AND e.originator_version <= min(before)), 0))
THEN RAISE EXCEPTION 'the ledger is append-only: an act comes next in its matter'
USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NULL;
END"""

FUNCTIONS: Final = {
    "append_only": APPEND_ONLY,
    "one_at_a_time": ONE_AT_A_TIME,
    "next_only": NEXT_ONLY,
}
"""The bodies of the functions the guards call, by name."""

_EACH = "FOR EACH STATEMENT EXECUTE FUNCTION"
GUARDS: Final = {
    "no_update": f"BEFORE UPDATE ON stored_events {_EACH} append_only()",
    "no_delete": f"BEFORE DELETE ON stored_events {_EACH} append_only()",
    "no_truncate": f"BEFORE TRUNCATE ON stored_events {_EACH} append_only()",
    "one_at_a_time": f"BEFORE INSERT ON stored_events {_EACH} one_at_a_time()",
    "next_only": (
        "AFTER INSERT ON stored_events REFERENCING NEW TABLE AS added " + f"{_EACH} next_only()"
    ),
}
"""The triggers that keep the table append-only, by name, as PostgreSQL itself writes them."""


def body(function: str, schema: str) -> str:
    """Return the body of a function in a schema; it is never looked up along a search path."""
    return FUNCTIONS[function].replace("{schema}", f'"{schema}"')


def statements(schema: str) -> list[str]:
    """Return what makes the table, its index, its functions and its guards."""
    functions = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = pg_catalog, pg_temp AS $body${body(name, schema)}$body$"
        for name in FUNCTIONS
    ]
    triggers = [f"CREATE TRIGGER {name} {rest}" for name, rest in GUARDS.items()]
    always = [f"ALTER TABLE stored_events ENABLE ALWAYS TRIGGER {name}" for name in GUARDS]
    return [TABLE, FIRST_ACTS, *functions, *triggers, *always]
