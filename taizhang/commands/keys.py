"""密钥 ``taizhang keys``: make the key of a log or of a witness, and show its public half."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.note_keys import LOG, WITNESS, Signer
from taizhang import options
from taizhang.proof_files import file_type, read_signer, write_once


@click.group("keys")
def command() -> None:
    """Make and show keys.

    A ledger is signed with a log key, which stays with whoever keeps the ledger. A witness key
    belongs to somebody else, such as the audit bureau. The public half is given to everybody.
    """


@command.command("new")
@click.argument("path", metavar="FILE", type=file_type)
@click.option("--name", required=True, help="Whose key it is, such as wjg.example/ledger-2019.")
@click.option("--witness", is_flag=True, help="A key for a witness, not for a log.")
@options.lang_option
def new(*, path: Path, name: str, witness: bool, lang: str) -> None:
    """Make a key, write its private half to FILE (mode 0600) and print its public half.

    FILE is never overwritten. Whoever has it can sign in that name: keep it as you keep a seal.
    """
    signer = Signer.new(name, WITNESS if witness else LOG)
    write_once(path, f"{signer.skey()}\n".encode(), mode=0o600)
    _say(path, signer, lang)


@command.command("show")
@click.argument("path", metavar="FILE", type=file_type)
def show(*, path: Path) -> None:
    """Print the public half of the key in FILE."""
    click.echo(str(read_signer(path).verifier))


def _say(path: Path, signer: Signer, lang: str) -> None:
    zh, en = ("见证", "witness") if signer.type == WITNESS else ("日志", "log")
    said = (
        f"{zh}私钥已写入 {path}，请妥善保管；以下公钥可以公开："
        if lang == "zh"
        else f"The {en}'s private key is in {path}; keep it safe. Its public key, for everybody:"
    )
    click.echo(said, err=True)
    click.echo(str(signer.verifier))
