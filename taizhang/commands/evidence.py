"""证据包 ``taizhang evidence``: findings with all that proves and explains them, in one file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.ledger import Ledger
from ledger.proving import latest_checkpoint, sign_checkpoint
from taizhang import options
from taizhang.evidence.case import gathered, members
from taizhang.evidence.package import manifest_of, packed
from taizhang.explaining import found
from taizhang.judging import Question, judged
from taizhang.proof_files import file_type, read_signer, read_text, write_once
from taizhang.verifying import check_sound

if TYPE_CHECKING:
    import datetime as dt


@click.command("evidence")
@options.ledger_argument
@click.argument("findings", metavar="FINDING...", nargs=-1, required=True)
@click.option("--out", required=True, type=file_type, help="The new package, such as case.zip.")
@click.option(
    "--checkpoint",
    type=file_type,
    help="The checkpoint to rest on, cosigned or not; default: the last one signed.",
)
@click.option("--key", type=file_type, envvar="TAIZHANG_LOG_KEY", show_envvar=True,
              help="The private key of this log, to sign a checkpoint now.")  # fmt: skip
@options.as_of_option
@options.rulebook_option
@options.parameters_option
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    findings: tuple[str, ...],
    out: Path,
    checkpoint: Path | None,
    key: Path | None,
    as_of: dt.date | None,
    rulebook_id: str | None,
    parameters: Path | None,
    lang: str,
) -> None:
    """Pack each FINDING of LEDGER with the acts, proofs, rules and calendar it rests on.

    FINDING is NORM@MATTER or NORM@MATTER@KEY, as `taizhang why` takes it. The package is checked
    anywhere, offline, with Python alone: python3 verify.py case.zip --key PUBLIC-KEY; verify.py
    is in it. Note the SHA-256 that is printed: it says that the package is the one you made.
    """
    question = Question(rulebook=rulebook_id or "", as_of=as_of, parameters=parameters)
    note = _note(ledger, checkpoint, key, lang)
    with Ledger.open(ledger, read_only=True) as opened:
        verdict = judged(opened, question)
        named = [one for name in findings for one in found(verdict.findings, name)]
        chosen = list({one.occasion: one for one in named}.values())
        case = gathered(opened, verdict, chosen, note or latest_checkpoint(opened), parameters)
    content = members(case)
    package = packed(content)
    write_once(out, package)
    click.echo(out)
    click.echo(_told(len(chosen), len(case.acts), lang))
    click.echo(f"SHA-256 {out.name} {hashlib.sha256(package).hexdigest()}")
    click.echo(f"SHA-256 manifest.json {hashlib.sha256(manifest_of(content)).hexdigest()}")


def _note(ledger: str, checkpoint: Path | None, key: Path | None, lang: str) -> str:
    """Return the checkpoint that is given, or one signed now; empty for the last one signed."""
    if checkpoint is not None:
        return read_text(checkpoint)
    if key is None:
        return ""
    signer = read_signer(key)
    check_sound(ledger, signer, lang)
    with Ledger.open(ledger) as opened:
        return sign_checkpoint(opened, signer)


def _told(findings: int, acts: int, lang: str) -> str:
    if lang == "zh":
        return f"认定{findings}条，行为{acts}件，各附证明"
    return f"Findings: {findings}; acts, each with its proof: {acts}"
