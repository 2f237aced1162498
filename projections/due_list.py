"""催办 Due list: what is running or overdue on a day, the most urgent first.

Reading order: the lights, the rows, the frame.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import attrs

from domain.rulebook.findings import Verdict
from projections.columns import text_order
from projections.findings import last_day, norm_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from domain.calendar import Calendar, CalendarVersion
    from domain.rulebook.findings import Finding
    from domain.rulebook.norms import Rulebook
    from projections.source import Source

COLUMNS: Final = (
    *("light", "working_days_left", "due", "norm", "matter", "bearer", "organ", "leader"),
    *("opened", "key"),
)
_MISSED: Final = frozenset({Verdict.VIOLATION, Verdict.DEVIATION, Verdict.JUSTIFIED})
_PERIOD: Final = "period:"
"""How the judge names the matter of a quota: the period it is counted over."""


class Light(StrEnum):
    """灯: how pressing a duty is."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"

    @property
    def zh(self) -> str:
        """The light in Chinese."""
        return {Light.RED: "红", Light.AMBER: "黄", Light.GREEN: "绿"}[self]


@attrs.frozen(kw_only=True)
class DueRow:
    """催办事项: one duty still to be done.

    Attributes:
        light: red: its last good day has passed; amber: that is today or the next working day;
            green: there is more time.
        working_days_left: working days after the day asked about, up to and including the last
            good one: 0 if that is today. Overdue: minus the working days since (0 while only rest
            days have passed, as lateness is counted; the light is red all the same).
        due: the last good day.

    """

    light: Light
    working_days_left: int
    due: dt.date
    norm: str
    matter: str
    bearer: str
    organ: str
    leader: str
    opened: dt.datetime
    key: str


def due_rows(findings: Iterable[Finding], calendar: Calendar, day: dt.date) -> list[DueRow]:
    """Return what is still to be done on a day, the earliest last good day first.

    Kept are duties that are pending, or overdue and not discharged. Left out is what nobody can do
    any more (a quota whose period is over, a term that ended undone), what is owed to no known day,
    and what a predecessor or an expired rulebook governs. The list speaks of the day, not of an
    instant in it: what is due today is amber all day, even where the findings were concluded at its
    end.

    Args:
        findings: of ``Judge.closing``, at any instant from the start of the day to its end.
        calendar: counts the working days, in its zone, by the version known on the day.
        day: the local day asked about.

    Raises:
        UncoveredYearError: the calendar does not reach the day or a last good day.

    """
    counting = calendar.known_on(day)
    rows = [
        _row(finding, finding.due, counting, day, calendar.zone)
        for finding in findings
        if finding.due is not None and _is_owed(finding)
    ]
    return sorted(rows, key=urgency)


def urgency(row: DueRow) -> tuple[dt.date, str, str, str]:
    """Return what the list is ordered by: the last good day, then the text, the matter, the key."""
    return (row.due, text_order(row.norm), row.matter, row.key)


def _is_owed(finding: Finding) -> bool:
    """Say whether somebody can and should still do it."""
    if finding.verdict is Verdict.PENDING:
        return True
    missed = finding.verdict in _MISSED and finding.discharged is None
    missed = missed and finding.late_working_days is None  # else it ended before
    return missed and not finding.matter.startswith(_PERIOD)


def _row(
    finding: Finding, due: dt.datetime, counting: CalendarVersion, day: dt.date, zone: dt.tzinfo
) -> DueRow:
    last = last_day(due, zone)
    left = counting.working_days_between(day, last) - counting.working_days_between(last, day)
    return DueRow(
        light=_light(last, left, day),
        working_days_left=left,
        due=last,
        norm=finding.norm,
        matter=finding.matter,
        bearer=finding.bearer,
        organ=finding.organ,
        leader=finding.leader,
        opened=finding.opened,
        key=finding.key,
    )


def _light(last: dt.date, left: int, day: dt.date) -> Light:
    if last < day:
        return Light.RED
    return Light.GREEN if left > 1 else Light.AMBER


def due_list_frame(
    findings: Iterable[Finding],
    calendar: Calendar,
    day: dt.date,
    source: Source,
    rulebook: Rulebook,
) -> pd.DataFrame:
    """Return the due list of a day as a frame, ``COLUMNS``, most urgent first.

    ``due`` is the last good day, a plain date; ``opened`` an instant of the rulebook's zone;
    ``light`` is red, amber or green. ``attrs`` is the source with the labels of the norms. The
    other arguments and the errors are those of ``due_rows``.
    """
    from projections.frames import build, instants  # noqa: PLC0415 (pandas only when asked)

    rows = due_rows(findings, calendar, day)
    columns: dict[str, Any] = {name: [getattr(row, name) for row in rows] for name in COLUMNS}
    columns["light"] = [row.light.value for row in rows]
    columns["opened"] = instants(columns["opened"], rulebook.zone)
    frame = build(columns).astype({"working_days_left": "int64"})
    frame.attrs = source.for_frame(norm_labels(rulebook))
    return frame
