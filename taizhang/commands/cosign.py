"""见证 ``taizhang cosign``: a witness signs that a log has only grown."""

from __future__ import annotations

import time
from pathlib import Path

import click

from ledger.note_keys import Verifier
from ledger.witness import WitnessRequest, cosign
from taizhang.proof_files import PublicKey, file_type, read_signer, read_text, write_once


@click.command("cosign")
@click.argument("request", type=file_type)
@click.option(
    "--key",
    required=True,
    type=file_type,
    envvar="TAIZHANG_WITNESS_KEY",
    show_envvar=True,
    help="The witness's private key (taizhang keys new --witness).",
)
@click.option("--log", required=True, type=PublicKey(), multiple=True,
              help="The public key of the log: its text, or a file of it.")  # fmt: skip
@click.option("--kept", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="The folder where you keep every checkpoint you have cosigned.")  # fmt: skip
@click.option("--out", type=file_type, help="Write it to this new file; default: print it.")
def command(
    *, request: Path, key: Path, log: tuple[Verifier, ...], kept: Path, out: Path | None
) -> None:
    """Cosign the checkpoint in REQUEST, which `taizhang checkpoint --request` wrote.

    It is cosigned only if the log proves that it grew out of the last checkpoint in KEPT and
    changed nothing of it; it is kept there, and then given back with your signature. Never remove
    a file from KEPT: it is what a rewritten log is caught by.
    """
    asked = WitnessRequest.parse(read_text(request))
    note = cosign(asked, read_signer(key), log, kept, int(time.time()))
    if out is None:
        click.echo(note, nl=False)
    else:
        write_once(out, note.encode())
        click.echo(out)
