"""签署 ``taizhang checkpoint``: sign what a ledger holds now, for others to keep."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.checkpoint import open_checkpoint
from ledger.ledger import Ledger
from ledger.proving import request_witness, sign_checkpoint
from taizhang import options
from taizhang.proof_files import file_type, read_signer, read_text, write_once
from taizhang.verifying import check_sound


@click.command("checkpoint")
@options.ledger_argument
@click.option("--key", required=True, type=file_type, envvar="TAIZHANG_LOG_KEY", show_envvar=True,
              help="The private key of this log (taizhang keys new).")  # fmt: skip
@click.option("--out", type=file_type, help="Write it to this new file; default: print it.")
@click.option("--request", type=file_type, help="Write a request to a witness to this new file.")
@click.option("--since", type=file_type, help="The last checkpoint that witness cosigned.")
@options.lang_option
def command(
    *, ledger: str, key: Path, out: Path | None, request: Path | None, since: Path | None, lang: str
) -> None:
    """Sign a checkpoint of LEDGER: how many acts it holds now, and the root of the tree over them.

    Every act is verified first; a ledger that was tampered with is not signed (exit code 1). Give
    the checkpoint to whoever is to hold you to it. A --request (with --since, but for the first)
    lets a witness cosign it: see `taizhang cosign`.
    """
    signer = read_signer(key)
    old = open_checkpoint(read_text(since), [signer.verifier]).checkpoint.size if since else 0
    check_sound(ledger, signer, lang)
    with Ledger.open(ledger) as opened:
        note = sign_checkpoint(opened, signer)
        asked = request_witness(opened, old, note) if request else None
    if out is None:
        click.echo(note, nl=False)
    else:
        write_once(out, note.encode())
        click.echo(out)
    if request and asked:
        write_once(request, str(asked).encode())
        click.echo(request)
