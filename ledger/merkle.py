"""默克尔树 Merkle tree: hashes of leaves and nodes, roots, and the parts that proofs are made of.

Pure: bytes and numbers only. The tree is that of RFC 6962 and RFC 9162 (2.1) over SHA-256, as C2SP
``merkle-tree`` restates it. A full subtree is named by a ``Node``: level ``l`` and index ``k`` for
the leaves from ``k * 2**l`` up to ``(k + 1) * 2**l``; it never changes once its leaves are there,
and every root and every proof is made of full subtrees. Reading order: hashes, the growing edge,
full subtrees, what proofs consist of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

import attrs

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves."""

Node = tuple[int, int]
"""Level and index of a full subtree."""
Span = tuple[int, int]
"""Leaves from the first (included) to the second (not included)."""
ReadNodes = Callable[[Sequence[Node]], Mapping[Node, bytes]]
"""Gives the hashes of full subtrees."""

# --- hashes ---


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf, SHA-256 of ``0x00 || entry``."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node, SHA-256 of ``0x01 || left || right``."""
    return sha256(b"\1" + left + right).digest()


def folded(hashes: Sequence[bytes]) -> bytes:
    """Return the root over neighbouring full subtrees, from the left and ever smaller."""
    if not hashes:
        return EMPTY_ROOT
    *others, root = hashes
    for left in reversed(others):
        root = node_hash(left, root)
    return root


# --- the growing edge ---


@attrs.define
class Frontier:
    """前沿: the right edge of a growing tree: what it takes to add leaves and to name its root.

    Attributes:
        size: how many leaves the tree has.
        edge: by level, the full subtree there that waits for its right neighbour, or None.

    """

    size: int = 0
    edge: list[bytes | None] = attrs.field(factory=list)

    @classmethod
    def of(cls, size: int, read: ReadNodes) -> Frontier:
        """Return the edge of a tree of some size, from its stored full subtrees."""
        nodes = full_subtrees((0, size))
        hashes, edge = read(nodes), [None] * size.bit_length()
        frontier = cls(size, edge)  # type: ignore[arg-type]
        for node in nodes:
            frontier.edge[node[0]] = hashes[node]
        return frontier

    def extend(self, leaves: Sequence[bytes]) -> list[bytes]:
        """Add the hashes of leaves at the right.

        Returns:
            The hashes of the full subtrees that are now complete, by level (the leaves first) and
            index; ``offset`` says where each stands.

        """
        completed: list[bytes] = []
        row, level, hashed = list(leaves), 0, sha256
        while row:
            completed += row
            if level == len(self.edge):
                self.edge.append(None)
            waiting = self.edge[level]
            if waiting is not None:
                row.insert(0, waiting)
            self.edge[level] = row.pop() if len(row) % 2 else None
            row = [
                hashed(b"\1" + left + right).digest()
                for left, right in zip(row[::2], row[1::2], strict=True)
            ]
            level += 1
        self.size += len(leaves)
        return completed

    def root(self) -> bytes:
        """Return the root of the tree."""
        return folded([one for one in reversed(self.edge) if one is not None])

    def copy(self) -> Frontier:
        """Return an edge that grows apart from this one."""
        return Frontier(self.size, list(self.edge))


def completed_count(first: int, leaves: int) -> int:
    """Return how many full subtrees are completed by so many leaves from ``first`` on."""
    end = first + leaves
    return sum((end >> level) - (first >> level) for level in range(end.bit_length()))


def offset(first: int, leaves: int, node: Node) -> int:
    """Return the place of a full subtree among those that a run of leaves completed."""
    level, index = node
    end = first + leaves
    before = sum((end >> lower) - (first >> lower) for lower in range(level))
    return before + index - (first >> level)


# --- full subtrees ---


def full_subtrees(span: Span) -> list[Node]:
    """Return the fewest full subtrees that cover a span, from the left."""
    start, end = span
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def last_leaf(node: Node) -> int:
    """Return the leaf that completes a full subtree."""
    level, index = node
    return ((index + 1) << level) - 1


def hashes_of(spans: Iterable[Span], read: ReadNodes) -> list[bytes]:
    """Return the hash over each span, from the stored full subtrees, all read at once."""
    parts = [full_subtrees(span) for span in spans]
    hashes = read([node for nodes in parts for node in nodes])
    return [folded([hashes[node] for node in nodes]) for nodes in parts]


def root_at(size: int, read: ReadNodes) -> bytes:
    """Return the root that the tree had when it had so many leaves."""
    return hashes_of([(0, size)], read)[0]


# --- what proofs consist of ---


def _split(span: Span) -> int:
    """Return where a span divides: after the largest power of two smaller than its length."""
    start, end = span
    return start + (1 << (end - start - 1).bit_length() - 1)


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Return the spans whose hashes prove a leaf in a tree, from the leaf up (RFC 9162, 2.1.3.1).

    Raises:
        ValueError: the tree has no such leaf.

    """
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    start, end, spans = 0, size, []
    while end - start > 1:
        middle = _split((start, end))
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, size: int) -> list[Span]:
    """Return the spans whose hashes prove that a tree grew out of an old one (RFC 9162, 2.1.4.1).

    Raises:
        ValueError: the old tree is empty, or larger than the tree.

    """
    if not 1 <= old <= size:
        raise ValueError(f"No proof leads from {old} to {size} leaves.")
    start, end, spans = 0, size, []
    while end != old:
        middle = _split((start, end))
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:
        spans.append((start, end))
    return spans[::-1]
