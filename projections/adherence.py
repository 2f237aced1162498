"""遵守率: how often what was owed was done, with honest intervals and what is open kept apart.

Reading order: the keys, the interval, the table.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from projections.columns import (
    BREACHED,
    DECIDED,
    JUSTIFIED,
    KEPT,
    OPEN,
    UNDECIDED,
    demand_columns,
    demand_verdicts,
    text_order,
)
from projections.lateness import late_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

KEYS: Final = ("norm", "article", "organ", "leader", "month", "kind")
NEEDS: Final = ("norm", "opened", "verdict", "due", "discharged", "late_working_days")
COUNTS: Final = {
    "judged": DECIDED,
    "kept": KEPT,
    "justified": JUSTIFIED,
    "breached": BREACHED,
    "open": OPEN,
    "undecided": UNDECIDED,
}
"""The counted columns and the verdicts each one counts."""


@lru_cache(maxsize=65_536)
def wilson(kept: int, judged: int) -> tuple[float, float]:
    """Return the 95 % interval of a rate (Wilson 1927, as scipy computes it); NaN for no cases."""
    if judged == 0:
        return (np.nan, np.nan)
    from scipy.stats import binomtest  # noqa: PLC0415 (a second to import; not needed to read)

    interval = binomtest(kept, judged).proportion_ci(confidence_level=0.95, method="wilson")
    return (float(interval.low), float(interval.high))


def adherence(findings: pd.DataFrame, by: Sequence[str] = ("norm", "month")) -> pd.DataFrame:
    """Return adherence (遵守率), one row per combination of keys that occurs.

    A justified deviation (有理由的偏离) is a promise kept with a reason, allowed where the text
    says 一般 or 原则上. So it counts in ``rate``, and stands in a column of its own, so that
    ``kept / judged`` gives the rate without it. What is pending never counts as kept, nor as
    judged. Effects (视为) are no promises and are left out.

    The month is that in which the occasion opened, in the zone of the frame. While a month still
    has open occasions its rate is not final and leans high: what is quick is decided first.

    Args:
        findings: one row per judged norm and occasion, with the columns ``NEEDS`` and the keys.
        by: any of norm, article, organ, leader, month, kind; none gives one row for all.

    Returns:
        The keys (norms in text order, month as ``2019-03``); the counts ``judged`` =
        ``kept + justified + breached``, ``open``, ``undecided`` (indeterminate or not in force);
        ``rate`` = (kept + justified) / judged with its 95 % Wilson interval ``low``, ``high``
        (NaN where nothing is judged); ``late_median``, ``late_p90`` of the late ones in working
        days (NaN where none is late).

    Raises:
        ValueError: an unknown key, a missing column, or an unknown verdict.

    """
    keys = _checked(by)
    needed = (*NEEDS, *(key for key in keys if key != "month"))
    demand_columns(findings, needed, "adherence (遵守率)")
    demand_verdicts(findings)
    table = _counted(findings, keys).pipe(_with_rates)
    table.attrs = dict(findings.attrs)
    return table


def _checked(by: Sequence[str]) -> list[str]:
    """Return the keys, refused where unknown or given twice."""
    keys = [by] if isinstance(by, str) else list(by)
    unknown = [key for key in keys if key not in KEYS]
    if unknown or len(set(keys)) < len(keys):
        raise ValueError(
            f"Adherence (遵守率) cannot be grouped by {', '.join(keys)}; "
            f"choose from {', '.join(KEYS)}, each once."
        )
    return keys


def _counted(findings: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the counts and the lateness of each group."""
    promises = findings[findings["verdict"].isin(DECIDED | OPEN | UNDECIDED)]
    rows = _keyed(promises, keys)
    for column, verdicts in COUNTS.items():
        rows[column] = promises["verdict"].isin(verdicts).astype("int64")
    rows["late"] = late_days(promises)
    groups = rows.groupby(keys or (lambda _: "all"), sort=False)
    table = groups[list(COUNTS)].sum()
    table["late_median"] = groups["late"].median()
    table["late_p90"] = groups["late"].quantile(0.9)
    table = table.reset_index(drop=not keys)
    return table.sort_values(keys, key=_order, ignore_index=True) if keys else table


def _keyed(promises: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the keys of each occasion, the month made of its local opening."""
    if "month" in keys:
        local = promises["opened"].dt.tz_localize(None).to_numpy()
        months, codes = np.unique(local.astype("datetime64[M]"), return_inverse=True)
        promises = promises.assign(month=months.astype(str).astype(object)[codes])
    return promises[keys].copy()


def _order(column: pd.Series[str]) -> pd.Series[str]:
    """Sort norms and articles as the text has them, all else as it is written."""
    return column.map(text_order) if column.name in {"norm", "article"} else column


def _with_rates(counts: pd.DataFrame) -> pd.DataFrame:
    """Add the rate and its interval after the counts."""
    kept = counts["kept"] + counts["justified"]
    rate = kept / counts["judged"].where(counts["judged"] > 0)
    bounds = [wilson(k, n) for k, n in zip(kept, counts["judged"], strict=True)]
    place = list(counts.columns).index("late_median")
    for column, values in (
        ("high", [high for _, high in bounds]),
        ("low", [low for low, _ in bounds]),
        ("rate", rate),
    ):
        counts.insert(place, column, values)
    return counts
