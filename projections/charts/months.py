"""月度遵守率: the rate of each month with its interval, and under it what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from projections.adherence import adherence
from projections.charts import palette
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet, source_of
from projections.charts.words import Lang, month_names, percent, say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

STACK = {
    "kept": (palette.KEPT, ""),
    "justified": (palette.JUSTIFIED, ""),
    "breached": (palette.BREACHED, ""),
    "open": (palette.OPEN, "////"),
    "undecided": (palette.UNDECIDED, ""),
}


def adherence_by_month(findings: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw adherence month by month (月度遵守率) with 95 % Wilson intervals and the counts below.

    Months that still have open occasions are drawn hollow: their rate is not final.

    Args:
        findings: one row per judged norm and occasion; filter it first for one norm or organ.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: the findings are empty, lack a column or their source, or the language is
            unknown.

    """
    months = adherence(findings, by=["month"])
    if months.empty:
        raise ValueError("There are no findings (认定) to draw; judge a ledger first.")
    chart = sheet(125, lang)
    rates, counts = chart.subplots(2, 1, sharex=True, height_ratios=[1.5, 1])
    total = adherence(findings, by=[]).iloc[0]
    _draw_rates(rates, months, lang)
    _draw_overall(rates, float(total["rate"]), len(months), lang)
    _draw_counts(counts, months, lang)
    _name_months(counts, months, lang)
    figures = {column: f"{int(total[column]):,}" for column in ("judged", *STACK)}
    note = say("adherence_note", lang, **figures)
    return finish(chart, say("adherence", lang), note, source_of(findings), lang)


def _draw_rates(axes: Axes, months: pd.DataFrame, lang: Lang) -> None:
    """Draw one point per month with its interval, hollow while occasions are open."""
    plain(axes, grid="y")
    places = np.arange(len(months), dtype=float)
    for final, name in ((True, "interval"), (False, "not_final")):
        chosen = ((months["open"] == 0) == final) & (months["judged"] > 0)
        if not chosen.any():
            continue
        here = months[chosen]
        spread = np.vstack([here["rate"] - here["low"], here["high"] - here["rate"]]).clip(min=0)
        axes.errorbar(
            places[chosen],
            here["rate"],
            yerr=spread,
            fmt="o",
            color=palette.KEPT,
            markerfacecolor=palette.KEPT if final else palette.BLANK,
            markersize=5.5,
            elinewidth=1.4,
            label=say(name, lang),
        )
    _write_rates(axes, months, lang)
    lowest = float(np.nanmin([*months["low"], 0.9]))
    axes.set_ylim(np.floor(lowest * 10) / 10, 1.02)
    in_percent(axes.yaxis, lang)
    axes.set_ylabel(say("rate", lang), fontsize=SMALL)


def _write_rates(axes: Axes, months: pd.DataFrame, lang: Lang) -> None:
    """Write each month's rate above its interval."""
    for place, (rate, high) in enumerate(zip(months["rate"], months["high"], strict=True)):
        if not np.isnan(rate):
            _write_rate(axes, (place, high), percent(rate, lang))


def _write_rate(axes: Axes, above: tuple[float, float], rate: str) -> None:
    """Write a rate above its interval, on white where the line of all months runs through it."""
    axes.annotate(
        rate,
        above,
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=SMALL,
        color=palette.INK,
        bbox={"facecolor": palette.BLANK, "edgecolor": "none", "pad": 0.8},
    )


def _draw_overall(axes: Axes, rate: float, months: int, lang: Lang) -> None:
    """Draw the rate of all months together as a line."""
    if np.isnan(rate):
        return
    name = say("overall", lang, rate=percent(rate, lang))
    axes.axhline(rate, color=palette.FAINT, linewidth=1, linestyle=(0, (4, 3)), label=name)
    axes.set_xlim(-0.6, months - 0.3)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, fontsize=SMALL, frameon=False)


def _draw_counts(axes: Axes, months: pd.DataFrame, lang: Lang) -> None:
    """Draw what each month is made of, stacked."""
    plain(axes, grid="y")
    places, base = np.arange(len(months)), np.zeros(len(months))
    for column, (colour, hatch) in STACK.items():
        if not months[column].any():
            continue
        axes.bar(
            places,
            months[column],
            bottom=base,
            width=0.62,
            color=colour,
            hatch=hatch,
            edgecolor=palette.FAINT,
            linewidth=0.5,
            label=say(column, lang),
        )
        base += months[column].to_numpy()
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_ylabel(say("count", lang), fontsize=SMALL)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, fontsize=SMALL, frameon=False)


def _name_months(axes: Axes, months: pd.DataFrame, lang: Lang) -> None:
    """Write under each month its name and how many occasions were judged; thin out beyond 14."""
    step = -(-len(months) // 14)
    chosen = months.iloc[::step]
    parts = [(int(month[:4]), int(month[5:])) for month in chosen["month"]]
    names = [
        f"n={judged:,}\n{name}"
        for judged, name in zip(chosen["judged"], month_names(parts, lang), strict=True)
    ]
    axes.set_xticks(range(0, len(months), step), names)
