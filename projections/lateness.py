"""逾期: how late the late ones are, norm by norm, in working days.

Reading order: which rows are late, the bands, the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from projections.columns import (
    BREACHED,
    DECIDED,
    JUSTIFIED,
    demand_columns,
    demand_verdicts,
    text_order,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NEEDS: Final = ("norm", "verdict", "due", "discharged", "late_working_days")
BANDS: Final[Mapping[str, tuple[float, float]]] = {
    "1": (-1, 1),
    "2-3": (1, 3),
    "4-5": (3, 5),
    "6-10": (5, 10),
    "11+": (10, np.inf),
}
"""Working days late: more than the first bound, at most the second. The first band holds what was
done on a rest day just after the due day, and so is late by no whole working day."""


def late_days(findings: pd.DataFrame) -> pd.Series[float]:
    """Return working days late, NaN for what is not late.

    Late is an occasion not judged compliant (逾期), with a term, discharged at or after its due
    instant (which is exclusive) or still owed after it. What is still owed has the lateness it
    had reached on the as-of day: a lower bound. What is pending is not late.
    """
    missed = findings["verdict"].isin(BREACHED | JUSTIFIED) & findings["due"].notna()
    outside = findings["discharged"].isna() | (findings["discharged"] >= findings["due"])
    days = findings["late_working_days"].astype("Float64").to_numpy(float, na_value=np.nan)
    return pd.Series(days, index=findings.index).where(missed & outside)


def lateness(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the distribution of lateness (逾期), one row per norm with a term, in text order.

    Args:
        findings: one row per judged norm and occasion, with the columns ``NEEDS``.

    Returns:
        ``norm``; ``timed`` (decided occasions that had a term), ``late`` of them, ``still_owed``
        of those (undischarged on the as-of day, their lateness a lower bound); ``median``,
        ``p75``, ``p90``, ``max`` of the late ones in working days (linear between ranks, NaN
        where none is late); and the count of late ones per band: ``1``, ``2-3``, ``4-5``,
        ``6-10``, ``11+`` working days.

    Raises:
        ValueError: a column is missing or a verdict is unknown.

    """
    demand_columns(findings, NEEDS, "lateness (逾期)")
    demand_verdicts(findings)
    timed = findings[findings["verdict"].isin(DECIDED) & findings["due"].notna()]
    days = late_days(timed)
    rows = pd.DataFrame({"norm": timed["norm"], "days": days, "late": days.notna()})
    rows["still_owed"] = rows["late"] & timed["discharged"].isna()
    table = _summary(rows).join(_band_counts(rows)).reset_index()
    table = table.sort_values("norm", key=lambda norms: norms.map(text_order), ignore_index=True)
    table.attrs = dict(findings.attrs)
    return table


def _summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return counts and quantiles, by norm."""
    groups = rows.groupby("norm")
    counts = groups.agg(
        timed=("late", "size"), late=("late", "sum"), still_owed=("still_owed", "sum")
    )
    days = groups["days"]
    quantiles = {"median": days.median(), "p75": days.quantile(0.75), "p90": days.quantile(0.9)}
    return counts.assign(**quantiles, max=days.max())


def _band_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many of the late ones fall into each band, by norm."""
    within = {
        band: (rows["days"] > above) & (rows["days"] <= up_to)
        for band, (above, up_to) in BANDS.items()
    }
    return pd.DataFrame(within).groupby(rows["norm"]).sum().astype("int64")
