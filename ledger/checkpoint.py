"""检查点 Checkpoints: how large a log was and what its root was, signed (C2SP ``tlog-checkpoint``).

Reading order: the checkpoint, reading its text, opening a signed one, adding signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Self

import attrs

from ledger.merkle import HASH_BYTES
from ledger.note_keys import LOG, WITNESS, NoteError, Signer, Verifier, decoded, encoded
from ledger.signed_note import Signature, opened, signed, split

LARGEST: Final = 2**63 - 1
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@attrs.frozen
class Checkpoint:
    """检查点: what a log said of itself at one size.

    Attributes:
        origin: name of the log.
        size: how many acts it had.
        root: root of the tree over them.
        extensions: further lines; taizhang writes none.

    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint.

        Raises:
            NoteError: it is none.

        """
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines):  # noqa: PLR2004 - three lines and the end
            raise NoteError("This is no checkpoint 检查点: it has a name, a size and a root.")
        origin, size, root, *extensions = lines
        return cls(origin, read_size(size), decoded(root), tuple(extensions))

    def text(self) -> str:
        """Return the text that is signed."""
        lines = (self.origin, str(self.size), encoded(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    def signed(self, signer: Signer) -> str:
        """Return the checkpoint signed by the log's key."""
        return signed(self.text(), [signer])


def read_size(text: str) -> int:
    """Read how many leaves a tree has: decimal, without leading zeros.

    Raises:
        NoteError: it is no such number.

    """
    if not _SIZE.fullmatch(text) or int(text) > LARGEST:
        raise NoteError(f"{text[:40]!r} is no size 行为数 of a log.")
    return int(text)


@attrs.frozen
class SignedCheckpoint:
    """签名检查点: a checkpoint that its log has signed.

    Attributes:
        checkpoint: what is signed.
        note: the signed note, verbatim.
        signatures: the verified signatures of the log and of known witnesses.

    """

    checkpoint: Checkpoint
    note: str
    signatures: tuple[Signature, ...]

    @property
    def witnesses(self) -> tuple[Signature, ...]:
        """The verified cosignatures of witnesses."""
        return tuple(one for one in self.signatures if one.verifier.type == WITNESS)


def unverified(note: str) -> Checkpoint:
    """Read the checkpoint of a note without looking at its signatures: it proves nothing.

    Raises:
        NoteError: it is no signed note, or no checkpoint of a SHA-256 tree.

    """
    checkpoint = Checkpoint.parse(split(note)[0])
    if len(checkpoint.root) != HASH_BYTES:
        raise NoteError(
            f"The root 树根 of the checkpoint 检查点 has {len(checkpoint.root)} bytes instead of "
            f"{HASH_BYTES}: it is not of a SHA-256 tree."
        )
    return checkpoint


def open_checkpoint(note: str, known: Iterable[Verifier]) -> SignedCheckpoint:
    """Open a checkpoint signed by the key of its log, with what known witnesses signed under it.

    Raises:
        NoteError: it is no checkpoint, the log's key is not among the known ones or did not sign
            it, or a signature is false.

    """
    checkpoint, note_of = unverified(note), opened(note, known)
    keys = [one.verifier for one in note_of.signatures]
    if not any(key.type == LOG and key.name == checkpoint.origin for key in keys):
        raise NoteError(
            f"The checkpoint 检查点 of {checkpoint.origin} is not signed by a known key of that "
            "name: give the public key of the log."
        )
    return SignedCheckpoint(checkpoint, note, note_of.signatures)


def with_signatures(note: str, lines: Iterable[str]) -> str:
    """Return a note with further signature lines, each once."""
    return note + "".join(line for line in dict.fromkeys(lines) if line not in note)
