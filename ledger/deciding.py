"""决定 Deciding: acts placed, admitted and, for a live command, judged before they are recorded.

A decision is made on the streams it reads. If one of them has moved on by the time it is written,
it is made again on what is there now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs
from eventsourcing.persistence import IntegrityError

from domain.act import Act, stream_id
from domain.calendar import Calendar
from domain.rulebook.judge import Judge
from domain.rulebook.norms import Rulebook
from domain.world import AGGREGATES, World, fold
from ledger.errors import ConflictError, LedgerError

if TYPE_CHECKING:
    from ledger.application import LedgerApplication

TRIES = 10
"""How often a decision is made before the ledger gives up on a contended matter."""

Decision = Callable[[World], Iterable[Act]]
"""What a live command wants recorded, given the world as it is; it may refuse by raising."""

Clock = Callable[[], dt.datetime]


class Sight:
    """What a decision has seen: states read on demand, and the version each was read at."""

    def __init__(self, store: LedgerApplication, government: str) -> None:
        self._store = store
        self.versions: dict[str, int] = {}
        self.world = World(load=self._load, government=government)

    def _load(self, kind: str, matter: str) -> object:
        stream = stream_id(kind, matter)
        acts = self._store.stream(stream)
        self.versions[stream] = acts[-1].originator_version if acts else 0
        return fold(kind, acts)


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
        world = Sight(store, government).world
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
        sight = Sight(store, government)
        placed = _judged(sight, decision, bench)
        store.write(placed, unchanged=sight.versions)
        return placed

    return _until_undisturbed(attempt, store.where.url)


def _judged(sight: Sight, decision: Decision, bench: Bench) -> list[Act]:
    judge = Judge(bench.rulebook, bench.calendar, sight.world)
    recorded_at = bench.clock()
    placed: list[Act] = []
    for act in decision(sight.world):
        one = next_in(sight.world, attrs.evolve(act, recorded_at=recorded_at))
        sight.world.admit(one)
        judge.refuse_breaches(one)
        sight.world.apply(one)
        judge.bench.forget()  # an act of the same decision may have changed the chart
        placed.append(one)
    return placed


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
