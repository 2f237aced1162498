"""演算 Play: a scenario and a seed become a year of acts, judged while it is played."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import attrs

from domain.act import Act
from domain.calendar import Calendar, load_calendar
from domain.collector import undisturbed
from domain.ledger_opening import Opened
from domain.rulebook.findings import Finding
from domain.rulebook.judge import in_order
from domain.rulebook.norms import Rulebook
from simulations.desk_year import DeskYear, desk_year
from simulations.opening import StreamsSince
from simulations.resuming import backlog
from simulations.scenario import Scenario
from simulations.stage import set_the_stage
from simulations.streams import Streams
from simulations.year import Year

Progress = Callable[[dt.date, int], None]


@attrs.frozen(kw_only=True)
class Played:
    """What a played year leaves: acts counted, every finding as of its last day, its desks.

    Where it goes on from a ledger, ``acts`` and ``findings`` are those of the ledger too, and
    ``carried`` are the findings of occasions from before that were not settled yet.
    """

    scenario: Scenario
    seed: int
    acts: int
    findings: tuple[Finding, ...]
    carried: tuple[Finding, ...]
    desks: tuple[DeskYear, ...]
    opening: Opened


def opening_act(scenario: Scenario, rulebook: Rulebook, calendar: Calendar, seed: int) -> Opened:
    """Return the first act of a simulated ledger: what it is, and under which versions."""
    midnight = dt.datetime.combine(scenario.first_day, dt.time(), rulebook.zone)
    if scenario.opening is not None:  # it comes before what it goes on from
        midnight = min(midnight, scenario.opening.history.acts[0].occurred_at)
    return Opened(
        matter="ledger",
        occurred_at=midnight,
        recorded_at=midnight,
        by="taizhang",
        originator_version=1,
        government=scenario.government,
        simulated=True,
        scenario=scenario.full_name,
        seed=seed,
        rulebook=rulebook.id,
        calendar=calendar.latest.label,
        provisional=calendar.latest.provisional,
    )


def play(
    scenario: Scenario,
    rulebook: Rulebook,
    seed: int,
    sink: Callable[[Act], None],
    *,
    calendar: Calendar | None = None,
    replication: int = 0,
    progress: Progress | None = None,
) -> Played:
    """Play a year: every act goes to ``sink`` in order, and is judged as it happens.

    The opening act is the caller's to record: a ledger is created with it. ``progress`` is told
    each day and the number of acts so far.
    """
    days = calendar or load_calendar(rulebook.calendar)
    year = Year(scenario, rulebook, days, _streams(scenario, seed, replication), sink)
    opening = opening_act(scenario, rulebook, days, seed)
    midnights = _midnights(year)
    with undisturbed():
        year.findings.extend(year.judge.feed(opening))
        past = _load(year)
        settled = set(map(id, year.findings))
        set_the_stage(year)
        for day, midnight in zip(_days(year), midnights[1:], strict=True):
            year.kernel.run(until=midnight - 1 / 60)  # the last minute that is still of the day
            if progress:
                progress(day, year.acts)
        year.findings.extend(year.judge.closing(year.origin.instant_of(midnights[-1])))
        carried = _carried(year, settled)
        in_order(year.findings)
    year.kernel.abandon()
    year.resumed.clear()
    return Played(
        scenario=scenario,
        seed=seed,
        acts=year.acts + past + 1,
        findings=tuple(year.findings),
        carried=tuple(carried),
        desks=tuple(desk_year(desk, midnights) for desk in year.people.desks.values()),
        opening=opening,
    )


def _streams(scenario: Scenario, seed: int, replication: int) -> Streams:
    """Return the chance of a year; one that goes on has no draw of those before it."""
    if scenario.opening is None:
        return Streams(seed, replication)
    return StreamsSince(seed, replication, scenario.begins)


def _load(year: Year) -> int:
    """Let the year know what it goes on from; return how many acts that is."""
    opening = year.scenario.opening
    if opening is None:
        return 0
    backlog.loaded(year, opening.history)
    return len(opening.history.acts)


def _carried(year: Year, settled: set[int]) -> list[Finding]:
    """Return the findings of occasions before the year that were not settled before it."""
    begun = year.origin.instant_of(0.0)
    return [one for one in year.findings if one.opened < begun and id(one) not in settled]


def _days(year: Year) -> Iterator[dt.date]:
    day = year.scenario.begins
    while day <= year.scenario.last_day:
        yield day
        day += dt.timedelta(days=1)


def _midnights(year: Year) -> list[float]:
    """Return the minutes at which the days begin, and the last one ends."""
    end = year.origin.minute_on(year.scenario.last_day, 24.0)
    return [*(year.origin.minute_on(day) for day in _days(year)), end]
