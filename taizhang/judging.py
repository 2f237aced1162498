"""评判台账 Judging a ledger: its acts, read once in order of occurrence, become findings.

Reading order: what was judged, the hearing, the source.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from domain.calendar import Calendar, filled_until, load_calendar
from domain.collector import undisturbed
from domain.rulebook.amending import Changes, amended
from domain.rulebook.catalogue import rulebook as rulebook_of
from domain.rulebook.findings import Finding
from domain.rulebook.judge import Judge, in_order
from domain.rulebook.norms import Rulebook
from domain.rulebook.parameters import load_parameters
from ledger.moments import Known, Moment, known_by
from projections.findings import findings_frame
from projections.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from domain.act import Act
    from domain.ledger_opening import Opened
    from ledger.ledger import Ledger
    from ledger.reading import Placed
    from projections.source import Labels

# --- what was judged ---


@attrs.frozen(kw_only=True)
class Judged:
    """认定结果: every finding of a history, and where it comes from."""

    findings: tuple[Finding, ...]
    source: Source
    rulebook: Rulebook
    calendar: Calendar

    def frame(self) -> pd.DataFrame:
        """Return the findings as a table, ``projections.findings.COLUMNS``.

        Judged by a rulebook with assumed terms, every row names it so, and never as the law.
        """
        table = findings_frame(self.findings, self.source, self.rulebook, self.calendar)
        if self.source.rulebook != self.rulebook.id:
            table["rulebook"] = table["rulebook"].replace(self.rulebook.id, self.source.rulebook)
        return table

    def only(self, norms: Iterable[str]) -> Judged:
        """Return the findings of some norms; of all where none is named.

        Raises:
            LookupError: the rulebook has no such norm.

        """
        chosen = {self.rulebook.norm(norm).id for norm in norms}
        if not chosen:
            return self
        kept = tuple(finding for finding in self.findings if finding.norm in chosen)
        return attrs.evolve(self, findings=kept)


# --- the hearing ---

OPENING = "ledger"
"""The kind of a ledger's own acts, which happen when it is kept and not in what it tells."""


def all_known(act: Act) -> bool:
    """Say of any act that it was known."""
    del act
    return True


@attrs.frozen(kw_only=True)
class Question:
    """How to look at a ledger.

    Attributes:
        rulebook: id of the rulebook; empty: the one the ledger names.
        as_of: the last local day that counts; None: the day of the last act.
        known_at: leave out what was not yet recorded by then.
        known: recorded by this ``ledger``, or by the ``source`` of an imported act.
        parameters: a parameter file, whose entries replace the rulebook's own.
        changes: numbers assumed otherwise than the law has them (``54.4.days`` → 2).
        provisional_until: fill the years that no holiday notice covers, up to this one, by their
            weekends and holidays of fixed date; whatever comes of it says that it is provisional.

    """

    rulebook: str = ""
    as_of: dt.date | None = None
    known_at: Moment | None = None
    known: Known = "ledger"
    parameters: Path | None = None
    changes: Changes = attrs.field(factory=dict)
    provisional_until: int | None = None

    def law(self, opening: Opened) -> tuple[Rulebook, Calendar]:
        """Return the rulebook and the calendar its terms are counted by.

        Raises:
            UnknownRulebookError: there is no such rulebook.
            ParameterError: the parameter file cannot be read as one.
            ChangeError: a change names no number of the rulebook.
            LookupError: the calendar cannot be filled in up to that year.

        """
        book = rulebook_of(self.rulebook or opening.rulebook)
        if self.provisional_until is not None:
            book = attrs.evolve(book, calendar=filled_until(book.calendar, self.provisional_until))
        if self.parameters is not None:
            given = load_parameters(self.parameters)
            book = attrs.evolve(book, parameters={**book.parameters, **given})
        if self.changes:
            book = amended(book, self.changes)
        return book, load_calendar(book.calendar)

    def known_text(self) -> str:
        """Return the moment known at as ISO text; empty where all is known."""
        return "" if self.known_at is None else self.known_at.isoformat()

    def known_by(self) -> Callable[[Act], bool]:
        """Return the test for acts that were known at the moment asked about."""
        return all_known if self.known_at is None else known_by(self.known_at, self.known)


def judged(ledger: Ledger, question: Question | None = None) -> Judged:
    """Judge a ledger as of the end of a day; nothing holds the whole log in memory.

    Raises:
        LedgerError: the ledger cannot be read.
        LookupError: there is no such rulebook.
        UncoveredYearError: a term runs into a year that the calendar does not cover.

    """
    asked = question or Question()
    placed = ledger.positioned(order="occurred", known_at=asked.known_at, known=asked.known)
    return heard(placed, ledger.opening, asked, name=ledger.name)


def heard(placed: Iterable[Placed], opening: Opened, asked: Question, *, name: str) -> Judged:
    """Judge acts with their positions, in order of occurrence.

    Args:
        placed: positions and acts; what was not known is left out already.
        opening: says under which rulebook, unless the question names another.
        asked: the rulebook and the last day.
        name: how the history is called.

    """
    book, calendar = asked.law(opening)
    findings, source = _outcome(placed, opening, asked, _Hearing(Judge(book, calendar)), name=name)
    in_order(findings)
    return Judged(findings=tuple(findings), source=source, rulebook=book, calendar=calendar)


def _outcome(
    placed: Iterable[Placed], opening: Opened, asked: Question, hearing: _Hearing, *, name: str
) -> tuple[list[Finding], Source]:
    """Return what a hearing concludes; the states it kept are let go before anything is sorted."""
    setting = hearing.sitting.setting
    end = None if asked.as_of is None else setting.end_of(asked.as_of)
    with undisturbed():
        findings = list(hearing.hear(placed, end))
    as_of = asked.as_of or setting.day(hearing.last or opening.occurred_at)
    findings += hearing.sitting.closing(setting.end_of(as_of))
    source = source_of(
        opening,
        setting.rulebook,
        setting.calendar,
        ledger=name,
        position=hearing.position,
        as_of=as_of,
        labels=setting.world.organisation.labels,
    )
    return findings, attrs.evolve(source, known_at=asked.known_text(), known=asked.known)


@attrs.define
class _Hearing:
    """A judge at work, and how far it has read."""

    sitting: Judge
    position: int = 0
    last: dt.datetime | None = None

    def hear(self, placed: Iterable[Placed], end: dt.datetime | None) -> Iterator[Finding]:
        """Judge acts in order of occurrence, up to an instant."""
        for position, act in placed:
            if end is not None and act.occurred_at >= end:
                return
            self.position = max(self.position, position)
            if act.kind != OPENING:  # an import opens its ledger long after what it tells of
                self.last = act.occurred_at
            yield from self.sitting.feed(act)


# --- the source ---


def source_of(
    opening: Opened,
    book: Rulebook,
    calendar: Calendar,
    *,
    ledger: str,
    position: int,
    as_of: dt.date,
    labels: Labels,
) -> Source:
    """Return where the findings of a history come from, the calendar as it was on the last day."""
    version = calendar.known_on(as_of)
    return Source(
        ledger=ledger,
        position=position,
        as_of=as_of,
        rulebook=book.id,
        calendar=version.label,
        provisional=version.provisional,
        simulated=opening.simulated,
        labels=labels,
    )
