"""计时 Clocks: the running terms of duties and effects, from their start to their verdict.

The judge hands every act to the clocks it concerns; what concludes here is a pure function of the
acts so far, so it does not matter when anybody looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from domain.act import Act
from domain.calendar import CalendarVersion
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.norms import Clock, Duty, Effect, KeyOf, Opening
from domain.rulebook.terms import InGoodTime
from domain.rulebook.verdicts import Bench, Occasion

OPEN = "尚未办理 / still not done"
NO_LIMIT = "缺少规定时间 / the limit it needs was not given"


@attrs.define
class Running:
    """One running term."""

    matter: str
    opening: Opening
    start: dt.datetime
    due: dt.datetime | None
    calendar: CalendarVersion
    evidence: list[str]
    excused: bool = False
    reported_only: str = ""
    done_at: dt.datetime | None = None
    recorded_at: dt.datetime | None = None


class ClockRoom:
    """Every running term of one clock, and the norms that ride on it."""

    def __init__(self, clock: Clock, bench: Bench) -> None:
        self.clock = clock
        self._bench = bench
        self._running: dict[str, Running] = {}
        self._open_word = any(isinstance(dated.term, InGoodTime) for dated in clock.terms)
        self.duties: list[Duty] = []
        self.effects: list[Effect] = []

    def opened(self, act: Act) -> None:
        """Start what the act starts; a key that runs starts afresh and keeps its evidence."""
        setting = self._bench.setting
        for opening in self.clock.opens[type(act)](act, setting):
            start = opening.start or act.occurred_at
            force = self._bench.governing(setting.day(start))
            if force is None:
                continue
            before = self._running.get(opening.key)
            self._running[opening.key] = Running(
                matter=f"{act.kind}:{act.matter}",
                opening=opening,
                start=start,
                due=setting.due(self.clock, opening, start),
                calendar=force.calendar,
                evidence=[*(before.evidence if before else ()), act.ref],
                reported_only="" if opening.limit else self._reported_only(start),
            )

    def _reported_only(self, start: dt.datetime) -> str:
        if not self._open_word:
            return ""
        return self._bench.setting.reported_only(self.clock, self._bench.setting.day(start))

    def moved(self, act: Act) -> None:
        """Move a term, where the new day was agreed before the old one had passed."""
        move = self.clock.moved_by[type(act)](act)
        running = self._running.get(move.key) if move else None
        if move is None or running is None:
            return
        running.evidence.append(act.ref)
        if running.due is None or act.occurred_at < running.due:
            running.due = self._bench.setting.end_of(move.until)

    def excused(self, act: Act) -> None:
        """Note a reason, where it was recorded by the due instant (model.md §0.5)."""
        for _, running in self._touched(self.clock.excused_by, act):
            if running.due is not None and act.occurred_at < running.due:
                running.excused = True
                running.evidence.append(act.ref)

    def stopped(self, act: Act) -> Iterator[Finding]:
        """Conclude the terms the act discharges."""
        for key, running in self._touched(self.clock.stopped_by, act):
            del self._running[key]
            running.done_at = act.occurred_at
            running.evidence.append(act.ref)
            yield from self._concluded(running, act.occurred_at)

    def cancelled(self, act: Act) -> Iterator[Finding]:
        """Drop a term whose matter has ended; what was overdue by then stays overdue."""
        for key, running in self._touched(self.clock.cancelled_by, act):
            del self._running[key]
            running.evidence.append(act.ref)
            if running.due is not None and running.due <= act.occurred_at:
                yield from self._concluded(running, act.occurred_at)

    def closing(self, at: dt.datetime) -> Iterator[Finding]:
        """Say how every term that still runs stands at an instant; nothing is changed."""
        for running in self._running.values():
            yield from self._concluded(running, at)

    def _touched(
        self, keys_of: Mapping[type[Act], KeyOf], act: Act
    ) -> Iterator[tuple[str, Running]]:
        """Yield the running terms an act touches, with their keys."""
        keys = keys_of[type(act)](act)
        for key in (keys,) if isinstance(keys, str) else keys or ():
            running = self._running.get(key)
            if running is not None:
                yield key, running

    def _concluded(self, running: Running, at: dt.datetime) -> Iterator[Finding]:
        for duty in self.duties:
            verdict, because = _of_duty(duty, running, at)
            finding = self._bench.finding(duty, _occasion(running, because), verdict)
            if finding:
                yield finding
        lapsed = running.due is not None and (running.done_at or at) >= running.due
        for effect in self.effects if lapsed else ():
            because = f"{effect.zh} / {effect.en}"
            finding = self._bench.finding(effect, _occasion(running, because), Verdict.EFFECT)
            if finding:
                yield finding


def _of_duty(duty: Duty, running: Running, at: dt.datetime) -> tuple[Verdict, str]:
    if running.due is None:
        return Verdict.INDETERMINATE, NO_LIMIT
    if running.done_at is None and at < running.due:
        return Verdict.PENDING, ""
    if running.reported_only:
        return _of_open_word(duty, running)
    if running.done_at is not None and running.done_at < running.due:
        return Verdict.COMPLIANT, ""
    because = OPEN if running.done_at is None else ""
    return (Verdict.JUSTIFIED if running.excused else duty.breach), because


def _of_open_word(duty: Duty, running: Running) -> tuple[Verdict, str]:
    """A time word without a number: done is done, however late; only never is a breach."""
    if running.done_at is None:
        why = f"始终未办；文本无具体期限（参数{running.reported_only}）"
        return duty.breach, f"{why} / never done; the text gives no number"
    days = (running.done_at - running.start).days
    why = f"用时{days}日，无具体期限，仅报告（参数{running.reported_only}未设）"
    return Verdict.COMPLIANT, f"{why} / took {days} days; no number is set, so it is only reported"


def _occasion(running: Running, because: str) -> Occasion:
    return Occasion(
        running.matter,
        running.opening.bearer,
        running.start,
        running.due,
        running.done_at,
        tuple(running.evidence),
        running.opening.key,
        because,
        running.calendar,
    )
