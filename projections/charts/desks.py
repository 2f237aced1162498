"""案头利用率: how busy each desk was, over many played years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet
from projections.charts.words import Lang, label, say
from projections.columns import demand_columns

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = ("replication", "measure", "desk", "value")
NAME_EMS: Final = 22.0
FULL: Final = 0.9
"""A desk as busy as this has queues that no luck clears (Kingman 1961): it is drawn in orange."""


def desk_utilisation(replications: pd.DataFrame, lang: Lang = "zh", most: int = 20) -> Chart:
    """Draw how busy the busiest desks were (案头利用率), over all played years.

    Args:
        replications: rows of played years: ``replication``, ``measure``, ``desk``, ``value``; those
            of ``utilisation``, ``backlog`` and ``overtime`` of a desk are used.
        lang: ``zh`` or ``en``.
        most: how many desks.

    Raises:
        ValueError: there are no desks to draw, a column or the source is missing, or the language
            is unknown.

    """
    demand_columns(replications, NEEDS, "desk_utilisation (案头利用率)")
    rows = replications[replications["desk"] != ""]
    used = _by_desk(rows, "utilisation")
    if used.empty:
        raise ValueError("There are no desks (案头) to draw; give a table of played years.")
    median = used.median().sort_values(ascending=False, kind="stable").head(most)
    chart = sheet(32 + 5.2 * len(median), lang)
    axes = chart.subplots()
    _draw(axes, used[list(median.index)], lang)
    means = {measure: _by_desk(rows, measure).mean() for measure in ("backlog", "overtime")}
    for place, desk in enumerate(median.index):
        figures = {measure: f"{values[desk]:,.0f}" for measure, values in means.items()}
        axes.annotate(
            say("desk_figures", lang, **figures), (1, place), xycoords=("axes fraction", "data"),
            xytext=(5, 0), textcoords="offset points", va="center", fontsize=SMALL,
        )  # fmt: skip
    names = [fold(label(replications.attrs, str(desk), lang), NAME_EMS, 1) for desk in median.index]
    axes.set_yticks(range(len(names)), names)
    note = say("desks_note", lang, years=len(used), shown=len(median))
    return finish(chart, say("desks", lang), note, replications.attrs, lang)


def _by_desk(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return one measure, a row per year and a column per desk."""
    chosen = rows[rows["measure"] == measure]
    chosen = chosen.assign(desk=chosen["desk"].astype(str))
    return chosen.pivot_table(index="replication", columns="desk", values="value")


def _draw(axes: Axes, used: pd.DataFrame, lang: Lang) -> None:
    """Draw median and range of each desk, the busiest at the top."""
    plain(axes, grid="x")
    places = np.arange(used.shape[1])
    median = used.median().to_numpy()
    colours = [palette.BREACHED if share >= FULL else palette.KEPT for share in median]
    axes.hlines(places, used.min(), used.max(), colors=colours, linewidth=2.2)
    axes.scatter(median, places, c=colours, s=22, zorder=3)
    axes.axvline(1.0, color=palette.FAINT, linewidth=0.8)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1.0, float(used.max().max())))
    in_percent(axes.xaxis, lang)
    axes.set_xlabel(say("desks_x", lang), fontsize=SMALL)
