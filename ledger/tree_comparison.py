"""对照 Comparison: the acts as they are beside the tree that was stored with them.

Two trees grow side by side: one of the leaves of the acts as they are, one of the leaves as they
were stored. While nothing differs they are one and cost one. Reading order: the comparison, where
they part, what it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from ledger.act_bytes import StoredAct, is_plain, leaf_hashes
from ledger.faults import Fault, FaultKind
from ledger.merkle import HASH_BYTES, Frontier, Node, node_hash, offset

if TYPE_CHECKING:
    from ledger.tree_rows import PlacedRow, Run


@attrs.frozen
class Triple:
    """A stored hash, and those of its two halves."""

    left: bytes
    right: bytes
    over: bytes


class Comparison:
    """对照: told run by run what is stored and what there is.

    Attributes:
        acts: the tree over the acts as they are.
        roots: its root at every size that was asked for, once it has come so far.

    """

    def __init__(self, sizes: Iterable[int]) -> None:
        self.acts = Frontier()
        self.roots: dict[int, bytes] = {}
        self._tree = self.acts
        self._sizes = sorted(set(sizes), reverse=True)
        self._differing: dict[int, tuple[bytes, bytes | None]] = {}
        self._triples: dict[Node, Triple] = {}
        self._faults: list[Fault] = []
        self._keep_roots([])

    # --- side by side ---

    def compare(self, run: Run, acts: Sequence[PlacedRow]) -> None:
        """Compare the stored leaves and hashes of a run with the acts at its positions."""
        first, leaves, hashes = run
        stored = [hashes[at : at + HASH_BYTES] for at in range(0, leaves * HASH_BYTES, HASH_BYTES)]
        there = _leaves(first, leaves, acts)
        if there != stored:
            self._part()
            self._note(first, stored, there)
        if self._tree is not self.acts:
            self._grow([leaf for leaf in there if leaf is not None])
        else:
            self._keep_roots(stored)
        edge = list(self._tree.edge)
        if b"".join(self._tree.extend(stored)) != hashes:
            self._part_at(first, stored, edge)
            self._tree.edge = self._check_nodes(run, edge)

    def without_tree(self, acts: Sequence[PlacedRow]) -> None:
        """Take acts that no stored leaf is there for; from here on the tree is what they are."""
        self._grow([_leaf(row[1:]) for row in acts])
        self._tree = self.acts

    def fault(self, kind: FaultKind, after: int, until: int) -> None:
        """Note a fault after one position, up to another."""
        self._faults.append(Fault(after + 1, until, kind))

    def _grow(self, leaves: list[bytes]) -> None:
        self._keep_roots(leaves)
        self.acts.extend(leaves)

    def _keep_roots(self, leaves: list[bytes]) -> None:
        """Keep the roots that were asked for and are reached by some more leaves."""
        size = self.acts.size
        while self._sizes and self._sizes[-1] <= size + len(leaves):
            wanted = self._sizes.pop()
            reached = self.acts.copy()
            reached.extend(leaves[: wanted - size])
            self.roots[wanted] = reached.root()

    # --- where they part ---

    def _part(self) -> None:
        if self._tree is self.acts:
            self._tree = self.acts.copy()

    def _part_at(self, first: int, leaves: list[bytes], edge: list[bytes | None]) -> None:
        """Part after both have taken some leaves: what the tree takes now, the acts do not."""
        if self._tree is self.acts:
            self.acts = Frontier(first, list(edge))
            self.acts.extend(leaves)

    def _note(self, first: int, stored: list[bytes], there: list[bytes | None]) -> None:
        for leaf, (was, is_) in enumerate(zip(stored, there, strict=True), first):
            if was != is_:
                self._differing[leaf] = was, is_

    def _check_nodes(self, run: Run, edge: list[bytes | None]) -> list[bytes | None]:
        """Note each stored hash that does not follow from its halves; return the stored edge."""
        first, leaves, hashes = run
        end = first + leaves

        def stored(node: Node) -> bytes:
            level, index = node
            if index < first >> level:
                return edge[level] or b""
            at = offset(first, leaves, node) * HASH_BYTES
            return hashes[at : at + HASH_BYTES]

        for level in range(1, end.bit_length()):
            for index in range(first >> level, end >> level):
                left, right = stored((level - 1, 2 * index)), stored((level - 1, 2 * index + 1))
                triple = Triple(left, right, stored((level, index)))
                if node_hash(left, right) != triple.over:
                    self._triples[level, index] = triple
        return [
            stored((level, (end >> level) - 1)) if end >> level & 1 else None
            for level in range(end.bit_length())
        ]

    # --- what it tells ---

    def faults(self) -> list[Fault]:
        """Return what is wrong with the acts and with the tree, position by position."""
        damaged = self._damaged_leaves()
        for leaf in damaged:
            del self._differing[leaf]
            self.fault(FaultKind.TREE, leaf, leaf + 1)
        wrong = self._triples.keys()
        for level, index in wrong:
            halves = {(level - 1, 2 * index), (level - 1, 2 * index + 1)}
            if not halves & wrong and not damaged & {leaf for low, leaf in halves if not low}:
                self.fault(FaultKind.TREE, index << level, (index + 1) << level)
        stands = {leaf: at for at, (_, leaf) in self._differing.items() if leaf is not None}
        return self._faults + [
            _of_act(at, stands.get(was), is_) for at, (was, is_) in self._differing.items()
        ]

    def _damaged_leaves(self) -> set[int]:
        """Return the stored leaves that the hash above them shows to be wrong, and not the act."""
        damaged = set()
        for (level, index), triple in self._triples.items():
            if level != 1:
                continue
            pair = 2 * index, 2 * index + 1
            was = triple.left, triple.right
            left, right = (
                self._differing.get(leaf, ("", old))[1] for leaf, old in zip(pair, was, strict=True)
            )
            if left and right and node_hash(left, right) == triple.over:
                damaged |= {leaf for leaf in pair if leaf in self._differing}
        return damaged


def _leaves(first: int, leaves: int, acts: Sequence[PlacedRow]) -> list[bytes | None]:
    """Return the leaf of the act at each position of a run, None where there is no such act."""
    plain = [row[1:] for row in acts if is_plain(row[1:])]
    if len(plain) == leaves:
        return list(leaf_hashes(plain))
    there = {row[0]: _leaf(row[1:]) for row in acts}
    return [there.get(position) for position in range(first + 1, first + leaves + 1)]


def _leaf(act: StoredAct) -> bytes:
    """Return the leaf of an act; of one whose bytes could be another's, what is no leaf."""
    return leaf_hashes([act])[0] if is_plain(act) else b""


def _of_act(leaf: int, stands: int | None, there: bytes | None) -> Fault:
    position = leaf + 1
    if stands is not None:
        return Fault(position, position, FaultKind.MOVED, other=stands + 1)
    kind = FaultKind.MISSING if there is None else FaultKind.ALTERED
    return Fault(position, position, kind)
