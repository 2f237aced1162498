"""逾期分布: of each norm with a term, which share was late, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet, source_of
from projections.charts.words import Lang, norm_label, say
from projections.lateness import BANDS, lateness

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

ROW_MM = 6.4
LABEL_EMS = 22.0
COUNT_POINTS, MEDIAN_POINTS = 38, 44
"""Where the counts end and the medians begin, right of the bars."""


def lateness_distribution(findings: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw lateness by norm (逾期分布): one bar per norm with a term, split by working days late.

    Args:
        findings: one row per judged norm and occasion.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: no norm with a term was judged, the findings lack a column or their source,
            or the language is unknown.

    """
    table = lateness(findings)
    if table.empty:
        raise ValueError("No norm with a term (时限) was judged in these findings.")
    chart = sheet(42 + ROW_MM * max(len(table), 3), lang)
    axes = chart.subplots()
    plain(axes, grid="x")
    _draw_bars(axes, table, lang)
    _write_counts(axes, table, lang)
    names = [fold(norm_label(findings.attrs, norm, lang), LABEL_EMS, 2) for norm in table["norm"]]
    axes.set_yticks(range(len(table)), names)
    axes.set_ylim(len(table) - 0.4, -0.6)
    title, note = say("late", lang), say("late_note", lang)
    return finish(chart, title, note, source_of(findings), lang)


def _draw_bars(axes: Axes, table: pd.DataFrame, lang: Lang) -> None:
    """Draw the share of each band, the slightly late first."""
    places, base = np.arange(len(table)), np.zeros(len(table))
    for band, colour in zip(BANDS, palette.SEVERITY, strict=True):
        share = (table[band] / table["timed"]).to_numpy()
        axes.barh(
            places,
            share,
            left=base,
            height=0.66,
            color=colour,
            edgecolor=palette.FAINT,
            linewidth=0.4,
            label="≤1" if band == "1" else band.replace("-", "–"),
        )
        base += share
    axes.set_xlim(0, max(0.05, float(base.max()) * 1.04))
    in_percent(axes.xaxis, lang)
    axes.set_xlabel(say("late_share", lang), fontsize=SMALL)
    _draw_legend(axes, lang)


def _draw_legend(axes: Axes, lang: Lang) -> None:
    """Name the bands above the bars."""
    legend = axes.legend(
        title=say("late_band", lang),
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(BANDS),
        fontsize=SMALL,
        title_fontsize=SMALL,
        frameon=False,
    )
    legend.set_alignment("left")


def _write_counts(axes: Axes, table: pd.DataFrame, lang: Lang) -> None:
    """Write late / judged and the median at the right of each bar, in two columns."""
    for place, row in enumerate(table.itertuples(index=False)):
        _write_beside(axes, place, f"{row.late}/{row.timed}", COUNT_POINTS, "right")
        if row.late:
            text = say("median_days", lang, days=f"{row.median:.3g}")
            text += " △" if row.still_owed else ""
            _write_beside(axes, place, text, MEDIAN_POINTS, "left")


def _write_beside(
    axes: Axes, row: int, text: str, points: float, align: Literal["left", "right"]
) -> None:
    """Write a text so many points to the right of a row."""
    axes.annotate(
        text,
        (1, row),
        xycoords=("axes fraction", "data"),
        xytext=(points, 0),
        textcoords="offset points",
        ha=align,
        va="center",
        fontsize=SMALL,
        color=palette.INK,
        annotation_clip=False,
    )
