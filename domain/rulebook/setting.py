"""情境 Setting: what a norm may ask when it judges an act: the world, the calendar, the terms.

Everything in it is as of the act at hand; nothing in it knows today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from domain import determinations, organisation
from domain.act import Act
from domain.calendar import Calendar
from domain.determinations import Tagged, ThresholdSet
from domain.dossiers import Dossier, dossier_of
from domain.organisation import Organisation
from domain.rulebook.norms import Cadence, Clock, Duty, Effect, Gate, Opening, Rulebook
from domain.rulebook.terms import (
    AsSet,
    CalendarDays,
    InGoodTime,
    SameWorkingDay,
    Term,
    WorkingDays,
    end_of,
    term_on,
)
from domain.world import World

AnyT = TypeVar("AnyT")


class Setting:
    """The world so far, the rulebook, and the calendar it counts by.

    ``told_since`` is the day of the first act on record; ``done_since`` that of the first by which
    something was done, not entered in the chart or the rulebook, which often goes back further.
    Either is None where there is none yet.
    """

    def __init__(self, world: World, rulebook: Rulebook, calendar: Calendar) -> None:
        self.world = world
        self.rulebook = rulebook
        self.calendar = calendar
        self.told_since: dt.date | None = None
        self.done_since: dt.date | None = None
        self._zone = rulebook.zone
        self._instant: dt.datetime | None = None
        self._day = dt.date.min
        self._ends: dict[dt.date, dt.datetime] = {}
        self._asked_of: Act | None = None
        self._once: dict[object, Any] = {}
        self._chart = world.organisation
        self._charted: dict[tuple[object, str], Any] = {}
        self._terms: dict[tuple[int, dt.date], Term] = {}
        self._dues: dict[tuple[int, dt.date], dt.datetime] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def once(self, act: Act, answer: Callable[[Act, Setting], AnyT]) -> AnyT:
        """Return what several gates ask of one act, asked only once: they judge it in a row.

        The answer is kept until ``asked_anew``, which the judge calls before the gates of an act.
        """
        if act is not self._asked_of:
            self._asked_of, self._once = act, {}
        elif answer in self._once:
            return self._once[answer]  # type: ignore[no-any-return]
        given = self._once[answer] = answer(act, self)
        return given

    def asked_anew(self) -> None:
        """Forget what was asked of the last act: the world may have changed since."""
        self._asked_of = None

    def charted(
        self, question: Callable[[Organisation, str, dt.datetime], AnyT], of: str, at: dt.datetime
    ) -> AnyT:
        """Return what a question about the chart answers, asked once for as long as it stands.

        An instant before the chart last changed is asked about each time.
        """
        chart = self.world.organisation
        if chart is not self._chart:
            self._chart, self._charted = chart, {}
        if chart.changed_at is None or at < chart.changed_at:
            return question(chart, of, at)
        asked = (question, of)
        if asked not in self._charted:
            self._charted[asked] = question(chart, of, at)
        return self._charted[asked]  # type: ignore[no-any-return]

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Return an instant on the clock of the place the rulebook governs."""
        return instant.astimezone(self._zone)

    def day(self, instant: dt.datetime) -> dt.date:
        """Return the local day of an instant; the last answer is kept, for it is asked in a row."""
        if instant is not self._instant:
            self._instant, self._day = instant, instant.astimezone(self._zone).date()
        return self._day

    def end_of(self, day: dt.date) -> dt.datetime:
        """Return the first instant after a local day."""
        end = self._ends.get(day)
        if end is None:
            end = self._ends[day] = end_of(day, self._zone)
        return end

    def last_instant_of(self, day: dt.date) -> dt.datetime:
        """Return the last instant of a local day."""
        return self.end_of(day) - dt.timedelta(microseconds=1)

    def due(
        self, clock: Clock | Cadence, opening: Opening, start: dt.datetime
    ) -> dt.datetime | None:
        """Return the first instant too late for a clock that starts then; None without a limit.

        A limit carried by the opening overrides the term of the text.
        """
        if opening.limit is not None:
            return self.end_of(opening.limit)
        day = self.day(start)
        due = self._dues.get((id(clock), day))
        if due is not None:
            return due
        term = self._term(clock, day)
        if isinstance(term, AsSet):
            return None
        due = self.end_of(term.last_day(self.local(start), self.calendar.known_on(day)))
        if not isinstance(term, SameWorkingDay):  # all others depend on the day alone
            self._dues[id(clock), day] = due
        return due

    def _term(self, clock: Clock | Cadence, day: dt.date) -> Term:
        """Return the term of a day; where a parameter gives an open one a number, that number."""
        term = self._terms.get((id(clock), day))
        if term is None:
            term = self._terms[id(clock), day] = self._looked_up(clock, day)
        return term

    def _looked_up(self, clock: Clock | Cadence, day: dt.date) -> Term:
        term = term_on(clock.terms, max(day, clock.terms[0].since))
        if not isinstance(term, InGoodTime):
            return term
        value = self.parameter(term.parameter, day)
        if not isinstance(value, int):
            return term
        unit = self.rulebook.parameters[term.parameter].unit
        return WorkingDays(value) if unit == "working days" else CalendarDays(value)

    def reported_only(self, clock: Clock, day: dt.date) -> str:
        """Return the parameter a clock lacks for a verdict on lateness; empty where it has all."""
        term = self._term(clock, day)
        return term.parameter if isinstance(term, InGoodTime) else ""

    def parameter(self, name: str, day: dt.date) -> int | str | None:
        """Return a parameter's value on a day; None where none has been set."""
        parameter = self.rulebook.parameters.get(name)
        return parameter.on(day) if parameter else None

    def number(self, norm_id: str, name: str) -> int:
        """Return one of the text's own numbers of a gate, as this setting's rulebook has it.

        Raises:
            LookupError: the gate has no such number.

        """
        key = (norm_id, name)
        if key not in self._numbers:
            norm = self.rulebook.norm(norm_id)
            numbers = norm.numbers if isinstance(norm, Gate) else {}
            self._numbers[key] = numbers[name]
        return self._numbers[key]

    def dossier(self, kind: str, matter: str) -> Dossier:
        """Return the dossier of a matter, an empty one where nothing has happened."""
        return dossier_of(self.world.state, kind, matter)

    def tagged(self, about: str, tag: str) -> Tagged | None:
        """Return the act that tags a matter, given as ``kind:number``; None where none does."""
        return determinations.tagged(self.dossier("determination", about), tag)

    def threshold(self, name: str, day: dt.date) -> ThresholdSet | None:
        """Return the recorded threshold or cap in effect on a day."""
        return determinations.threshold_on(self.dossier("threshold", name), day)

    def clock(self, norm_id: str) -> Clock:
        """Return the clock of a duty or an effect, with the terms this setting judges by.

        Raises:
            LookupError: the norm has no clock.

        """
        norm = self.rulebook.norm(norm_id)
        if isinstance(norm, (Duty, Effect)) and norm.clock is not None:
            return norm.clock
        raise LookupError(f"The norm {norm_id} of {self.rulebook.id} has no clock.")

    def organ_of(self, bearer: str, at: dt.datetime) -> str:
        """Return the organ a bearer belongs to; the bearer itself where it is a unit."""
        return organisation.unit_of(self.world.organisation, bearer, at)

    def leader_of(self, organ: str, at: dt.datetime) -> str:
        """Return the leader in charge of an organ's field of work, empty for none."""
        chart = self.world.organisation
        unit = chart.units.get(organ)
        if unit is None or not unit.subject:
            return ""
        leader = organisation.leader_in_charge(chart, unit.subject, at)
        return leader.by if leader else ""

    def unit_kind(self, organ: str) -> str:
        """Return the kind of an organ, empty where it is not registered."""
        unit = self.world.organisation.units.get(organ)
        return unit.kind if unit else ""
