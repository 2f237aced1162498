"""不符 Faults: how a ledger is not what was recorded, and at which positions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs


class FaultKind(StrEnum):
    """不符种类: what is wrong."""

    ALTERED = "altered"
    """被改: the act there is not the one that was recorded."""
    MOVED = "moved"
    """移位: the act recorded there now stands elsewhere."""
    MISSING = "missing"
    """缺失: the act recorded there is gone."""
    UNREADABLE = "unreadable"
    """无法读取: the database cannot give the act."""
    OUTSIDE = "outside"
    """树外: an act that was put there past the ledger, so that the tree does not have it."""
    TREE = "tree"
    """树损坏: the tree's own hashes over these positions do not follow from each other."""
    REWRITTEN = "rewritten"
    """改写: acts and tree agree, but not with what was signed: somewhere in these positions."""
    REMOVED = "removed"
    """删尾: a checkpoint was signed over these positions, and the ledger ends before them."""
    CHECKPOINT = "checkpoint"
    """检查点被改: a checkpoint kept in the ledger is not as its log signed it."""
    DAMAGED = "damaged"
    """数据库损坏: the database's own check finds a page or an index out of order."""
    UNGUARDED = "unguarded"
    """防改失效: guards that keep the ledger append-only are not there."""


@attrs.frozen(order=True)
class Fault:
    """一处不符: what is wrong, and where.

    Attributes:
        first: the first position concerned; 0 where it is none.
        last: the last position concerned.
        kind: what is wrong.
        other: where the act recorded at ``first`` now stands, for ``MOVED``; 0 otherwise.
        names: which guards, for ``UNGUARDED``; which of the kept ones, for ``CHECKPOINT``;
            what the database says, for ``DAMAGED``.

    """

    first: int
    last: int
    kind: FaultKind
    other: int = 0
    names: tuple[str, ...] = ()

    def followed_by(self, other: Fault) -> bool:
        """Say whether another fault is the same one, at the next position."""
        step = other.first - self.first
        return (
            self.kind is other.kind
            and other.first == self.last + 1
            and (not self.other or other.other == self.other + step)
        )


def merged(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults by position, those that go on from each other as one."""
    found: list[Fault] = []
    for fault in sorted(faults):
        if found and found[-1].followed_by(fault):
            found[-1] = attrs.evolve(found[-1], last=fault.last)
        else:
            found.append(fault)
    return found
