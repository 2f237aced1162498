"""评判 Judge: acts × norms → findings, a pure fold. It knows no law by name.

Acts must come in order of occurrence; how many at a time makes no difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter

import attrs

from domain.act import Act
from domain.calendar import Calendar
from domain.capacity import HOLDER, split
from domain.refusals import GateError
from domain.rulebook.clocks import ClockRoom
from domain.rulebook.counts import CadenceRoom, QuotaRoom
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.norms import (
    Cadence,
    Clock,
    Duty,
    Effect,
    Gate,
    Outcome,
    Quota,
    Rulebook,
    Ruling,
)
from domain.rulebook.setting import Setting
from domain.rulebook.standing import StandingRoom
from domain.rulebook.verdicts import Bench, Occasion
from domain.world import World

Step = Callable[[Act, list[Finding]], None]
"""Puts what the act concluded, if anything, at the end of the list."""


@attrs.define
class Plan:
    """What the judge does with one class of act: gates before it, the rest after it, in order."""

    gates: list[Gate] = attrs.field(factory=list)
    noting: list[Step] = attrs.field(factory=list)
    concluding: list[Step] = attrs.field(factory=list)
    opening: list[Step] = attrs.field(factory=list)
    arising: list[Step] = attrs.field(factory=list)
    steps: tuple[Step, ...] = ()  # all of them, once every norm is seated: one loop for each act

    def settle(self) -> Plan:
        """Put the steps in one row."""
        self.steps = (*self.noting, *self.concluding, *self.opening, *self.arising)
        return self


class Judge:
    """Folds acts into findings under one rulebook.

    ``feed`` takes the next act and returns what it concluded; ``closing`` says how everything
    that is still running stands at an instant, without changing anything.
    """

    def __init__(self, rulebook: Rulebook, calendar: Calendar, world: World | None = None) -> None:
        self.world = world or World()
        self.setting = Setting(self.world, rulebook, calendar)
        self.bench = Bench(self.setting)
        self._plans: dict[type[Act], Plan] = {}
        self._capacity_gates: dict[str, list[Gate]] = {}
        self._clocks: dict[int, ClockRoom] = {}
        self._quotas: list[QuotaRoom] = []
        self._cadences: list[CadenceRoom] = []
        self._standing: list[StandingRoom] = []
        for norm in rulebook.norms:
            self._seat(norm)
        for plan in self._plans.values():
            plan.settle()

    def _plan(self, act_class: type[Act]) -> Plan:
        plan = self._plans.get(act_class)
        if plan is None:
            charted = act_class.kind in _CHART
            charting: list[Step] = [partial(_recharted, self.bench)] if charted else []
            plan = self._plans[act_class] = Plan(noting=charting).settle()
        return plan

    def _put(self, row: str, step: Step, classes: Iterable[type[Act]]) -> None:
        """Put a step at the end of a row of the plans of some classes of act."""
        for act_class in classes:
            getattr(self._plan(act_class), row).append(step)

    def _seat(self, norm: object) -> None:
        match norm:
            case Gate():
                self._seat_gate(norm)
            case Duty():
                self._room(norm.clock).duties.append(norm)
            case Effect():
                self._seat_effect(norm)
            case Quota():
                room = QuotaRoom(norm, self.bench)
                self._quotas.append(room)
                self._put("noting", room.counted, norm.on)
                self._put("noting", room.taken_back, norm.taken_back_by)
            case Cadence():
                self._seat_cadence(norm)

    def _seat_gate(self, gate: Gate) -> None:
        for act_class in gate.on:
            self._plan(act_class).gates.append(gate)
        if gate.on_capacity:
            self._capacity_gates.setdefault(gate.on_capacity, []).append(gate)
        if gate.rules_on is not None:
            self._seat_standing(gate)

    def _seat_standing(self, gate: Gate) -> None:
        room = StandingRoom(gate, self.bench)
        self._standing.append(room)
        self._put("noting", room.ruled, gate.on)
        self._put("noting", room.withdrawn, gate.withdrawn_by)

    def _seat_effect(self, effect: Effect) -> None:
        if effect.clock is not None:
            self._room(effect.clock).effects.append(effect)
        self._put("arising", partial(_arising, self.bench, effect), effect.on)

    def _seat_cadence(self, cadence: Cadence) -> None:
        room = CadenceRoom(cadence, self.bench)
        self._cadences.append(room)
        self._put("concluding", room.counted, cadence.on)
        self._put("noting", room.excused, cadence.excused_by)

    def _room(self, clock: Clock) -> ClockRoom:
        """Return the room of a clock; norms that share a clock share the room."""
        if id(clock) in self._clocks:
            return self._clocks[id(clock)]
        room = self._clocks[id(clock)] = ClockRoom(clock, self.bench)
        self._put("noting", room.moved, clock.moved_by)
        self._put("noting", room.excused, clock.excused_by)
        self._put("noting", room.passed, clock.passed_by)
        self._put("concluding", room.stopped, clock.stopped_by)
        self._put("concluding", room.cancelled, clock.cancelled_by)
        self._put("concluding", room.ended, clock.ended_by)
        self._put("opening", room.opened, clock.opens)
        return room

    def feed(self, act: Act, *, live: bool = False) -> list[Finding]:
        """Judge the next act and fold it into the world; return the findings it concluded.

        Args:
            act: the next act in order of occurrence.
            live: whether it is a command, which gates may still refuse.

        Raises:
            GateError: ``live``, and a gate in force forbids it and no override names the norm; the
                world is as it was.

        """
        plan = self._plans.get(act.__class__) or self._plan(act.__class__)
        if self.setting.done_since is None:
            self._begun(act, done=act.kind not in _CHART)
        gates = self._gates_on(act, plan) if act.capacity else plan.gates
        found = self._through_gates(act, gates, live=live) if gates else []
        self.world.apply(act)
        for step in plan.steps:
            step(act, found)
        return found

    def _begun(self, act: Act, *, done: bool) -> None:
        """Note from which day on the history tells of anything, and of anything done."""
        day, setting = self.setting.day(act.occurred_at), self.setting
        setting.told_since = setting.told_since or day
        if done:
            setting.done_since = day

    def closing(self, at: dt.datetime) -> list[Finding]:
        """Say how everything still running stands at an instant (pending, overdue, lapsed)."""
        found: list[Finding] = []
        rooms: list[ClockRoom | QuotaRoom | CadenceRoom | StandingRoom] = [*self._clocks.values()]
        for room in (*rooms, *self._quotas, *self._cadences, *self._standing):
            room.closing(at, found)
        return found

    def tallies(self) -> dict[tuple[str, str, dt.date], int]:
        """Return the counts of every quota, judged or only counted: norm, bearer, period → n."""
        return {key: n for room in self._quotas for key, n in room.tally().items()}

    def refuse_breaches(self, act: Act) -> None:
        """Refuse a live command that a gate forbids, unless the act overrides that norm.

        Raises:
            GateError: a gate in force forbids it and no override names the norm.

        """
        self._through_gates(act, self._gates_on(act, self._plan(type(act))), live=True)

    def _gates_on(self, act: Act, plan: Plan) -> Sequence[Gate]:
        """Return the gates of an act's class and, unless it acts by its own post, its capacity."""
        capacity = act.capacity
        if not capacity or not self._capacity_gates or capacity.startswith(_OWN_POST):
            return plan.gates
        return (*plan.gates, *self._capacity_gates.get(split(capacity)[0], ()))

    def _through_gates(self, act: Act, gates: Sequence[Gate], *, live: bool) -> list[Finding]:
        setting = self.setting
        setting.asked_anew()
        ruled: list[tuple[Gate, Ruling]] = []
        for gate in gates:
            ruling = gate.holds(act, setting)
            if ruling is None:  # most gates do not apply
                continue
            if isinstance(ruling, Ruling):
                ruled.append((gate, ruling))
            else:
                ruled.extend((gate, one) for one in ruling)
        if live and ruled:
            self._refuse(act, ruled)
        return self.bench.gated(act, ruled) if ruled else []

    def _refuse(self, act: Act, ruled: Iterable[tuple[Gate, Ruling]]) -> None:
        force = self.bench.governing(self.setting.day(act.occurred_at))
        if force is None or force.overruling is not None:
            return
        overridden = act.override.norms if act.override else ()
        for gate, ruling in ruled:
            forbidden = gate.refuses and ruling.outcome is Outcome.BREACHED
            if forbidden and gate.id not in overridden:
                raise GateError(act, ruling.because, gate.id)


