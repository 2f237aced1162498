"""Going on from a ledger kept by hand: acts are missing, numbers are its own, nothing stops."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain import deputies_proposals as proposals
from domain import documents as d
from domain import entrustments, grassroots, supervision
from domain import leave as v
from domain import meetings as m
from domain import number_registers as registers
from domain.refusals import RefusedError
from domain.world import World
from simulations.opening import opening_of
from simulations.play import play
from simulations.resuming.backlog import NO_STEP, carried_on
from simulations.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from domain.act import Act

CUT = dt.date(2019, 3, 20)


@pytest.fixture(scope="module")
def weeks() -> Scenario:
    """Four weeks of the scenario, of which those after the day are quiet."""
    year = load_scenario("wujiagang-2019")
    return attrs.evolve(year, first_day=dt.date(2019, 3, 1), last_day=dt.date(2019, 4, 12))


@pytest.fixture(scope="module")
def past(weeks: Scenario) -> list[Act]:
    """What was played up to the day, at half the volume."""
    acts: list[Act] = []
    played = attrs.evolve(weeks, last_day=CUT).grow(volume=0.5)
    play(played, played.law(), 4, acts.append)
    return acts


def going_on(weeks: Scenario, acts: Iterable[Act]) -> Scenario:
    """Return quiet weeks that go on from acts."""
    opening = opening_of(acts, CUT, weeks.law().zone, ledger="hand.db", position=1)
    return weeks.grow(volume=0.1).start_from(opening)


def played_on(weeks: Scenario, acts: Iterable[Act], seed: int = 1) -> list[Act]:
    """Return the acts that follow."""
    found: list[Act] = []
    scenario = going_on(weeks, acts)
    play(scenario, scenario.law(), seed, found.append)
    return found


def admitted(acts: Iterable[Act]) -> list[Act]:
    """Return the acts that a ledger takes, numbered anew; what cannot follow is left out."""
    world = World()
    places: Counter[tuple[str, str]] = Counter()
    taken = []
    for act in acts:
        key = (act.kind, act.matter)
        placed = attrs.evolve(act, originator_version=places[key] + 1, cause="")
        try:
            world.admit(placed)
        except RefusedError:
            continue
        world.apply(placed)
        places[key] += 1
        taken.append(placed)
    return taken


def kept(acts: Iterable[Act], is_kept: Callable[[Act], bool]) -> list[Act]:
    """Return a history of which only some acts were put on record."""
    return admitted(act for act in acts if act.kind == "organisation" or is_kept(act))


def by_hand(value: Any) -> Any:
    """Return a text, or several, with business numbers as a clerk writes them."""
    if isinstance(value, tuple):
        return tuple(map(by_hand, value))
    if not isinstance(value, str):
        return value
    return re.sub(r"([A-Z])2019-0*(\d+)", r"\1字〔2019〕\2号", value)


def renumbered(act: Act) -> Act:
    """Return an act with the business numbers of a ledger kept by hand."""
    names = (field.name for field in attrs.fields(type(act)) if field.init)
    texts = {name: getattr(act, name) for name in names if name != "originator_id"}
    return attrs.evolve(act, **{name: by_hand(text) for name, text in texts.items()})


@pytest.mark.parametrize("seed", range(6))
def test_a_ledger_with_gaps_is_gone_on_from(weeks: Scenario, past: list[Act], seed: int) -> None:
    """Given one act in three missing anywhere, and numbers of its own, then the weeks are played.

    Whole matters are missing, or ends of them, or acts in between; each open one is told.
    """
    dice = random.Random(seed)  # noqa: S311 - of a test
    ends: dict[tuple[str, str], int] = {}
    places: Counter[tuple[str, str]] = Counter()

    def is_kept(act: Act) -> bool:
        key = (act.kind, act.matter)
        places[key] += 1
        end = ends.setdefault(key, dice.randint(0, 12))
        return places[key] <= end if seed % 2 else places[key] == 1 or dice.random() < 0.6

    history = kept(map(renumbered, past), is_kept)
    after = played_on(weeks, history, seed)
    assert len(after) > 500
    rows = carried_on(going_on(weeks, history))
    assert sum(row.open for row in rows) == sum(row.carried + row.not_carried for row in rows) > 50


def test_an_item_is_entered_under_the_number_it_has(weeks: Scenario, past: list[Act]) -> None:
    """Given items that took a number and were not entered, then they are entered under it."""
    begun = (supervision.ProblemFound, supervision.ItemOpened)
    history = kept(past, lambda act: act.kind != "supervision" or isinstance(act, begun))
    taken = {act.document for act in history if isinstance(act, registers.Taken)}
    after = played_on(weeks, history)
    entered = [act for act in after if isinstance(act, supervision.Registered)]
    numbers = {act.matter: act.number for act in entered if act.matter in taken}
    assert numbers
    assert len(set(numbers.values())) == len(numbers)
    again = [act.document for act in after if isinstance(act, registers.Taken)]
    assert not taken & set(again)


def test_a_signed_document_goes_out_under_the_number_it_has(
    weeks: Scenario, past: list[Act]
) -> None:
    """Given signed documents that took a number, then they are issued under it.

    One that took it before anybody signed has no step left, and is told so.
    """
    late = (d.Numbered, d.Issued, d.Transmitted, d.ImplementationTracked)
    signed = kept(past, lambda act: not isinstance(act, late))
    taken = {
        act.document: f"{act.matter}{act.originator_version}号"
        for act in signed
        if isinstance(act, registers.Taken)
    }
    issued = [act for act in played_on(weeks, signed) if isinstance(act, d.Issued)]
    numbers = {act.matter: act.number for act in issued if act.matter in taken}
    assert numbers
    assert all(number == taken[matter] for matter, number in numbers.items())
    unsigned = kept(past, lambda act: not isinstance(act, (*late, d.Signed)))
    left = [row for row in carried_on(going_on(weeks, unsigned)) if row.kind == "document"]
    assert any((row.why_zh, row.why_en) == NO_STEP and row.not_carried for row in left)
    played_on(weeks, unsigned)


def test_a_session_nobody_closed_is_closed(weeks: Scenario, past: list[Act]) -> None:
    """Given meetings without an end or minutes, then each is ended, by who may, and minuted."""
    open_ended = ("meeting.ended", "meeting.minutes")
    history = kept(past, lambda act: not act.name.startswith(open_ended))
    started = {act.matter for act in history if isinstance(act, m.Started)}
    ended = {act.matter for act in played_on(weeks, history) if isinstance(act, m.Ended)}
    assert len(started) > 5
    assert started <= ended


def test_a_journey_nobody_began_is_not_begun_when_it_is_over(
    weeks: Scenario, past: list[Act]
) -> None:
    """Given journeys reported and never begun, then those whose last day is past stay so."""
    never = (v.Started, v.Ended, v.ReturnReported)
    history = kept(past, lambda act: not isinstance(act, never))
    reported = [act for act in history if isinstance(act, v.Reported)]
    over = {(act.matter, act.leave) for act in reported if act.returns_on <= CUT}
    begun = {(a.matter, a.leave) for a in played_on(weeks, history) if isinstance(a, v.Started)}
    assert over
    assert not over & begun
    assert {(act.matter, act.leave) for act in reported if act.returns_on > CUT} & begun


def test_powers_entrusted_already_are_not_entrusted_twice(weeks: Scenario, past: list[Act]) -> None:
    """Given a head who has entrusted his powers and not left yet, then he leaves on that."""
    zone = weeks.law().zone
    at = dt.datetime.combine(CUT, dt.time(16), zone)
    reported = v.Reported(
        matter="head", by="head", capacity="post:head", occurred_at=at, recorded_at=at,
        originator_version=1, leave="出1", departs_on=dt.date(2019, 3, 25),
        returns_on=dt.date(2019, 3, 28),
    )  # fmt: skip
    granted = entrustments.Granted(
        matter="head", by="head", capacity="post:head", occurred_at=at, recorded_at=at,
        originator_version=1, entrustment="E-出1", grantee="executive_deputy",
        scope=(entrustments.PRESIDE,), since=at, until=at + dt.timedelta(days=9),
    )  # fmt: skip
    others = [a for a in past if a.matter != "head" or a.kind not in ("leave", "entrustment")]
    after = played_on(weeks, admitted([*others, reported, granted]))
    left = [act for act in after if isinstance(act, v.Started) and act.leave == "出1"]
    assert [act.occurred_at.date() for act in left] == [dt.date(2019, 3, 25)]
    named = [act.entrustment for act in after if isinstance(act, entrustments.Granted)]
    assert "E-出1" not in named


@pytest.mark.parametrize(
    ("left_out", "ends"),
    [(grassroots.Dispatched, grassroots.FedBack), (proposals.Assigned, proposals.Assigned)],
)
def test_a_step_that_was_not_put_down_is_gone_on_without(
    weeks: Scenario, past: list[Act], left_out: type[Act], ends: type[Act]
) -> None:
    """Given an issue at a unit, or a proposal spoken about, and no act that sent it there."""
    history = kept(past, lambda act: not isinstance(act, left_out))
    open_ones = {act.matter for act in history if act.kind == left_out.kind}
    reached = {act.matter for act in played_on(weeks, history) if isinstance(act, ends)}
    assert open_ones & reached
