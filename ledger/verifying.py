"""验证 Verifying: the whole log, act by act, against its tree and against signed checkpoints.

One pass hashes every act anew. The tree says act by act what was recorded, and what differs is
located to its position. A tree can be rewritten together with its acts: only a checkpoint that
somebody else has kept shows that, and locates it between two sizes. Reading order: the result,
verifying, the pass, what checkpoints tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import attrs

from ledger.address import address
from ledger.checkpoint import Checkpoint, open_checkpoint, unverified
from ledger.errors import LedgerError, plainly
from ledger.faults import Fault, FaultKind, merged
from ledger.merkle import HASH_BYTES, completed_count
from ledger.note_keys import NoteError, Verifier
from ledger.opening import open_store
from ledger.tree_comparison import Comparison
from ledger.tree_rows import TreeRows

if TYPE_CHECKING:
    from ledger.tree_rows import PlacedRow, Run

BATCH: Final = 4_096
"""Acts that the tree does not have, in memory at a time."""
ROWS: Final = 64
"""Rows of the tree in memory at a time, with their acts."""
_LOWEST: Final = -(2**62)

Progress = Callable[[int, int], None]
"""Called with the acts verified so far, and with how many there are."""

# --- the result ---


@attrs.frozen
class Checked:
    """检查点对照: a checkpoint, and whether the acts are still those it was signed over."""

    checkpoint: Checkpoint
    holds: bool


@attrs.frozen
class Verification:
    """验证结果: what one pass over a whole ledger found.

    Attributes:
        acts: how many acts there are.
        root: root of the tree over the acts as they are.
        in_tree: how many acts the ledger's own tree has; 0 where it has none yet.
        checked: the checkpoints, by size.
        faults: what is wrong, by position.

    """

    acts: int
    root: bytes
    in_tree: int
    checked: tuple[Checked, ...]
    faults: tuple[Fault, ...]


# --- verifying ---


def verify(
    url: str,
    checkpoints: Iterable[Checkpoint] = (),
    *,
    log: Collection[Verifier] = (),
    progress: Progress | None = None,
) -> Verification:
    """Verify every act of a ledger, and that it grew out of what checkpoints say.

    The checkpoints that the ledger keeps itself are always among them.

    Args:
        url: address of the ledger; even its first act may have been altered.
        checkpoints: what was signed and kept elsewhere; trusting it is the caller's to decide.
        log: the log's public keys; where given, the ledger's own checkpoints must bear their
            signature.
        progress: told how far it has come.

    Raises:
        LedgerError: there is no ledger, or it cannot be read at all, or a checkpoint is another's.

    """
    where = address(url)
    store = open_store(where, read_only=True, to_verify=True)
    try:
        with plainly(where.url), store.rows.tree() as rows:
            own, faults = _own_checkpoints(rows, log)
            given = set(checkpoints)
            _check_origins(own, given)
            wanted = sorted({*given, *own}, key=lambda one: one.size)
            walk = _Pass(rows, where.url, Comparison(one.size for one in wanted), progress)
            in_tree = walk.over_all()
            damage = walk.damage()
        missing = tuple(store.rows.missing_guards())
    finally:
        store.close()
    of_all = ((FaultKind.UNGUARDED, missing), (FaultKind.DAMAGED, damage))
    faults += [Fault(0, 0, kind, names=names) for kind, names in of_all if names]
    faults += walk.faults()
    acts, roots = walk.compared.acts, walk.compared.roots
    checked = tuple(Checked(one, roots.get(one.size) == one.root) for one in wanted)
    faults += _from_checkpoints(checked, acts.size, faults)
    return Verification(acts.size, acts.root(), in_tree, checked, tuple(merged(faults)))


def _check_origins(own: list[Checkpoint], given: set[Checkpoint]) -> None:
    """Refuse the checkpoint of another log: that it does not agree would say nothing."""
    names = {one.origin for one in own}
    for one in given:
        if names and one.origin not in names:
            raise NoteError(
                f"The checkpoint 检查点 is of {one.origin}, and this ledger signs as "
                f"{', '.join(sorted(names))}: give one of this ledger."
            )


def _own_checkpoints(
    rows: TreeRows, log: Collection[Verifier]
) -> tuple[list[Checkpoint], list[Fault]]:
    """Return the checkpoints that a ledger keeps, and those that are not what was signed."""
    sound, faults = [], []
    for number, note in enumerate(rows.checkpoints() if rows.exists() else (), start=1):
        try:
            sound.append(open_checkpoint(note, log).checkpoint if log else unverified(note))
        except NoteError:
            faults.append(Fault(0, 0, FaultKind.CHECKPOINT, names=(str(number),)))
    return sound, faults


# --- the pass ---


@attrs.define
class _Pass:
    """One reading of all acts and of the whole tree, in step."""

    rows: TreeRows
    url: str
    compared: Comparison
    progress: Progress | None
    unreadable: set[int] = attrs.field(factory=set)
    torn: bool = False

    def over_all(self) -> int:
        """Compare everything; return how many acts the tree has."""
        last, done = self.rows.position(), 0
        for position, *_ in self._acts(_LOWEST, 0):
            self.compared.fault(FaultKind.OUTSIDE, position - 1, position)
        for runs in self._pages():
            done = self._side_by_side(runs, done)
            self._tell(done, last)
        if done < last:
            self._beyond(done, last)
        return done

    def _pages(self) -> Iterator[list[Run]]:
        """Yield the sound rows of the tree, some at a time."""
        first = 0
        while self.rows.exists() and (page := self.rows.runs_from(first, ROWS)):
            runs = [run for run in page if _is_sound(run)]
            self.torn |= runs != page
            first = page[-1][0] + 1
            if runs:
                yield runs

    def _side_by_side(self, runs: list[Run], done: int) -> int:
        """Compare some rows of the tree with the acts at their positions."""
        end = max(first + leaves for first, leaves, _ in runs)
        acts = self._acts(done, end)
        for run in runs:
            first, leaves, _ = run
            if first < done:
                self.compared.fault(FaultKind.TREE, first, first + leaves)
                continue
            if first > done:
                self.compared.fault(FaultKind.TREE, done, first)
                self.compared.without_tree(_between(acts, done, first))
            done = first + leaves
            self.compared.compare(run, _between(acts, first, done))
        return done

    def _beyond(self, done: int, last: int) -> None:
        """Take the acts that the tree does not have."""
        for after in range(done, last, BATCH):
            until = min(after + BATCH, last)
            self.compared.without_tree(self._acts(after, until))
            self._tell(until, last)
        if done or self.torn:
            kind = FaultKind.TREE if self.torn else FaultKind.OUTSIDE
            self.compared.fault(kind, done, last)

    def _acts(self, after: int, until: int) -> list[PlacedRow]:
        """Return the acts of some positions; note those that the database cannot give."""
        try:
            with plainly(self.url):
                return self.rows.acts(after, until, BATCH if until < 1 else until - after)
        except LedgerError:
            return [act for at in range(max(after, 0), until) for act in self._one(at)]

    def _one(self, after: int) -> list[PlacedRow]:
        try:
            with plainly(self.url):
                return self.rows.acts(after, after + 1, 1)
        except LedgerError:
            self.unreadable.add(after + 1)
            return []

    def _tell(self, done: int, last: int) -> None:
        if self.progress:
            self.progress(min(done, last), last)

    def damage(self) -> tuple[str, ...]:
        """Return what the database's own check finds: an index can hide an act from a reader."""
        try:
            with plainly(self.url):
                return tuple(self.rows.damage())
        except LedgerError as why:
            return (str(why),)

    def faults(self) -> list[Fault]:
        """Return what is wrong, position by position."""
        return [
            attrs.evolve(fault, kind=FaultKind.UNREADABLE)
            if fault.kind is FaultKind.MISSING and fault.first in self.unreadable
            else fault
            for fault in self.compared.faults()
        ]


