"""查看 ``taizhang show``: one matter as of a day: its state, its history, its findings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from ledger.ledger import Ledger
from taizhang import options, tables
from taizhang.explaining import explained
from taizhang.judging import Question
from taizhang.matter_view import MatterView, view
from taizhang.state_texts import state_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.rulebook.findings import Finding
    from ledger.moments import Known, Moment

COLUMNS = ("norm", "title", "verdict", "bearer", "opened", "due", "discharged", "late", "evidence")


@click.command("show")
@options.ledger_argument
@click.argument("matter")
@options.as_of_option
@options.known_at_option
@options.known_option
@options.rulebook_option
@options.provisional_option
@click.option("--why", "explaining", is_flag=True, help="Explain each finding, day by day.")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    matter: str,
    as_of: dt.date | None,
    known_at: Moment | None,
    known: Known,
    rulebook_id: str | None,
    provisional_until: int | None,
    explaining: bool,
    lang: str,
) -> None:
    """Show one MATTER of LEDGER.

    MATTER is a business number (R2019-00012), kind:number, or a document number
    (宜伍府发〔2019〕12号). Only the acts that concern it are read; norms that only the whole ledger
    can judge are named, not guessed: `taizhang audit` has them.
    """
    with Ledger.open(ledger, read_only=True) as opened:
        question = Question(
            rulebook=rulebook_id or "",
            as_of=as_of,
            known_at=known_at,
            known=known,
            provisional_until=provisional_until,
        )
        seen = view(opened, matter, question)
        known_by = question.known_by()
        sections = [
            section
            for finding in (seen.judged.findings if explaining else ())
            for section in explained(opened, seen.rulebook, finding, known_by)
        ]
    console = tables.console()
    for line in _lines(seen, lang):
        console.print(line, markup=False, soft_wrap=True)
    if seen.judged.findings:
        console.print(_findings(seen, lang))
    tables.print_sections(sections, lang)


def _lines(seen: MatterView, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    yield (
        f"{seen.kind}:{seen.matter}，截至{seen.as_of}"
        if zh
        else (f"{seen.kind}:{seen.matter} as of {seen.as_of}")
    )
    yield ""
    yield "现状" if zh else "State"
    yield from (f"  {line}" for line in state_lines(seen.state, seen.directory, seen.zone, lang))
    yield ""
    yield "经过" if zh else "History"
    yield from (f"  {one.zh if zh else one.en} [{one.ref}]" for one in seen.sentences)
    yield ""
    if not seen.judged.findings:
        yield "无认定" if zh else "No findings"
    if seen.judged.elsewhere:
        names = ", ".join(seen.judged.elsewhere)
        yield (
            f"须通读台账才能认定的规范（见 taizhang audit）：{names}"
            if zh
            else f"Norms that only the whole ledger can judge (see taizhang audit): {names}"
        )


def _findings(seen: MatterView, lang: str) -> object:
    title = "认定" if lang == "zh" else "Findings"
    rows = [_row(one, seen, lang) for one in seen.judged.findings]
    return tables.table(title, COLUMNS, rows, lang)


def _row(finding: Finding, seen: MatterView, lang: str) -> tuple[object, ...]:
    norm = seen.rulebook.norm(finding.norm)
    plain = tables.plain(finding, seen.zone)
    title = norm.zh if lang == "zh" else norm.en
    bearer = seen.directory.label(finding.bearer, lang)
    return (norm.id, title, tables.said(finding.verdict, lang), bearer, *plain)
