"""证明 Proving: an act's bytes, its place in the tree, the signed checkpoint, and what follows.

What an auditor takes away for one act is ``act_bytes_at``, ``prove_act`` and the checkpoint in it;
``TlogProof.check`` needs only these and the log's public key. Reading order: the tree, one act,
what the log signs, what it asks of a witness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from domain.act import is_count, read_ref, stream_id
from ledger.act_bytes import act_bytes
from ledger.checkpoint import Checkpoint, unverified
from ledger.errors import LedgerError, NothingFoundError
from ledger.merkle import consistency_spans, hashes_of, inclusion_spans, leaf_hash, root_at
from ledger.merkle_proofs import includes
from ledger.note_keys import LOG, NoteError, Signer
from ledger.tlog_proof import TlogProof
from ledger.tree_rows import node_reader
from ledger.witness import WitnessRequest

if TYPE_CHECKING:
    from ledger.ledger import Ledger
    from ledger.tree_rows import TreeRows


# --- the tree ---


@attrs.frozen
class TreeHead:
    """树头: how many acts a tree is over, and its root."""

    size: int
    root: bytes


def tree_head(ledger: Ledger, size: int | None = None) -> TreeHead:
    """Return the head of the tree as it is stored, or as it was at an earlier size.

    Raises:
        LedgerError: there is no tree yet, or it was never so large.

    """
    with ledger.tree() as rows:
        return _head(rows, size)


def _head(rows: TreeRows, size: int | None = None) -> TreeHead:
    there = rows.size() if rows.exists() else 0
    if not there:
        raise LedgerError(
            "This ledger 台账 has no tree 默克尔树 yet: record an act in it or sign a checkpoint "
            "检查点 of it, and it will."
        )
    size = there if size is None else size
    if size > there:
        raise LedgerError(
            f"The checkpoint 检查点 is over {size} acts, but the ledger 台账 holds only {there}: "
            "it is another ledger's, or acts were removed."
        )
    return TreeHead(size, root_at(size, node_reader(rows)))


# --- one act ---


def position_of(ledger: Ledger, ref: str) -> int:
    """Return the position of the act a reference ``kind:matter#version`` means, or of a number.

    Raises:
        NothingFoundError: there is no such act.

    """
    if is_count(ref):
        return int(ref)
    found, read = None, read_ref(ref)
    if read is not None:
        kind, number, version = read
        with ledger.tree() as rows:
            found = rows.place(stream_id(kind, number), version)
    if found is None:
        raise NothingFoundError(
            f"No act 行为 is recorded under {ref!r}: write its position, or kind:matter#version as "
            "`taizhang show` prints it."
        )
    return found


def act_bytes_at(ledger: Ledger, position: int) -> bytes:
    """Return the bytes of the act at a position, as it is stored: what its leaf is the hash of.

    Raises:
        NothingFoundError: there is none.

    """
    with ledger.tree() as rows:
        return _bytes_at(rows, position)


def _bytes_at(rows: TreeRows, position: int) -> bytes:
    stored = rows.acts(position - 1, position, 1)
    if not stored:
        raise NothingFoundError(f"The ledger 台账 has no act 行为 at position {position}.")
    return act_bytes(stored[0][1:])


def prove_act(ledger: Ledger, position: int, checkpoint: str = "") -> TlogProof:
    """Prove that the act at a position stands in the log.

    Args:
        ledger: where it is.
        position: its position, from 1.
        checkpoint: the signed checkpoint to rest on, verbatim, cosigned or not; by default the last
            one that was signed.

    Raises:
        LedgerError: no checkpoint covers it, the checkpoint is not of this log as it is, or the act
            was altered.

    """
    with ledger.tree() as rows:
        note = checkpoint or _last_note(rows)
        stated = unverified(note)
        if _head(rows, stated.size).root != stated.root:
            raise NoteError(_not_of_this(stated))
        if not 1 <= position <= stated.size:
            raise LedgerError(
                f"The act at position {position} is not under the checkpoint 检查点, which is over "
                f"{stated.size}: sign a new one with `taizhang checkpoint`."
            )
        act = _bytes_at(rows, position)
        spans = inclusion_spans(position - 1, stated.size)
        path = tuple(hashes_of(spans, node_reader(rows)))
    if not includes(position - 1, stated.size, leaf_hash(act), path, stated.root):
        raise NoteError(
            f"The act at position {position} is not the one that was recorded 行为被改: it cannot "
            "be proved. See what `taizhang verify` says."
        )
    return TlogProof(position - 1, path, note)


def _not_of_this(stated: Checkpoint) -> str:
    return (
        f"The checkpoint 检查点 of {stated.origin} over {stated.size} acts is not of this ledger "
        "as it is: it is another ledger's, or acts were rewritten 台账被改写. See what `taizhang "
        "verify` says."
    )


# --- what the log signs ---


def checkpoints(ledger: Ledger) -> tuple[str, ...]:
    """Return every checkpoint this ledger has signed, verbatim, the oldest first."""
    with ledger.tree() as rows:
        return tuple(rows.checkpoints()) if rows.exists() else ()


def latest_checkpoint(ledger: Ledger) -> str:
    """Return the last checkpoint that was signed, verbatim.

    Raises:
        LedgerError: none was.

    """
    with ledger.tree() as rows:
        return _last_note(rows)


def _last_note(rows: TreeRows) -> str:
    notes = rows.checkpoints() if rows.exists() else []
    if not notes:
        raise LedgerError(
            "This ledger 台账 has signed no checkpoint 检查点: sign one with `taizhang checkpoint`."
        )
    return notes[-1]


def sign_checkpoint(ledger: Ledger, signer: Signer) -> str:
    """Sign what the ledger holds now, keep it in the ledger and return it.

    A ledger without a tree gets one. What was signed before is looked at first: a log never signs
    what does not follow from it. Where nothing was added since, the last checkpoint is returned.

    Raises:
        NoteError: the key is a witness's or another log's, or the ledger was rewritten.
        LedgerError: the ledger cannot be written.

    """
    if signer.type != LOG:
        raise NoteError(
            f"The key 密钥 of {signer.name} is a witness's: a log needs one of its own."
        )
    with ledger.tree(writing=True) as rows:
        head, notes = _head(rows), rows.checkpoints()
        checkpoint = Checkpoint(signer.name, head.size, head.root)
        if notes:
            _check_follows(rows, checkpoint, unverified(notes[-1]))
        note = checkpoint.signed(signer)
        if note not in notes[-1:]:
            rows.keep(checkpoint.size, note)
    return note


def _check_follows(rows: TreeRows, new: Checkpoint, last: Checkpoint) -> None:
    if new.origin != last.origin:
        raise NoteError(
            f"This ledger 台账 signs as {last.origin}, not as {new.origin}: use its own key 密钥."
        )
    if _head(rows, last.size).root != last.root:
        raise NoteError(_not_of_this(last))


# --- what it asks of a witness ---


def request_witness(ledger: Ledger, old: int, checkpoint: str) -> WitnessRequest:
    """Ask a witness to cosign a checkpoint, with the proof that the log grew to it.

    Args:
        ledger: the log.
        old: the size of the last checkpoint that witness cosigned, 0 for none.
        checkpoint: the signed checkpoint, verbatim.

    Raises:
        LedgerError: the checkpoint is not of this log as it is, or smaller than the old one.

    """
    stated = unverified(checkpoint)
    if old > stated.size:
        raise LedgerError(
            f"The witness 见证人 has cosigned {old} acts already, and this checkpoint is over "
            f"{stated.size}: ask with a later one."
        )
    with ledger.tree() as rows:
        if _head(rows, stated.size).root != stated.root:
            raise NoteError(_not_of_this(stated))
        spans = consistency_spans(old, stated.size) if old else []
        return WitnessRequest(old, tuple(hashes_of(spans, node_reader(rows))), checkpoint)
