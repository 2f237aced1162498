"""核验 Verifying at the front door: a ledger with a bar and a clock, and what it found."""

from __future__ import annotations

import datetime as dt
from time import perf_counter
from typing import TYPE_CHECKING, Final

import attrs
import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ledger.address import address
from ledger.faults import FaultKind
from ledger.moments import SHANGHAI
from ledger.note_keys import encoded
from ledger.verifying import Verification, verify
from taizhang import tables
from taizhang.command_line import FOUND
from taizhang.fault_texts import fault_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ledger.checkpoint import Checkpoint, SignedCheckpoint
    from ledger.faults import Fault
    from ledger.note_keys import Signer, Verifier

LISTED: Final = 50
"""Faults listed on the screen, the first ones by position."""
MILLION: Final = 1_000_000
TELLING: Final = 10_000
"""Acts from which on the pace says anything."""


@attrs.frozen
class Timed:
    """核验用时: what was found, and the seconds it took."""

    found: Verification
    seconds: float


def verified(
    ledger: str, checkpoints: Iterable[Checkpoint], log: Collection[Verifier], lang: str
) -> Timed:
    """Verify a ledger with a bar over its acts on stderr."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    screen, start = tables.console(stderr=True), perf_counter()
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task("核验" if lang == "zh" else "verifying", total=None)
        found = verify(
            ledger,
            checkpoints,
            log=log,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    return Timed(found, perf_counter() - start)


def blocking(found: Verification) -> list[Fault]:
    """Return the faults that keep a ledger from being signed.

    Acts that were put at its end past the ledger are acts like others once they are in the tree.
    """
    return [
        fault
        for fault in found.faults
        if fault.kind is not FaultKind.OUTSIDE or fault.first <= found.in_tree
    ]


def check_sound(ledger: str, signer: Signer, lang: str) -> None:
    """Verify a ledger before it is signed.

    Raises:
        Exit: it is not what was recorded, which is printed; nothing is to be signed.

    """
    timed = verified(ledger, [], [signer.verifier], lang)
    if blocking(timed.found):
        print_lines(ledger_lines(ledger, timed, lang))
        raise click.exceptions.Exit(FOUND)


# --- in words ---


def print_lines(lines: Iterable[str]) -> None:
    """Print lines as they are."""
    for line in lines:
        click.echo(line)


def ledger_lines(ledger: str, timed: Timed, lang: str) -> Iterator[str]:
    """Say what was verified, and what was found wrong."""
    found, zh = timed.found, lang == "zh"
    name, root = address(ledger).name, encoded(found.root)
    pace = ""
    if found.acts >= TELLING:
        per_million = timed.seconds * MILLION / found.acts
        pace = f"（每百万件{per_million:.1f}秒）" if zh else f" ({per_million:.1f} s per million)"
    if zh:
        yield f"台账{name}：{found.acts:,}件行为逐件核对，用时{timed.seconds:.1f}秒{pace}"
        yield f"树根 {root}"
    else:
        yield (
            f"Ledger {name}: {found.acts:,} acts verified one by one in {timed.seconds:.1f} s{pace}"
        )
        yield f"Root {root}"
    if not found.in_tree:
        yield (
            "台账尚无默克尔树，只能与检查点对照；下次登记或签署检查点时建立"
            if zh
            else "This ledger has no tree yet, so only checkpoints were compared; the next act "
            "recorded or checkpoint signed makes one"
        )
    yield from fault_lines(found, lang)


def fault_lines(found: Verification, lang: str) -> Iterator[str]:
    """Say what is wrong, the first faults by position; or that nothing is."""
    zh, faults = lang == "zh", found.faults
    if not faults:
        yield "结论：未发现改动" if zh else "Nothing was altered"
        return
    yield f"结论：{len(faults):,}处不符" if zh else f"{len(faults):,} faults"
    for fault in faults[:LISTED]:
        yield f"  {fault_text(fault, lang)}"
    if len(faults) > LISTED:
        rest = len(faults) - LISTED
        yield f"  ……另有{rest:,}处" if zh else f"  … and {rest:,} more"


def signed_line(signed: SignedCheckpoint, lang: str) -> str:
    """Say who signed a checkpoint: its log, and each trusted witness, with the time it states."""
    zh, point = lang == "zh", signed.checkpoint
    seen = [
        f"{one.verifier.name} {dt.datetime.fromtimestamp(one.at, SHANGHAI):%Y-%m-%d %H:%M:%S}"
        for one in signed.witnesses
    ]
    if zh:
        witnesses = f"，见证人{'、'.join(seen)}联署" if seen else ""
        return f"检查点 {point.origin}，{point.size:,}件：签名属实{witnesses}"
    witnesses = f", cosigned by {', '.join(seen)}" if seen else ""
    return f"Checkpoint {point.origin}, {point.size:,} acts: the signature is true{witnesses}"
