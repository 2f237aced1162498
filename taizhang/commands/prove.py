"""证明 ``taizhang prove``: that an act stands in a ledger, to be checked offline by anybody."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.ledger import Ledger
from ledger.proving import act_bytes_at, position_of, prove_act
from taizhang import options
from taizhang.proof_files import file_type, read_text, write_once


@click.command("prove")
@options.ledger_argument
@click.argument("act")
@click.option(
    "--out",
    required=True,
    type=file_type,
    help="The new proof file, such as case.tlog-proof; the act goes beside it.",
)
@click.option(
    "--checkpoint",
    type=file_type,
    help="The checkpoint to rest on, cosigned or not; default: the last one signed.",
)
def command(*, ledger: str, act: str, out: Path, checkpoint: Path | None) -> None:
    """Prove that one ACT stands in LEDGER: by its position, or as kind:matter#version.

    Writes two files: the proof (C2SP tlog-proof, with the signed checkpoint in it), and the act's
    bytes as they are stored (OUT with .act). Both, and the log's public key, are all that
    `taizhang verify --proof` or any other verifier needs.
    """
    note = read_text(checkpoint) if checkpoint else ""
    with Ledger.open(ledger, read_only=True) as opened:
        position = position_of(opened, act)
        entry, proof = act_bytes_at(opened, position), prove_act(opened, position, note)
    beside = out.with_suffix(".act")
    write_once(beside, entry)
    write_once(out, str(proof).encode())
    for path in (out, beside):
        click.echo(path)
