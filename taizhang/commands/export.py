"""导出 ``taizhang export``: the log, or the acts chosen, for other programs and for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import Progress

from domain.rulebook.terms import end_of
from ledger.ledger import Ledger
from ledger.selection import Selection
from taizhang import options, tables
from taizhang.exporting import SUFFIXES, export, form_of
from taizhang.judging import Question

if TYPE_CHECKING:
    from ledger.moments import Known, Moment
    from ledger.reading import Placed

STEP = 5_000
"""Acts between two movements of the progress bar."""


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
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    out: Path,
    form: str | None,
    acts: tuple[str, ...],
    kinds: tuple[str, ...],
    matters: tuple[str, ...],
    by: tuple[str, ...],
    since: dt.date | None,
    until: dt.date | None,
    containing: str,
    known_at: Moment | None,
    known: Known,
    lang: str,
) -> None:
    """Export the acts of LEDGER, all of them or those chosen.

    XES and OCEL 2.0 (.json, .sqlite) are for process mining; CSV, Excel and Parquet have a row an
    act with the sentence that tells it; JSON lines are whole and can be taken back by import.
    """
    form_of(out, form or "")
    with Ledger.open(ledger, read_only=True) as opened:
        zone = Question().law(opened.opening)[0].zone
        chosen = Selection(
            acts=acts,
            kinds=kinds,
            matters=matters,
            by=by,
            since=dt.datetime.combine(since, dt.time(), zone) if since else None,
            before=end_of(until, zone) if until else None,
            containing=containing,
        )
        with Progress(console=tables.console(stderr=True), transient=True) as bar:
            placed = opened.positioned(known_at=known_at, known=known)
            counted = _Counted(_followed(placed, bar, opened.position), chosen)
            export(counted, opened, out, form or "")
    zh, en = f"已导出{counted.chosen:,}件行为：{out}", f"{counted.chosen:,} acts exported: {out}"
    click.echo(zh if lang == "zh" else en, err=True)


def _followed(placed: Iterable[Placed], bar: Progress, last: int) -> Iterator[Placed]:
    """Move a progress bar along with the reading."""
    task = bar.add_task("导出 export", total=last)
    for number, one in enumerate(placed, start=1):
        if number % STEP == 0:
            bar.update(task, completed=one[0])
        yield one


class _Counted:
    """The acts a selection chooses, and how many there were."""

    def __init__(self, placed: Iterable[Placed], selection: Selection) -> None:
        self._placed, self._tests = placed, selection.tests()
        self.chosen = 0

    def __iter__(self) -> Iterator[Placed]:
        for position, act in self._placed:
            if all(test(act) for test in self._tests):
                self.chosen += 1
                yield position, act
