"""签名文书 Signed notes: opening and signing them, as C2SP ``signed-note`` has it.

A note is text with signature lines under it. Its text means nothing until a signature by a key that
was known beforehand has been verified; signatures by other keys are ignored. Reading order: the
note, opening, signing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from ledger.note_keys import DASH, ID_BYTES, NoteError, Signer, Verifier, decoded

MOST_SIGNATURES: Final = 100
_LINE: Final = re.compile(rf"{DASH}([^\s+]+) ([A-Za-z0-9+/]+=*)")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")

# --- the note ---


@attrs.frozen
class Signature:
    """签名: a verified signature: whose key, and at what POSIX time (0 where none is stated)."""

    verifier: Verifier
    at: int


@attrs.frozen
class Note:
    """签名文书: a text that at least one known key has signed.

    Attributes:
        text: the text, with its last newline.
        signatures: the verified signatures, in the note's order.

    """

    text: str
    signatures: tuple[Signature, ...]


# --- opening ---


def split(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """Return the text of a note and its signatures: name, key id, signature; verified is nothing.

    Raises:
        NoteError: it is no signed note.

    """
    text, blank, lines = note.rpartition("\n\n")
    if not (blank and text and lines.endswith("\n")) or _CONTROL.search(note):
        raise NoteError("This is no signed note 签名文书: take the file again from where it came.")
    signatures = []
    for line in lines[:-1].split("\n"):
        read = _LINE.fullmatch(line)
        blob = decoded(read[2]) if read else b""
        if read is None or len(blob) <= ID_BYTES:
            raise NoteError(f"This signed note 签名文书 has a line that is no signature: {line!r}.")
        signatures.append((read[1], blob[:ID_BYTES], blob[ID_BYTES:]))
    if len(signatures) > MOST_SIGNATURES:
        raise NoteError(f"This note has {len(signatures)} signatures; {MOST_SIGNATURES} may be.")
    return f"{text}\n", signatures


def opened(note: str, known: Iterable[Verifier]) -> Note:
    """Open a note that at least one known key has signed, and none of them falsely.

    Raises:
        NoteError: it is no signed note, no known key signed it, or a signature is false.

    """
    text, signatures = split(note)
    keys = {(one.name, one.id): one for one in known}
    verified: dict[Verifier, Signature] = {}
    for name, id_, signature in signatures:
        key = keys.get((name, id_))
        if key is None or key in verified:
            continue
        at = key.verified(text, signature)
        if at is None:
            raise NoteError(f"The signature of {name} is false 签名不符: the text was altered.")
        verified[key] = Signature(key, at)
    if not verified:
        names = ", ".join(name for name, _, _ in signatures)
        raise NoteError(
            f"No known key 已知公钥 signed this (it names {names}): give the public key of the "
            "log, as `taizhang keys show` prints it."
        )
    return Note(text, tuple(verified.values()))


# --- signing ---


def signed(text: str, signers: Sequence[Signer], at: int = 0) -> str:
    """Return a note: a text and the signature lines of some keys, a witness's at a POSIX time.

    Raises:
        NoteError: the text cannot be a note's.

    """
    if not text.endswith("\n") or text == "\n" or _CONTROL.search(text):
        raise NoteError("A text to be signed ends in a newline and has no control characters.")
    return f"{text}\n{''.join(one.line(text, at) for one in signers)}"
