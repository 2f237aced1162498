"""投影入库 Projecting: the stored views of a ledger brought up to its last act, page by page.

A page's changes and its mark are one transaction, so a worker may be killed at any instant. It then
folds again what the views already hold, writes none of it, and goes on behind it (decision 0012).
Reading order: one page after another, folding, what is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from domain.collector import undisturbed
from domain.rulebook.findings import Finding
from ledger.errors import plainly
from ledger.ledger import Ledger
from ledger.views import DUE, FINDINGS, REGISTER, TABLES, Mark
from projections.due_list import DueRow
from projections.edition import edition
from projections.register import Row
from projections.stored_views import (
    Snapshot,
    ViewFold,
    changes,
    due_of,
    findings_of,
    register_of,
)
from taizhang.judging import Judged, Question, judged, source_of
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 20_000
"""Acts of the first pages. A page is at least half as long as all before it: making one costs as
much as what the views hold."""


@attrs.define
class Projector:
    """Keeps the views of one ledger up to date; what it has folded stays in memory between runs."""

    ledger: Ledger
    page: int = PAGE
    _fold: ViewFold = attrs.field(init=False)
    _stored: Snapshot | None = None
    _position: int = 0

    def run(self) -> Iterator[Mark]:
        """Bring the views up to the last act there is; yields the mark of every page written.

        Raises:
            ConflictError: another worker is at it; nothing was written twice.
            LedgerError: the views are not there, or cannot be written.
            UncoveredYearError: a term runs into a year that the calendar does not cover.

        """
        views, last = self.ledger.views, self.ledger.position
        with plainly(self.ledger.url):
            mark = views.mark()
        if mark and (mark.position, mark.edition) == (last, edition()):
            return
        self._resume(mark)
        while (at := self._position) < last:
            self._position = 0  # a page that fails leaves a fold that nobody can go on with
            after, until = self._folded(at, min(last, at + max(self.page, at // 2)), last)
            new = Mark(until, edition(), after.as_of)
            with plainly(self.ledger.url):
                views.commit(changes(self._stored, after), new, mark)
            self._stored, self._position, mark = after, until, new
            yield new

    def _resume(self, mark: Mark | None) -> None:
        """Be where the views are: fold again what they hold, unless it is still in memory."""
        at = mark.position if mark and mark.edition == edition() else 0
        if at and at == self._position:
            return
        with undisturbed():
            self._position, self._stored = at, None
            self._fold = self._folded_up_to(at)
            if at:
                self._stored = self._fold.snapshot()

    def _folded(self, at: int, until: int, last: int) -> tuple[Snapshot, int]:
        """Fold the next page; all of the ledger anew where an act comes before what was folded."""
        with undisturbed():
            acts = self.ledger.positioned(order="occurred", after=at, until=until)
            if not self._fold.take(acts):
                until, self._fold = last, self._folded_up_to(last)
            return self._fold.snapshot(), until

    def _folded_up_to(self, until: int) -> ViewFold:
        fold = ViewFold(*Question().law(self.ledger.opening))
        fold.take(self.ledger.positioned(order="occurred", until=until))
        return fold


# --- what is stored ---


@attrs.frozen(kw_only=True)
class Stored:
    """存储的视图: what the views of a ledger hold, and where they stand.

    ``behind`` is how many acts have been recorded since.
    """

    mark: Mark
    behind: int
    verdict: Judged
    register: tuple[Row, ...]
    due: tuple[DueRow, ...]


def standing(ledger: Ledger) -> tuple[Mark | None, dict[str, int]]:
    """Return where the views stand, and how many rows each has by the name of its table."""
    views = ledger.views
    with plainly(ledger.url):
        return views.mark(), views.sizes()


def stored(ledger: Ledger) -> Stored:
    """Read the stored views; nothing is folded or judged.

    Raises:
        CannotError: they were never folded, or by another edition of taizhang.
        LedgerError: they are not there.

    """
    views = ledger.views
    with plainly(ledger.url), views.reading() as (mark, rows):
        if mark is None or mark.edition != edition():
            raise CannotError(
                f"The views 视图 of {ledger.url} were not folded by this taizhang: run `taizhang "
                "project` first."
            )
        found = {table.name: list(rows(table)) for table in TABLES}
    return Stored(
        mark=mark,
        behind=ledger.position - mark.position,
        verdict=_verdict(ledger, mark, findings_of(found[FINDINGS.name])),
        register=tuple(register_of(found[REGISTER.name])),
        due=tuple(due_of(found[DUE.name])),
    )


def concluded(ledger: Ledger, question: Question, *, from_views: bool) -> Judged:
    """Judge a ledger, or give the findings that are stored in its views.

    Raises:
        CannotError: the views do not answer the question, or do not stand at the last act.

    """
    if not from_views:
        return judged(ledger, question)
    if question != Question():
        raise CannotError(
            "--stored 存储的认定 gives the views as they stand: leave out what asks for another "
            "day, rulebook or number."
        )
    found = stored(ledger)
    if found.behind:
        raise CannotError(
            f"The views 视图 of {ledger.url} are {found.behind:,} acts behind: run `taizhang "
            "project`, or leave out --stored."
        )
    return found.verdict


def _verdict(ledger: Ledger, mark: Mark, findings: tuple[Finding, ...]) -> Judged:
    """Return stored findings as if they had just been judged."""
    opening = ledger.opening
    book, calendar = Question().law(opening)
    chart = ledger.matter("organisation", opening.government)
    source = source_of(
        opening,
        book,
        calendar,
        ledger=ledger.name,
        position=mark.position,
        as_of=mark.as_of,
        labels=chart.labels if chart else {},
    )
    return Judged(findings=findings, source=source, rulebook=book, calendar=calendar)
