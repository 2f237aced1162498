"""Acts are read by page, in the order asked for, up to where the ledger stood."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.act import Act
from domain.documents import Reviewed
from ledger.errors import LedgerError
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from domain.ledger_opening import Opened

Told = Callable[..., Act]


@pytest.fixture
def late(ledger: Ledger, drafted: Told) -> Ledger:
    """Documents recorded late, out of order: D3 and D1 happened at one instant, D2 before."""
    for matter, text in (("D3", "2019-05-01"), ("D1", "2019-05-01"), ("D2", "2019-04-01")):
        ledger.record([drafted(matter, text)])
    return ledger


def matters(ledger: Ledger, **choice: Any) -> list[str]:
    """Return the business numbers of the acts after the opening."""
    return [act.matter for act in ledger.acts(**{"after": 1, **choice})]


def test_acts_come_as_they_were_recorded(late: Ledger) -> None:
    """In order of record, with positions that follow each other."""
    assert matters(late) == ["D3", "D1", "D2"]
    assert [position for position, _ in late.positioned()] == [1, 2, 3, 4]


@pytest.mark.parametrize("page", [1, 2, 3, 100])
def test_acts_come_as_they_happened(late: Ledger, page: int) -> None:
    """In order of occurrence, those of one instant as recorded, whatever the page."""
    assert matters(late, order="occurred", page=page) == ["D2", "D3", "D1"]
    assert matters(late, page=page) == ["D3", "D1", "D2"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    minutes=st.lists(st.integers(0, 20), max_size=30),
    hours=st.sampled_from([0, 8, -5]),
    page=st.integers(1, 8),
)
def test_order_of_occurrence_is_a_stable_sort(
    opening: Opened, drafted: Told, minutes: list[int], hours: int, page: int
) -> None:
    """Whatever the instants and the zones they are written in, the order is Python's own sort."""
    start, zone = opening.occurred_at, dt.timezone(dt.timedelta(hours=hours))
    acts = [
        attrs.evolve(
            drafted(f"D{number}"),
            occurred_at=(start + dt.timedelta(minutes=m)).astimezone(zone if number % 2 else None),
        )
        for number, m in enumerate(minutes)
    ]
    with Ledger.create("memory", opening) as ledger:
        ledger.record(acts)
        expected = sorted(acts, key=lambda act: act.occurred_at)
        assert matters(ledger, order="occurred", page=page) == [act.matter for act in expected]


def test_reading_stops_where_the_ledger_stood(late: Ledger, drafted: Told) -> None:
    """What is recorded while somebody reads is left out of that reading."""
    reading = late.acts(page=1)
    next(reading)
    late.record([drafted("D4")])
    assert [act.matter for act in reading] == ["D3", "D1", "D2"]


def test_a_stretch_of_the_ledger_is_read(late: Ledger) -> None:
    """After one position and up to another; beyond the end there is nothing."""
    assert matters(late, after=2, until=3) == ["D1"]
    assert matters(late, after=2, until=3, order="occurred") == ["D1"]
    assert matters(late, until=99) == ["D3", "D1", "D2"]
    assert matters(late, after=99) == []


@pytest.mark.parametrize("order", ["recorded", "occurred"])
def test_what_was_not_known_yet_is_left_out(ledger: Ledger, file: list[Act], order: str) -> None:
    """By the ledger's own registration, or by that of the source an act was imported from."""
    ledger.record(file)
    may, april_8 = dt.date(2019, 5, 1), dt.date(2019, 4, 8)

    def count(**choice: Any) -> int:
        return len(matters(ledger, order=order, **choice))

    assert count() == 4
    assert count(known_at=may) == 3
    assert count(known_at=may, known="source") == 4
    assert count(known_at=april_8, known="source") == 3


def test_an_altered_act_is_not_read_over(
    ledger: Ledger, path: Path, url: str, file: list[Act]
) -> None:
    """An act whose fields are not those of its name stops the reading and says where it is."""
    ledger.record(file)
    ledger.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER no_update")
        raw.execute("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE rowid = 4")
    with Ledger.open(url, read_only=True) as opened:
        with pytest.raises(LedgerError, match="position 4"):
            list(opened.acts())
        with pytest.raises(LedgerError, match=r"document\.reviewed"):
            opened.stream("document", "D2019-00001")


def test_an_act_of_a_later_version_is_not_read_over(
    ledger: Ledger, path: Path, file: list[Act]
) -> None:
    """An act whose name this version does not know stops the reading."""
    ledger.record(file)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES ('x', 1, 'document.beamed', CAST('{}' AS BLOB))"
        )
    with pytest.raises(LedgerError, match=r"document\.beamed"):
        list(ledger.acts())


def test_a_long_ledger_is_never_in_memory(ledger: Ledger, told: Told, drafted: Told) -> None:
    """A reader holds one page of rows: the rows fetched at once never exceed it."""
    review = told(Reviewed, "D1", "2019-04-02", text_version=1)
    ledger.record([drafted("D1"), *[review] * 40])
    recorder = ledger._store.rows
    fetched: list[int] = []
    page = recorder.page

    def counted(after: int, until: int, limit: int) -> list[tuple[int, str, bytes]]:
        rows = page(after, until, limit)
        fetched.append(len(rows))
        return rows

    recorder.page = counted  # type: ignore[method-assign]
    assert len(list(ledger.acts(page=10))) == 42
    assert max(fetched) == 10
