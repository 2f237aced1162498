"""A year that is only judged is the year that is recorded: same acts, same findings."""

from __future__ import annotations

import datetime as dt
import gc
import pickle
from typing import TYPE_CHECKING

import attrs
import pytest

from domain.calendar import load_calendar
from domain.rulebook.catalogue import rulebook
from domain.rulebook.judge import judge
from ledger.ledger import Ledger
from simulations.lean import JudgedYear, judged_year
from simulations.play import opening_act, play
from simulations.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from domain.act import Act


@pytest.fixture(scope="module")
def spring() -> Scenario:
    """The first four months of the scenario."""
    return attrs.evolve(load_scenario("wujiagang-2019"), last_day=dt.date(2019, 4, 30))


@pytest.fixture(scope="module")
def lean(spring: Scenario) -> JudgedYear:
    """Its fifth replication, judged and not recorded."""
    return judged_year(spring, seed=3, replication=4)


def test_a_recorded_year_read_back_has_the_findings_of_the_lean_one(
    spring: Scenario, lean: JudgedYear, tmp_path: Path
) -> None:
    """Through the ledger's file, its codec and a judge that never saw the play: nothing differs."""
    book, calendar = rulebook(spring.rulebook), load_calendar(spring.calendar)
    waiting: list[Act] = []
    played = play(spring, book, 3, waiting.append, replication=4)
    url = f"sqlite:///{tmp_path / 'year.db'}"
    with Ledger.create(url, opening_act(spring, book, calendar, 3)) as ledger:
        ledger.append(waiting)
        recorded = list(ledger.acts(order="occurred"))
    assert recorded[1:] == waiting
    again = judge(recorded, book, calendar, spring.last_day)
    assert len(recorded) == lean.acts > 20_000
    assert tuple(again) == lean.findings == played.findings
    assert played.desks == lean.desks


def test_replications_are_years_of_their_own(spring: Scenario, lean: JudgedYear) -> None:
    """Another number is another year; the same one is the same, also after a journey by pickle."""
    short = attrs.evolve(spring, last_day=dt.date(2019, 1, 31))
    first, second = judged_year(short, 3, 4), judged_year(short, 3, 5)
    assert first.findings != second.findings
    assert judged_year(short, 3, 4) == first == pickle.loads(pickle.dumps(first))  # noqa: S301 - ours
    assert first.acts < lean.acts


def test_desks_say_how_they_came_through(spring: Scenario, lean: JudgedYear) -> None:
    """Every unit's and leader's desk is there; none works more than it is open, none loses work."""
    assert [one.desk for one in lean.desks] == [
        *(unit.id for unit in spring.units),
        *(leader.id for leader in spring.leaders),
    ]
    for desk in lean.desks:
        assert 0.0 <= desk.utilisation <= 1.0 + 1e-9
        assert 0 <= desk.backlog <= desk.taken
        assert (desk.taken > 0) == (desk.busy > 0.0) == (desk.mean_in_hand > 0.0), desk
    assert sum(desk.backlog for desk in lean.desks) > 0


def test_a_year_that_is_over_leaves_nothing_for_the_collector(spring: Scenario) -> None:
    """Two hundred years in one process need the memory of one: no cycle holds on to a year."""
    short = attrs.evolve(spring, last_day=dt.date(2019, 1, 11))
    judged_year(short, 1)  # loads what is loaded once
    gc.collect()
    assert judged_year(short, 2).acts > 1_000
    assert gc.collect() < 100
