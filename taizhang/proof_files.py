"""证明文件 Proof files: keys, checkpoints and proofs as files, read strictly and never overwritten.

Reading order: writing once, reading, keys.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ledger.exchange.whole_file import put_new
from ledger.note_keys import Signer, Verifier
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST: Final = 1 << 20
"""Bytes of the largest file read; a checkpoint with a hundred witnesses has some 15,000."""

# --- writing once ---


def write_once(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a new file; one that is there already and holds the same is left as it is.

    Raises:
        CannotError: something else is there: it is never overwritten.

    """
    if path.is_file() and path.read_bytes() == content:
        return
    try:
        put_new(path, content, mode=mode)
    except FileExistsError:
        raise CannotError(
            f"{path} is there already 已存在 and is not overwritten: choose another name."
        ) from None


# --- reading ---


def read_text(path: Path) -> str:
    """Read a small text file (a key, a checkpoint, a proof).

    Raises:
        CannotError: it is no text, or far too large to be one of these.

    """
    content = path.read_bytes() if path.stat().st_size <= LARGEST else b"\xff"
    try:
        return content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise CannotError(
            f"{path} is no checkpoint, proof or key 检查点、证明、密钥: it is no text, or too "
            "large."
        ) from None


# --- keys ---


class PublicKey(click.ParamType[Verifier]):
    """A public key, ``name+id+base64``, or a file that holds one."""

    name = "KEY"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Verifier:
        """Read a public key."""
        del param, ctx
        if isinstance(value, Verifier):
            return value
        path = Path(value)
        return Verifier.parse(read_text(path) if "+" not in value or path.is_file() else value)


def read_signer(path: Path) -> Signer:
    """Read the private key in a file.

    Raises:
        NoteError: it is none.

    """
    return Signer.parse(read_text(path))


def of_type(keys: Iterable[Verifier], type_: int) -> list[Verifier]:
    """Return the public keys of one type."""
    return [key for key in keys if key.type == type_]


file_type: Final = click.Path(dir_okay=False, path_type=Path)
keys_option = click.option(
    "--key",
    "keys",
    type=PublicKey(),
    multiple=True,
    help="A public key to trust, a log's or a witness's: its text, or a file of it. Repeatable.",
)
