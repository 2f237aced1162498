"""Going on from what a ledger left open: nothing is forgotten, nothing collides."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
import pytest

from domain import consultations as c
from domain.act import Act
from domain.calendar import load_calendar
from domain.rulebook.judge import judge
from projections.register import Register
from simulations.measures import measured
from simulations.opening import Opening, opening_of
from simulations.play import Played, play
from simulations.resuming.backlog import NO_FLOW, RESUMED, carried_on
from simulations.scenario import Scenario, ScenarioError, load_scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

CUT = dt.date(2019, 3, 20)


@pytest.fixture(scope="module")
def weeks() -> Scenario:
    """Eight weeks of the scenario, from the day the rulebook is in force."""
    year = load_scenario("wujiagang-2019")
    return attrs.evolve(year, first_day=dt.date(2019, 3, 1), last_day=dt.date(2019, 4, 26))


@pytest.fixture(scope="module")
def past(weeks: Scenario) -> tuple[Played, list[Act]]:
    """Those weeks as they were played."""
    acts: list[Act] = []
    return play(weeks, weeks.law(), 5, acts.append), acts


def _opened(acts: Iterable[Act], scenario: Scenario, day: dt.date = CUT) -> Opening:
    return opening_of(acts, day, scenario.law().zone, ledger="year.db", position=1)


@pytest.fixture(scope="module")
def going_on(weeks: Scenario, past: tuple[Played, list[Act]]) -> Scenario:
    """The same scenario, going on from what was open in them on 2019-03-20."""
    return weeks.start_from(_opened(past[1], weeks))


@pytest.fixture(scope="module")
def played(going_on: Scenario) -> tuple[Played, list[Act]]:
    """The weeks that follow, with the acts they go on from before them."""
    assert going_on.opening is not None
    acts = list(going_on.opening.history.acts)
    return play(going_on, going_on.law(), 5, acts.append), acts


def _open(acts: Iterable[Act], kinds: Iterable[str], *, by: dt.date) -> set[tuple[str, str]]:
    register = Register()
    for act in acts:
        if act.occurred_at.date() <= by:
            register.feed(act)
    wanted = set(kinds)
    return {(row.kind, row.matter) for row in register.rows() if row.open and row.kind in wanted}


def test_what_was_open_gets_finished(
    past: tuple[Played, list[Act]], played: tuple[Played, list[Act]], going_on: Scenario
) -> None:
    """Five weeks later what was under way is as far as it is in the weeks that were cut."""
    before = _open(past[1], RESUMED, by=CUT)
    left = before & _open(played[1], RESUMED, by=going_on.last_day)
    uncut = before & _open(past[1], RESUMED, by=going_on.last_day)
    assert len(before) > 250
    assert len(before - left) > 200
    differ = len(left) - len(uncut)
    assert abs(differ) < len(before) / 10, (differ, sorted(left ^ uncut))


def test_findings_before_the_cut_are_the_same(
    past: tuple[Played, list[Act]], played: tuple[Played, list[Act]], weeks: Scenario
) -> None:
    """What the acts before the cut had settled is settled, to the last reference."""
    book, calendar = weeks.law(), load_calendar(weeks.calendar)
    cut = [act for act in past[1] if act.occurred_at.date() <= CUT]
    settled = [one for one in judge(cut, book, calendar, CUT) if one.discharged]
    assert len(settled) > 500
    assert set(map(repr, settled)) <= set(map(repr, played[0].findings))


def test_findings_join_acts_of_the_ledger_and_played_ones(
    past: tuple[Played, list[Act]], played: tuple[Played, list[Act]]
) -> None:
    """A reply that was owed at the cut is one occasion: received in the ledger, replied after."""
    replies = [f for f in played[0].carried if f.norm == "54.4" and f.discharged]
    assert replies
    after = {act.ref for act in played[1] if act.occurred_at.date() > CUT}
    assert all(any(ref in after for ref in one.evidence) for one in replies)
    assert all(any(ref not in after for ref in one.evidence) for one in replies)
    received = {act.ref for act in past[1] if isinstance(act, c.Received)}
    assert any(ref in received for one in replies for ref in one.evidence)


def test_the_acts_are_one_history(going_on: Scenario, played: tuple[Played, list[Act]]) -> None:
    """Every matter counts on from where it stood, forward in time, and judges as it was played."""
    assert going_on.opening is not None
    outcome, acts = played
    places: Counter[tuple[str, str]] = Counter()
    for act in acts:
        places[act.kind, act.matter] += 1
        assert act.originator_version == places[act.kind, act.matter], act.ref
    moments = [act.occurred_at for act in acts]
    assert moments == sorted(moments)
    assert outcome.acts == len(acts) + 1
    book, calendar = going_on.law(), load_calendar(going_on.calendar)
    again = judge([outcome.opening, *acts], book, calendar, going_on.last_day)
    assert again == list(outcome.findings)


def test_the_same_opening_and_seed_give_the_same_weeks(
    going_on: Scenario,
) -> None:
    """Equal seeds give equal acts; another seed goes on otherwise from the same day."""
    assert going_on.opening is not None
    first, second, other = [], [], []
    acts: tuple[list[Act], ...] = (first, second, other)
    short = attrs.evolve(going_on, last_day=dt.date(2019, 3, 27))
    for seed, into in zip((5, 5, 6), acts, strict=True):
        play(short, short.law(), seed, into.append)
    assert first == second != other
    begun = going_on.opening.first_day
    assert min(act.occurred_at.date() for act in other) >= begun


def test_new_weeks_draw_other_chances_than_the_weeks_before(
    past: tuple[Played, list[Act]], played: tuple[Played, list[Act]]
) -> None:
    """The same seed does not play March again in April."""

    def gaps(acts: list[Act], since: dt.date) -> list[float]:
        came = [a.occurred_at for a in acts if a.name == "petition.received"]
        came = [one for one in came if one.date() > since]
        return [(b - a).total_seconds() for a, b in pairwise(came)][:10]

    assert gaps(past[1], dt.date(2019, 2, 28)) != gaps(played[1], CUT)


def test_what_cannot_go_on_is_named(weeks: Scenario, past: tuple[Played, list[Act]]) -> None:
    """Every open matter is counted once: carried on, or left out for a reason that is told."""
    from domain import incidents  # noqa: PLC0415 - an emergency, which no flow plays

    founded = past[1][0]
    at = dt.datetime(2019, 3, 19, 10, tzinfo=founded.occurred_at.tzinfo)
    emergency = incidents.Occurred(
        matter="E1", occurred_at=at, recorded_at=at, by="office", unit="finance",
        originator_version=1,
    )  # fmt: skip
    acts = sorted([*past[1], emergency], key=lambda act: act.occurred_at)
    rows = carried_on(weeks.start_from(_opened(acts, weeks)))
    assert sum(row.open for row in rows) == sum(row.carried + row.not_carried for row in rows)
    left = {row.kind: row for row in rows if row.not_carried}
    assert (left["emergency"].why_zh, left["emergency"].why_en) == NO_FLOW
    assert left["emergency"].examples == ["E1"]
    carried = Counter({row.kind: row.carried for row in rows})
    assert carried["consultation"] > 0
    assert carried["submission"] > 0


def test_measures_of_the_weeks_are_of_the_weeks(going_on: Scenario) -> None:
    """Rates are of occasions that arose in them; what was running at the cut is told apart."""
    assert going_on.opening is not None
    rows = measured(attrs.evolve(going_on, last_day=dt.date(2019, 3, 29)), 5, 0)
    whole = {row.measure: row for row in rows if not (row.norm or row.organ or row.desk)}
    assert {row.month for row in rows} == {"", "2019-03"}
    assert whole["carried_adherence"].n > 50
    assert whole["acts"].value < len(going_on.opening.history.acts)


def test_a_scenario_of_other_people_is_refused(
    weeks: Scenario, past: tuple[Played, list[Act]]
) -> None:
    """A leader that the ledger does not know, or a day too late, is one clear sentence."""
    opening = _opened(past[1], weeks)
    stranger = attrs.evolve(weeks.leaders[1], id="somebody")
    with pytest.raises(ScenarioError, match="has no somebody in"):
        attrs.evolve(weeks, leaders=(weeks.leaders[0], stranger)).start_from(opening)
    with pytest.raises(ScenarioError, match="give a later last day"):
        weeks.start_from(opening, CUT)
    with pytest.raises(ScenarioError, match="Nothing had happened"):
        _opened(past[1], weeks, dt.date(2018, 1, 1))
