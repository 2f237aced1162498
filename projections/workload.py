"""在办工作量: how many matters are open, week by week, in each organ.

Reading order: the weeks, the counts, the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from projections.columns import demand_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

NEEDS: Final = ("matter", "kind", "organ", "opened", "closed")
KEYS: Final = ("organ", "kind")


def workload(openings: pd.DataFrame, by: Sequence[str] = ("organ",)) -> pd.DataFrame:
    """Return the open matters (在办) at the end of each ISO week.

    A matter is open from the week in which it opened to the week before it closed; one opened and
    closed in the same week is never in ``open``, but is in ``opened`` and ``closed``. Every group
    has a row for every week from the first opening to the as-of day (``attrs["as_of"]``; without
    one, the last day in the frame), also where nothing is open. Weeks are those of the frame's
    own zone. What happened after the as-of day is left out.

    Args:
        openings: one row per matter and organ it lay with: ``matter``, ``kind``, ``organ``,
            ``opened``, ``closed`` (NaT while open).
        by: ``organ``, ``kind`` or both; none gives one row per week.

    Returns:
        The keys, ``week`` (ISO 8601, ``2019-W09``), ``monday`` (its first day, a naive day),
        ``open`` at the end of the week (of the as-of day in the last one), and ``opened`` and
        ``closed`` within it.

    Raises:
        ValueError: a column is missing, a key is unknown, no matter was opened, or one closed
            before it opened.

    """
    demand_columns(openings, NEEDS, "workload (在办工作量)")
    keys = _checked(by)
    moves = _moves(openings, keys)
    weeks = pd.date_range(moves["monday"].min(), _last_monday(openings), freq="7D")
    table = _weekly(moves, keys, weeks)
    table.insert(len(keys), "week", table["monday"].dt.strftime("%G-W%V"))
    table.attrs = dict(openings.attrs)
    return table


def _checked(by: Sequence[str]) -> list[str]:
    """Return the keys, refused where unknown or given twice."""
    keys = [by] if isinstance(by, str) else list(by)
    if not set(keys) <= set(KEYS) or len(set(keys)) < len(keys):
        raise ValueError(
            f"Workload (在办工作量) cannot be grouped by {', '.join(keys)}; "
            f"choose from {', '.join(KEYS)}, each once."
        )
    return keys


def _last_local_day(openings: pd.DataFrame) -> pd.Timestamp:
    """Return the as-of day, or the last day anything happened."""
    if "as_of" in openings.attrs:
        return pd.Timestamp(str(openings.attrs["as_of"])[:10])
    last: pd.Timestamp = openings[["opened", "closed"]].max().max()
    return last.tz_localize(None).normalize()


def _last_monday(openings: pd.DataFrame) -> pd.Timestamp:
    """Return the first day of the last week."""
    last = _last_local_day(openings)
    return last - pd.Timedelta(days=last.weekday())


def _moves(openings: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return one row per opening and per closing, with the Monday of its week."""
    backwards = openings[openings["closed"] < openings["opened"]]
    if not backwards.empty:
        raise ValueError(
            f"Matter (事项) {backwards['matter'].iloc[0]} closes before it opens; "
            "correct the frame of openings."
        )
    moves = pd.concat(
        [_moved(openings, keys, "opened"), _moved(openings, keys, "closed")], ignore_index=True
    )
    if moves.empty:
        raise ValueError("No matter (事项) was opened by the as-of day, so there is no workload.")
    return moves


def _moved(openings: pd.DataFrame, keys: list[str], column: str) -> pd.DataFrame:
    """Return the Monday of each opening or closing by the as-of day, and 1 in its column."""
    days = openings[column].dropna().dt.tz_localize(None).dt.normalize()
    days = days[days <= _last_local_day(openings)]
    mondays = days - pd.to_timedelta(days.dt.weekday, unit="D")
    step = {name: int(name == column) for name in ("opened", "closed")}
    moved: pd.DataFrame = openings.loc[days.index, keys].assign(monday=mondays, **step)
    return moved


def _weekly(moves: pd.DataFrame, keys: list[str], weeks: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the counts of every group in every week."""
    groups = list(moves.groupby(keys)) if keys else [((), moves)]
    parts = []
    for key, rows in groups:
        counts = rows.groupby("monday")[["opened", "closed"]].sum().reindex(weeks, fill_value=0)
        open_then = (counts["opened"] - counts["closed"]).cumsum()
        part = counts.assign(open=open_then).rename_axis("monday").reset_index()
        for column, value in zip(keys, key, strict=True):
            part[column] = str(value)
        parts.append(part)
    columns = [*keys, "monday", "open", "opened", "closed"]
    return pd.concat(parts, ignore_index=True).reindex(columns=columns)
