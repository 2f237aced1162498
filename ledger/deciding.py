"""决定 Deciding: acts placed, admitted and, for a live command, judged before they are recorded.

A decision is made on the streams it reads. If one of them has moved on by the time it is written,
it is made again on what is there now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs
from eventsourcing.persistence import IntegrityError

from domain.act import Act, read_ref, stream_id
from domain.calendar import Calendar
from domain.refusals import ImpossibleOrderError
from domain.rulebook.judge import Judge
from domain.rulebook.norms import Rulebook
from domain.world import AGGREGATES, World, fold
from ledger.errors import ConflictError, LedgerError, plainly
from ledger.rows import Seen

if TYPE_CHECKING:
    from ledger.application import LedgerApplication

TRIES = 10
"""How often a decision is made before the ledger gives up on a contended matter."""

Decision = Callable[[World], Iterable[Act]]
"""What a live command wants recorded, given the world as it is; it may refuse by raising."""

Clock = Callable[[], dt.datetime]


class LiveWorld(World):
    """The world read from the ledger on demand; it remembers what it has shown."""

    def __init__(self, store: LedgerApplication, government: str) -> None:
        super().__init__(load=self._fetch, government=government)
        self._store = store
        self.seen = Seen()

    def _fetch(self, kind: str, matter: str) -> object:
        stream = stream_id(kind, matter)
        acts = self._store.stream(stream)
        # Where nothing was, it is looked at again: what counts is what was seen first.
        self.seen.streams.setdefault(stream, acts[-1].originator_version if acts else 0)
        return fold(kind, acts)

    def states(self, kind: str) -> Mapping[str, Any]:
        """Return every state of a kind; costs a reading of every matter of it, once."""
        if kind not in self.seen.kinds:
            with plainly(self._store.where.url):
                matters = self._store.rows.matters(kind)
            self.seen.kinds[kind] = len(matters)
            for matter in matters:
                self.state(kind, matter)
        return super().states(kind)


def admitted(world: World, act: Act) -> Act:
    """Return an act at its place in the matter, folded into the world.

    Raises:
        LedgerError: there is no such kind of matter.
        ImpossibleOrderError: no history can hold it there.

    """
    placed = next_in(world, act)
    world.admit(placed)
    world.apply(placed)
    return placed


def next_in(world: World, act: Act) -> Act:
    """Return an act placed next in its matter; an act that names its place keeps it."""
    if act.kind not in AGGREGATES:
        raise LedgerError(f"{act.name!r} is of no known kind of matter 事项: see `taizhang acts`.")
    if act.originator_version:
        return act
    state = world.state(act.kind, act.matter)
    return attrs.evolve(act, originator_version=state.version + 1 if state else 1)


def record(store: LedgerApplication, government: str, acts: list[Act]) -> list[Act]:
    """Record facts: refused only for an order that no history can have.

    Raises:
        ImpossibleOrderError, LedgerError, ConflictError: nothing was recorded.

    """

    def attempt() -> list[Act]:
        world = LiveWorld(store, government)
        placed = [admitted(world, act) for act in acts]
        store.write(placed)
        return placed

    return _until_undisturbed(attempt, store.where.url)


@attrs.frozen
class Bench:
    """Under which rulebook and calendar live commands are judged, and by which clock stamped."""

    rulebook: Rulebook
    calendar: Calendar
    clock: Clock


def command(
    store: LedgerApplication, government: str, decision: Decision, bench: Bench
) -> list[Act]:
    """Make a decision, refuse what a gate forbids, and record the rest at one instant.

    Raises:
        RefusedError, LedgerError, ConflictError: nothing was recorded.

    """

    def attempt() -> list[Act]:
        world = LiveWorld(store, government)
        placed = _judged(world, decision, bench)
        store.write(placed, unchanged=world.seen)
        return placed

    return _until_undisturbed(attempt, store.where.url)


def _judged(world: World, decision: Decision, bench: Bench) -> list[Act]:
    recorded_at = bench.clock()
    placed: list[Act] = []
    for act in decision(world):
        one = next_in(world, attrs.evolve(act, recorded_at=recorded_at))
        world.admit(one)
        _check_cause(world, one)
        # A judge remembers the chart, which an earlier act of the decision may have changed.
        Judge(bench.rulebook, bench.calendar, world).refuse_breaches(one)
        world.apply(one)
        placed.append(one)
    return placed


def _check_cause(world: World, act: Act) -> None:
    """Refuse a live act that states a cause which is not recorded, or itself."""
    if not act.cause:
        return
    found = read_ref(act.cause)
    if found and found[0] in AGGREGATES:
        kind, matter, version = found
        state = world.state(kind, matter)
        if state is not None and 1 <= version <= state.version and act.cause != act.ref:
            return
    raise ImpossibleOrderError(
        act,
        f"所称起因{act.cause}未登记 / the cause it states, {act.cause}, is not recorded: write "
        "kind:matter#version as `taizhang show` prints it, or leave it out",
    )


def _until_undisturbed(attempt: Callable[[], list[Act]], label: str) -> list[Act]:
    for _ in range(TRIES):
        try:
            return attempt()
        except IntegrityError as why:
            disturbed = why
    raise ConflictError(
        f"Others kept writing 并发冲突 to the same matters of {label}, {TRIES} times over: nothing "
        "was recorded. Try again."
    ) from disturbed
