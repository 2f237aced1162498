"""见证 Witness: somebody else who signs that a log has only grown (C2SP ``tlog-witness``).

An audit bureau keeps a witness key and, per log, every checkpoint it has cosigned. It cosigns a new
one only where the log proves that it grew out of the last. Nothing here needs a network: a request
is the body of ``add-checkpoint``, the answer is the checkpoint with one signature line more.
Reading order: the request, what a witness remembers, cosigning.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

import attrs

from ledger.checkpoint import (
    Checkpoint,
    SignedCheckpoint,
    open_checkpoint,
    read_size,
    unverified,
    with_signatures,
)
from ledger.exchange.whole_file import put_new
from ledger.merkle_proofs import consistent
from ledger.note_keys import WITNESS, NoteError, Signer, Verifier, encoded
from ledger.tlog_proof import read_hashes

_OLD: Final = "old "

# --- the request ---


@attrs.frozen
class WitnessRequest:
    """见证请求: a checkpoint, and the proof that the log grew from an old size to it.

    Attributes:
        old: the size the witness cosigned last; 0 for none.
        proof: the consistency proof between the two; empty from 0.
        checkpoint: the signed checkpoint, verbatim.

    """

    old: int
    proof: tuple[bytes, ...]
    checkpoint: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the body of an ``add-checkpoint`` request.

        Raises:
            NoteError: it is none.

        """
        head, blank, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        if not blank or not first.startswith(_OLD):
            raise NoteError("This is no request to a witness 见证请求: its first line is old SIZE.")
        unverified(checkpoint)
        return cls(read_size(first.removeprefix(_OLD)), read_hashes(lines), checkpoint)

    def __str__(self) -> str:
        """Return the body."""
        lines = [f"{_OLD}{self.old}", *map(encoded, self.proof)]
        return "\n".join(lines) + f"\n\n{self.checkpoint}"


# --- what a witness remembers ---


class Kept:
    """存档: every checkpoint a witness has cosigned, one numbered text file each, per log.

    Files are added and never changed. Of two at once who would add the next number one succeeds.
    """

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder = folder / _folder_name(origin)
        self._known = len(self._files())

    def last(self) -> Checkpoint | None:
        """Return the last checkpoint cosigned, None for a log never seen.

        Raises:
            NoteError: the file of it was altered.

        """
        files = self._files()[: self._known]
        if not files:
            return None
        try:
            return unverified(files[-1].read_bytes().decode())
        except (NoteError, UnicodeDecodeError) as why:
            raise NoteError(
                f"{files[-1]}, the last checkpoint 检查点 cosigned, cannot be read: restore it "
                "from a copy before cosigning again."
            ) from why

    def add(self, note: str) -> Path:
        """Keep a checkpoint as the next, whole or not at all.

        Raises:
            NoteError: another one was added meanwhile.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self._known + 1:06}.txt"
        try:
            put_new(path, note.encode())
        except FileExistsError:
            raise NoteError(
                f"{path} was added meanwhile: another checkpoint 检查点 was cosigned. Try again."
            ) from None
        return path

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.txt"))


_LONGEST = 200
"""Bytes of a folder's name, well under what any file system takes."""


def _folder_name(origin: str) -> str:
    """Return the name of a log's own folder: one inside the witness's, whatever the log is called.

    Raises:
        NoteError: the name is too long to be one.

    """
    name = quote(origin, safe="")
    if not name.strip("."):  # `.` and `..` lead elsewhere, and quoting leaves them as they are
        name = name.replace(".", "%2E")
    if len(name) > _LONGEST:
        raise NoteError(f"The log's name 日志名称 {origin[:40]!r}… is too long to be kept 过长.")
    return name


# --- cosigning ---


def cosign(
    request: WitnessRequest,
    signer: Signer,
    log: Iterable[Verifier],
    kept: Path,
    at: int,
) -> str:
    """Cosign a checkpoint, after it was proved to have grown out of the last one cosigned.

    Args:
        request: what the log asks for.
        signer: the witness's key.
        log: the public key or keys of the log.
        kept: the folder of all checkpoints this witness has cosigned; it is kept there before it is
            given back.
        at: POSIX time, seconds.

    Returns:
        The checkpoint with the witness's signature line.

    Raises:
        NoteError: it is not to be cosigned; the reason may be proof that the log was rewritten.

    """
    if signer.type != WITNESS:
        raise NoteError(
            f"The key 密钥 of {signer.name} is a log's: a witness needs one of its own."
        )
    signed = open_checkpoint(request.checkpoint, log)
    memory = Kept(kept, signed.checkpoint.origin)
    _check_growth(request, signed.checkpoint, memory.last())
    note = with_signatures(request.checkpoint, [signer.line(signed.checkpoint.text(), at)])
    memory.add(note)
    return note


def _check_growth(request: WitnessRequest, new: Checkpoint, last: Checkpoint | None) -> None:
    """Refuse a checkpoint that does not follow from the last one, as ``tlog-witness`` does."""
    size = last.size if last else 0
    if request.old > new.size:
        raise NoteError(
            f"The request 见证请求 leads from {request.old} acts back to {new.size}: a log only "
            "grows."
        )
    if request.old != size:
        raise NoteError(
            f"The request 见证请求 begins at {request.old} acts, but the last checkpoint of "
            f"{new.origin} cosigned here has {size}: ask for one that begins there."
        )
    if last is None:
        grown = not request.proof
    else:
        grown = consistent(last.size, new.size, last.root, new.root, request.proof)
    if not grown:
        raise NoteError(_rewritten(new, size))


def _rewritten(new: Checkpoint, size: int) -> str:
    return (
        f"The log {new.origin} does not prove that its {new.size} acts grew out of the {size} "
        "cosigned before 日志被改写: nothing was cosigned. Keep the request: signed by the log, "
        "it is evidence."
    )


def cosigned_by(
    note: str, log: Iterable[Verifier], witnesses: Iterable[Verifier]
) -> SignedCheckpoint:
    """Open a checkpoint of a log that every one of some witnesses has cosigned.

    Raises:
        NoteError: it is not to be trusted, or a witness has not cosigned it.

    """
    wanted = tuple(witnesses)
    signed = open_checkpoint(note, [*log, *wanted])
    there = {one.verifier for one in signed.witnesses}
    for one in wanted:
        if one not in there:
            raise NoteError(f"The witness 见证人 {one.name} has not cosigned this checkpoint.")
    return signed
