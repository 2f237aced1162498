"""度量 Measures: what a planner asks of one played year, in rows.

Every row comes from the findings, the acts or the desks of that year. Their names and units are
in `projections.measure_names`.

Reading order: a row, what the findings say, what the acts say, what the desks say, all of it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from domain import documents, meetings, topics
from domain.act import Act
from domain.calendar import CalendarVersion, load_calendar
from domain.collector import undisturbed
from domain.rulebook.findings import Finding
from domain.rulebook.norms import Rulebook
from projections.columns import BREACHED, JUSTIFIED, KEPT, OPEN
from projections.findings import Table
from projections.source import Source
from simulations.desk_year import DeskYear
from simulations.lean import judged_year
from simulations.scenario import Scenario

# --- a row ---


class Row(NamedTuple):
    """One measure of one year.

    Attributes:
        measure: one of `projections.measure_names.MEASURES`.
        norm: the norm it is of; empty for all together.
        organ: the organ that bears it; empty for all.
        desk: the desk, a unit's or a leader's; empty for all.
        month: when the occasions arose, ``2019-03``; empty for the whole year.
        value: in the measure's unit; NaN where there was nothing to measure.
        n: how many occasions, pieces or minutes it rests on; 0 where it rests on the year itself.

    """

    measure: str
    norm: str = ""
    organ: str = ""
    desk: str = ""
    month: str = ""
    value: float = np.nan
    n: float = 0.0


# --- what the findings say ---

ALL: Final = ""
_COLUMN: Final = {
    **dict.fromkeys(KEPT | JUSTIFIED, 0),
    **dict.fromkeys(BREACHED, 1),
    **dict.fromkeys(OPEN, 2),
}
"""Which count a verdict goes to: kept or justified, breached, open. An effect is no promise."""


def of_findings(findings: Iterable[Finding], table: Table) -> Iterator[Row]:
    """Yield adherence, breaches, what is open, and how late the late ones were."""
    counts: defaultdict[tuple[str, str, tuple[int, int]], list[int]] = defaultdict(
        lambda: [0, 0, 0]
    )
    late: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for finding in findings:
        column = _COLUMN.get(finding.verdict)
        if column is None:
            continue
        opened = finding.opened
        counts[finding.norm, finding.organ, (opened.year, opened.month)][column] += 1
        if (days := table.days_late(finding)) is not None:
            for key in dict.fromkeys(((ALL, ALL), (finding.norm, ALL), (ALL, finding.organ))):
                late[key].append(days)
    yield from _rates(counts)
    for (norm, organ), days_late in late.items():
        n = len(days_late)
        yield Row("lateness", norm, organ, value=float(np.mean(days_late)), n=n)
        p90 = float(np.quantile(days_late, 0.9))
        yield Row("lateness_p90", norm, organ, value=p90, n=n)


def _rates(
    counts: Mapping[tuple[str, str, tuple[int, int]], list[int]],
) -> Iterator[Row]:
    """Yield rates of the whole, of norms, organs and both, and of months; counts of the first."""
    sums: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for (norm, organ, (year, month)), (kept, breached, left_open) in counts.items():
        months = (ALL, f"{year}-{month:02d}")
        for key in product((norm, ALL), dict.fromkeys((organ, ALL)), months):
            if not (key[1] and key[2]):
                cell = sums[key]
                cell[0] += kept
                cell[1] += breached
                cell[2] += left_open
    for (norm, organ, when), cell in sums.items():
        judged = cell[0] + cell[1]
        if judged:
            yield Row("adherence", norm, organ, month=when, value=cell[0] / judged, n=judged)
        if not when and not (norm and organ):
            yield Row("breaches", norm, organ, value=float(cell[1]), n=judged)
            yield Row("open", norm, organ, value=float(cell[2]), n=judged + cell[2])


def of_carried(findings: Iterable[Finding]) -> Iterator[Row]:
    """Yield how the promises were kept that were running when the year began."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for finding in findings:
        column = _COLUMN.get(finding.verdict)
        if column is not None and finding.due is not None:  # a ruling on an act is no promise
            for norm in (ALL, finding.norm):
                counts[norm][column] += 1
    for norm, (kept, breached, running) in counts.items():
        judged = kept + breached
        if judged:
            yield Row("carried_adherence", norm, value=kept / judged, n=judged)
        yield Row("carried_open", norm, value=float(running), n=judged + running)


# --- what the acts say ---


_HEARD: Final = frozenset(
    {
        *(topics.Proposed, meetings.ItemDecided),
        *(documents.Drafted, documents.Issued, documents.Withdrawn),
    }
)


