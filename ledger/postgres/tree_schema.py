"""树的表 Tree schema: the tables of the tree and of the checkpoints, and their guards."""

from __future__ import annotations

from typing import Final

TREE = """CREATE TABLE merkle_runs (
first_leaf bigint PRIMARY KEY,
leaves bigint NOT NULL,
hashes bytea NOT NULL)"""

CHECKPOINTS = """CREATE TABLE checkpoints (
number bigint PRIMARY KEY,
size bigint NOT NULL,
note text NOT NULL)"""

# What was added must begin at the leaf after the last, and hold at least a hash for each leaf.
RUNS_NEXT_ONLY = """
BEGIN
IF EXISTS (SELECT FROM (SELECT *, COALESCE(lag(first_leaf + leaves) OVER (ORDER BY first_leaf),
(SELECT e.first_leaf + e.leaves FROM {schema}.merkle_runs AS e
WHERE e.first_leaf < (SELECT min(m.first_leaf) FROM added AS m)
ORDER BY e.first_leaf DESC LIMIT 1), 0) AS before FROM added) AS a
WHERE first_leaf <> before OR leaves < 1 OR length(hashes) < 32 * leaves
OR length(hashes) % 32 <> 0)
THEN RAISE EXCEPTION 'the tree is append-only: a leaf comes after the last'
USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NULL;
END"""

CHECKPOINTS_NEXT_ONLY = """
BEGIN
IF EXISTS (SELECT FROM added AS a WHERE
a.number <> (SELECT count(*) FROM {schema}.checkpoints AS e WHERE e.number <= a.number)
OR a.size < (SELECT max(e.size) FROM {schema}.checkpoints AS e))
THEN RAISE EXCEPTION 'a checkpoint is never signed for fewer acts than the last'
USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NULL;
END"""

TREE_FUNCTIONS: Final = {
    "runs_next_only": RUNS_NEXT_ONLY,
    "checkpoints_next_only": CHECKPOINTS_NEXT_ONLY,
}
"""The bodies of the functions that only these guards call, by name."""

_EACH = "FOR EACH STATEMENT EXECUTE FUNCTION"
TREE_GUARDS: Final = {
    f"{short}_{name}": rest.format(table=table, each=_EACH, short=short)
    for table, short in (("merkle_runs", "runs"), ("checkpoints", "checkpoints"))
    for name, rest in (
        ("no_update", "BEFORE UPDATE ON {table} {each} append_only()"),
        ("no_delete", "BEFORE DELETE ON {table} {each} append_only()"),
        ("no_truncate", "BEFORE TRUNCATE ON {table} {each} append_only()"),
        (
            "next_only",
            "AFTER INSERT ON {table} REFERENCING NEW TABLE AS added {each} {short}_next_only()",
        ),
    )
}
"""The triggers that keep both tables append-only, by name, as PostgreSQL itself writes them."""


def tree_body(function: str, schema: str) -> str | None:
    """Return the body of a function in a schema, None where it is none of these."""
    text = TREE_FUNCTIONS.get(function)
    return text.replace("{schema}", f'"{schema}"') if text else None


def tree_statements(schema: str) -> list[str]:
    """Return what makes both tables, their functions and their guards."""
    functions = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = pg_catalog, pg_temp AS $body${tree_body(name, schema)}$body$"
        for name in TREE_FUNCTIONS
    ]
    triggers = [f"CREATE TRIGGER {name} {rest}" for name, rest in TREE_GUARDS.items()]
    always = [
        f"ALTER TABLE {rest.partition(' ON ')[2].split()[0]} ENABLE ALWAYS TRIGGER {name}"
        for name, rest in TREE_GUARDS.items()
    ]
    return [TREE, CHECKPOINTS, *functions, *triggers, *always]
