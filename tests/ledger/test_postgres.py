"""A ledger in PostgreSQL: nobody rewrites it, positions have no gap, no password is ever shown."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain.documents import Reviewed
from ledger.address import address
from ledger.errors import ConflictError, LedgerError
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from domain.act import Act
    from domain.ledger_opening import Opened

psycopg = pytest.importorskip("psycopg", reason="the driver is not installed: taizhang[postgres]")

COLUMNS = "(notification_id, originator_id, originator_version, topic, state)"
NEXT = "SELECT {}, originator_id, {}, topic, state FROM stored_events WHERE notification_id = 3"
ALL = "SELECT * FROM stored_events ORDER BY notification_id"


@pytest.fixture
def url(fresh_schema: Callable[[], str]) -> str:
    """A schema of the server that nobody has used."""
    return fresh_schema()


@pytest.fixture
def raw(ledger: Ledger, postgres: str, file: list[Act]) -> Iterator[Any]:
    """The owner of the server, who goes past the ledger, straight to its table."""
    ledger.record(file)
    with psycopg.connect(postgres, autocommit=True) as connection:
        schema = ledger.url.rpartition("=")[2]
        connection.execute(f"SET search_path = {schema}")
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET state = '{}' WHERE notification_id = 3",
        "UPDATE stored_events SET state = state WHERE false",
        "DELETE FROM stored_events WHERE notification_id = 3",
        "TRUNCATE stored_events",
        f"""INSERT INTO stored_events {COLUMNS} {NEXT.format(3, 3)}
        ON CONFLICT (notification_id) DO UPDATE SET state = '{{}}'""",
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(6, 9)}",
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(6, 0)}",
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(7, 4)}",
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(0, 4)}",
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(6, 5)} UNION ALL {NEXT.format(7, 4)}",
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(6, 4)} UNION ALL {NEXT.format(8, 5)}",
    ],
)
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_not_even_a_superuser_rewrites_it(raw: Any, statement: str, role: str) -> None:
    """No UPDATE, DELETE, TRUNCATE or insert out of place, even with ordinary triggers off."""
    before = raw.execute(ALL).fetchall()
    raw.execute(f"SET session_replication_role = {role}")
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"):
        raw.execute(statement)
    assert raw.execute(ALL).fetchall() == before


def test_an_insert_that_comes_next_is_let_in(raw: Any, ledger: Ledger) -> None:
    """The guards stop only what is out of place: the next two of a matter may be inserted."""
    raw.execute(
        f"INSERT INTO stored_events {COLUMNS} {NEXT.format(6, 4)} UNION ALL {NEXT.format(7, 5)}"
    )
    assert (len(ledger), ledger.position) == (7, 7)


@pytest.mark.parametrize(
    "done",
    [
        "ALTER TABLE stored_events DISABLE TRIGGER no_update",
        "ALTER TABLE stored_events ENABLE TRIGGER no_update",
        "DROP TRIGGER no_update ON stored_events",
        """CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN RETURN NEW; END'""",
    ],
)
def test_a_ledger_without_its_guards_is_not_written(raw: Any, url: str, done: str) -> None:
    """A guard that was switched off, weakened or emptied is missed at the next opening."""
    raw.execute(done)
    with pytest.raises(LedgerError, match=r"防改 \(.*no_update"):
        Ledger.open(url)
    with Ledger.open(url, read_only=True) as reader:
        assert len(reader) == 5


def test_what_is_rolled_back_leaves_no_gap(
    ledger: Ledger, drafted: Callable[..., Act], file: list[Act]
) -> None:
    """Positions run on without a gap after a batch that was refused by the database."""
    ledger.record(file)
    with pytest.raises(ConflictError):
        ledger.append([attrs.evolve(drafted("D7"), originator_version=2)])
    ledger.record([drafted("D7")])
    assert [position for position, _ in ledger.positioned()] == [1, 2, 3, 4, 5, 6]


