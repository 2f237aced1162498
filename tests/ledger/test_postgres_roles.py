"""Roles: what a clerk, a worker and an auditor may do with a ledger in PostgreSQL, and what not."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from ledger.errors import LedgerError
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act

psycopg = pytest.importorskip("psycopg", reason="the driver is not installed: taizhang[postgres]")

_numbers = count(1)


@pytest.fixture
def url(fresh_schema: Callable[[], str]) -> str:
    """A schema of the server that nobody has used."""
    return fresh_schema()


@pytest.fixture
def roles(postgres: str) -> dict[str, str]:
    """New roles of the server, one for each use; they may do nothing yet."""
    number = next(_numbers)
    named = {use: f"{use}_{number}" for use in ("writer", "projector", "reader")}
    with psycopg.connect(postgres, autocommit=True) as owner:
        for name in named.values():
            owner.execute(f"CREATE ROLE {name} LOGIN")
    return named


@pytest.fixture
def at(ledger: Ledger, roles: dict[str, str], file: list[Act]) -> Callable[[str], str]:
    """The address of a ledger of five acts for each use, as its role."""
    ledger.record(file)
    ledger.grant(roles)
    return lambda use: ledger.url.replace("//postgres@", f"//{roles[use]}@")


def test_a_clerk_reads_and_adds(at: Callable[[str], str], drafted: Callable[..., Act]) -> None:
    """The writer role records through every gate and guard, with INSERT and SELECT alone."""
    with Ledger.open(at("writer")) as clerk:
        assert clerk.record([drafted("D7")]) == 1
        assert len(clerk) == 6


@pytest.mark.parametrize("use", ["reader", "projector"])
def test_others_do_not_record(
    at: Callable[[str], str], drafted: Callable[..., Act], use: str
) -> None:
    """An auditor and a worker read everything and add nothing, whatever they open it for."""
    with Ledger.open(at(use)) as opened:
        assert len(list(opened.acts(order="occurred"))) == 5
        with pytest.raises(LedgerError, match=r"permission denied.*taizhang grant"):
            opened.record([drafted("D7")])
        assert len(opened) == 5


@pytest.mark.parametrize("use", ["writer", "projector", "reader"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET state = ''",
        "DELETE FROM stored_events",
        "TRUNCATE stored_events",
        "ALTER TABLE stored_events DISABLE TRIGGER ALL",
        "DROP TRIGGER no_update ON stored_events",
        "DROP TABLE stored_events",
        "LOCK TABLE stored_events IN ACCESS EXCLUSIVE MODE",
        "CREATE TABLE more (a int)",
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "SET session_replication_role = replica",
    ],
)
def test_nobody_rewrites_alters_or_makes(
    at: Callable[[str], str], use: str, statement: str
) -> None:
    """No role that uses a ledger may change its acts, its guards or its tables."""
    address, _, schema = at(use).partition("?schema=")
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute(f"SET search_path = {schema}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), raw.transaction():
            raw.execute(statement)


def test_granting_again_takes_back_what_is_too_much(
    at: Callable[[str], str], ledger: Ledger, postgres: str, roles: dict[str, str]
) -> None:
    """A right that somebody gave by hand is gone after the next grant."""
    schema = ledger.url.rpartition("=")[2]
    with psycopg.connect(postgres, autocommit=True) as owner:
        owner.execute(f"GRANT INSERT ON {schema}.stored_events TO {roles['reader']}")
        ledger.grant(roles)
        allowed = "SELECT has_table_privilege(%s, %s, 'INSERT')"
        for use, may in (("reader", False), ("writer", True)):
            row = owner.execute(allowed, (roles[use], f"{schema}.stored_events")).fetchone()
            assert row == (may,)
    assert at("reader")


def test_a_role_that_cannot_be_held_to_it_is_refused(ledger: Ledger) -> None:
    """An unknown role and an owner are refused, and nothing is granted."""
    with pytest.raises(LedgerError, match="CREATE ROLE nobody_there"):
        ledger.grant({"reader": "nobody_there"})
    with pytest.raises(LedgerError, match="superuser"):
        ledger.grant({"writer": "postgres"})
