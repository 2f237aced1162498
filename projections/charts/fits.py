"""拟合优度: what was fitted laid over what was recorded, kind by kind and step by step.

Reading order: the arrivals, the steps, the grid of small pictures.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.ticker import MaxNLocator

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet
from projections.charts.words import Lang, Source, label, month_names, say
from projections.columns import demand_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

ARRIVALS: Final = ("number", "month", "came", "expected", "low", "high")
CURVES: Final = ("step", "hours", "survival", "low", "high", "fitted")
ACROSS: Final = 3
TITLE_EMS: Final = 20.2
ROW_MM: Final = 38
AROUND_MM: Final = 42

# --- the arrivals ---


def arrivals_fit(arrivals: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw the arrivals of every kind by month, and what the fit expects (来件拟合).

    Args:
        arrivals: one row per kind and month, with the columns ``ARRIVALS``.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: there is nothing to draw, a column or the source is missing, or the language is
            unknown.

    """
    demand_columns(arrivals, ARRIVALS, "arrivals_fit (来件拟合)")
    kinds = _groups(arrivals, "number")
    chart, cells = _grid(len(kinds), lang)
    for axes, (name, rows) in zip(cells, kinds, strict=True):
        _draw_months(axes, rows, lang)
        axes.set_title(_title(arrivals.attrs, name, lang), fontsize=SMALL, loc="left")
    cells[0].legend(fontsize=SMALL - 1, frameon=False, loc="upper right")
    outside = (arrivals["came"] < arrivals["low"]) | (arrivals["came"] > arrivals["high"])
    note = say("arrivals_fit_note", lang, outside=int(outside.sum()), n=len(arrivals))
    return finish(chart, say("arrivals_fit", lang), note, arrivals.attrs, lang)


def _draw_months(axes: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    plain(axes, grid="y")
    places = np.arange(len(rows))
    axes.bar(places, rows["came"], color=palette.FAN[1], width=0.72, label=say("came", lang))
    bars = (rows["expected"] - rows["low"], rows["high"] - rows["expected"])
    axes.errorbar(
        places, rows["expected"], yerr=bars, fmt="o", markersize=2.4, linewidth=0.9,
        color=palette.INK, label=say("expected", lang),
    )  # fmt: skip
    axes.set_ylim(0, 1.45 * max(float(rows["high"].max()), float(rows["came"].max()), 1.0))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    names = month_names([(int(month[:4]), int(month[5:])) for month in rows["month"]], lang)
    shown = [name.split("\n")[0] for name in names]
    step = 1 if len(shown) <= ACROSS * 2 else ACROSS
    axes.set_xticks(places[::step], shown[::step])


# --- the steps ---


def steps_fit(curves: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw how long each step took, and the distribution fitted to it (环节用时拟合).

    Args:
        curves: one row per step and duration, with the columns ``CURVES``: the Kaplan-Meier share
            not yet done after so many office hours, its interval, and the fitted share.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: there is nothing to draw, a column or the source is missing, or the language is
            unknown.

    """
    demand_columns(curves, CURVES, "steps_fit (环节用时拟合)")
    steps = _groups(curves, "step")
    chart, cells = _grid(len(steps), lang)
    for axes, (name, rows) in zip(cells, steps, strict=True):
        _draw_curve(axes, rows, lang)
        axes.set_title(_title(curves.attrs, name, lang), fontsize=SMALL, loc="left")
    cells[0].legend(fontsize=SMALL - 1, frameon=False, loc="upper right")
    for axes in cells[-ACROSS:]:
        axes.set_xlabel(say("office_hours", lang), fontsize=SMALL)
    return finish(chart, say("steps_fit", lang), say("steps_fit_note", lang), curves.attrs, lang)


def _draw_curve(axes: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    plain(axes, grid="y")
    axes.fill_between(
        rows["hours"], rows["low"], rows["high"], step="post", color=palette.FAN[0], linewidth=0
    )
    axes.step(
        rows["hours"], rows["survival"], where="post", color=palette.KEPT, linewidth=1.5,
        label=say("recorded", lang),
    )  # fmt: skip
    axes.plot(
        rows["hours"], rows["fitted"], color=palette.BREACHED, linewidth=1.1, linestyle=(0, (4, 2)),
        label=say("fitted", lang),
    )  # fmt: skip
    axes.set_ylim(0, 1.02)
    axes.set_xlim(0, float(rows["hours"].max()))
    in_percent(axes.yaxis, lang)


# --- the grid of small pictures ---


def _groups(frame: pd.DataFrame, column: str) -> Sequence[tuple[str, pd.DataFrame]]:
    """Return the rows of each picture, in the order of the frame."""
    found = [(str(name), rows) for name, rows in frame.groupby(column, sort=False)]
    if not found:
        raise ValueError("Nothing was fitted 没有拟合结果, so there is nothing to draw.")
    return found


def _title(source: Source, name: str, lang: Lang) -> str:
    """Return what a picture is of, cut to its width."""
    return fold(label(source, name, lang), TITLE_EMS, 1)


def _grid(count: int, lang: Lang) -> tuple[Chart, list[Any]]:
    """Return a sheet with so many axes."""
    rows = math.ceil(count / ACROSS)
    chart = sheet(AROUND_MM + ROW_MM * rows, lang)
    cells = list(chart.subplots(rows, ACROSS, squeeze=False).flat)
    for axes in cells[count:]:
        axes.remove()
    return chart, cells[:count]
