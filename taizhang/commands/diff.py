"""比较 ``taizhang diff``: what changed between two days, or two moments of knowledge."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import attrs
import click
from rich.markup import escape

from ledger.ledger import Ledger
from projections.kinds import KINDS
from taizhang import options, tables
from taizhang.judging import Question
from taizhang.progress import followed
from taizhang.refusals import CannotError
from taizhang.replay_difference import (
    FindingChange,
    MatterChange,
    ReplayDifference,
    replay_difference,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.rulebook.findings import Finding
    from ledger.moments import Known, Moment

STATE_COLUMNS = ("matter", "field", "before", "after", "caused_by")
FINDING_COLUMNS = ("norm", "matter", "bearer", "opened", "before", "after", "caused_by")
TWO = 2


@click.command("diff")
@options.ledger_argument
@click.option("--from", "from_day", type=options.Day(), help="What had happened by this day …")
@click.option("--to", "to_day", type=options.Day(), help="… against this; default: the last act's.")
@click.option(
    "--known-at",
    "known_at",
    type=options.Moment(),
    multiple=True,
    help="Only what had been recorded by then; given twice: before, and after.",
)
@options.known_option
@options.rulebook_option
@options.provisional_option
@click.option("--matter", "matters", multiple=True, help="Only this matter (kind:number).")
@click.option("--norm", "norms", multiple=True, help="Only findings of this norm.")
@click.option("--most", default=100, show_default=True, help="Rows printed of each table.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    from_day: dt.date | None,
    to_day: dt.date | None,
    known_at: tuple[Moment, ...],
    known: Known,
    rulebook_id: str | None,
    provisional_until: int | None,
    matters: tuple[str, ...],
    norms: tuple[str, ...],
    most: int,
    form: str,
    lang: str,
) -> None:
    """Compare two looks at LEDGER: its state, its verdicts, and the acts that made the difference.

    Either two days (--from, --to), or two moments (--known-at twice) at which what had been
    recorded is compared as of one day (--to), or both. A verdict that no act between them bears on
    was changed by the passing of time, or by other matters.
    """
    with Ledger.open(ledger, read_only=True) as opened:
        law = Question(rulebook=rulebook_id or "", known=known, provisional_until=provisional_until)
        first, second = _questions(opened, (from_day, to_day), known_at, law)
        placed = followed(opened.positioned(), opened.position, "比较 compare")
        found = _only(replay_difference(opened, placed, first, second), matters, norms)
    if form == "json":
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
    else:
        _print(found, lang, most)


def _questions(
    ledger: Ledger,
    days: tuple[dt.date | None, dt.date | None],
    known_at: tuple[Moment, ...],
    law: Question,
) -> tuple[Question, Question]:
    """Return the two looks; the day is the same where only what was known differs."""
    if len(known_at) > TWO:
        raise CannotError("--known-at 已知时点 is given once or twice: before, and after.")
    if days[0] is None and len(known_at) < TWO:
        raise CannotError("Nothing to compare 无可比较: give --from and --to, or --known-at twice.")
    to_day = days[1] or _last_day(ledger, law)
    from_day = days[0] or to_day
    if from_day > to_day:
        raise CannotError(f"--from {from_day} is after --to {to_day} 起止颠倒: exchange them.")
    moments = (*known_at, *known_at) if len(known_at) == 1 else known_at or (None, None)
    first, second = (
        attrs.evolve(law, as_of=day, known_at=moment)
        for day, moment in zip((from_day, to_day), moments, strict=True)
    )
    return first, second


def _last_day(ledger: Ledger, law: Question) -> dt.date:
    """Return the local day of the last act that happened; what the ledger says of itself aside."""
    zone = law.law(ledger.opening)[0].zone
    last = max(
        (act.occurred_at for act in ledger.acts() if act.kind != "ledger"),
        default=ledger.opening.occurred_at,
    )
    return last.astimezone(zone).date()


def _only(
    found: ReplayDifference, matters: tuple[str, ...], norms: tuple[str, ...]
) -> ReplayDifference:
    """Leave out what was not asked for."""
    ids = {found.second.rulebook.norm(norm).id for norm in norms}
    return attrs.evolve(
        found,
        matters=tuple(
            one for one in found.matters if not matters or f"{one.kind}:{one.matter}" in matters
        ),
        findings=tuple(
            one
            for one in found.findings
            if (not matters or one.finding.matter in matters)
            and (not ids or one.finding.norm in ids)
        ),
    )


# --- as a table ---


def _print(found: ReplayDifference, lang: str, most: int) -> None:
    zh, console = lang == "zh", tables.console()
    for judgement in (found.first, found.second):
        console.print(tables.where_from(judgement, lang), markup=False)
    console.print(
        f"两者之间的行为{len(found.acts):,}件，涉及事项{len(found.matters):,}个，"
        f"认定变化{len(found.findings):,}项"
        if zh
        else f"{len(found.acts):,} acts between them; {len(found.matters):,} matters touched; "
        f"{len(found.findings):,} findings changed"
    )
    rows = [row for one in found.matters for row in _state_rows(one, lang)]
    title = f"现状变化：{len(rows):,}项" if zh else f"State: {len(rows):,} changes"
    console.print(tables.table(title, STATE_COLUMNS, rows[:most], lang))
    verdicts = [_finding_row(one, found, lang) for one in found.findings]
    title = f"认定变化：{len(verdicts):,}项" if zh else f"Findings: {len(verdicts):,} changed"
    console.print(tables.table(title, FINDING_COLUMNS, verdicts[:most], lang))
    if max(len(rows), len(verdicts)) > most:
        more = "表中只列前若干行，见--most" if zh else "Only the first rows are listed; see --most"
        console.print(more)


def _state_rows(one: MatterChange, lang: str) -> Iterator[tuple[object, ...]]:
    side = 0 if lang == "zh" else 1
    refs = tables.short(one.acts, f"{one.kind}:{one.matter}")
    name = f"{one.kind}:{one.matter}"
    if not one.fields:
        nothing = ("（只有新的记录）", "(acts only)")[side]
        yield name, nothing, "", "", refs
    for place, field in enumerate(one.fields):
        first = place == 0
        yield (
            name if first else "",
            field.path[side],
            escape(field.before[side]),
            escape(field.after[side]),
            refs if first else "",
        )


def _finding_row(one: FindingChange, found: ReplayDifference, lang: str) -> tuple[object, ...]:
    finding, zone = one.finding, found.second.rulebook.zone
    time = ("时间经过或其他事项", "time, or other matters")[0 if lang == "zh" else 1]
    return (
        finding.norm,
        finding.matter,
        tables.called(found.second, finding.bearer, lang),
        f"{finding.opened.astimezone(zone):%Y-%m-%d}",
        _verdict(one.before, lang),
        _verdict(one.after, lang),
        tables.short(one.acts, finding.matter) or time,
    )


def _verdict(finding: Finding | None, lang: str) -> str:
    if finding is None:
        return "—"
    said, late = tables.said(finding.verdict, lang), finding.late_working_days
    if not late:
        return said
    return f"{said}，逾期{late}个工作日" if lang == "zh" else f"{said}, {late} working days late"


# --- as JSON ---


def _plain(found: ReplayDifference) -> dict[str, Any]:
    return {
        "from": {"as_of": f"{found.first.source.as_of}", "position": found.first.source.position},
        "to": {"as_of": f"{found.second.source.as_of}", "position": found.second.source.position},
        "acts": [{"position": position, "ref": act.ref} for position, act in found.acts],
        "state": [_plain_matter(one) for one in found.matters],
        "findings": [_plain_finding(one, found) for one in found.findings],
    }


def _plain_matter(one: MatterChange) -> dict[str, Any]:
    kind = KINDS.get(one.kind)
    names = ("path", "before", "after")
    return {
        "matter": f"{one.kind}:{one.matter}",
        "kind": {"zh": kind.zh, "en": kind.en} if kind else {},
        "appeared": not one.existed,
        "gone": not one.exists,
        "fields": [
            {name: dict(zip(("zh", "en"), getattr(field, name), strict=True)) for name in names}
            for field in one.fields
        ],
        "acts": one.acts,
    }


def _plain_finding(one: FindingChange, found: ReplayDifference) -> dict[str, Any]:
    finding, zone = one.finding, found.second.rulebook.zone
    change = "appeared" if one.before is None else "gone" if one.after is None else "changed"
    sides = {"before": one.before, "after": one.after}
    return {
        "norm": finding.norm,
        "matter": finding.matter,
        "key": finding.key,
        "bearer": finding.bearer,
        "opened": finding.opened.astimezone(zone).isoformat(),
        "change": change,
        **{name: side and side.verdict.value for name, side in sides.items()},
        "acts": one.acts,
    }
