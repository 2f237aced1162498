"""验证 ``taizhang verify``: a whole ledger, act by act, and checkpoints and proofs against it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.act_bytes import ActBytes
from ledger.checkpoint import Checkpoint, unverified
from ledger.ledger import Ledger
from ledger.note_keys import LOG, WITNESS, NoteError, Verifier
from ledger.proving import act_bytes_at, position_of
from ledger.tlog_proof import TlogProof
from ledger.witness import cosigned_by
from taizhang import options
from taizhang.command_line import FOUND
from taizhang.proof_files import file_type, keys_option, of_type, read_text
from taizhang.refusals import CannotError
from taizhang.verifying import ledger_lines, print_lines, signed_line, verified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.verifying import Verification


@click.command("verify")
@click.argument("ledger", type=options.LedgerPath(), required=False)
@click.option(
    "--checkpoint",
    "kept",
    type=file_type,
    multiple=True,
    help="A checkpoint you have kept. Repeatable: several locate a change better.",
)
@keys_option
@click.option("--proof", type=file_type, help="A .tlog-proof file to check.")
@click.option("--act", help="The act it proves: a file, or its position or reference in LEDGER.")
@options.lang_option
def command(
    *,
    ledger: str | None,
    kept: tuple[Path, ...],
    keys: tuple[Verifier, ...],
    proof: Path | None,
    act: str | None,
    lang: str,
) -> None:
    """Verify LEDGER: every act against its tree, and against checkpoints that were kept.

    What was altered, moved, removed or rewritten is located to its position, as closely as the
    checkpoints allow. With the log's --key signatures are verified too; a witness's --key demands
    its cosignature. A --proof can be checked without any ledger, with the file of its --act.

    Exit codes: 0 all is as it was recorded; 1 something is not; 2 bad input.
    """
    _check_asked(ledger, kept, keys, proof, act)
    trusted = [path for path in kept if _kept(path, keys, lang)]
    sound = len(trusted) == len(kept)
    if proof and act:
        sound &= _proved(ledger, proof, act, keys, lang)
    if ledger:
        points = [unverified(read_text(path)) for path in trusted]
        timed = verified(ledger, points, of_type(keys, LOG), lang)
        print_lines(_checkpoint_lines(timed.found, lang))
        print_lines(ledger_lines(ledger, timed, lang))
        sound &= not timed.found.faults
    if not sound:
        raise click.exceptions.Exit(FOUND)


def _check_asked(
    ledger: str | None,
    kept: Sequence[Path],
    keys: Sequence[Verifier],
    proof: Path | None,
    act: str | None,
) -> None:
    if not (ledger or proof or kept):
        raise CannotError(
            "There is nothing to verify 验证: name a ledger, a checkpoint or a proof."
        )
    if bool(proof) != bool(act):
        raise CannotError("A proof 证明 is of one act: give both --proof and --act.")
    if not of_type(keys, LOG) and (proof or not ledger):
        raise CannotError(
            "Without the public key 公钥 of the log a signature means nothing: add --key."
        )


def _kept(path: Path, keys: Sequence[Verifier], lang: str) -> bool:
    """Say whose signatures a checkpoint bears; False where it is not to be trusted."""
    note = read_text(path)
    unverified(note)
    if not of_type(keys, LOG):
        click.echo(
            f"{path.name}：未给出公钥，未核验签名"
            if lang == "zh"
            else f"{path.name}: no public key was given, so its signature was not verified"
        )
        return True
    try:
        signed = cosigned_by(note, of_type(keys, LOG), of_type(keys, WITNESS))
    except NoteError as why:
        click.echo(_distrusted(path, "检查点不可信", why, lang))
        return False
    click.echo(f"{path.name}: {signed_line(signed, lang)}")
    return True


def _distrusted(path: Path, verdict: str, why: NoteError, lang: str) -> str:
    """Say that a file is not to be trusted, and why; in Chinese the verdict comes first."""
    return f"{path.name}：{verdict}。{why}" if lang == "zh" else f"{path.name}: {why}"


def _checkpoint_lines(found: Verification, lang: str) -> Iterator[str]:
    for one in found.checked:
        point: Checkpoint = one.checkpoint
        if lang == "zh":
            says = "与台账相符" if one.holds else "与台账不符"
            yield f"检查点 {point.origin}，{point.size:,}件：{says}"
        else:
            says = "the ledger grew out of it" if one.holds else "the ledger is not what it says"
            yield f"Checkpoint {point.origin}, {point.size:,} acts: {says}"


def _proved(ledger: str | None, path: Path, act: str, keys: Sequence[Verifier], lang: str) -> bool:
    """Say whether a proof holds for an act."""
    proof, entry = TlogProof.parse(read_text(path)), _entry(ledger, act)
    shown = ActBytes.parse(entry)
    try:
        proof.check(entry, of_type(keys, LOG))
        signed = cosigned_by(proof.checkpoint, of_type(keys, LOG), of_type(keys, WITNESS))
    except NoteError as why:
        click.echo(_distrusted(path, "证明不成立", why, lang))
        return False
    where = proof.index + 1
    click.echo(
        f"{path.name}：证明成立，{shown.name}（其事项的第{shown.version}件行为）位于第{where:,}位"
        if lang == "zh"
        else f"{path.name}: the proof holds: {shown.name} (act {shown.version} of its matter) "
        f"stands at position {where:,}"
    )
    click.echo(f"  {signed_line(signed, lang)}")
    return True


def _entry(ledger: str | None, act: str) -> bytes:
    """Return the bytes of an act: those in a file, or those a ledger has at a place."""
    if Path(act).is_file():
        return Path(act).read_bytes()
    if ledger is None:
        raise CannotError(f"There is no file {act} 行为原文: name the .act file, or a ledger too.")
    with Ledger.open(ledger, read_only=True) as opened:
        return act_bytes_at(opened, position_of(opened, act))
