"""投影 ``taizhang project``: register, findings and due list as tables in the ledger's database."""

from __future__ import annotations

import time

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ledger.ledger import Ledger
from ledger.views import DUE, FINDINGS, REGISTER, TABLES
from taizhang import options, tables
from taizhang.projecting import PAGE, Projector, standing

COLUMNS = ("view", "rows", "position")
WORDS = {
    REGISTER.name: ("台账", "register"),
    FINDINGS.name: ("认定", "findings"),
    DUE.name: ("催办", "due list"),
}


@click.command("project")
@options.ledger_argument
@click.option("--follow", type=click.FloatRange(min=0.1), metavar="SECONDS",
              help="Go on, and look for new acts every so many seconds.")  # fmt: skip
@click.option("--page", type=click.IntRange(min=1), default=PAGE, show_default=True,
              help="Acts per transaction, at least.")  # fmt: skip
@options.lang_option
def command(*, ledger: str, follow: float | None, page: int, lang: str) -> None:
    """Bring the stored views of LEDGER up to its last act, and show where they stand.

    The register, the findings and the due list become tables (view_register, view_findings,
    view_due) for reporting tools, for `audit --stored` and `due --stored`. They can be made again
    at any time: killed at any instant, it goes on where it was, nothing missing and nothing twice.
    """
    with Ledger.open(ledger) as opened:
        projector = Projector(opened, page=page)
        _catch_up(projector)
        _print(opened, lang)
        while follow is not None:
            time.sleep(follow)
            for mark in projector.run():
                click.echo(f"{mark.as_of} {mark.position:,}")


def _catch_up(projector: Projector) -> None:
    """Fold page by page with a bar over the acts on stderr."""
    screen = tables.console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=screen, disable=not screen.is_terminal
    ) as bar:
        task = bar.add_task("投影 views", total=projector.ledger.position)
        for mark in projector.run():
            bar.update(task, completed=mark.position)


def _print(ledger: Ledger, lang: str) -> None:
    mark, sizes = standing(ledger)
    rows = []
    for table in TABLES:
        zh, en = WORDS[table.name]
        name = f"{zh} {table.name}" if lang == "zh" else f"{en} {table.name}"
        rows.append((name, f"{sizes[table.name]:,}", f"{mark.position:,}" if mark else "0"))
    as_of, behind = (mark.as_of, ledger.position - mark.position) if mark else ("", ledger.position)
    console = tables.console()
    console.print(
        f"{ledger.name}的视图：数据截止{as_of}，落后{behind:,}件"
        if lang == "zh"
        else f"Views of {ledger.name}: as of {as_of}, {behind:,} acts behind"
    )
    console.print(tables.table("", COLUMNS, rows, lang))
