"""Facts are recorded whole or not at all, at their place, as the same bytes every time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import attrs
import pytest

from domain.documents import Reviewed, Signed
from domain.refusals import ImpossibleOrderError
from ledger.errors import ConflictError, LedgerError
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from domain.act import Act
    from domain.ledger_opening import Opened


def rows(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of a ledger as they are stored."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM stored_events ORDER BY rowid").fetchall()


def test_a_fact_without_a_place_comes_next_in_its_matter(ledger: Ledger, file: list[Act]) -> None:
    """The ledger places facts: from 1 in each matter, whatever lies between."""
    assert ledger.record(file) == 4
    refs = [act.ref for act in ledger.acts(after=1)]
    assert refs == [
        "organisation:wujiagang#1", "document:D2019-00001#1", "document:D2019-00001#2",
        "document:D2019-00001#3",
    ]  # fmt: skip
    assert (ledger.position, len(ledger)) == (5, 5)


def test_an_irregular_fact_is_recorded(
    ledger: Ledger, file: list[Act], told: Callable[..., Act]
) -> None:
    """A deputy signed what only the head may sign: it happened, so it is recorded."""
    ledger.record([*file, told(Signed, "D2019-00001", "2019-04-09", "v1", text_version=1)])
    assert ledger.matter("document", "D2019-00001").status == "signed"


def test_an_impossible_order_leaves_nothing_behind(
    ledger: Ledger, file: list[Act], told: Callable[..., Act]
) -> None:
    """One fact that no history can hold, and none of its call is recorded."""
    with pytest.raises(ImpossibleOrderError, match="D2019-00009"):
        ledger.record([*file, told(Reviewed, "D2019-00009", "2019-04-02", text_version=1)])
    assert ledger.position == 1


def test_a_fact_that_names_a_taken_place_is_refused(ledger: Ledger, file: list[Act]) -> None:
    """A place is taken once: the same fact with the same place is not recorded again."""
    ledger.record(file)
    with pytest.raises(ImpossibleOrderError, match="顺序号应为4"):
        ledger.record([attrs.evolve(file[2], originator_version=2)])
    assert ledger.position == 5


def test_a_batch_is_appended_whole_or_not_at_all(ledger: Ledger, file: list[Act]) -> None:
    """Of two batches the first stays and the second, with an act out of place, leaves no trace."""
    placed = [attrs.evolve(file[1], originator_version=1)]
    placed += [attrs.evolve(file[2], originator_version=version) for version in (2, 3, 4, 6)]
    with pytest.raises(ConflictError, match=r"of the 2 acts after the first 3, .*#4"):
        ledger.append(placed, batch=3)
    assert [act.originator_version for act in ledger.acts(after=1)] == [1, 2, 3]
    assert ledger.append([attrs.evolve(file[2], originator_version=4)]) == 1


def test_an_act_that_cannot_be_stored_takes_its_batch_with_it(
    ledger: Ledger, file: list[Act], told: Callable[..., Act]
) -> None:
    """A field of the wrong type is found before anything of its batch is written."""
    good = attrs.evolve(file[1], originator_version=1)
    bad = told(Reviewed, good.matter, "2019-04-03", originator_version=2, text_version="1")
    with pytest.raises(LedgerError, match="text_version"):
        ledger.append([good, bad])
    assert ledger.position == 1


def test_an_act_without_a_place_is_not_appended(ledger: Ledger, file: list[Act]) -> None:
    """Appending is for acts that have their places."""
    with pytest.raises(LedgerError, match="顺序号"):
        ledger.append(file)
    assert ledger.position == 1


def test_the_same_acts_give_the_same_rows(tmp_path: Path, opening: Opened, file: list[Act]) -> None:
    """Two ledgers of the same acts, however they were written, hold the same rows to the byte."""
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    with Ledger.create(f"sqlite:///{one}", opening) as first:
        first.record(file)
        placed = list(first.acts(after=1))
    with Ledger.create(f"sqlite:///{two}", opening) as second:
        second.append(placed, batch=1)
    assert rows(one) == rows(two)
    assert len(rows(one)) == 5


def test_a_second_opening_is_refused(ledger: Ledger, opening: Opened) -> None:
    """A ledger says once what it is."""
    with pytest.raises(ImpossibleOrderError, match="already open"):
        ledger.record([attrs.evolve(opening, originator_version=0)])
