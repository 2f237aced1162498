"""因果链 Chain: the acts that one act led to, and what led to it, each with how we know.

Three ties, never mixed up: an act *states* another as its cause; it *follows* in the same matter;
or it *names* the matter in one of its fields, which says nothing about causes. Reading order: the
ties, a step, the links of a history, what an act led to, what led to it.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import attrs

from domain.act import Act
from domain.mentions import ANY, GATHERED, PEOPLE, mentions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

Placed = tuple[int, Act]
"""A position in the ledger and the act there."""


class Tie(StrEnum):
    """联系: how we know that an act belongs to the chain."""

    START = "start"
    CAUSED = "caused"
    FOLLOWS = "follows"
    NAMES = "names"


@attrs.define(eq=False)
class Step:
    """一环: an act of a chain, how it is tied to the step it hangs on, and what hangs on it."""

    position: int
    act: Act
    tie: Tie
    depth: int = 0
    steps: list[Step] = attrs.field(factory=list)

    def hang(self, placed: Placed, tie: Tie) -> Step:
        """Add a step below this one."""
        step = Step(*placed, tie, self.depth + 1)
        self.steps.append(step)
        return step

    def walk(self) -> Iterator[Step]:
        """Yield this step and all below it, each before what hangs on it."""
        waiting = [self]
        while waiting:
            step = waiting.pop()
            yield step
            waiting.extend(reversed(step.steps))


# --- the links of a history ---


class History(Protocol):
    """What a chain is read from: acts as of a day and as known at a moment."""

    def at(self, position: int) -> Placed | None:
        """Return the act at a position, None where it was not there or not known."""

    def of(self, ref: str) -> Placed | None:
        """Return the act of a reference, None where it was not there or not known."""

    def matter(self, kind: str, number: str) -> list[Placed]:
        """Return the acts of one matter, in its order."""

    def kinds_of(self, number: str) -> tuple[str, ...]:
        """Return the kinds that have a matter of a number."""


class Links:
    """Where causes are stated and matters named: positions only, so that a long log fits."""

    def __init__(self) -> None:
        self._caused: dict[str, list[int]] = defaultdict(list)
        self._named: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def feed(self, placed: Iterable[Placed]) -> Links:
        """Take in acts with their positions."""
        for position, act in placed:
            if act.cause:
                self._caused[act.cause].append(position)
            for kind, number in mentions(act):
                if number != act.matter:
                    self._named[number].append((position, kind))
        return self

    def caused_by(self, ref: str) -> list[int]:
        """Return the positions of the acts that state an act as their cause."""
        return self._caused.get(ref, [])

    def naming(self, kind: str, number: str) -> list[int]:
        """Return the positions of the acts that name a matter, each once."""
        if kind in PEOPLE:
            return []
        found = (at for at, said in self._named.get(number, ()) if said in (ANY, kind))
        return list(dict.fromkeys(found))


# --- what an act led to ---


def led_to(history: History, links: Links, start: Placed, *, through_names: bool = False) -> Step:
    """Return an act with the acts it led to hanging on it; every act has one place.

    Below an act hang those that state it as their cause; below the first act of a matter that the
    chain comes to, the later acts of that matter, and last the acts of other matters that name it.

    Args:
        history: the acts as they were and as they were known.
        links: of that history.
        start: the act, with its position.
        through_names: go on from the acts that merely name a matter.

    """
    growing = _Growing(history, links)
    root = Step(*start, Tie.START)
    growing.seen.add(root.position)
    entered = growing.grow(root)
    while entered:
        named = [new for step in entered for new in growing.names(step)]
        entered = [step for new in named for step in growing.grow(new)] if through_names else []
    return root


@attrs.define
class _Growing:
    """A chain as it is drawn up; ``seen`` are the positions that have their place."""

    history: History
    links: Links
    seen: set[int] = attrs.field(factory=set)

    def grow(self, start: Step) -> list[Step]:
        """Hang on a step all that was caused or followed; return the first steps of matters."""
        entered, waiting = [], [start]
        entering = {start.position}
        while waiting:
            step = waiting.pop()
            below = [step.hang(one, Tie.CAUSED) for one in self._caused(step.act.ref)]
            entering.update(one.position for one in below if _matter(one.act) != _matter(step.act))
            if step.position in entering:
                entered.append(step)
                below += [step.hang(one, Tie.FOLLOWS) for one in self._after(step.act)]
            waiting.extend(reversed(below))
        return entered

    def names(self, step: Step) -> list[Step]:
        """Hang on the first step of a matter the later acts of others that name it."""
        since = _when((step.position, step.act))
        found = self._unseen(self.links.naming(step.act.kind, step.act.matter))
        later = [one for one in found if _when(one) >= since]
        return [step.hang(one, Tie.NAMES) for one in self._new(later)]

    def _caused(self, ref: str) -> list[Placed]:
        return self._new(self._unseen(self.links.caused_by(ref)))

    def _after(self, act: Act) -> list[Placed]:
        """Return the later acts of a matter but those that an earlier one of it caused."""
        kept, behind = [], set()
        for one in _stream(self.history, act):
            position, other = one
            if other.originator_version > act.originator_version and position not in self.seen:
                kept += [] if other.cause in behind else [one]
            if other.originator_version >= act.originator_version:
                behind.add(other.ref)
        return self._new(kept)

    def _unseen(self, positions: Iterable[int]) -> list[Placed]:
        found = (self.history.at(at) for at in positions if at not in self.seen)
        return sorted((one for one in found if one is not None), key=_when)

    def _new(self, placed: list[Placed]) -> list[Placed]:
        self.seen.update(position for position, _ in placed)
        return placed


def _stream(history: History, act: Act) -> list[Placed]:
    """Return the acts of an act's matter; none where they only lie together."""
    return [] if act.kind in GATHERED else history.matter(act.kind, act.matter)


def _matter(act: Act) -> tuple[str, str]:
    return act.kind, act.matter


def _when(placed: Placed) -> tuple[dt.datetime, int]:
    position, act = placed
    return act.occurred_at, position


# --- what led to an act ---


def led_by(history: History, start: Placed) -> Step:
    """Return an act with what led to it hanging on it, back to the first act known of.

    Above an act stands the cause it states; where it states none, the act before it in its matter.
    A matter that it names is shown by that matter's last act by then.
    """
    root = step = Step(*start, Tie.START)
    seen = {root.position}
    while True:
        before = _before(history, step.act)
        placed = before[0] if before else None
        for one in _named(history, step):
            told = placed is not None and _matter(placed[1]) == _matter(one[1])
            if one[0] not in seen and not told:
                seen.add(one[0])
                step.hang(one, Tie.NAMES)
        if before is None or before[0][0] in seen:
            return root
        seen.add(before[0][0])
        step = step.hang(*before)


def _before(history: History, act: Act) -> tuple[Placed, Tie] | None:
    if act.cause:
        stated = history.of(act.cause)
        return (stated, Tie.CAUSED) if stated else None
    earlier = [
        one for one in _stream(history, act) if one[1].originator_version < act.originator_version
    ]
    return (earlier[-1], Tie.FOLLOWS) if earlier else None


def _named(history: History, step: Step) -> Iterator[Placed]:
    """Yield the last act by then of every matter that an act names."""
    by = _when((step.position, step.act))
    for kind, number in dict.fromkeys(mentions(step.act)):
        kinds = history.kinds_of(number) if kind == ANY else (kind,)
        for one in kinds:
            if one in PEOPLE or (one, number) == _matter(step.act):
                continue
            earlier = [placed for placed in history.matter(one, number) if _when(placed) < by]
            if earlier:
                yield max(earlier, key=_when)
