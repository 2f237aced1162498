"""The Merkle tree: the laws of RFC 9162, tried on random trees and on the published vectors."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    Node,
    completed_count,
    consistency_spans,
    folded,
    full_subtrees,
    hashes_of,
    inclusion_spans,
    last_leaf,
    leaf_hash,
    node_hash,
    offset,
    root_at,
)
from ledger.merkle_proofs import consistent, includes, subtree_consistent, subtree_includes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MOST = 130


def leaves(size: int) -> list[bytes]:
    """Return the hashes of so many leaves."""
    return [leaf_hash(b"act %d" % number) for number in range(size)]


def tree_hash(hashes: Sequence[bytes]) -> bytes:
    """Return the root as RFC 9162, 2.1.1 defines it: by recursion, and by nothing else."""
    if len(hashes) < 2:
        return hashes[0] if hashes else EMPTY_ROOT
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(tree_hash(hashes[:half]), tree_hash(hashes[half:]))


class Stored:
    """The full subtrees of a tree, as a store would keep them."""

    def __init__(self, *runs: int) -> None:
        self.nodes: dict[Node, bytes] = {}
        self.frontier = Frontier()
        self.leaves = leaves(sum(runs))
        for run in runs:
            first = self.frontier.size
            completed = self.frontier.extend(self.leaves[first : first + run])
            assert len(completed) == completed_count(first, run)
            for level in range((first + run).bit_length()):
                for index in range(first >> level, (first + run) >> level):
                    self.nodes[level, index] = completed[offset(first, run, (level, index))]

    def read(self, wanted: Sequence[Node]) -> Mapping[Node, bytes]:
        """Give the hashes of some full subtrees."""
        return {node: self.nodes[node] for node in wanted}


RUNS = st.lists(st.integers(1, 40), min_size=1, max_size=5)


# --- the tree ---


def test_the_published_roots_come_out() -> None:
    """The example trees of RFC 6962's reference implementation have their published roots."""
    entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    frontier = Frontier()
    frontier.extend([leaf_hash(bytes.fromhex(entry)) for entry in entries])
    expected = "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
    assert frontier.root().hex() == expected
    assert Frontier().root() == EMPTY_ROOT


@given(RUNS)
def test_in_whatever_runs_leaves_come_the_root_is_the_definition_s(runs: list[int]) -> None:
    """Growing a tree run by run gives the root of the recursive definition, at every size."""
    stored = Stored(*runs)
    assert stored.frontier.root() == tree_hash(stored.leaves)
    for size in range(len(stored.leaves) + 1):
        assert root_at(size, stored.read) == tree_hash(stored.leaves[:size])


@given(RUNS)
def test_the_edge_is_found_again_from_the_stored_subtrees(runs: list[int]) -> None:
    """A tree whose edge is read back grows exactly as the one that never stopped."""
    stored = Stored(*runs)
    again = Frontier.of(stored.frontier.size, stored.read)
    assert again.root() == stored.frontier.root()
    assert again.extend(leaves(9)) == stored.frontier.copy().extend(leaves(9))


@given(st.integers(0, MOST), st.integers(0, MOST))
def test_full_subtrees_cover_a_span_once(one: int, other: int) -> None:
    """The full subtrees of a span hold each of its leaves exactly once, in order."""
    start, end = sorted((one, other))
    at = start
    for level, index in full_subtrees((start, end)):
        assert index << level == at
        at = last_leaf((level, index)) + 1
    assert at == end


# --- the proofs ---


@given(st.data(), RUNS)
def test_every_leaf_is_included_in_every_later_tree(data: st.DataObject, runs: list[int]) -> None:
    """The proof of any leaf holds in a tree of any size that has it; at no other index."""
    stored = Stored(*runs)
    size = data.draw(st.integers(1, len(stored.leaves)))
    index = data.draw(st.integers(0, size - 1))
    root, leaf = tree_hash(stored.leaves[:size]), stored.leaves[index]
    proof = hashes_of(inclusion_spans(index, size), stored.read)
    assert len(proof) <= size.bit_length()
    assert includes(index, size, leaf, proof, root)
    for other in range(size):
        assert includes(other, size, leaf, proof, root) == (other == index)


@given(st.data(), RUNS)
def test_every_earlier_root_is_consistent(data: st.DataObject, runs: list[int]) -> None:
    """The tree of any size is proved to have grown out of the tree of any smaller size."""
    stored = Stored(*runs)
    size = data.draw(st.integers(1, len(stored.leaves)))
    old = data.draw(st.integers(1, size))
    old_root, root = tree_hash(stored.leaves[:old]), tree_hash(stored.leaves[:size])
    proof = hashes_of(consistency_spans(old, size), stored.read)
    assert consistent(old, size, old_root, root, proof)
    for other in range(1, size + 1):
        assert consistent(other, size, old_root, root, proof) == (other == old)


def flipped(one: bytes, bit: int) -> bytes:
    """Return bytes with one bit changed."""
    changed = bytearray(one)
    changed[bit // 8 % len(one)] ^= 1 << bit % 8
    return bytes(changed)


@given(st.data(), st.integers(2, MOST), st.integers(0, 255))
def test_any_flipped_bit_fails(data: st.DataObject, size: int, bit: int) -> None:
    """One bit of a leaf, of a root or of any hash of a proof, and the proof no longer holds."""
    stored = Stored(size)
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size - 1))
    leaf, root = stored.leaves[index], tree_hash(stored.leaves)
    old_root = tree_hash(stored.leaves[:old])
    inclusion = hashes_of(inclusion_spans(index, size), stored.read)
    growth = hashes_of(consistency_spans(old, size), stored.read)
    assert not includes(index, size, flipped(leaf, bit), inclusion, root)
    assert not includes(index, size, leaf, inclusion, flipped(root, bit))
    assert not consistent(old, size, flipped(old_root, bit), root, growth)
    assert not consistent(old, size, old_root, flipped(root, bit), growth)
    for at, one in enumerate(inclusion):
        bad = [*inclusion[:at], flipped(one, bit), *inclusion[at + 1 :]]
        assert not includes(index, size, leaf, bad, root)
    for at, one in enumerate(growth):
        bad = [*growth[:at], flipped(one, bit), *growth[at + 1 :]]
        assert not consistent(old, size, old_root, root, bad)


