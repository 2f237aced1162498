"""能力曲线: adherence against what a planner may turn, with intervals that hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matplotlib.ticker import MaxNLocator

from projections.charts import palette
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet
from projections.charts.words import Lang, Source, label, norm_label, percent, say
from projections.columns import demand_columns

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = ("value", "adherence", "low", "high", "years")
HEIGHT_MM: Final = 100
MARGIN: Final = 0.06
"""Air above and below the intervals, as a share of what they span."""


def capacity_curve(curve: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw adherence against the values of a lever (能力曲线), such as the clerks of a unit.

    Args:
        curve: one row per value, with the columns ``NEEDS``: the frame of ``tz.capacity`` or
            ``tz.search``; ``attrs`` names the lever, the norm, the organ and the target.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: there is no value with an interval, a column or the source is missing, or the
            language is unknown.

    """
    demand_columns(curve, NEEDS, "capacity_curve (能力曲线)")
    rows = curve[curve[["adherence", "low", "high"]].notna().all(axis=1)].sort_values("value")
    if rows.empty:
        raise ValueError(
            "There is no adherence with an interval (遵守率与区间) to draw; play two years or more."
        )
    source = curve.attrs
    chart = sheet(HEIGHT_MM, lang)
    axes = chart.subplots()
    target = source.get("target")
    _draw(axes, rows, target, lang)
    axes.set_xlabel(str(source.get("lever", {}).get(lang, "")), fontsize=SMALL)
    axes.set_ylabel(say("rate", lang), fontsize=SMALL)
    least, most = (int(rows["years"].agg(which)) for which in ("min", "max"))
    note = say(
        "capacity_note",
        lang,
        years=least if least == most else f"{least}–{most}",
        level=percent(source.get("level", 0.95), lang),
        of=of_what(source, lang),
    )
    return finish(chart, say("capacity", lang), note + _found(source, lang), source, lang)


def _draw(axes: Axes, rows: pd.DataFrame, target: float | None, lang: Lang) -> None:
    """Draw a dot and its interval for each value; hollow below the target or unsure of it."""
    plain(axes, grid="y")
    value, rate = rows["value"].to_numpy(), rows["adherence"].to_numpy()
    low, high = rows["low"].to_numpy(), rows["high"].to_numpy()
    axes.plot(value, rate, color=palette.FAN[1], linewidth=1.2)
    axes.vlines(value, low, high, color=palette.KEPT, linewidth=1.8)
    bottom, top = (float(low.min()), float(high.max()))
    if target is not None:
        axes.axhline(target, color=palette.BREACHED, linewidth=1.0)
        bottom, top = min(bottom, target), max(top, target)
    for x, y, bound in zip(value, rate, low, strict=True):
        reached = target is None or bound >= target
        face = palette.KEPT if reached else palette.BLANK
        axes.plot([x], [y], "o", color=palette.KEPT, markersize=5.5, markerfacecolor=face)
    air = MARGIN * (top - bottom) or MARGIN
    axes.set_ylim(max(0.0, bottom - air), min(1.0, top + air) + 1e-3)
    axes.set_xlim(value.min() - 0.5, value.max() + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(12, integer=True, min_n_ticks=1))
    in_percent(axes.yaxis, lang)
    if target is not None:
        axes.annotate(
            say("target", lang, target=f"{100 * target:g}{'%' if lang == 'zh' else ' %'}"),
            (1, target), xycoords=("axes fraction", "data"), xytext=(4, 0),
            textcoords="offset points", va="center", fontsize=SMALL, color=palette.BREACHED,
        )  # fmt: skip


def of_what(source: Source, lang: Lang) -> str:
    """Return whose adherence it is."""
    named = [norm_label(source, source["norm"], lang)] if source.get("norm") else []
    named += [label(source, source["organ"], lang)] if source.get("organ") else []
    return ("，" if lang == "zh" else ", ").join(named) or say("every_norm", lang)


def _found(source: Source, lang: Lang) -> str:
    """Return what a search found; empty where nothing was sought."""
    if "found" not in source:
        return ""
    if source["found"] is None:
        return say("found_none", lang)
    return say("found", lang, value=source["found"])
