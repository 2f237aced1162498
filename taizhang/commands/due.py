"""催办 ``taizhang due``: what is due or overdue on a day, the most urgent first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from ledger.ledger import Ledger
from projections.due_list import DueRow, due_rows
from taizhang import options, tables
from taizhang.judging import Judged, Question
from taizhang.projecting import concluded

if TYPE_CHECKING:
    from ledger.moments import Known, Moment

COLUMNS = ("light", "left", "due", "norm", "title", "matter", "bearer", "leader")
STYLES = {"red": "red", "amber": "yellow", "green": "green"}


@click.command("due")
@options.ledger_argument
@click.option("--on", "day", type=options.Day(), help="The day; default: that of the last act.")
@click.option("--organ", help="Only what this organ owes, by its id, such as finance.")
@options.rulebook_option
@options.provisional_option
@options.known_at_option
@options.known_option
@options.stored_option
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    day: dt.date | None,
    organ: str | None,
    rulebook_id: str | None,
    provisional_until: int | None,
    known_at: Moment | None,
    known: Known,
    from_views: bool,
    lang: str,
) -> None:
    """List what is due or overdue in LEDGER, the most urgent first.

    Red: the last good day has passed; amber: it is today or the next working day; green: later.
    """
    question = Question(
        rulebook=rulebook_id or "",
        as_of=day,
        known_at=known_at,
        known=known,
        provisional_until=provisional_until,
    )
    with Ledger.open(ledger, read_only=True) as opened:
        verdict = concluded(opened, question, from_views=from_views)
    owed = due_rows(verdict.findings, verdict.calendar, verdict.source.as_of)
    rows = [row for row in owed if organ is None or organ in (row.organ, row.bearer)]
    console = tables.console()
    console.print(tables.where_from(verdict, lang))
    title = f"催办：{len(rows)}项" if lang == "zh" else f"Due: {len(rows)}"
    console.print(tables.table(title, COLUMNS, [_cells(row, verdict, lang) for row in rows], lang))


def _cells(row: DueRow, verdict: Judged, lang: str) -> tuple[object, ...]:
    norm = verdict.rulebook.norm(row.norm)
    light = row.light.zh if lang == "zh" else row.light.value
    return (
        f"[{STYLES[row.light.value]}]{light}[/]",
        row.working_days_left,
        row.due,
        row.norm,
        norm.zh if lang == "zh" else norm.en,
        row.matter,
        tables.called(verdict, row.bearer, lang),
        tables.called(verdict, row.leader, lang),
    )
