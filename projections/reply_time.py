"""办理时长: how long one norm's occasions take; what is still open is censored, never done.

Reading order: which calendar, the durations, the curve.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pandas as pd

from domain.calendar import load_calendar
from domain.rulebook.findings import Verdict
from projections.columns import demand_columns

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    DayCounts = np.ndarray[tuple[int], np.dtype[np.int64]]

NEEDS: Final = ("norm", "verdict", "opened", "due", "discharged")
_NOT_OWED: Final = (Verdict.NOT_IN_FORCE.value, Verdict.EFFECT.value)
_INSTANT: Final = dt.timedelta(microseconds=1)


class CountsWorkingDays(Protocol):
    """What is asked of a calendar version."""

    def working_days_between(self, after: dt.date, until: dt.date) -> int:
        """Return the working days after the first day, up to and with the second."""


def reply_time(
    findings: pd.DataFrame, norm: str, calendar: CountsWorkingDays | None = None
) -> pd.DataFrame:
    """Return the Kaplan-Meier curve of one norm (办理时长), in working days.

    The clock runs from ``opened`` to ``discharged``; the opening day is not counted (the reading
    of 54.4). What was not discharged by the as-of day is censored there, overdue or not
    (Kaplan and Meier 1958, intervals on the log(-log) scale, computed by lifelines).

    Args:
        findings: one row per judged norm and occasion, with the columns ``NEEDS``;
            ``attrs["as_of"]`` is the day of censoring.
        norm: the id of the norm, such as ``54.4``.
        calendar: counts the working days; by default the version that ``attrs["calendar"]``
            names. Pass the calendar yourself where it was a provisional one.

    Returns:
        ``days`` (from 0), ``survival`` (share not yet discharged after that day) with its 95 %
        interval ``low``, ``high``, ``at_risk`` (open when the day begins), ``discharged`` and
        ``censored`` on that day. ``attrs`` keeps the source and adds ``norm``, ``median`` (inf
        where half are still open), ``replied``, ``open``, and the usual ``deadline`` in working
        days (None without one) with ``deadline_share``, the share of occasions that had it.

    Raises:
        ValueError: a column or the as-of day is missing, or the norm has no occasion.

    """
    demand_columns(findings, NEEDS, "reply_time (办理时长)")
    rows = _occasions(findings, norm)
    counting = calendar or _calendar_of(findings)
    done = rows["discharged"].notna()
    ends = rows["discharged"].dt.date.where(done, _as_of(findings))
    days = _working_days(counting, rows["opened"].dt.date, ends)
    curve, median = _kaplan_meier(days, done.to_numpy())
    curve.attrs = dict(findings.attrs) | {"norm": norm, "median": median}
    curve.attrs |= {"replied": int(done.sum()), "open": int((~done).sum())}
    curve.attrs |= _usual_deadline(counting, rows)
    return curve


def _occasions(findings: pd.DataFrame, norm: str) -> pd.DataFrame:
    """Return the rows of the norm on which something was owed."""
    rows = findings[(findings["norm"] == norm) & ~findings["verdict"].isin(_NOT_OWED)]
    if rows.empty:
        raise ValueError(
            f"No occasion of norm {norm} is in these findings (认定); "
            "see findings['norm'].unique() for those that are."
        )
    return rows


def _as_of(findings: pd.DataFrame) -> dt.date:
    """Return the day on which what is open is censored."""
    if "as_of" not in findings.attrs:
        raise ValueError(
            "These findings do not say their as-of day (数据截止日), so what is open cannot be "
            "censored; set findings.attrs['as_of'] to an ISO day."
        )
    return dt.date.fromisoformat(str(findings.attrs["as_of"])[:10])


def _calendar_of(findings: pd.DataFrame) -> CountsWorkingDays:
    """Return the calendar version the findings name: its country, and that version of it."""
    label = str(findings.attrs.get("calendar", "cn"))
    calendar = load_calendar(label.split("-", 1)[0])
    named = [version for version in calendar.versions if version.label == label]
    return named[0] if named else calendar.latest


def _working_days(
    calendar: CountsWorkingDays, after: Iterable[dt.date], until: Iterable[dt.date]
) -> DayCounts:
    """Return the working days between each pair of days."""
    pairs = zip(after, until, strict=True)
    return np.array([calendar.working_days_between(*pair) for pair in pairs], dtype=np.int64)


def _kaplan_meier(
    days: DayCounts, done: np.ndarray[tuple[int], np.dtype[np.bool]]
) -> tuple[pd.DataFrame, float]:
    """Return the curve as a frame, and its median."""
    from lifelines import KaplanMeierFitter  # noqa: PLC0415 (imports matplotlib: only when asked)

    fitter = KaplanMeierFitter().fit(days, done)
    bounds = fitter.confidence_interval_survival_function_.to_numpy()
    events = fitter.event_table
    curve = pd.DataFrame(
        {
            "days": events.index.to_numpy().astype(np.int64),
            "survival": fitter.survival_function_.to_numpy()[:, 0],
            "low": bounds[:, 0],
            "high": bounds[:, 1],
            "at_risk": events["at_risk"].to_numpy(),
            "discharged": events["observed"].to_numpy(),
            "censored": events["censored"].to_numpy(),
        }
    )
    return curve, float(fitter.median_survival_time_)


def _usual_deadline(calendar: CountsWorkingDays, rows: pd.DataFrame) -> dict[Hashable, object]:
    """Return the most common term in working days, and how common it is."""
    owed = rows[rows["due"].notna()]
    if owed.empty:
        return {"deadline": None, "deadline_share": None}
    last_days = (owed["due"] - _INSTANT).dt.date  # due is exclusive: 00:00 after the last day
    terms = pd.Series(_working_days(calendar, owed["opened"].dt.date, last_days))
    counts = terms.value_counts()
    return {"deadline": int(counts.index[0]), "deadline_share": float(counts.iloc[0] / len(terms))}
