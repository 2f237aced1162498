"""释明 ``taizhang why``: one finding explained, day by day and act by act."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from ledger.ledger import Ledger
from taizhang import options, tables
from taizhang.explaining import explained, found
from taizhang.judging import Question, judged

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.moments import Known, Moment


@click.command("why")
@options.ledger_argument
@click.argument("finding")
@options.as_of_option
@options.known_at_option
@options.known_option
@options.rulebook_option
@options.provisional_option
@options.parameters_option
@click.option("--most", default=3, show_default=True, help="Findings explained at most.")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    finding: str,
    as_of: dt.date | None,
    known_at: Moment | None,
    known: Known,
    rulebook_id: str | None,
    provisional_until: int | None,
    parameters: Path | None,
    most: int,
    lang: str,
) -> None:
    """Explain FINDING of LEDGER.

    FINDING is NORM@MATTER, such as 54.4@consultation:C2019-00012, as the tables show them; add
    @KEY (a unit, an output) to choose among several of one matter.
    """
    question = Question(
        rulebook=rulebook_id or "",
        as_of=as_of,
        known_at=known_at,
        known=known,
        parameters=parameters,
        provisional_until=provisional_until,
    )
    console = tables.console()
    with Ledger.open(ledger, read_only=True) as opened:
        verdict = judged(opened, question)
        known_by = question.known_by()
        chosen = found(verdict.findings, finding)
        for one in chosen[:most]:
            tables.print_sections(explained(opened, verdict.rulebook, one, known_by), lang)
    left = len(chosen) - most
    if left > 0:
        console.print(f"还有{left}条 / {left} more: add @KEY, or --most", markup=False)
