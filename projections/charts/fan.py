"""全年扇形图: the adherence of many played years, month by month, as bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from projections.charts import palette
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet
from projections.charts.words import Lang, month_names, norm_label, percent, say
from projections.columns import demand_columns

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = ("replication", "measure", "norm", "organ", "month", "value")
BANDS: Final = ((0.05, 0.95), (0.25, 0.75))
"""Quantiles between which the years of a band lie, the outer band first."""
FEW: Final = 20
"""Below so many years, each is drawn too: their quantiles say little."""


def adherence_fan(replications: pd.DataFrame, lang: Lang = "zh", norm: str = "") -> Chart:
    """Draw the adherence of many years month by month (全年遵守率扇形图).

    Args:
        replications: rows of played years: ``replication``, ``measure``, ``norm``, ``organ``,
            ``month``, ``value``; those of the measure ``adherence`` with a month are drawn.
        lang: ``zh`` or ``en``.
        norm: id of the norm; by default all norms together.

    Raises:
        ValueError: there is nothing of that norm to draw, a column or the source is missing, or the
            language is unknown.

    """
    demand_columns(replications, NEEDS, "adherence_fan (全年遵守率)")
    rows = replications[(replications["measure"] == "adherence") & (replications["month"] != "")]
    rows = rows[(rows["norm"] == norm) & (rows["organ"] == "")]
    if rows.empty:
        raise ValueError(
            f"No month of any year has occasions (事项) of {norm or 'any norm'} that were judged."
        )
    chart = sheet(95, lang)
    axes = chart.subplots()
    years = rows.assign(month=rows["month"].astype(str)).pivot_table(
        index="month", columns="replication", values="value", observed=True
    )
    _draw(axes, years, lang)
    name = norm_label(replications.attrs, norm, lang) if norm else say("every_norm", lang)
    note = say("fan_note", lang, years=years.shape[1])
    return finish(chart, say("fan", lang, norm=name), note, replications.attrs, lang)


def _draw(axes: Axes, years: pd.DataFrame, lang: Lang) -> None:
    """Draw the bands and the median, and each year where there are few."""
    plain(axes, grid="y")
    places = np.arange(len(years))
    for colour, (low, high) in zip(palette.FAN, BANDS, strict=False):
        bounds = years.quantile(low, axis=1), years.quantile(high, axis=1)
        share = percent(high - low, lang)
        axes.fill_between(
            places, *bounds, color=colour, linewidth=0, label=say("fan_band", lang, share=share)
        )
    if years.shape[1] < FEW:
        for place, number in enumerate(years.columns):
            label = say("one_year", lang) if place == 0 else "_"
            axes.plot(places, years[number], color=palette.FAINT, linewidth=0.4, label=label)
    axes.plot(
        places, years.median(axis=1), color=palette.FAN[-1], linewidth=1.8, marker="o",
        markersize=3.5, label=say("fan_median", lang),
    )  # fmt: skip
    axes.set_ylim(_floor(float(np.nanmin(years.to_numpy()))), 1.0)
    in_percent(axes.yaxis, lang)
    axes.set_ylabel(say("rate", lang), fontsize=SMALL)
    parts = [(int(month[:4]), int(month[5:])) for month in years.index]
    axes.set_xticks(places, month_names(parts, lang))
    axes.set_xlim(-0.3, len(years) - 0.7)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, fontsize=SMALL, frameon=False)


def _floor(lowest: float) -> float:
    """Return where the axis begins: below the lowest year, on a whole multiple of its step."""
    step = 0.02 if lowest > 0.9 else 0.1  # noqa: PLR2004 - near the top, smaller steps
    return max(0.0, float(np.floor(lowest / step) * step))
