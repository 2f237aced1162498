"""存储的投影 Stored views: register, findings and due list, folded together act by act.

What is stored is what the pure functions give: ``Register``, the judge's findings and ``due_rows``,
as of the end of the day of the last act. Reading order: the snapshot, the fold, rows as cells and
back, what a page changes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import attrs

from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.judge import Judge
from ledger.views import DUE, FINDINGS, REGISTER, Change, Page
from projections.due_list import DueRow, Light, due_rows, urgency
from projections.register import Register, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.act import Act
    from domain.calendar import Calendar
    from domain.rulebook.norms import Rulebook
    from ledger.reading import Placed
    from ledger.views import Cells, ViewTable

# --- the snapshot ---

Rows = dict[str, Any]
"""Rows of one view by their keys."""


@attrs.frozen
class Snapshot:
    """Every row of every view at one position, by the name of the table, and the day it is of."""

    as_of: dt.date
    views: dict[str, Rows]


# --- the fold ---

_OPENING: Final = "ledger"
"""The kind of a ledger's own acts: an import opens its ledger long after what it tells of."""


class ViewFold:
    """Folds acts, in order of occurrence, into the three views."""

    def __init__(self, rulebook: Rulebook, calendar: Calendar) -> None:
        self._judge = Judge(rulebook, calendar)
        self._register = Register(rulebook.zone)
        self._calendar = calendar
        self._concluded: list[Finding] = []
        self._waiting: list[Act] = []
        self._last: dt.datetime | None = None
        self._told: dt.datetime | None = None

    def take(self, placed: Iterable[Placed]) -> bool:
        """Fold acts in; false, and the fold is spent, where one comes before what was folded."""
        for _, act in placed:
            if act.kind == _OPENING:
                self._waiting.append(act)
                continue
            self._open(act.occurred_at)
            if self._last is not None and act.occurred_at < self._last:
                return False
            self._feed(act)
            self._told = act.occurred_at
        return True

    def _open(self, until: dt.datetime) -> None:
        """Fold in what the ledger says of itself, once it has come to that instant."""
        due = [act for act in self._waiting if act.occurred_at <= until]
        self._waiting = [act for act in self._waiting if act.occurred_at > until]
        for act in due:
            self._feed(act)

    def _feed(self, act: Act) -> None:
        self._concluded += self._judge.feed(act)
        self._register.feed(act)
        self._last = act.occurred_at

    def snapshot(self) -> Snapshot:
        """Return every row as of the end of the day of the last act.

        Raises:
            UncoveredYearError: a term runs into a year that the calendar does not cover.

        """
        setting = self._judge.setting
        told = self._told or self._waiting[0].occurred_at
        as_of = setting.day(told)
        end = setting.end_of(as_of)
        self._open(end - dt.timedelta(microseconds=1))
        findings = [*self._concluded, *self._judge.closing(end)]
        findings.sort(key=lambda one: one.occasion)
        due = due_rows(findings, self._calendar, as_of)
        views: dict[str, Rows] = {
            REGISTER.name: {f"{one.kind}:{one.matter}": one for one in self._register.rows(end)},
            FINDINGS.name: keyed(findings),
            DUE.name: keyed(due),
        }
        return Snapshot(as_of, views)


def keyed(rows: Iterable[Finding | DueRow]) -> Rows:
    """Return findings or due rows by ``norm@matter@key@instant``, and which of them, from 0."""
    met: Counter[str] = Counter()
    found: Rows = {}
    for one in rows:
        name = f"{one.norm}@{one.matter}@{one.key}@{one.opened.astimezone(dt.UTC).isoformat()}"
        found[f"{name}#{met[name]}"] = one
        met[name] += 1
    return found


# --- rows as cells and back ---


def _cells_of_finding(key: str, one: Finding) -> Cells:
    return (
        key, one.norm, one.article, one.matter, one.bearer, one.organ, one.leader,
        one.opened, one.due, one.discharged, one.verdict.value, one.late_working_days,
        json.dumps(one.evidence, ensure_ascii=False), one.rulebook, one.calendar, one.key,
        one.because, _place(key),
    )  # fmt: skip


def _cells_of_due(key: str, one: DueRow) -> Cells:
    return (
        key, one.light.value, one.working_days_left, one.due, one.norm, one.matter, one.bearer,
        one.organ, one.leader, one.opened, one.key, _place(key),
    )  # fmt: skip


def _cells_of_entry(key: str, one: Row) -> Cells:
    return (
        key, one.kind, one.matter, one.title, one.status_zh, one.status_en, one.organ, one.leader,
        one.opened, one.last_act, one.last_at, one.open, one.closed_at, one.acts,
    )  # fmt: skip


_CELLS: Final[Mapping[str, Any]] = {
    REGISTER.name: _cells_of_entry,
    FINDINGS.name: _cells_of_finding,
    DUE.name: _cells_of_due,
}


def _place(key: str) -> int:
    """Return which one of its name a row is."""
    return int(key.rpartition("#")[2])


def _named(row: Cells, table: ViewTable) -> dict[str, Any]:
    """Return the cells of a row by column, without its key."""
    named = dict(zip(table.columns, row, strict=True))
    del named[table.key]
    return named


def findings_of(stored: Iterable[Cells]) -> tuple[Finding, ...]:
    """Return stored findings in the order they are listed in."""
    made = []
    for row in stored:
        named = _named(row, FINDINGS)
        place = named.pop("n")
        named["verdict"] = Verdict(named["verdict"])
        named["evidence"] = tuple(json.loads(named["evidence"]))
        made.append((place, Finding(**named)))
    made.sort(key=lambda one: (one[1].occasion, one[0]))
    return tuple(one for _, one in made)


def register_of(stored: Iterable[Cells]) -> list[Row]:
    """Return the stored register, by kind and number."""
    rows = [Row(**_named(row, REGISTER)) for row in stored]
    return sorted(rows, key=lambda row: (row.kind, row.matter))


def due_of(stored: Iterable[Cells]) -> list[DueRow]:
    """Return the stored due list, the most urgent first."""
    made = []
    for row in stored:
        named = _named(row, DUE)
        place = named.pop("n")
        named["light"] = Light(named["light"])
        made.append((place, DueRow(**named)))
    made.sort(key=lambda one: (urgency(one[1]), one[1].opened, one[0]))
    return [one for _, one in made]


# --- what a page changes ---


def changes(before: Snapshot | None, after: Snapshot) -> Page:
    """Return what makes the rows of one snapshot those of another; of none: all anew."""
    found = {
        name: _change(before.views[name] if before else {}, rows, _CELLS[name])
        for name, rows in after.views.items()
    }
    return Page(found, anew=before is None)


def _change(before: Rows, after: Rows, cells: Any) -> Change:
    other = [key for key, row in after.items() if before.get(key) != row]
    gone = [key for key in before if key not in after]
    changed = [key for key in other if key in before]
    return Change([*gone, *changed], [cells(key, after[key]) for key in other])
