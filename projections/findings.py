"""认定表 Findings as a table: one row per judged norm and occasion, in one order of columns.

What ``due`` means depends on who reads it, so that nobody is misled. In the frame (and in Parquet)
it is the judge's own: the first instant too late, 00:00 after the last good day, fit for comparing.
In CSV and Excel it is the last good *day*; in JSON the last good *second* (23:59:59).

Reading order: rows, the frame, JSON.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from domain.calendar import Calendar, CalendarVersion, load_calendar
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Cadence, Duty, Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from domain.rulebook.findings import Finding
    from projections.source import Source

COLUMNS: Final = (
    *("norm", "article", "matter", "bearer", "opened", "due", "discharged"),
    *("verdict", "late_working_days", "evidence"),
    *("organ", "leader", "kind", "rulebook", "calendar", "key", "because"),
)
"""The columns of every form, in order; those up to ``evidence`` are the finding's core."""
SEPARATOR: Final = "; "
"""Between the references of one cell of evidence."""

_INSTANTS: Final = ("opened", "due", "discharged")
_MISSED: Final = frozenset({Verdict.VIOLATION, Verdict.DEVIATION, Verdict.JUSTIFIED})


class Table:
    """Turns findings into rows under one rulebook, calendar and as-of day.

    What was still owed on the as-of day has no lateness of its own yet. It gets the working days it
    was late by then, a lower bound, so that no table hides the latest of all.
    """

    def __init__(
        self, source: Source, rulebook: Rulebook, calendar: Calendar | None = None
    ) -> None:
        self._as_of = source.as_of
        self._zone = rulebook.zone
        self._kinds = _kinds(rulebook)
        self._runs = {norm.id for norm in rulebook.norms if isinstance(norm, (Duty, Cadence))}
        self._calendar = calendar or load_calendar(rulebook.calendar)
        self._versions = {version.label: version for version in self._calendar.versions}

    def row(self, finding: Finding) -> tuple[Any, ...]:
        """Return one finding as plain values in the order of ``COLUMNS``; instants are aware."""
        return (
            finding.norm,
            finding.article,
            finding.matter,
            finding.bearer,
            finding.opened,
            finding.due,
            finding.discharged,
            finding.verdict.value,
            self._late(finding),
            finding.evidence,
            finding.organ,
            finding.leader,
            self._kind(finding.norm),
            finding.rulebook,
            finding.calendar,
            finding.key,
            finding.because,
        )

    def _kind(self, norm: str) -> str:
        try:
            return self._kinds[norm]
        except KeyError:
            raise LookupError(
                f"The finding (认定) cites norm {norm!r}, which the rulebook given does not have; "
                "pass the rulebook it was judged by."
            ) from None

    def _late(self, finding: Finding) -> int | None:
        """Return the working days late: as judged, or as reached by the as-of day while owed."""
        if finding.late_working_days is not None or finding.due is None:
            return finding.late_working_days
        owed = finding.discharged is None and finding.verdict in _MISSED
        if not owed or finding.norm not in self._runs:
            return None
        last_good_day = last_day(finding.due, self._zone)
        return self._version(finding).working_days_between(last_good_day, self._as_of)

    def days_late(self, finding: Finding) -> int | None:
        """Return the working days a missed occasion was late; None for what is not late.

        One finding's answer to what `projections.lateness.late_days` asks of a table.
        """
        due, done = finding.due, finding.discharged
        if finding.verdict not in _MISSED or due is None or (done is not None and done < due):
            return None
        return self._late(finding)

    def _version(self, finding: Finding) -> CalendarVersion:
        """Return the calendar version the finding was counted by."""
        return self._versions.get(finding.calendar, self._calendar.latest)


def last_day(due: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """Return the last good day before a due instant, which is itself too late."""
    return (due - dt.timedelta(microseconds=1)).astimezone(zone).date()


def norm_labels(rulebook: Rulebook) -> dict[str, tuple[str, str]]:
    """Return the title of each norm, Chinese and English; of two under one id, the first's."""
    return {norm.id: (norm.zh, norm.en) for norm in reversed(rulebook.norms)}


def _kinds(rulebook: Rulebook) -> dict[str, str]:
    """Return the kind of each norm: duty, gate, quota, cadence, effect or principle."""
    return {norm.id: type(norm).__name__.lower() for norm in reversed(rulebook.norms)}


def findings_frame(
    findings: Iterable[Finding],
    source: Source,
    rulebook: Rulebook,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """Return findings as a frame with the columns ``COLUMNS``, built column by column.

    Args:
        findings: read once, in any order; the rows keep it.
        source: kept in ``attrs``, with the labels of organs, people and norms.
        rulebook: the one that judged; its zone is that of the instants.
        calendar: the one it was judged by; by default the shipped one the rulebook names. Pass a
            provisional one yourself.

    Returns:
        ``opened``, ``due`` (first instant too late) and ``discharged`` as ``datetime64[ns, zone]``;
        ``late_working_days`` as ``Int64``; ``evidence`` as references joined by ``; ``; the rest
        text, empty for none. ``matter`` is ``kind:number``; ``kind`` is that of the norm.

    Raises:
        LookupError: a finding cites a norm the rulebook does not have.
        UncoveredYearError: something is owed on an as-of day that the calendar does not reach.

    """
    from projections.frames import build, instants, whole_numbers  # noqa: PLC0415 (as in openings)

    table = Table(source, rulebook, calendar)
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    adders = [column.append for column in columns.values()]
    for finding in findings:
        for add, value in zip(adders, table.row(finding), strict=True):
            add(value)
    built: dict[str, Any] = dict(columns)
    for name in _INSTANTS:
        built[name] = instants(columns[name], rulebook.zone)
    built["late_working_days"] = whole_numbers(columns["late_working_days"])
    built["evidence"] = [SEPARATOR.join(refs) for refs in columns["evidence"]]
    frame = build(built)
    frame.attrs = source.for_frame(norm_labels(rulebook))
    return frame


def findings_json(
    findings: Iterable[Finding],
    source: Source,
    rulebook: Rulebook,
    calendar: Calendar | None = None,
) -> list[dict[str, Any]]:
    """Return findings as plain dicts, keys in the order of ``COLUMNS``.

    Instants are ISO 8601 with their offset; ``due`` is the last second in time; ``evidence`` is a
    list of references; what does not apply is None. Arguments and errors as ``findings_frame``.
    """
    return list(_plain(findings, Table(source, rulebook, calendar), rulebook.zone))


def _plain(findings: Iterable[Finding], table: Table, zone: dt.tzinfo) -> Iterator[dict[str, Any]]:
    for finding in findings:
        row = dict(zip(COLUMNS, table.row(finding), strict=True))
        row["evidence"] = list(finding.evidence)
        row |= _instants(row, zone)
        yield row


def _instants(row: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, str | None]:
    """Return the instants of a row as text, the due one as the last second in time."""
    moments = {name: row[name] for name in _INSTANTS}
    if moments["due"] is not None:
        moments["due"] -= dt.timedelta(seconds=1)
    return {
        name: moment and moment.astimezone(zone).isoformat() for name, moment in moments.items()
    }
