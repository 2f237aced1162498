"""全年在办工作量: what lies open in each organ week by week, and what came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, plain, sheet, source_of
from projections.charts.words import Lang, label, month_names, say
from projections.workload import workload

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

    Heights = np.ndarray[tuple[int], np.dtype[Any]]

SHOWN: Final = 6
"""So many organs get a colour of their own; more cannot be told apart in a stack."""
LEGEND_EMS: Final = 15.0
EDGE: Final = 0.2
"""Nearer to an end than this share of the year, a note beside a point would leave the axes."""


def workload_over_year(openings: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw the open matters of each organ by ISO week (全年在办工作量), and the weekly flow below.

    Args:
        openings: one row per matter and organ; see ``projections.workload.workload``.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: nothing was opened, the openings lack a column or their source, or the
            language is unknown.

    """
    weeks = workload(openings)
    table = weeks.pivot_table(index="monday", columns="organ", values="open", aggfunc="sum")
    chart = sheet(130, lang)
    stack, flow = chart.subplots(2, 1, sharex=True, height_ratios=[2.2, 1])
    shown = _draw_stack(stack, table, openings, lang)
    _mark_peak(stack, table, lang)
    _draw_flow(flow, weeks, openings, lang)
    _name_months(flow, _edges(table.index, openings), lang)
    note = say("workload_note", lang, shown=shown)
    return finish(chart, say("workload", lang), note, source_of(openings), lang)


def _draw_stack(axes: Axes, table: pd.DataFrame, openings: pd.DataFrame, lang: Lang) -> int:
    """Draw the open matters stacked by organ, busiest at the bottom; return how many are named."""
    plain(axes, grid="y")
    means = table.mean()
    order = sorted(table.columns, key=lambda organ: (-means[organ], organ))
    named = order if len(order) <= SHOWN + 1 else order[:SHOWN]
    layers = [table[organ].to_numpy() for organ in named]
    names = [_called(organ, openings, lang) for organ in named]
    colours = list(palette.CATEGORIES[: len(named)])
    if len(named) < len(order):
        rest = order[len(named) :]
        layers.append(table[rest].sum(axis=1).to_numpy())
        names.append(say("others", lang, n=len(rest)))
        colours.append(palette.UNDECIDED)
    _stack_up(axes, _edges(table.index, openings), layers, names, colours)
    axes.set_ylabel(say("open_matters", lang), fontsize=SMALL)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_ylim(0, max(1.0, float(table.sum(axis=1).max()) * 1.12))
    axes.legend(
        loc="upper left", bbox_to_anchor=(1, 1), fontsize=SMALL, frameon=False, reverse=True
    )
    return len(named)


def _stack_up(
    axes: Axes, edges: list[float], layers: list[Heights], names: list[str], colours: list[str]
) -> None:
    """Draw the layers one upon the other, each week as wide as it was."""
    axes.stackplot(
        edges,
        [np.append(layer, layer[-1]) for layer in layers],
        labels=names,
        colors=colours,
        step="post",
        edgecolor=palette.BLANK,
        linewidth=0.4,
    )


def _called(organ: str, openings: pd.DataFrame, lang: Lang) -> str:
    """Return the name of an organ for the legend."""
    name = label(openings.attrs, organ, lang) if organ else say("no_organ", lang)
    return fold(name, LEGEND_EMS, 2)


def _place(day: object) -> float:
    """Return where a day stands on the axis: days since 1970, as matplotlib counts them."""
    return float((pd.Timestamp(str(day)) - pd.Timestamp(0)).days)


def _edges(mondays: pd.Index[pd.Timestamp], openings: pd.DataFrame) -> list[float]:
    """Return where the weeks begin, and where the as-of day ends the last one."""
    begins = [_place(monday) for monday in mondays]
    as_of = str(openings.attrs.get("as_of", mondays[-1] + pd.Timedelta(days=6)))
    return [*begins, min(begins[-1] + 7, _place(as_of[:10]) + 1)]


def _mark_peak(axes: Axes, table: pd.DataFrame, lang: Lang) -> None:
    """Name the week in which most lay open."""
    totals = table.sum(axis=1)
    monday = totals.idxmax()
    week = pd.Timestamp(str(monday)).strftime("%G-W%V")
    text = say("peak", lang, n=f"{int(totals.max()):,}", week=week)
    middle = _place(monday) + 3.5
    share = (middle - _place(table.index[0])) / (7 * len(table))
    side: Literal["left", "center", "right"] = (
        "left" if share < EDGE else "right" if share > 1 - EDGE else "center"
    )
    axes.annotate(
        text,
        (middle, float(totals.max())),
        xytext=(0, 4),
        textcoords="offset points",
        ha=side,
        fontsize=SMALL,
        color=palette.INK,
    )


def _draw_flow(axes: Axes, weeks: pd.DataFrame, openings: pd.DataFrame, lang: Lang) -> None:
    """Draw what was opened in each week against what was closed."""
    plain(axes, grid="y")
    flow = weeks.groupby("monday")[["opened", "closed"]].sum()
    edges = _edges(flow.index, openings)
    for column, colour, style in (
        ("opened", palette.INK, "-"),
        ("closed", palette.BREACHED, (0, (3, 1.2))),
    ):
        axes.stairs(
            flow[column],
            edges,
            baseline=None,
            color=colour,
            linestyle=style,
            label=say(column, lang),
        )
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_ylabel(say("per_week", lang), fontsize=SMALL)
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize=SMALL, frameon=False)


def _name_months(axes: Axes, edges: list[float], lang: Lang) -> None:
    """Write the months under the weeks, thinned out where there are more than fourteen."""
    first, last = (pd.Timestamp(edge, unit="D") for edge in (edges[0], edges[-1] - 1))
    starts = list(pd.date_range(first, last, freq="MS")) or [first]
    starts = starts[:: -(-len(starts) // 14)]
    names = month_names([(start.year, start.month) for start in starts], lang)
    axes.set_xticks([_place(start) for start in starts], names)
    axes.set_xlim(edges[0], edges[-1])
