"""评判 ``taizhang audit``: a ledger judged, as a table or as a file."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import click

from domain.rulebook.amending import read_changes
from domain.rulebook.findings import Verdict
from ledger.ledger import Ledger
from projections.counterfactual import differences
from projections.writing import write
from taizhang import audit_tables, options, tables
from taizhang.command_line import FOUND
from taizhang.judging import Judged, Question, judged
from taizhang.projecting import concluded
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from ledger.moments import Known, Moment

GRAVITY: Final = (
    Verdict.VIOLATION,
    Verdict.DEVIATION,
    Verdict.JUSTIFIED,
    Verdict.INDETERMINATE,
)
"""What ``--fail-on`` may name, the gravest first; a lesser one includes the graver."""
BINARY: Final = frozenset({"xlsx", "parquet"})


@click.command("audit")
@options.ledger_argument
@options.rulebook_option
@options.provisional_option
@options.as_of_option
@options.known_at_option
@options.known_option
@options.parameters_option
@click.option(
    "--with",
    "changes",
    multiple=True,
    metavar="NORM.NUMBER=N",
    help="Also judge as if a number were another, such as 54.4.days=2, and show the difference.",
)
@click.option("--norm", "norms", multiple=True, help="Only this norm, such as 54.4; repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "xlsx", "parquet"]),
    default="table",
    show_default=True,
    help="How to give the findings.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--worst", default=10, show_default=True, help="Breaches in the table.")
@click.option(
    "--fail-on",
    type=click.Choice([verdict.value for verdict in GRAVITY]),
    help="Exit with 1 where a finding is at least as grave.",
)
@options.stored_option
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    rulebook_id: str | None,
    provisional_until: int | None,
    as_of: dt.date | None,
    known_at: Moment | None,
    known: Known,
    parameters: Path | None,
    changes: tuple[str, ...],
    norms: tuple[str, ...],
    form: str,
    out: Path | None,
    worst: int,
    fail_on: str | None,
    from_views: bool,
    lang: str,
) -> None:
    """Judge LEDGER under its rulebook, or another.

    The table gives the adherence to each norm and the gravest findings; the other formats give
    every finding. A duty still running is pending, never kept.
    """
    question = Question(
        rulebook=rulebook_id or "",
        as_of=as_of,
        known_at=known_at,
        known=known,
        parameters=parameters,
        provisional_until=provisional_until,
    )
    assumed = read_changes(changes)
    with Ledger.open(ledger, read_only=True) as opened:
        verdict = concluded(opened, question, from_views=from_views).only(norms)
        if assumed:
            supposed = judged(opened, attrs.evolve(question, changes=assumed)).only(norms)
            _compare(verdict, supposed, changes, form, lang)
            return
    if form == "table":
        _print(verdict, lang, worst, out)
    else:
        _write(verdict, form, out, lang)
    if fail_on and _is_found(verdict, Verdict(fail_on)):
        raise click.exceptions.Exit(FOUND)


def _compare(
    verdict: Judged, supposed: Judged, changes: tuple[str, ...], form: str, lang: str
) -> None:
    """Show what other numbers would have changed, clearly labelled as not the law."""
    if form not in ("table", "json"):
        raise CannotError("--with gives a comparison: choose --format table or json.")
    rows = differences(verdict.findings, supposed.findings)
    if form == "json":
        listed = {"not_the_law": list(changes), "norms": [attrs.asdict(row) for row in rows]}
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    console = tables.console()
    console.print(tables.where_from(verdict, lang))
    console.print(audit_tables.compared(rows, supposed.rulebook, changes, lang))


def _print(verdict: Judged, lang: str, worst: int, out: Path | None) -> None:
    if out is not None:
        raise CannotError("--out needs a --format other than table: csv, json, xlsx or parquet.")
    frame = verdict.frame()
    console = tables.console()
    console.print(tables.where_from(verdict, lang))
    console.print(audit_tables.rates(frame, verdict, lang))
    console.print(tables.verdict_counts(verdict.findings, lang))
    console.print(audit_tables.worst_findings(frame, verdict, lang, worst))


def _write(verdict: Judged, form: str, out: Path | None, lang: str) -> None:
    if out is None and form in BINARY and sys.stdout.isatty():
        raise CannotError(f"{form} is not for a screen: name a file with --out.")
    write(verdict.frame(), out or sys.stdout.buffer, form)
    click.echo(tables.where_from(verdict, lang), err=True)


def _is_found(verdict: Judged, least: Verdict) -> bool:
    graver = frozenset(GRAVITY[: GRAVITY.index(least) + 1])
    return any(finding.verdict in graver for finding in verdict.findings)
