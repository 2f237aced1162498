"""组合寻优图: what combinations of levers cost, and the adherence they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from projections.charts import palette
from projections.charts.capacity import of_what
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet
from projections.charts.words import Lang, Source, percent, say
from projections.columns import demand_columns

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = ("cost", "adherence", "low", "high", "years", "stage", "outcome")
HEIGHT_MM: Final = 105.0
AIR: Final = 0.12


def cost_of_reaching(tried: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw cost against adherence (组合寻优), a dot for each combination that was played.

    Args:
        tried: the frame of ``tz.cheapest``, with the columns ``NEEDS``; ``attrs`` names the levers,
            the target and what was found.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: there is no adherence to draw, or a column or the source is missing.

    """
    demand_columns(tried, NEEDS, "cost_of_reaching (组合寻优图)")
    rows = tried[tried["adherence"].notna()]
    if rows.empty:
        raise ValueError("There is no adherence (遵守率) to draw.")
    source = tried.attrs
    chart = sheet(HEIGHT_MM, lang)
    axes = chart.subplots()
    _draw(axes, rows, float(source["target"]), lang)
    axes.set_xlabel(say("cost", lang), fontsize=SMALL)
    axes.set_ylabel(say("rate", lang), fontsize=SMALL)
    played, untried = source["cheaper"]
    note = say(
        "cost_note",
        lang,
        of=of_what(source, lang),
        level=percent(source.get("level", 0.95), lang),
        found=_found(source, lang),
        whose=say("cost_all" if source.get("found") is None else "cost_cheaper", lang),
        played=played,
        untried=untried,
    )
    return finish(chart, say("cost_of_reaching", lang), note, source, lang)


def _draw(axes: Axes, rows: pd.DataFrame, target: float, lang: Lang) -> None:
    """Draw small dots for what was screened, and dots with intervals for what was confirmed."""
    plain(axes, grid="y")
    for row in rows.to_dict("records"):
        cost, rate = row["cost"], row["adherence"]
        if row["stage"] == "screened":
            axes.plot([cost], [rate], "o", color=palette.FAN[1], markersize=3.5)
            continue
        reached = row["outcome"] == "reached"
        axes.vlines([cost], row["low"], row["high"], color=palette.KEPT, linewidth=1.8, zorder=3)
        axes.plot(
            [cost], [rate], "o", color=palette.KEPT, markersize=7, zorder=4,
            markerfacecolor=palette.KEPT if reached else palette.BLANK,
        )  # fmt: skip
    axes.axhline(target, color=palette.BREACHED, linewidth=1.0)
    sure = rows[rows["stage"] != "screened"]
    bottom = min(target, rows["adherence"].min(), *sure["low"])
    top = max(target, rows["adherence"].max(), *sure["high"])
    air = AIR * (top - bottom) or AIR
    axes.set_ylim(max(0.0, bottom - air), min(1.0, top + air) + 1e-3)
    in_percent(axes.yaxis, lang)
    shown = f"{100 * target:g}{'%' if lang == 'zh' else ' %'}"
    axes.annotate(
        say("target", lang, target=shown), (1, target), xycoords=("axes fraction", "data"),
        xytext=(4, 0), textcoords="offset points", va="center", fontsize=SMALL,
        color=palette.BREACHED,
    )  # fmt: skip


def _found(source: Source, lang: Lang) -> str:
    """Return what was found, lever by lever."""
    found: dict[str, Any] | None = source.get("found")
    if found is None:
        return say("cost_none", lang)
    levers = source["levers"]
    listed = [f"{levers[words][lang]} {value}" for words, value in found.items()]
    return ("，" if lang == "zh" else ", ").join(listed)