@given(st.data(), st.integers(1, MOST))
def test_a_proof_too_short_or_too_long_fails(data: st.DataObject, size: int) -> None:
    """A hash left out of a proof, or one too many at either end, and it no longer holds."""
    stored = Stored(size)
    index = data.draw(st.integers(0, size - 1))
    leaf, root = stored.leaves[index], tree_hash(stored.leaves)
    proof = hashes_of(inclusion_spans(index, size), stored.read)
    for bad in (proof[1:], proof[:-1], [*proof, root], [root, *proof]):
        assert bad == proof or not includes(index, size, leaf, bad, root)


def test_a_leaf_that_is_not_there_cannot_be_proved() -> None:
    """There is no proof of a leaf after the last, nor from an empty tree, nor backwards."""
    for index, size in ((0, 0), (3, 3), (-1, 3)):
        with pytest.raises(ValueError, match="has no leaf"):
            inclusion_spans(index, size)
    for old, size in ((0, 0), (0, 3), (4, 3)):
        with pytest.raises(ValueError, match="No proof leads"):
            consistency_spans(old, size)
        assert not consistent(old, size, EMPTY_ROOT, EMPTY_ROOT, [])


def subtree_proof(start: int, end: int, hashes: list[bytes], *, known: bool = True) -> list[bytes]:
    """Return SUBTREE_SUBPROOF as draft-ietf-plants-merkle-tree-certs, 4.4.1 defines it."""
    if (start, end) == (0, len(hashes)):
        return [] if known else [tree_hash(hashes)]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    left, right = hashes[:half], hashes[half:]
    if end <= half:
        return [*subtree_proof(start, end, left, known=known), tree_hash(right)]
    if half <= start:
        inner = subtree_proof(start - half, end - half, right, known=known)
        return [*inner, tree_hash(left)]
    return [*subtree_proof(0, end - half, right, known=False), tree_hash(left)]


@pytest.mark.parametrize("size", range(1, 35))
def test_every_subtree_is_consistent_with_its_tree(size: int) -> None:
    """Each subtree of a tree is proved by the draft's recursive proof, and by no other's root."""
    hashes = leaves(size)
    root = tree_hash(hashes)
    for start in range(size):
        for end in range(start + 1, size + 1):
            if start % (1 << (end - start - 1).bit_length()):
                continue
            proof, part = subtree_proof(start, end, hashes), tree_hash(hashes[start:end])
            assert subtree_consistent((start, end), size, part, root, proof)
            assert not subtree_consistent((start, end), size, leaf_hash(b""), root, proof)


# --- the published vectors ---


@pytest.fixture(scope="module")
def vectors(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The 518 published cases of transparency-dev/merkle, by kind."""
    path = shared / "vectors" / "transparency_dev_merkle_proofs.json"
    cases: dict[str, list[dict[str, Any]]] = json.loads(path.read_text("utf-8"))["cases"]
    assert sum(map(len, cases.values())) == 518
    return cases


def proof_of(case: dict[str, Any]) -> list[bytes]:
    """Return the hashes of a published case."""
    return [b64decode(one) for one in case["proof"] or []]


def test_the_published_inclusion_proofs(vectors: dict[str, list[dict[str, Any]]]) -> None:
    """All 98 cases of inclusion, good and bad, come out as published."""
    for case in vectors["inclusion"]:
        leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
        held = includes(case["leafIdx"], case["treeSize"], leaf, proof_of(case), root)
        assert held != case["wantErr"], case["file"]


def test_the_published_consistency_proofs(vectors: dict[str, list[dict[str, Any]]]) -> None:
    """All 98 cases of consistency come out as published; from nothing is refused."""
    for case in vectors["consistency"]:
        roots = b64decode(case["root1"]), b64decode(case["root2"])
        held = consistent(case["size1"], case["size2"], *roots, proof_of(case))
        assert held != case["wantErr"], case["file"]
        assert case["size1"] or not held


def test_the_published_subtree_inclusion_proofs(vectors: dict[str, list[dict[str, Any]]]) -> None:
    """All 204 cases of inclusion in a subtree come out as published."""
    for case in vectors["subtreeinclusion"]:
        leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
        span = case["start"], case["end"]
        held = subtree_includes(case["leafIdx"], span, leaf, proof_of(case), root)
        assert held != case["wantErr"], case["file"]


def test_the_published_subtree_consistency_proofs(
    vectors: dict[str, list[dict[str, Any]]],
) -> None:
    """All 118 cases of a subtree's consistency come out as published."""
    for case in vectors["subtreeconsistency"]:
        roots = b64decode(case["root1"]), b64decode(case["root2"])
        span = case["start"], case["end"]
        held = subtree_consistent(span, case["size"], *roots, proof_of(case))
        assert held != case["wantErr"], case["file"]


def test_folding_nothing_is_the_empty_tree() -> None:
    """The hash over no subtrees is the root of the empty tree."""
    assert folded([]) == EMPTY_ROOT
