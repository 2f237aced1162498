"""证明文件 Proof files: that an act stands in a log, to be checked offline (C2SP ``tlog-proof``).

A ``.tlog-proof`` file holds the act's index, the Merkle path and the signed checkpoint, verbatim.
It is checked against the act's bytes and the public key of the log, and needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Self

import attrs

from ledger.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint, read_size, unverified
from ledger.merkle import HASH_BYTES, leaf_hash
from ledger.merkle_proofs import includes
from ledger.note_keys import NoteError, Verifier, decoded, encoded

HEADER: Final = "c2sp.org/tlog-proof@v1"
MOST_HASHES: Final = 63
"""The longest path or proof: of a tree of 2**63 leaves."""


@attrs.frozen
class TlogProof:
    """包含证明: where an act stands in a log, and the path from it to a signed root.

    Attributes:
        index: the act's leaf, from 0.
        path: hashes from the leaf's neighbour up.
        checkpoint: the signed checkpoint, verbatim.
        extra: further bytes, vouched for by nobody; taizhang writes none.

    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a proof file.

        Raises:
            NoteError: it is none.

        """
        head, blank, checkpoint = text.partition("\n\n")
        header, *lines = head.split("\n")
        if not blank or header != HEADER:
            raise NoteError(f"This is no proof 证明: it does not begin with {HEADER}.")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = decoded(lines.pop(0).removeprefix("extra "))
        if not lines or not lines[0].startswith("index "):
            raise NoteError("This proof 证明 names no index: take the file again.")
        index = read_size(lines.pop(0).removeprefix("index "))
        unverified(checkpoint)
        return cls(index, read_hashes(lines), checkpoint, extra)

    def __str__(self) -> str:
        """Return the file."""
        extra = [f"extra {encoded(self.extra)}"] if self.extra else []
        lines = [HEADER, *extra, f"index {self.index}", *map(encoded, self.path)]
        return "\n".join(lines) + f"\n\n{self.checkpoint}"

    def stated(self) -> Checkpoint:
        """Return the checkpoint it rests on, its signatures not looked at."""
        return unverified(self.checkpoint)

    def check(self, act: bytes, known: Iterable[Verifier]) -> SignedCheckpoint:
        """Return the signed checkpoint of the log in which an act's bytes are proved to stand.

        Raises:
            NoteError: the checkpoint is not to be trusted, or the act is not the one proved.

        """
        signed = open_checkpoint(self.checkpoint, known)
        size, root = signed.checkpoint.size, signed.checkpoint.root
        if not includes(self.index, size, leaf_hash(act), self.path, root):
            raise NoteError(
                f"The proof does not hold 证明不成立: this act is not the one at index "
                f"{self.index} of the {size} acts of {signed.checkpoint.origin}."
            )
        return signed


def read_hashes(lines: Iterable[str]) -> tuple[bytes, ...]:
    """Read one hash per line.

    Raises:
        NoteError: a line is none, or there are more than any tree needs.

    """
    hashes = tuple(map(decoded, lines))
    if len(hashes) > MOST_HASHES or any(len(one) != HASH_BYTES for one in hashes):
        raise NoteError("A line of the proof 证明 is no SHA-256 hash, or there are too many.")
    return hashes
