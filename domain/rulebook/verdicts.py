"""结论的得出 Verdicts: from what happened on one occasion to the finding about it.

One place decides what a breach is called, what the rulebook's own time does to a verdict, and how
late something was; gates, clocks, quotas and cadences all come here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import attrs

from domain.act import Act
from domain.calendar import CalendarVersion
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.norms import Gate, Norm, Outcome, Ruling
from domain.rulebook.setting import Setting
from domain.rulebook_lifecycle import RulebookState, interpretation_on


class Occasion(NamedTuple):  # made for every finding: a tuple is the frozen thing made fastest
    """One occasion on which a norm spoke: whose, when (``day``: locally), by when, done when.

    ``ended``: when what was overdue and not done ceased to be owed.
    """

    matter: str
    bearer: str
    opened: dt.datetime
    day: dt.date
    due: dt.datetime | None = None
    discharged: dt.datetime | None = None
    evidence: tuple[str, ...] = ()
    key: str = ""
    because: str = ""
    ended: dt.datetime | None = None


@attrs.frozen
class InForce:
    """Which rulebook governs an occasion, and the verdict that overrules all others, if any.

    ``calendar`` is the version known on that day.
    """

    rulebook: str
    overruling: Verdict | None
    calendar: CalendarVersion
    because: str = ""


class Bench:
    """Turns occasions into findings under one rulebook; remembers who belongs where."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._places: dict[str, tuple[str, str]] = {}
        self._places_since: dt.datetime | None = None
        self._governing: dict[dt.date, InForce | None] = {}
        self._softened_units = setting.rulebook.softened_units
        self._interpreted = True

    def forget(self, at: dt.datetime) -> None:
        """Drop what was remembered of the chart and the rulebook: one of them changed just now."""
        self._places.clear()
        self._places_since = at
        self._governing.clear()
        self._interpreted = True

    def governing(self, day: dt.date) -> InForce | None:
        """Return what governs an occasion that arose on a local day; None: nothing is judged."""
        try:
            return self._governing[day]
        except KeyError:
            force = self._governing[day] = self._look_up(day)
            return force

    def _look_up(self, day: dt.date) -> InForce | None:
        book = self.setting.rulebook
        calendar = self.setting.calendar.known_on(day)
        if day < book.since:
            before = book.predecessor
            if before is None or day < before.since:
                return None
            return InForce(before.id, Verdict.INDETERMINATE, calendar, before.reason)
        until = self.until()
        if until is not None and day >= until:
            why = f"{book.id} 有效期至{until}前 / {book.id} was in force before {until} only"
            return InForce(book.id, Verdict.NOT_IN_FORCE, calendar, why)
        return InForce(book.id, None, calendar)

    def until(self) -> dt.date | None:
        """Return the text's own end, unless a recorded renewal or repeal gives another."""
        state: RulebookState | None = self.setting.world.state("rulebook", self.setting.rulebook.id)
        if state is not None and state.until is not None:
            return state.until
        return self.setting.rulebook.until

    def gated(self, act: Act, ruled: Iterable[tuple[Gate, Ruling]]) -> list[Finding]:
        """Return the findings of the gates before an act; what they share is looked up once."""
        ref, at, matter = act.ref, act.occurred_at, act.about
        day, place = self.setting.day(at), _place(act.originator_version)
        force = self.governing(day)
        if force is None:
            return []
        plain, alone = force.overruling is None and not self._interpreted, (ref,)
        book, label, places = force.rulebook, force.calendar.label, self._places_at(at)
        found: list[Finding] = []
        for gate, ruling in ruled:
            outcome, evidence, because, bearer, key, due, discharged, _ = ruling
            whose, told = bearer or act.by, key or place
            resting_on = (*evidence, ref) if evidence else alone
            if not plain or outcome is not _MET:
                occasion = Occasion(
                    matter, whose, at, day, due, discharged, resting_on, told, because
                )
                finding = self.finding(gate, occasion, _of_gate(gate, ruling))
                if finding is not None:
                    found.append(finding)
                continue
            # Most are met: nothing is left to decide.
            organ, leader = places.get(whose) or self.place_of(whose, at)
            fields = (
                gate.id,
                gate.article,
                matter,
                whose,
                organ,
                leader,
                at,
                due,
                discharged,
                _COMPLIANT,
                None,
                resting_on,
                book,
                label,
                told,
                because,
            )
            found.append(_made(Finding, fields))
        return found

    def finding(self, norm: Norm, occasion: Occasion, verdict: Verdict) -> Finding | None:
        """Return the finding for an occasion, or None where no rulebook speaks of that day."""
        matter, bearer, opened, day, due, discharged, evidence, key, because, ended = occasion
        force = self.governing(day)
        if force is None:
            return None
        organ, leader = self.place_of(bearer, opened)
        if force.overruling is not None:
            verdict, because = force.overruling, force.because
        else:
            if verdict is _VIOLATION and self._softened_units:
                verdict = self._softened(verdict, organ)
            if self._interpreted:
                because, evidence = self._cited(norm, day, because, evidence)
        calendar = force.calendar
        late = self._late(due, discharged or ended, calendar) if verdict in _LATE else None
        fields = (
            norm.id,
            norm.article,
            matter,
            bearer,
            organ,
            leader,
            opened,
            due,
            discharged,
            verdict,
            late,
            evidence,
            force.rulebook,
            calendar.label,
            key,
            because,
        )
        return _made(Finding, fields)

    def place_of(self, bearer: str, at: dt.datetime) -> tuple[str, str]:
        """Return the organ of a bearer and the leader in charge of it at an instant.

        Remembered for occasions since the chart last changed; an older one is looked up.
        """
        places = self._places_at(at)
        place = places.get(bearer)
        if place is None:
            organ = self.setting.organ_of(bearer, at)
            place = places[bearer] = (organ, self.setting.leader_of(organ, at))
        return place

    def _places_at(self, at: dt.datetime) -> dict[str, tuple[str, str]]:
        """Return what is remembered of an instant; nothing of one before the chart changed."""
        since = self._places_since
        return self._places if since is None or since <= at else {}

    def _softened(self, verdict: Verdict, organ: str) -> Verdict:
        """Cap a verdict at deviation for a unit the rules reach by reference only (81.2)."""
        softened = self.setting.unit_kind(organ) in self._softened_units
        return Verdict.DEVIATION if softened else verdict

    def _cited(
        self, norm: Norm, day: dt.date, because: str, evidence: tuple[str, ...]
    ) -> tuple[str, tuple[str, ...]]:
        """Cite the interpretation in effect on the day of the occasion (82.1)."""
        state = self.setting.world.state("rulebook", self.setting.rulebook.id)
        self._interpreted = state is not None and bool(state.interpretations)
        one = interpretation_on(state, norm.id, day)
        if one is None:
            return because, evidence
        cited = f"依解释{one.interpretation} / under interpretation {one.interpretation}"
        return "; ".join(filter(None, (because, cited))), (*evidence, one.ref)

    def _late(
        self, due: dt.datetime | None, until: dt.datetime | None, calendar: CalendarVersion
    ) -> int | None:
        if due is None or until is None:
            return None
        last_good_day = self.setting.day(due) - dt.timedelta(days=1)
        return calendar.working_days_between(last_good_day, self.setting.day(until))


@lru_cache(maxsize=1024)  # most matters have a dozen acts: their findings share the text
def _place(version: int) -> str:
    """Return the place of an act in its matter as the key that tells occasions apart."""
    return str(version)


def _of_gate(gate: Gate, ruling: Ruling) -> Verdict:
    """Return what a ruling amounts to."""
    if ruling.outcome is _MET:
        return _COMPLIANT
    if ruling.outcome is Outcome.UNKNOWN:
        return Verdict.INDETERMINATE
    return Verdict.JUSTIFIED if ruling.justified else gate.breach


_MET, _COMPLIANT, _VIOLATION = Outcome.MET, Verdict.COMPLIANT, Verdict.VIOLATION
"""Looked up once: on Python 3.11 an enumeration looks its members up slowly."""
_made = tuple.__new__
"""Makes a finding of its fields, in their order, without the call of a named tuple's own."""
_LATE = frozenset({Verdict.VIOLATION, Verdict.DEVIATION, Verdict.JUSTIFIED})