def _is_sound(run: Run) -> bool:
    """Say whether a row of the tree can be one at all: it holds as many hashes as it must."""
    first, leaves, hashes = run
    return (
        isinstance(leaves, int)
        and isinstance(hashes, bytes)
        and 0 < leaves <= len(hashes)
        and first >= 0
        and len(hashes) == HASH_BYTES * completed_count(first, leaves)
    )


def _between(acts: list[PlacedRow], after: int, until: int) -> list[PlacedRow]:
    """Return the acts after one position, up to another."""
    start = bisect_right(acts, after, key=itemgetter(0))
    return acts[start : bisect_right(acts, until, start, key=itemgetter(0))]


# --- what checkpoints tell ---

_OF_ACTS: Final = frozenset(
    {FaultKind.ALTERED, FaultKind.MOVED, FaultKind.MISSING, FaultKind.UNREADABLE}
)


def _from_checkpoints(checked: Sequence[Checked], acts: int, known: list[Fault]) -> list[Fault]:
    """Return what checkpoints show and the tree does not: a rewritten log, a removed tail."""
    failing = [one.checkpoint.size for one in checked if not one.holds]
    if not failing or any(fault.kind in _OF_ACTS for fault in known):
        return []
    faults, first = [], failing[0]
    if first <= acts:
        held = [one.checkpoint.size for one in checked if one.holds]
        sound = max((size for size in held if size < first), default=0)
        faults.append(Fault(sound + 1, first, FaultKind.REWRITTEN))
    if failing[-1] > acts:
        faults.append(Fault(acts + 1, failing[-1], FaultKind.REMOVED))
    return faults
