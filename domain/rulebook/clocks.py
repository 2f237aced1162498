"""计时 Clocks: the running terms of duties and effects, from their start to their verdict.

The judge hands every act to the clocks it concerns; what concludes here is a pure function of the
acts so far, so it does not matter when anybody looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

import attrs

from domain.act import Act
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.norms import Clock, Duty, Effect, KeyOf, Opening
from domain.rulebook.terms import InGoodTime
from domain.rulebook.verdicts import Bench, Occasion

OPEN = "尚未办理 / still not done"
ENDED = "终止、移交或重新起算时仍未办 / still not done when it ended, passed on or began anew"
NO_LIMIT = "缺少规定时间 / the limit it needs was not given"


@attrs.define
class Running:
    """One running term."""

    matter: str
    opening: Opening  # a rulebook's own may only tell its bearer once the term is done
    start: dt.datetime
    day: dt.date
    due: dt.datetime | None
    evidence: list[str]
    reported_only: str = ""
    excused: bool = False
    done_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None  # overdue and undone by then: owed no longer


class ClockRoom:
    """Every running term of one clock, and the norms that ride on it."""

    def __init__(self, clock: Clock, bench: Bench) -> None:
        self.clock = clock
        self._bench = bench
        self._running: dict[str, Running] = {}
        self._open_word = any(isinstance(dated.term, InGoodTime) for dated in clock.terms)
        self._words: dict[dt.date, str] = {}
        self.duties: list[Duty] = []
        self.effects: list[Effect] = []

    def opened(self, act: Act, found: list[Finding]) -> None:
        """Start what the act starts; a key that runs starts afresh and keeps its evidence.

        What was overdue by then stays overdue, as a finding of its own, unless it is recounted.
        """
        clock, setting, running = self.clock, self._bench.setting, self._running
        for opening in clock.opens[act.__class__](act, setting):
            start, key = opening.start or act.occurred_at, opening.key
            day = setting.day(start)
            if self._bench.governing(day) is None:
                continue
            before, ref = running.get(key), act.ref
            if before and not opening.recounts and self._ended(before, act, found):
                before = None
            running[key] = Running(
                act.about,
                opening,
                start,
                day,
                setting.due(clock, opening, start),
                [*before.evidence, ref] if before else [ref],
                self._reported_only(day) if self._open_word and not opening.limit else "",
                excused=before is not None and opening.recounts and before.excused,
            )

    def _reported_only(self, day: dt.date) -> str:
        word = self._words.get(day)
        if word is None:
            word = self._words[day] = self._bench.setting.reported_only(self.clock, day)
        return word

    def moved(self, act: Act, found: list[Finding]) -> None:
        """Move a term, where the new day was agreed before the old one had passed."""
        del found
        move = self.clock.moved_by[type(act)](act)
        running = self._running.get(move.key) if move else None
        if move is None or running is None:
            return
        running.evidence.append(act.ref)
        due, moved = running.due, self._bench.setting.end_of(move.until)
        if due is None or (act.occurred_at < due and not (move.only_later and moved < due)):
            running.due = moved

    def excused(self, act: Act, found: list[Finding]) -> None:
        """Note a reason, where it was recorded by the due instant (model.md §0.5)."""
        del found
        for key in _keys(self.clock.excused_by, act):
            running = self._running.get(key)
            if running and running.due is not None and act.occurred_at < running.due:
                running.excused = True
                running.evidence.append(act.ref)

    def stopped(self, act: Act, found: list[Finding]) -> None:
        """Conclude the terms the act discharges."""
        for key in _keys(self.clock.stopped_by, act):
            running = self._running.pop(key, None)
            if running is not None:
                running.done_at = act.occurred_at
                running.evidence.append(act.ref)
                self._concluded(running, act.occurred_at, found)

    def cancelled(self, act: Act, found: list[Finding]) -> None:
        """Drop a term whose matter has ended; what was overdue by then stays overdue."""
        self._drop(_keys(self.clock.cancelled_by, act), act, found)

    def ended(self, act: Act, found: list[Finding]) -> None:
        """Drop every term of a matter that has ended, as if it were cancelled."""
        self._drop(self.clock.ended_by[act.__class__](act, self._bench.setting), act, found)

    def passed(self, act: Act, found: list[Finding]) -> None:
        """Pass terms on to other bearers; a term that is nobody's any more is dropped.

        What was overdue by then is the breach of whoever bore it, and nobody else's.
        """
        bearers = self.clock.passed_by[act.__class__](act, self._bench.setting)
        for key, bearer in bearers.items():
            running = self._running.get(key)
            if running is None or running.opening.bearer == bearer:
                continue
            if self._ended(running, act, found) or not bearer:
                del self._running[key]
                continue
            running.opening = attrs.evolve(running.opening, bearer=bearer)
            running.evidence.append(act.ref)

    def _drop(self, keys: Iterable[str], act: Act, found: list[Finding]) -> None:
        for key in keys:
            running = self._running.pop(key, None)
            if running:
                self._ended(running, act, found)

    def _ended(self, running: Running, act: Act, found: list[Finding]) -> bool:
        """Conclude a term that ends with an act, where it was overdue by then; say whether."""
        at = act.occurred_at
        if running.due is None or at < running.due:
            return False
        running.evidence.append(act.ref)
        running.ended_at = at
        self._concluded(running, at, found)
        return True

    def closing(self, at: dt.datetime, found: list[Finding]) -> None:
        """Say how every term that still runs stands at an instant; nothing is changed."""
        for running in self._running.values():
            self._concluded(running, at, found)

    def _concluded(self, running: Running, at: dt.datetime, found: list[Finding]) -> None:
        if running.done_at is None and not self._owed(running, at):
            return
        conclude = self._bench.finding
        for duty in self.duties:
            verdict, because = _of_duty(duty, running, at)
            finding = conclude(duty, _occasion(running, because), verdict)
            if finding is not None:
                found.append(finding)
        if not self.effects or running.due is None or (running.done_at or at) < running.due:
            return
        for effect in self.effects:
            because = f"{effect.zh} / {effect.en}"
            finding = conclude(effect, _occasion(running, because), Verdict.EFFECT)
            if finding is not None:
                found.append(finding)

    def _owed(self, running: Running, at: dt.datetime) -> bool:
        """Say whether the bearer still owed it when its last day, or the day at hand, ended."""
        owes, due = self.clock.owes, running.due
        if owes is None:
            return True
        ended = at if due is None else min(at, due)
        return owes(self._bench.setting, running.opening.bearer, ended - _MOMENT)


_MOMENT = dt.timedelta(microseconds=1)


def _keys(keys_of: Mapping[type[Act], KeyOf], act: Act) -> tuple[str, ...]:
    """Return the keys of the terms an act touches."""
    keys = keys_of[act.__class__](act)
    return (keys,) if isinstance(keys, str) else keys or ()


_COMPLIANT = Verdict.COMPLIANT  # looked up once: on Python 3.11 an enumeration is slow at it


def _of_duty(duty: Duty, running: Running, at: dt.datetime) -> tuple[Verdict, str]:
    due, done_at = running.due, running.done_at
    if due is None:
        return Verdict.INDETERMINATE, NO_LIMIT
    in_time = (at if done_at is None else done_at) < due
    if done_at is None and in_time:
        return Verdict.PENDING, ""
    if running.reported_only:
        return _of_open_word(duty, running)
    if in_time:
        return _COMPLIANT, ""
    because = "" if done_at else ENDED if running.ended_at else OPEN
    return (Verdict.JUSTIFIED if running.excused else duty.breach), because


def _of_open_word(duty: Duty, running: Running) -> tuple[Verdict, str]:
    """A time word without a number: done is done, however late; only never is a breach."""
    if running.done_at is None:
        why = f"始终未办；文本无具体期限（参数{running.reported_only}）"
        return duty.breach, f"{why} / never done; the text gives no number"
    return _COMPLIANT, _only_reported((running.done_at - running.start).days, running.reported_only)


@lru_cache(maxsize=4096)  # thousands of terms take the same few days: they share the sentence
def _only_reported(days: int, parameter: str) -> str:
    why = f"用时{days}日，无具体期限，仅报告（参数{parameter}未设）"
    return f"{why} / took {days} days; no number is set, so it is only reported"


def _occasion(running: Running, because: str) -> Occasion:
    return Occasion(
        running.matter,
        running.opening.bearer,
        running.start,
        running.day,
        running.due,
        running.done_at,
        tuple(running.evidence),
        running.opening.key,
        because,
        running.ended_at,
    )
