"""对照 ``taizhang compare``: what the law itself made so, beside what somebody recorded of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.rulebook.norms import Effect
from ledger.ledger import Ledger
from projections.comparison import Comparison, compare
from projections.writing import write
from taizhang import options, tables
from taizhang.judging import OPENING, Question
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    import pandas as pd

    from domain.rulebook.norms import Rulebook

SUMMARY = ("outcome", "acts", "matters", "first_day", "last_day")
LISTED = ("matter", "opened", "derived_day", "recorded_day", "days", "agreement")
REFS = ("derived_refs", "recorded_refs")


@click.command("compare")
@options.ledger_argument
@options.rulebook_option
@options.provisional_option
@click.option("--norm", help="Id of the effect; default: the only one that somebody records.")
@options.as_of_option
@click.option("--most", default=20, show_default=True, help="Disagreements in the table.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every occasion to this file: .csv, .json, .xlsx or .parquet.",
)
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    rulebook_id: str | None,
    provisional_until: int | None,
    norm: str | None,
    as_of: dt.date | None,
    most: int,
    out: Path | None,
    lang: str,
) -> None:
    """Compare what the law of LEDGER derives with what was recorded of it.

    For a law that makes something so when a term runs out: how often the record agrees, and every
    disagreement with its acts on both sides.
    """
    question = Question(
        rulebook=rulebook_id or "", as_of=as_of, provisional_until=provisional_until
    )
    with Ledger.open(ledger, read_only=True) as opened:
        book, calendar = question.law(opened.opening)
        effect = norm or _only_recorded(book)
        day = as_of or _last_day(opened, book)
        acts = opened.acts(order="occurred")
        try:
            result = compare(acts, book, calendar, day, effect)
        except ValueError as why:
            raise CannotError(str(why)) from why
    if out is not None:
        refs = {name: result.lapses[name].map(" ".join) for name in REFS}
        write(result.lapses.assign(**refs), out)
    _print(result, effect, day, most, lang)


def _only_recorded(book: Rulebook) -> str:
    """Return the one effect of a rulebook that acts record.

    Raises:
        CannotError: there is none, or more than one.

    """
    found = [norm.id for norm in book.norms if isinstance(norm, Effect) and norm.recorded_by]
    if len(found) != 1:
        raise CannotError(
            f"The rulebook 规则 {book.id} has {len(found)} effects 视为 that somebody records"
            + (f": choose one with --norm of {', '.join(found)}." if found else ".")
        )
    return found[0]


def _last_day(ledger: Ledger, book: Rulebook) -> dt.date:
    """Return the local day of the last act the ledger tells of."""
    told = (act.occurred_at for act in ledger.acts() if act.kind != OPENING)
    last = max(told, default=ledger.opening.occurred_at)
    return last.astimezone(book.zone).date()


def _print(result: Comparison, effect: str, day: dt.date, most: int, lang: str) -> None:
    console = tables.console()
    zh = f"{effect}，截至{day}：起算{result.opened:,}件，仍在计时{result.running:,}件"
    en = f"{effect} as of {day}: {result.opened:,} clocks begun, {result.running:,} still running"
    console.print(zh if lang == "zh" else en)
    title = "各种情形" if lang == "zh" else "Outcomes"
    console.print(tables.table(title, SUMMARY, _rows(result.summary(), SUMMARY), lang))
    off = result.disagreements
    title = f"不一致（{len(off):,}）" if lang == "zh" else f"Disagreements ({len(off):,})"
    rows = _rows(off.head(most), (*LISTED, *REFS))
    console.print(tables.table(title, (*LISTED, *REFS), rows, lang))


def _rows(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[tuple[str | None, ...]]:
    """Return a frame's cells as text: instants to the day, what is missing blank."""
    cells = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None)
    return [tuple(_cell(one) for one in row) for row in cells.itertuples(index=False)]


def _cell(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value)
