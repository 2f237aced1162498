"""一年 Year: the stage on which a scenario's flows play, and the one way an act gets recorded.

A flow is a generator that waits and records acts. Every act passes the same order check and the
same gates as a live command; a refused one is mended by the flow, or overridden with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from domain import leave
from domain.act import Act, Override
from domain.calendar import Calendar
from domain.refusals import GateError
from domain.rulebook.findings import Finding
from domain.rulebook.judge import Judge
from domain.rulebook.norms import Rulebook
from simulations.kernel import Kernel, Process, Steps
from simulations.numbering import Numbering
from simulations.origin import Origin
from simulations.people import People
from simulations.scenario import Scenario
from simulations.seasons import Season, arrivals
from simulations.streams import Stream, Streams

AnAct = TypeVar("AnAct", bound=Act)
ZH_REASON = "时限紧迫，先行办理"


class _Values(dict[str, float]):
    """The single values of a scenario by name, as far as they have been asked for."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario

    def __missing__(self, name: str) -> float:
        value = self[name] = self._scenario.value(name)
        return value


class Year:
    """One replication of a scenario while it is played.

    ``sink`` receives every act as it is recorded, in order of occurrence; ``findings`` grows with
    what the judge concludes.
    """

    def __init__(
        self,
        scenario: Scenario,
        rulebook: Rulebook,
        calendar: Calendar,
        streams: Streams,
        sink: Callable[[Act], None],
    ) -> None:
        self.scenario = scenario
        self.streams = streams
        self.sink = sink
        self.origin = Origin(scenario.begins, rulebook.zone)
        self.calendar = calendar.latest
        self.kernel = Kernel()
        self.people = People(scenario, self.calendar, streams, self.origin)
        self.season = Season(scenario, self.calendar)
        self.office = self.people.office_clock()
        self.judge = Judge(rulebook, calendar)
        self.world = self.judge.world
        self.findings: list[Finding] = []
        self.acts = 0
        self._minute, self._instant = 0.0, self.origin.instant_of(0.0)
        self._mornings: dict[dt.date, float] = {}
        self._away: dict[str, tuple[leave.LeaveRecord | None, bool]] = {}
        self._values = _Values(scenario)
        self.numbering = Numbering(scenario.begins.year)
        self.resumed: dict[tuple[str, str], Process] = {}
        """The processes of matters that go on from an opening, by kind and number."""
        self.upcoming: dict[str, str] = {}
        """The next meeting of each kind, where topics that go on from an opening are for it."""
        self._causes: dict[str, str] = {}
        self.kinds = {unit.id: unit.kind for unit in scenario.units}
        self.subjects = {unit.id: unit.subject for unit in scenario.units}
        self.leader_of = {s: spec.id for spec in scenario.leaders for s in spec.subjects}
        self.posts = {spec.id: spec.post for spec in scenario.leaders}
        self.partners = {spec.id: spec.partner for spec in scenario.leaders}

    # --- time ---

    @property
    def instant(self) -> dt.datetime:
        """The local instant being played; made once per minute, as several acts fall on one."""
        minute = self.kernel.instant
        if minute != self._minute:
            self._minute, self._instant = minute, self.origin.instant_of(minute)
        return self._instant

    def working_days_on(self, days: float) -> float:
        """Return the minute so many working days of the calendar from the current one."""
        day = self.calendar.add_working_days(self.instant.date(), max(1, int(days)))
        morning = self._mornings.get(day)
        if morning is None:
            morning = self.office.next_open(self.origin.minute_on(day, 9.0))
            self._mornings[day] = morning
        return max(morning, self.kernel.instant)

    def after(self, working_minutes: float) -> float:
        """Return the minute so much office time after the current one.

        What would outlast the office's clock ends with it, long after the year.
        """
        ends = self.office.finish_or_never(self.kernel.instant, working_minutes)
        return min(ends, self.office.span[1])

    # --- chance ---

    def dice(self, kind: str, matter: str) -> Stream:
        """Return the random stream of one matter alone, keyed by its origin."""
        return self.streams.once(kind, self.numbering.origin(matter))

    def happens(self, name: str, dice: Stream) -> bool:
        """Draw whether something happens, by a share of the scenario."""
        return dice.bernoulli(self._values[name])

    def arrivals(self, name: str, days: tuple[dt.date, dt.date], stream: str) -> Iterator[float]:
        """Yield the minutes of some days at which what a number of the scenario counts arrives."""
        hours = (self.people.hours[0][0], self.people.hours[-1][1])
        dice, rate = self.streams.once(stream, name), self.scenario.value(name)
        return arrivals(self.season, dice, rate, self.origin, days, hours)

    def draw(self, name: str, dice: Stream) -> float:
        """Draw a number of the scenario."""
        return self.scenario.number(name).draw(dice)

    # --- numbers and desks ---

    def number(self, prefix: str, of: str = "") -> str:
        """Return the next business number of a kind, as `Numbering.following` does."""
        return self.numbering.following(prefix, of)

    def clerk(self, unit: str, name: str, dice: Stream) -> float:
        """Put work before a unit's clerks; return the minute it is done."""
        share = self._values["people.share_of_time"]
        return self.people.desks[unit].serve(self.kernel.instant, self.draw(name, dice) / share)

    def drafting(self, unit: str, name: str, dice: Stream, begun: float) -> float | None:
        """Have a unit's clerks draft something; None where it was done before the year began.

        ``begun`` is for how many office minutes they have been at it then.
        """
        work = self.draw(name, dice) / self._values["people.share_of_time"]
        if begun and work <= begun:
            return None
        return self.people.desks[unit].serve(self.kernel.instant, work - begun)

    def desk_of(self, leader: str, name: str, dice: Stream) -> float:
        """Put work before a leader; return the minute it is done."""
        share = self._values["people.leader_share_of_time"]
        return self.people.desks[leader].serve(self.kernel.instant, self.draw(name, dice) / share)

    def spawn(self, steps: Steps) -> Any:
        """Start another flow at this moment; return its process, to be waited for."""
        return self.kernel.start(steps)

    # --- who acts ---

    def away(self, person: str) -> bool:
        """Say whether somebody is away at this moment.

        Only an act changes the answer, so it is kept for as long as the leave record stands.
        """
        record = self.world.leave_of(person)
        answered, away = self._away.get(person, (None, False))
        if record is not answered:
            away = leave.absence_at(record, self.instant) is not None
            self._away[person] = (record, away)
        return away

    def leader_in_charge(self, subject: str) -> str:
        """Return the leader in charge of a subject; the head where there is none."""
        return self.leader_of.get(subject, "head")

    # --- recording ---

    def springs(self, matter: str, cause: Act | None) -> None:
        """Let the first act of a matter state the act that led to it."""
        if cause is not None:
            self._causes[matter] = cause.ref

    def record(
        self,
        act_class: type[AnAct],
        matter: str,
        by: str,
        *,
        capacity: str = "",
        cause: Act | None = None,
        **fields: Any,
    ) -> AnAct | None:
        """Give a live command; return the act recorded, or None where a gate refused it.

        ``cause`` is the act that led to it, where that is not simply the one before it. A share of
        what gates refuse is overridden with a reason and a name, as people do.
        """
        state = self.world.state(act_class.kind, matter)
        sprung = "" if state else self._causes.get(matter, "")
        instant = self.instant
        act = act_class(
            matter=matter,
            occurred_at=instant,
            recorded_at=instant,
            by=by,
            capacity=capacity,
            cause=cause.ref if cause else sprung,
            originator_version=state.version + 1 if state else 1,
            **fields,
        )
        self.world.admit(act)
        return self._through_gates(act, None)

    def _through_gates(self, act: AnAct, override: Override | None) -> AnAct | None:
        if override is not None:
            act = attrs.evolve(act, override=override)
        try:
            found = self.judge.feed(act, live=True)
        except GateError as refused:
            if override is None and not self._overridden(act):
                return None
            norms = (*(override.norms if override else ()), refused.norm)
            why = Override(norms=norms, reason=ZH_REASON, allowed_by="office_director")
            return self._through_gates(act, why)
        self.findings.extend(found)
        self.acts += 1
        self.sink(act)
        return act

    def _overridden(self, act: Act) -> bool:
        dice = self.dice("override", f"{act.matter}/{act.kind}#{act.originator_version}")
        return self.happens("people.share_override", dice)
