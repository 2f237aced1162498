"""导出 ``taizhang export``: the log, or the acts chosen, for other programs and for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from ledger.ledger import Ledger
from ledger.selection import Selection
from taizhang import options
from taizhang.exporting import SUFFIXES, export, form_of
from taizhang.progress import followed
from taizhang.selecting import Chosen, selection

if TYPE_CHECKING:
    from ledger.moments import Known, Moment
    from ledger.reading import Placed


@click.command("export")
@options.ledger_argument
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file; its end says the form: .jsonl .csv .xlsx .parquet .xes .json .sqlite",
)
@click.option("--form", type=click.Choice(list(SUFFIXES)), help="The form, whatever the name.")
@options.selection_options
@options.known_at_option
@options.known_option
@options.lang_option
def command(
    *,
    ledger: str,
    out: Path,
    form: str | None,
    known_at: Moment | None,
    known: Known,
    lang: str,
    **chosen: Unpack[Chosen],
) -> None:
    """Export the acts of LEDGER, all of them or those chosen.

    XES and OCEL 2.0 (.json, .sqlite) are for process mining; CSV, Excel and Parquet have a row an
    act with the sentence that tells it; JSON lines are whole and can be taken back by import.
    """
    form_of(out, form or "")
    with Ledger.open(ledger, read_only=True) as opened:
        choice = selection(opened, chosen, known_at, known)
        placed = opened.positioned(known_at=known_at, known=known)
        counted = _Counted(followed(placed, opened.position, "导出 export"), choice)
        export(counted, opened, out, form or "")
    zh, en = f"已导出{counted.chosen:,}件行为：{out}", f"{counted.chosen:,} acts exported: {out}"
    click.echo(zh if lang == "zh" else en, err=True)


class _Counted:
    """The acts a selection chooses, and how many there were."""

    def __init__(self, placed: Iterable[Placed], selection: Selection) -> None:
        self._placed, self._is_chosen = placed, selection.test()
        self.chosen = 0

    def __iter__(self) -> Iterator[Placed]:
        for position, act in self._placed:
            if self._is_chosen(act):
                self.chosen += 1
                yield position, act
