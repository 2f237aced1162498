"""请假 Absences: how often people are away, how long, and how they report it."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict

import attrs

from domain import leave
from domain import organisation as org
from domain.act import Act
from simulations.fitting.estimators import Estimate, share
from simulations.fitting.office_time import OfficeTime
from simulations.fitting.shares import Notes

DAYS_OF_YEAR = 365.0
AT_HOME = 3
"""Days after a return on which nobody departs again, in the model's plan of a person's year."""
IN_TIME = 3
"""Days before departure at which a leave is to be reported (69)."""


@attrs.define
class Absences:
    """Takes acts one by one and keeps who is in office and every leave that was reported."""

    office: OfficeTime
    since: dict[str, dt.date] = attrs.field(factory=dict)
    until: dict[str, dt.date] = attrs.field(factory=dict)
    reported: dict[tuple[str, str], leave.Reported] = attrs.field(factory=dict)
    explained: set[tuple[str, str]] = attrs.field(factory=set)
    passed_on: set[tuple[str, str]] = attrs.field(factory=set)
    principals: set[str] = attrs.field(factory=set)

    def feed(self, act: Act) -> None:
        """Take in an act."""
        match act:
            case org.Appointed() if act.post != org.DEPUTY_PRINCIPAL:
                self.since.setdefault(act.person, self.office.day(act.occurred_at))
                if act.post == org.PRINCIPAL:
                    self.principals.add(act.person)
            case org.Removed():
                self.until[act.person] = self.office.day(act.occurred_at)
            case leave.Reported() if act.departs_on <= self.office.last:
                self.reported.setdefault((act.matter, act.leave), act)
            case leave.LateReportExplained():
                self.explained.add((act.matter, act.leave))
            case leave.Forwarded():
                self.passed_on.add((act.matter, act.leave))

    def note(self, notes: Notes) -> None:
        """Note how each was reported and passed on."""
        for key, act in self.reported.items():
            notes.drawn("leave.days", (act.returns_on - act.departs_on).days + 1)
            if (act.departs_on - self.office.first).days >= IN_TIME:
                ahead = (act.departs_on - self.office.day(act.occurred_at)).days
                late = ahead < IN_TIME
                notes.note("leave.share_reported_late", late)
                if late:
                    notes.note("leave.share_late_explained", key in self.explained)
            if act.matter in self.principals:
                notes.note("leave.share_not_made_known", key not in self.passed_on)

    def per_person(self) -> Estimate | None:
        """Return how often a person leaves in a year: geometric gaps between journeys.

        A gap runs from the appointment, or from three days after a return; the last one, until the
        removal or the last day, is censored.
        """
        by_person: dict[str, list[leave.Reported]] = defaultdict(list)
        for act in self.reported.values():
            if act.matter in self.since and act.departs_on <= self._last_of(act.matter):
                by_person[act.matter].append(act)
        gaps = sum(self._days_at_home(person, by_person[person]) for person in self.since)
        left = sum(map(len, by_person.values()))
        daily = share(left, left + gaps)
        if daily is None or not left:
            return None
        found, (low, high) = daily.parts["value"], daily.bounds["value"]
        yearly = [-DAYS_OF_YEAR * math.log1p(-float(p)) for p in (found, low, high)]  # type: ignore[arg-type]
        return attrs.evolve(
            daily,
            parts={"value": yearly[0]},
            bounds={"value": (yearly[1], yearly[2])},
            n=left,
            how="geometric gaps between leaves, the last censored",
        )

    def _last_of(self, person: str) -> dt.date:
        return self.until.get(person, self.office.last)

    def _days_at_home(self, person: str, journeys: list[leave.Reported]) -> int:
        day, total = max(self.since[person], self.office.first), 0
        for act in sorted(journeys, key=lambda one: one.departs_on):
            total += max(0, (act.departs_on - day).days)
            day = act.returns_on + dt.timedelta(days=AT_HOME + 1)
        return total + max(0, (self._last_of(person) - day).days + 1)
