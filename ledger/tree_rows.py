"""树的存储 Tree rows: the stored full subtrees of a ledger's tree, and how they grow with the acts.

Every act is a leaf, in the order of commit: the act at position ``p`` is leaf ``p - 1``. The full
subtrees that the acts of one transaction complete are stored in that transaction: after a crash
both are there or neither is. A run is one row: up to ``RUN`` leaves that came together, with the
hashes of the full subtrees they completed, by level and index. Rows are only ever added, so any
root there ever was and any proof is made of a few of them. Reading order: what is asked of a
database, reading subtrees, growing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from ledger.act_bytes import StoredAct, leaf_hashes
from ledger.errors import LedgerError
from ledger.merkle import HASH_BYTES, Frontier, Node, last_leaf, offset

if TYPE_CHECKING:
    from ledger.merkle import ReadNodes

RUN: Final = 256
"""The most leaves of one row."""
PAGE: Final = 4_096
"""Acts in memory at a time where a tree catches up."""

Run = tuple[int, int, bytes]
"""First leaf, how many leaves, and the hashes of the full subtrees they completed."""
PlacedRow = tuple[int, str, int, str, bytes]
"""A position and the stored act there."""

# --- what is asked of a database ---


class TreeRows(Protocol):
    """The tree of one ledger within one transaction, in whichever database it is."""

    def exists(self) -> bool:
        """Say whether the tables of the tree are there."""

    def make(self) -> None:
        """Make the tables of the tree, with their guards."""

    def size(self) -> int:
        """Return how many leaves the tree has."""

    def position(self) -> int:
        """Return the last position of the acts, 0 for none."""

    def place(self, stream: str, version: int) -> int | None:
        """Return the position of an act, None where there is none."""

    def acts(self, after: int, until: int, limit: int) -> list[PlacedRow]:
        """Return the next stored acts after a position, at most ``limit``, by position."""

    def runs(self, leaves: Sequence[int]) -> list[Run]:
        """Return the runs that some leaves are in."""

    def runs_from(self, first: int, limit: int) -> list[Run]:
        """Return the next runs from a leaf on, at most ``limit``."""

    def add(self, runs: Sequence[Run]) -> None:
        """Add the next runs."""

    def damage(self) -> list[str]:
        """Return what the database's own check finds out of order, a few lines at most."""

    def checkpoints(self) -> list[str]:
        """Return every checkpoint that was signed, as signed, in that order."""

    def keep(self, size: int, note: str) -> None:
        """Keep a signed checkpoint."""


# --- reading subtrees ---


def node_reader(rows: TreeRows) -> ReadNodes:
    """Return what gives the hashes of stored full subtrees, all of one question read at once."""

    def read(nodes: Sequence[Node]) -> Mapping[Node, bytes]:
        leaves = {node: last_leaf(node) for node in nodes}
        runs = rows.runs(sorted(set(leaves.values()))) if nodes else []
        of_leaf = {leaf: run for run in runs for leaf in leaves.values() if _holds(run, leaf)}
        try:
            return {node: _hash_in(of_leaf[leaf], node) for node, leaf in leaves.items()}
        except KeyError as missing:
            raise LedgerError(
                f"The tree 默克尔树 has no hash of the act at position {missing.args[0] + 1}: it "
                "was altered, or there is no such act. Verify the ledger."
            ) from None

    return read


def _holds(run: Run, leaf: int) -> bool:
    first, leaves, _ = run
    return first <= leaf < first + leaves


def _hash_in(run: Run, node: Node) -> bytes:
    first, leaves, hashes = run
    at = offset(first, leaves, node) * HASH_BYTES
    return hashes[at : at + HASH_BYTES]


# --- growing ---


def grow(rows: TreeRows, acts: Sequence[StoredAct], position: int) -> None:
    """Add acts that were just stored, the last of them at a position, as the next leaves.

    Raises:
        LedgerError: the positions do not go on from the tree's: acts were removed.

    """
    size = rows.size()
    if position != size + len(acts):
        raise _removed(size, position - len(acts))
    frontier, leaves = Frontier.of(size, node_reader(rows)), leaf_hashes(acts)
    rows.add([_run(frontier, leaves[at : at + RUN]) for at in range(0, len(leaves), RUN)])


def catch_up(rows: TreeRows) -> None:
    """Make the tree of a ledger that has none yet, and add the acts that are not in it.

    Raises:
        LedgerError: acts were removed.

    """
    if not rows.exists():
        rows.make()
    size, last = rows.size(), rows.position()
    if size > last:
        raise _removed(size, last)
    while size < last:
        some = rows.acts(size, last, PAGE)
        grow(rows, [row[1:] for row in some], some[-1][0])
        size += len(some)


def _run(frontier: Frontier, leaves: list[bytes]) -> Run:
    first = frontier.size
    return first, len(leaves), b"".join(frontier.extend(leaves))


def _removed(size: int, position: int) -> LedgerError:
    return LedgerError(
        f"The ledger 台账 has had {size} acts, but its last position is {position}: acts were "
        "removed 行为缺失, so nothing more is recorded in it. See what `taizhang verify` says."
    )