_CHART = frozenset({"organisation", "rulebook"})
_OWN_POST = f"{HOLDER}:"


# A judge's steps hold its bench and never the judge: a year that is over leaves no cycle behind.


def _recharted(bench: Bench, act: Act, found: list[Finding]) -> None:
    """Forget what was remembered of the chart or the rulebook, which the act has changed."""
    del found
    bench.forget(act.occurred_at)


def _arising(bench: Bench, effect: Effect, act: Act, found: list[Finding]) -> None:
    """Conclude what the law attaches to an act."""
    because = effect.on[type(act)](act, bench.setting)
    if because is None:
        return
    occasion = Occasion(
        matter=act.about,
        bearer=act.by,
        opened=act.occurred_at,
        day=bench.setting.day(act.occurred_at),
        evidence=(act.ref,),
        key=str(act.originator_version),
        because=because,
    )
    finding = bench.finding(effect, occasion, Verdict.EFFECT)
    if finding is not None:
        found.append(finding)


def judge(
    acts: Iterable[Act], rulebook: Rulebook, calendar: Calendar, as_of: dt.date
) -> list[Finding]:
    """Judge a history as of the end of a local day; acts in order of occurrence.

    Returns:
        Every finding, ordered by norm, matter, key and opening.

    """
    sitting = Judge(rulebook, calendar)
    at = sitting.setting.end_of(as_of)
    found: list[Finding] = []
    for act in acts:
        if act.occurred_at < at:
            found.extend(sitting.feed(act))
    found.extend(sitting.closing(at))
    in_order(found)
    return found


def in_order(findings: list[Finding]) -> None:
    """Put findings in the order they are listed in, that of ``Finding.occasion``.

    Sorted by one field after the other, the last first: that keeps no tuple for every finding.
    """
    for field in ("opened", "key", "matter", "norm"):
        findings.sort(key=attrgetter(field))
