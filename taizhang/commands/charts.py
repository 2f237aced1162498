"""图表 ``taizhang charts``: the compliance charts of a ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.ledger import Ledger
from projections.columns import DECIDED
from projections.openings import openings_frame
from taizhang import options
from taizhang.drawing import Drawn, Subject, busiest_duty, draw_each
from taizhang.judging import Question, judged
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from ledger.moments import Known, Moment
    from projections.charts.words import Lang


@click.command("charts")
@options.ledger_argument
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder."
)
@options.rulebook_option
@options.provisional_option
@options.as_of_option
@options.known_at_option
@options.known_option
@click.option("--norm", help="The duty whose time to reply is drawn; default: the busiest.")
@click.option("--lang", type=click.Choice(options.LANGUAGES), help="One language; default: both.")
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    out: Path,
    rulebook_id: str | None,
    provisional_until: int | None,
    as_of: dt.date | None,
    known_at: Moment | None,
    known: Known,
    norm: str | None,
    lang: Lang | None,
) -> None:
    """Draw the charts of LEDGER as PNG and SVG, to OUT/zh and OUT/en."""
    question = Question(
        rulebook=rulebook_id or "",
        as_of=as_of,
        known_at=known_at,
        known=known,
        provisional_until=provisional_until,
    )
    with Ledger.open(ledger, read_only=True) as opened:
        verdict = judged(opened, question)
        acts = opened.acts(order="occurred", known_at=known_at, known=known)
        openings = openings_frame(acts, verdict.source, verdict.rulebook.zone)
    findings = verdict.frame()
    chosen = verdict.rulebook.norm(norm).id if norm else busiest_duty(findings)
    if not findings["verdict"].isin(DECIDED).any():
        raise CannotError(
            f"Nothing in {ledger} was judged by {verdict.source.as_of} 尚无认定: choose a later "
            "day, or another rulebook."
        )
    subject = Subject(
        findings=findings, openings=openings, norm=chosen, calendar=verdict.calendar.latest
    )
    langs: tuple[Lang, ...] = (lang,) if lang else ("zh", "en")
    report(draw_each(subject, out, langs))


def report(drawn: Drawn) -> None:
    """Print what was drawn, and on stderr what was not."""
    for path in drawn.files:
        click.echo(path)
    for why in drawn.left_out:
        click.echo(f"Not drawn: {why}", err=True)
