"""例外 ``taizhang exceptions``: late, back-dated, overridden; numbers missing or used twice."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from ledger.ledger import Ledger
from projections.record_exceptions import Kind, Limits, RecordExceptions, Row
from taizhang import options, tables
from taizhang.judging import Question, judged
from taizhang.progress import followed

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ledger.moments import Moment

COLUMNS = ("kind", "position", "evidence", "happened", "registered", "fact")


@click.command("exceptions")
@options.ledger_argument
@click.option(
    "--late-days", default=3.0, show_default=True, help="Days within which an act is registered."
)
@click.option(
    "--ahead-hours",
    default=0.0,
    show_default=True,
    help="Hours by which an act may be registered before it happens.",
)
@click.option(
    "--clock-minutes",
    default=1.0,
    show_default=True,
    help="Minutes by which the ledger's clock may go back between two acts.",
)
@click.option(
    "--from-first", is_flag=True, help="Count a year's numbers from the first there is, not from 1."
)
@options.known_at_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    late_days: float,
    ahead_hours: float,
    clock_minutes: float,
    from_first: bool,
    known_at: Moment | None,
    form: str,
    lang: str,
) -> None:
    """List what in LEDGER an auditor looks at first: facts of the record, and no accusation.

    Acts registered late, ahead, out of sequence, or after the term they are dated within; gates
    that were overridden; document numbers missing, used twice, or not in the form of GB/T
    9704-2012, 7.2.5. Each of these has innocent reasons.
    """
    limits = Limits(
        late=dt.timedelta(days=late_days),
        ahead=dt.timedelta(hours=ahead_hours),
        clock_back=dt.timedelta(minutes=clock_minutes),
        from_first=from_first,
    )
    with Ledger.open(ledger, read_only=True) as opened:
        zone = Question().law(opened.opening)[0].zone
        found = RecordExceptions(limits, zone)
        placed = opened.positioned(known_at=known_at)
        for position, act in followed(placed, opened.position, "读取 read"):
            found.feed(position, act)
        if found.any_delayed:
            found.compare(judged(opened, Question(known_at=known_at)).findings)
    if form == "json":
        click.echo(json.dumps(_plain(found, zone), ensure_ascii=False, indent=1))
    else:
        _print(found, zone, lang)


def _plain(found: RecordExceptions, zone: ZoneInfo) -> dict[str, object]:
    return {
        "unmeasured": found.unmeasured,
        "exceptions": [
            {
                "kind": row.kind.value,
                "position": row.position,
                "refs": list(row.refs),
                "happened": row.happened and row.happened.astimezone(zone).isoformat(),
                "registered": row.registered and row.registered.astimezone(zone).isoformat(),
                "zh": row.zh,
                "en": row.en,
            }
            for row in found.rows()
        ],
    }


def _print(found: RecordExceptions, zone: ZoneInfo, lang: str) -> None:
    rows, zh, console = found.rows(), lang == "zh", tables.console()
    counts = Counter(row.kind for row in rows)
    listed = [(kind.zh if zh else kind.value, f"{counts[kind]:,}") for kind in Kind]
    console.print(
        "登记例外：只陈述事实，不作评价；各项均可能有正当原因。"
        if zh
        else "Exceptions of the record: facts only; each may have an innocent reason."
    )
    console.print(tables.table("例外" if zh else "Exceptions", ("kind", "n"), listed, lang))
    if found.unmeasured:
        many = f"{found.unmeasured:,}"
        console.print(
            f"{many}件导入的行为，来源未说明登记时间，未计迟早"
            if zh
            else f"{many} imported acts whose source does not say when they were registered: "
            "late or ahead is not measured"
        )
    if rows:
        cells = [_cells(row, zone, lang) for row in rows]
        console.print(tables.table("明细" if zh else "One by one", COLUMNS, cells, lang))


def _cells(row: Row, zone: ZoneInfo, lang: str) -> tuple[object, ...]:
    happened, registered = (
        moment and f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
        for moment in (row.happened, row.registered)
    )
    zh = lang == "zh"
    return (
        row.kind.zh if zh else row.kind.value,
        row.position,
        " ".join(row.refs),
        happened,
        registered,
        row.zh if zh else row.en,
    )
