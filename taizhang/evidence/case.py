"""案卷 Case: all that proves and explains some findings, gathered from a ledger member by member.

Reading order: the case, gathering it, its members: acts, the case file, rulebook, calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from domain.ledger_opening import Opened
from ledger.checkpoint import unverified
from ledger.proving import act_bytes_at, position_of, prove_act
from projections.edition import edition
from projections.explanation import Ground, cited
from taizhang.evidence.package import as_json
from taizhang.evidence.page import page
from taizhang.evidence.proved_act import ProvedAct
from taizhang.explaining import act_of, ground_of
from taizhang.judging import Judged
from taizhang.norm_texts import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from domain.calendar import Calendar, CalendarVersion
    from domain.rulebook.findings import Finding
    from ledger.ledger import Ledger

LANGUAGES: Final = ("zh", "en")
_BOM: Final = (
    "\N{BYTE ORDER MARK}"  # without it Excel reads Chinese in a CSV file as something else
)


@attrs.frozen(kw_only=True)
class Case:
    """案卷: some findings, the acts behind them, and what they were judged by.

    Attributes:
        verdict: the judgement the findings are of.
        grounds: what the explanation of each finding is read off.
        acts: every act that is cited, and the first of the ledger, by position.
        note: the signed checkpoint, verbatim.
        opening: what the ledger says of itself.
        parameters: the file that replaced parameters of the rulebook, None where none did.

    """

    verdict: Judged
    grounds: Sequence[Ground]
    acts: Sequence[ProvedAct]
    note: str
    opening: Opened
    parameters: Path | None


# --- gathering ---


def gathered(
    ledger: Ledger,
    verdict: Judged,
    findings: Iterable[Finding],
    note: str,
    parameters: Path | None,
) -> Case:
    """Gather the case of some findings.

    Raises:
        LedgerError: an act is not under the checkpoint, was altered, or cannot be found.

    """
    grounds = [ground_of(ledger, verdict.rulebook, one) for one in findings]
    refs = [ledger.opening.ref, *(ref for one in grounds for ref in cited(one))]
    positions = sorted({position_of(ledger, ref): ref for ref in refs}.items())
    return Case(
        verdict=verdict,
        grounds=grounds,
        acts=[
            _proved(ledger, number, position, ref, note)
            for number, (position, ref) in enumerate(positions, 1)
        ],
        note=note,
        opening=ledger.opening,
        parameters=parameters,
    )


def _proved(ledger: Ledger, number: int, position: int, ref: str, note: str) -> ProvedAct:
    return ProvedAct(
        number=number,
        position=position,
        ref=ref,
        act=act_of(ledger, ref),
        content=act_bytes_at(ledger, position),
        proof=str(prove_act(ledger, position, note)).encode(),
    )


# --- its members ---


def members(case: Case) -> dict[str, bytes]:
    """Return the members of the package, by name."""
    return {
        "README.txt": _own("README.txt"),
        "verify.py": _own("verify.py"),
        "checkpoint.txt": case.note.encode(),
        "case.json": as_json(_case_file(case)),
        **{f"explanation.{lang}.html": page(case, lang).encode() for lang in LANGUAGES},
        **dict(_acts(case)),
        **dict(_rulebook(case)),
        **dict(_calendar(case)),
    }


def _own(name: str) -> bytes:
    return files("taizhang").joinpath("evidence", name).read_bytes()


def _acts(case: Case) -> Iterator[tuple[str, bytes]]:
    for one in case.acts:
        yield one.file, one.content
        yield one.proof_file, one.proof


# --- the case file ---


def _case_file(case: Case) -> dict[str, Any]:
    """Return what the package is about, for programs: findings, acts, checkpoint, sources."""
    stated, source = unverified(case.note), case.verdict.source
    return {
        "ledger": source.ledger,
        "government": case.opening.government,
        "simulated": case.opening.simulated,
        "as_of": source.as_of.isoformat(),
        "rulebook": case.verdict.rulebook.id,
        "own_parameters": case.parameters is not None,
        "program": edition(),
        "checkpoint": {"origin": stated.origin, "size": stated.size},
        "acts": [one.entry() for one in case.acts],
        "findings": [_finding(one.finding) for one in case.grounds],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    fields = {name: _plain(value) for name, value in finding._asdict().items()}
    return fields | {"name": name_of(finding)}


def name_of(finding: Finding) -> str:
    """Return the name a finding goes by, ``norm@matter`` or ``norm@matter@key``."""
    return "@".join(filter(None, (finding.norm, finding.matter, finding.key)))


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


# --- the rulebook and the calendar ---


def _rulebook(case: Case) -> Iterator[tuple[str, bytes]]:
    book = case.verdict.rulebook
    for norm in {one.finding.norm: one.norm for one in case.grounds}.values():
        for lang in LANGUAGES:
            text = "\n".join(wording(norm, book, lang))
            yield f"rulebook/{norm.id}.{lang}.txt", f"{text}\n".encode()
    if case.parameters is not None:
        yield "rulebook/parameters.toml", case.parameters.read_bytes()


def _calendar(case: Case) -> Iterator[tuple[str, bytes]]:
    """Yield the calendar's own file, and every day of the versions the terms were counted by."""
    calendar = case.verdict.calendar
    source = files("domain").joinpath("calendars", f"{calendar.id}.toml")
    yield f"calendar/{calendar.id}.toml", source.read_bytes()
    for version in calendar.versions:
        years = _years(case, calendar, version)
        if years:
            yield f"calendar/{version.label}.csv", "".join(_days(version, years)).encode()


def _years(case: Case, calendar: Calendar, version: CalendarVersion) -> list[int]:
    """Return the years that terms counted by a version of the calendar run through."""
    days = {
        at.astimezone(calendar.zone).year
        for one in (ground.finding for ground in case.grounds)
        if one.calendar == version.label
        for at in (one.opened, one.due or one.opened)
    }
    first, last = version.first_year, version.last_year
    years = range(max(min(days), first), min(max(days), last) + 1) if days else ()
    return list(years)


def _days(version: CalendarVersion, years: Sequence[int]) -> Iterator[str]:
    yield f"{_BOM}day 日期,working 工作日,kind 性质,zh 名称,en,notice 通知\r\n"
    day = dt.date(years[0], 1, 1)
    while day <= dt.date(years[-1], 12, 31):
        kind, works = version.day_kind(day), int(version.is_working_day(day))
        yield f"{day},{works},{kind.kind},{kind.zh},{kind.en},{kind.notice}\r\n"
        day += dt.timedelta(days=1)
