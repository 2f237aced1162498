"""默克尔证明 Merkle proofs: whether a proof of inclusion or of consistency holds.

Pure, and all that a verifier needs: the hash of an act's bytes, a root, and a proof. A proof about
a whole tree is one about a subtree that begins at the first leaf, so both are checked by one
procedure: RFC 9162 (2.1.3.2 and 2.1.4.2), as draft-ietf-plants-merkle-tree-certs (4.3.2 and 4.4.3)
extends it to subtrees. Nothing here raises on a bad proof: the answer is False.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.merkle import EMPTY_ROOT, HASH_BYTES, Span, node_hash


def includes(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether a proof shows that the leaf with a hash stands at an index of a tree.

    Args:
        index: the leaf's index, from 0.
        size: how many leaves the tree has.
        leaf: hash of the leaf.
        proof: hashes from the leaf's neighbour up.
        root: root of the tree.

    """
    return subtree_includes(index, (0, size), leaf, proof, root)


def consistent(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether a proof shows that a tree grew out of an old one and changed nothing of it.

    From an empty tree everything grows, which shows nothing: it is refused.
    """
    return old > 0 and subtree_consistent((0, old), size, old_root, root, proof)


def is_subtree(span: Span) -> bool:
    """Say whether a span of leaves is a subtree: it begins at a multiple of its width.

    The width is its length, rounded up to a power of two; nothing at all may begin anywhere.
    """
    start, end = span
    if start == end:
        return start >= 0
    return 0 <= start < end and start % (1 << (end - start - 1).bit_length()) == 0


def subtree_includes(
    index: int, span: Span, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether a proof shows that a leaf stands at an index of the tree within a subtree."""
    start, end = span
    if not (is_subtree(span) and start <= index < end and len(leaf) == HASH_BYTES):
        return False
    at, last, found = index - start, end - start - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node_hash(one, found)
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, one)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def subtree_consistent(
    span: Span, size: int, subtree_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether a proof shows that a subtree is part of a tree."""
    start, end = span
    if not (is_subtree(span) and end <= size):
        return False
    if start == end:
        return subtree_root == EMPTY_ROOT and not proof
    first, last, top = _raised(start, end - 1, size - 1)
    coming = iter(proof)
    seed = subtree_root if first == last else next(coming, None)
    if seed is None:
        return False
    part = whole = seed
    for one in coming:
        if top == 0:
            return False
        if last % 2 or last == top:
            part = node_hash(one, part) if first < last else part
            whole = node_hash(one, whole)
            while last and not last % 2:
                first, last, top = first >> 1, last >> 1, top >> 1
        else:
            whole = node_hash(whole, one)
        first, last, top = first >> 1, last >> 1, top >> 1
    return top == 0 and part == subtree_root and whole == root


def _raised(first: int, last: int, top: int) -> tuple[int, int, int]:
    """Climb to the largest subtree at the right edge that both have: the proof begins there."""
    to_the_end = last == top
    while first != last and (to_the_end or last % 2):
        first, last, top = first >> 1, last >> 1, top >> 1
    return first, last, top
