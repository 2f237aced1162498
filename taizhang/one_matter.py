"""单件评判 One matter judged: its findings without reading the whole ledger, and never a wrong one.

A gate on a matter's act may look at other matters: a chart, a leave record, a consultation. So a
norm is judged on the matter's own acts and those of every matter it turns out to ask for, in order
of occurrence. What cannot be known that way is not shown but named:

- a norm about every matter of a kind (a quota, a cadence, a comparison with all the others);
- a clock that acts of another kind start or stop;
- a norm whose verdict depends on which of two acts of one instant came first.

Reading order: the result, the question per norm, the closure, the judging.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from domain.act import Act
from domain.calendar import Calendar
from domain.rulebook.findings import Finding
from domain.rulebook.judge import Judge
from domain.rulebook.norms import (
    Cadence,
    Clock,
    Duty,
    Effect,
    Gate,
    Norm,
    Principle,
    Quota,
    Rulebook,
)
from domain.world import World

Matter = tuple[str, str]
"""A kind and a business number."""
Read = Callable[[str, str], list[Act]]
"""The acts of one matter, in its order."""
ROUNDS: Final = 8
"""Matters that matters ask for: followed so far, then given up."""

# --- the result ---


@attrs.frozen
class MatterFindings:
    """Findings on one matter, and the norms that only the whole ledger can judge."""

    findings: tuple[Finding, ...]
    elsewhere: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Case:
    """One matter under one law, seen from the end of a day."""

    matter: Matter
    rulebook: Rulebook
    calendar: Calendar
    government: str
    as_of: dt.date
    read: Read

    def judged(self) -> MatterFindings:
        """Judge the matter norm by norm."""
        findings: list[Finding] = []
        elsewhere: dict[str, None] = {}
        own = self.read(*self.matter)
        for norm in self.rulebook.norms:
            if not _speaks_of(norm, own):
                continue
            found = self._by(norm, own) if _is_own(norm, self.matter[0]) else None
            if found is None:
                elsewhere[norm.id] = None
            else:
                findings += found
        whole = [one for one in findings if one.norm not in elsewhere]  # two norms may share an id
        whole.sort(key=lambda finding: finding.occasion)
        return MatterFindings(tuple(whole), tuple(elsewhere))

    def _by(self, norm: Norm, own: list[Act]) -> list[Finding] | None:
        """Return the findings of one norm; None where these acts cannot settle it."""
        alone = attrs.evolve(self.rulebook, norms=(norm,))
        others = self._others(alone, own)
        if others is None or _tangled(own, others):
            return None
        after, _ = self._hear(alone, _merged(others, own))
        before, _ = self._hear(alone, _merged(own, others))
        return after if after == before else None

    # --- the closure ---

    def _others(self, alone: Rulebook, own: list[Act]) -> list[Act] | None:
        """Return the acts of every other matter the norm asks for; None where it asks for all."""
        known: dict[Matter, list[Act]] = {self.matter: own}
        organisation = ("organisation", self.government)
        known.setdefault(organisation, self.read(*organisation))
        for _ in range(ROUNDS):
            others = [
                act for matter, acts in known.items() if matter != self.matter for act in acts
            ]
            _, world = self._hear(alone, _merged(others, own))
            if world.asked_for_all:
                return None
            missing = world.asked - known.keys()
            if not missing:
                return others
            known.update({matter: self.read(*matter) for matter in missing})
        return None

    # --- the judging ---

    def _hear(self, alone: Rulebook, acts: list[Act]) -> tuple[list[Finding], _AttentiveWorld]:
        """Judge acts in order; return the findings on this matter and what was asked for."""
        world = _AttentiveWorld(self.government)
        sitting = Judge(alone, self.calendar, world)
        sitting.setting.rulebook = self.rulebook  # one norm is seated; it may cite another's term
        end = sitting.setting.end_of(self.as_of)
        found = [one for act in acts if act.occurred_at < end for one in sitting.feed(act)]
        found += sitting.closing(end)
        label = ":".join(self.matter)
        return [one for one in found if one.matter == label], world


class _AttentiveWorld(World):
    """A world that notes which matters it was asked for."""

    def __init__(self, government: str) -> None:
        self.asked: set[Matter] = set()
        self.asked_for_all = False
        super().__init__(load=self._note, government=government)

    def _note(self, kind: str, matter: str) -> None:
        self.asked.add((kind, matter))

    def states(self, kind: str) -> Mapping[str, Any]:
        """Return every state of a kind: nothing less than the whole ledger has them."""
        self.asked_for_all = True
        return super().states(kind)


def _merged(first: list[Act], second: list[Act]) -> list[Act]:
    """Return acts in order of occurrence; within one instant the ``first`` come first."""
    return sorted([*first, *second], key=lambda act: act.occurred_at)


def _tangled(own: list[Act], others: list[Act]) -> bool:
    """Say whether several acts of other matters share the instant of an own one."""
    instants = {act.occurred_at for act in own}
    shared = [act.occurred_at for act in others if act.occurred_at in instants]
    return len(set(shared)) < len(shared)


def _speaks_of(norm: Norm, own: list[Act]) -> bool:
    """Say whether any act of the matter is one the norm is about."""
    if isinstance(norm, Gate) and norm.on_capacity:
        return any(act.capacity for act in own)
    return not {type(act) for act in own}.isdisjoint(_classes(norm))


def _is_own(norm: Norm, kind: str) -> bool:
    """Say whether a norm is about single matters, and no other kind's acts touch its clocks."""
    if isinstance(norm, (Quota, Cadence)):
        return False
    if isinstance(norm, Gate):
        return True
    return all(cls.kind == kind for cls in _classes(norm))


def _classes(norm: Norm) -> set[type[Act]]:
    """Return the classes of act a norm is about."""
    match norm:
        case Gate() | Quota() | Cadence():
            return set(norm.on)
        case Duty():
            return _of_clock(norm.clock)
        case Effect():
            return {*norm.on, *(_of_clock(norm.clock) if norm.clock else ())}
        case Principle():
            return set()
    return set()


def _of_clock(clock: Clock) -> set[type[Act]]:
    maps = (clock.opens, clock.stopped_by, clock.moved_by, clock.excused_by, clock.cancelled_by)
    return {cls for touched in maps for cls in touched}