def test_many_clerks_at_once_leave_one_order(
    ledger: Ledger, url: str, drafted: Callable[..., Act], told: Callable[..., Act]
) -> None:
    """A reader that follows four writers never sees a position appear behind where it has read."""
    review = told(Reviewed, "", "2019-04-02", text_version=1)

    def write(number: int) -> None:
        with Ledger.open(url) as own:
            own.record([drafted(f"D{number}")])
            for version in range(2, 42):
                own.append([attrs.evolve(review, matter=f"D{number}", originator_version=version)])

    clerks = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for clerk in clerks:
        clerk.start()
    seen = [1]
    while len(seen) < 1 + 4 * 41:
        seen += [position for position, _ in ledger.positioned(after=seen[-1])]
    for clerk in clerks:
        clerk.join()
    assert seen == list(range(1, 166))


def test_a_recorded_act_is_flushed_to_the_disk(ledger: Ledger) -> None:
    """The ledger leaves the server's own durability alone: nothing of it is switched off."""
    rows: Any = ledger._store.rows
    said = "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'"
    assert rows.one(said) != "session"


def test_a_password_is_never_shown(postgres: str) -> None:
    """What a person sees of an address names the user and the place, never the password."""
    there = postgres.removeprefix("postgresql://postgres@")
    for url in (
        f"postgresql://clerk:s%40cret@{there}?schema=year",
        f"postgresql://clerk@{there}?password=s%40cret&schema=year",
    ):
        where = address(url)
        assert (where.url, where.name) == (f"postgresql://clerk@{there}?schema=year",
                                           "postgres/year")  # fmt: skip
        assert "cret" not in repr(where)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://clerk:cret/1@host:port/db", "cannot be reached"),
        ("postgresql://host/db?schema=pg_catalog", "no schema"),
        ("postgresql://host/db?schema=a%22;drop", "no schema"),
        ("postgresql://host/db?schema=" + 22 * "台", "63 bytes"),
        ("postgresql://host/db?colour=red", "cannot be read"),
    ],
)
def test_a_flawed_address_is_refused(url: str, says: str) -> None:
    """An address that libpq cannot read, or whose schema cannot hold a ledger, is said to be so."""
    with pytest.raises(LedgerError, match=says) as refused:
        Ledger.open(url)
    assert "cret" not in str(refused.value)


def test_a_server_that_does_not_answer(url: str, opening: Opened) -> None:
    """Nobody there is one sentence at once, not a wait and a stack of drivers."""
    nobody = "postgresql://clerk@127.0.0.1:1/gov"
    for use in (lambda: Ledger.open(nobody), lambda: Ledger.create(nobody, opening)):
        with pytest.raises(LedgerError, match="cannot be reached"):
            use()
    with pytest.raises(LedgerError, match=r"cannot be reached.*does not exist"):
        Ledger.open(url.replace("/postgres?", "/nowhere?"))


def test_a_second_ledger_in_one_schema_is_refused(ledger: Ledger, opening: Opened) -> None:
    """Creating never touches a schema that holds a ledger."""
    with pytest.raises(LedgerError, match="already"):
        Ledger.create(ledger.url, opening)
    assert len(ledger) == 1


def test_a_locked_ledger_says_who_is_in_the_way(
    raw: Any, url: str, drafted: Callable[..., Act], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that waits in vain hears that another program is writing."""
    monkeypatch.setattr("ledger.postgres.connections.LOCK_TIMEOUT", 1)
    with Ledger.open(url) as waiting, raw.transaction():
        raw.execute(f"INSERT INTO stored_events {COLUMNS} {NEXT.format(6, 4)}")
        with pytest.raises(LedgerError, match="Another program"):
            waiting.record([drafted("D7")])
    with Ledger.open(url) as after:
        assert len(after) == 6


def test_a_schema_may_have_a_chinese_name(postgres: str, opening: Opened, file: list[Act]) -> None:
    """A ledger named as the office names it is made, guarded, recorded in and called so."""
    url = f"{postgres}?schema=台账2019_A"
    with Ledger.create(url, opening) as made:
        made.record(file)
    with Ledger.open(url) as again:
        assert (again.url, again.name, len(again)) == (url, "postgres/台账2019_A", 5)
