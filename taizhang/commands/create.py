"""设立 ``taizhang create``: an empty ledger of real acts, whose first act says whose it is."""

from __future__ import annotations

import click

from domain.calendar import load_calendar
from domain.ledger_opening import Opened
from domain.rulebook.catalogue import RULEBOOKS, rulebook
from ledger.ledger import Ledger, wall_clock
from taizhang import options


@click.command("create")
@options.ledger_argument
@click.option("--government", required=True, help="Id of the government, such as wujiagang.")
@click.option(
    "--rulebook",
    "rulebook_id",
    type=click.Choice(list(RULEBOOKS)),
    default=next(iter(RULEBOOKS)),
    show_default=True,
    help="The rulebook it is kept under.",
)
@click.option("--by", default="office", show_default=True, help="Who opens it, by id.")
@options.lang_option
def command(*, ledger: str, government: str, rulebook_id: str, by: str, lang: str) -> None:
    """Make LEDGER, a file or a schema of a PostgreSQL database, with its tables and guards.

    What is there already is never touched. In PostgreSQL whoever makes it owns it; clerks and
    auditors then work under other roles (see `taizhang grant`).
    """
    book = rulebook(rulebook_id)
    latest = load_calendar(book.calendar).latest
    at = wall_clock()
    opening = Opened(
        matter=government,
        occurred_at=at,
        recorded_at=at,
        by=by,
        government=government,
        simulated=False,
        rulebook=book.id,
        calendar=book.calendar,
        provisional=latest.provisional,
    )
    with Ledger.create(ledger, opening) as made:
        zh = f"已设立台账 {made.url}：{government}，{book.zh}"
        en = f"Made the ledger {made.url}: {government}, {book.en}"
    click.echo(zh if lang == "zh" else en)