class ProposalToIssue:
    """提出至印发: hears the acts of a year and knows how long each document took.

    It begins with the proposal of the topic 议题 that decided it, where a meeting did, and with the
    draft 拟稿 otherwise; it ends with the issue 印发. Withdrawn documents are left out.
    """

    def __init__(self, calendar: CalendarVersion) -> None:
        self._calendar = calendar
        self._proposed: dict[str, dt.date] = {}
        self._decided: dict[str, str] = {}
        self._running: dict[str, dt.date] = {}
        self.days: list[int] = []

    def __call__(self, act: Act) -> None:
        """Hear the next act."""
        if act.__class__ not in _HEARD:  # nearly all of them
            return
        match act:
            case topics.Proposed():
                self._proposed[act.matter] = act.occurred_at.date()
            case meetings.ItemDecided() if act.document:
                self._decided[act.document] = act.topic
            case documents.Drafted():
                topic = self._decided.get(act.matter, "")
                self._running[act.matter] = self._proposed.get(topic, act.occurred_at.date())
            case documents.Issued():
                begun = self._running.pop(act.matter)
                issued = act.occurred_at.date()
                self.days.append(self._calendar.working_days_between(begun, issued))
            case documents.Withdrawn():
                self._running.pop(act.matter, None)

    def rows(self) -> Iterator[Row]:
        """Yield how long the issued ones took, and how many are not issued."""
        if self.days:
            n = len(self.days)
            yield Row("issue_time", value=float(np.median(self.days)), n=n)
            yield Row("issue_time_p90", value=float(np.quantile(self.days, 0.9)), n=n)
        running = len(self._running)
        yield Row("unissued", value=float(running), n=running + len(self.days))


# --- what the desks say ---


def _of_desks(desks: Iterable[DeskYear]) -> Iterator[Row]:
    """Yield how each desk came through, and all of them together."""
    listed = list(desks)
    for desk in listed:
        yield from _desk_rows(
            desk.desk,
            desk.busy,
            desk.available,
            (desk.mean_in_hand, desk.backlog, desk.overtime),
            desk.taken,
        )
    yield from _desk_rows(
        ALL,
        sum(desk.busy for desk in listed),
        sum(desk.available for desk in listed),
        (
            sum(desk.mean_in_hand for desk in listed),
            sum(desk.backlog for desk in listed),
            sum(desk.overtime for desk in listed),
        ),
        sum(desk.taken for desk in listed),
    )


def _desk_rows(
    desk: str, busy: float, available: float, left: tuple[float, float, float], taken: int
) -> Iterator[Row]:
    in_hand, backlog, overtime = left
    used = busy / available if available else np.nan
    yield Row("utilisation", desk=desk, value=used, n=available)
    yield Row("queue", desk=desk, value=in_hand, n=taken)
    yield Row("backlog", desk=desk, value=float(backlog), n=taken)
    yield Row("overtime", desk=desk, value=overtime / 60.0, n=taken)


# --- all of it ---


def measured(scenario: Scenario, seed: int, replication: int) -> list[Row]:
    """Play and judge one replication, and return what was measured of it.

    Raises:
        ScenarioError: the scenario cannot be played.

    """
    with undisturbed():
        return _measured(scenario, seed, replication)


def _measured(scenario: Scenario, seed: int, replication: int) -> list[Row]:
    book, calendar = scenario.law(), load_calendar(scenario.calendar)
    heard = ProposalToIssue(calendar.latest)
    past = scenario.opening.history.acts if scenario.opening else ()
    for act in past:
        heard(act)
    heard.days.clear()  # what was issued before the year is none of its
    year = judged_year(scenario, seed, replication, book=book, sink=heard)
    source = Source(
        ledger=scenario.full_name,
        position=year.acts,
        as_of=scenario.last_day,
        rulebook=book.id,
        calendar=calendar.latest.label,
    )
    table = Table(source, book, calendar)
    return [
        *of_findings(_of_the_year(year.findings, scenario, book), table),
        *heard.rows(),
        *_of_desks(year.desks),
        Row("acts", value=float(year.acts - len(past))),
        *(of_carried(year.carried) if scenario.opening else ()),
    ]


def _of_the_year(
    findings: Iterable[Finding], scenario: Scenario, book: Rulebook
) -> Iterable[Finding]:
    """Return the findings of occasions that arose in the year, and not in what it goes on from."""
    if scenario.opening is None:
        return findings
    begins = dt.datetime.combine(scenario.begins, dt.time(), book.zone)
    return (finding for finding in findings if finding.opened >= begins)
