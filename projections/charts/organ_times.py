"""各单位用时: how long a step takes in each organ, beside all organs together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, plain, sheet
from projections.charts.words import Lang, Source, label, say
from projections.columns import demand_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = ("step", "organ", "in_days", "n", "ended", "median", "low", "high", "p")
REPLY_AND_SERVICE: Final = ("consultations.answering", "outreach.serving")
"""What is drawn unless other steps are named."""
NAME_EMS: Final = 18.0
ROW_MM, FRAME_MM = 4.6, 46.0
AIR: Final = 1.06
TOLD: Final = 0.001
"""Below this, a probability is only said to be below it."""


def organ_times(
    steps: pd.DataFrame, lang: Lang = "zh", which: Sequence[str] = REPLY_AND_SERVICE
) -> Chart:
    """Draw the median time of steps in each organ with its interval (各单位用时).

    The upright line and its band are the median of all organs together. A scenario holds one
    distribution of a step for all organs: where many intervals keep clear of that line, it is too
    coarse.

    Args:
        steps: one row per step and organ (empty: all), with the columns ``NEEDS``: the frame of
            ``tz.fit(...).steps``.
        lang: ``zh`` or ``en``.
        which: the steps, a panel each; those that no organ took are left out.

    Raises:
        ValueError: no organ took any of these steps, a column or the source is missing, or the
            language is unknown.

    """
    demand_columns(steps, NEEDS, "organ_times (各单位用时)")
    known = steps[steps["step"].isin(list(which)) & steps["median"].notna()]
    by_organ = known[known["organ"] != ""]
    panels = [step for step in which if (by_organ["step"] == step).any()]
    if not panels:
        raise ValueError(
            f"No organ (单位) has a median time of {', '.join(which)}: give steps it took."
        )
    organs = _slowest_first(by_organ, panels)
    chart = sheet(FRAME_MM + ROW_MM * len(organs), lang)
    every = chart.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, step in zip(every, panels, strict=True):
        _draw(axes, steps[steps["step"] == step], organs, steps.attrs, lang)
    names = [fold(label(steps.attrs, organ, lang), NAME_EMS, 1) for organ in organs]
    every[0].set_yticks(range(len(names)), names)
    every[0].set_ylim(len(organs) - 0.4, -0.6)
    return finish(chart, say("organ_times", lang), say("organ_times_note", lang), steps.attrs, lang)


def _slowest_first(by_organ: pd.DataFrame, panels: Sequence[str]) -> list[str]:
    """Return the organs, the slowest in the first panel first; those without it come last."""
    medians = by_organ.pivot_table(index="organ", columns="step", values="median")
    ordered = medians.sort_values(list(panels), ascending=False, na_position="last", kind="stable")
    return [str(organ) for organ in ordered.index]


def _draw(
    axes: Axes, rows: pd.DataFrame, organs: Sequence[str], source: Source, lang: Lang
) -> None:
    """Draw one step: a row per organ, and the line of all of them."""
    plain(axes, grid="x")
    in_days = bool(rows["in_days"].iloc[0])
    scaled = rows.assign(**{part: rows[part] / (1 if in_days else 60) for part in _PARTS})
    each: dict[str, Any] = {str(row["organ"]): row for row in scaled.to_dict("records")}
    whole = each[""]
    axes.axvspan(whole["low"], whole["high"], color=palette.FAN[0], linewidth=0)
    axes.axvline(whole["median"], color=palette.INK, linewidth=0.9)
    edge = AIR * float(scaled[["median", "high"]].max().max())
    for place, organ in enumerate(organs):
        if organ in each:
            _row(axes, place, each[organ], whole["median"], edge)
    axes.set_xlim(0, edge)
    axes.set_xlabel(say("step_days" if in_days else "office_hours", lang), fontsize=SMALL)
    title = fold(label(source, str(rows["step"].iloc[0]), lang), 2 * NAME_EMS, 1)
    alike = say("alike", lang, p=_probability(whole["p"]))
    axes.set_title(
        f"{title}\n{alike}", loc="left", fontsize=SMALL, fontweight="bold", pad=4, linespacing=1.3
    )


_PARTS: Final = ("median", "low", "high")


def _row(axes: Axes, place: int, row: dict[str, Any], middle: float, edge: float) -> None:
    """Draw one organ: solid where its interval keeps clear of all organs' median."""
    low = 0.0 if math.isnan(row["low"]) else row["low"]
    high = edge if math.isnan(row["high"]) else row["high"]
    apart = middle < low or middle > high
    axes.plot([low, high], [place, place], color=palette.KEPT, linewidth=1.6)
    axes.plot(
        [row["median"]], [place], "o", color=palette.KEPT, markersize=4.2,
        markerfacecolor=palette.KEPT if apart else palette.BLANK,
    )  # fmt: skip
    axes.annotate(
        f"{row['n']:,}", (1, place), xycoords=("axes fraction", "data"), xytext=(4, 0),
        textcoords="offset points", va="center", fontsize=SMALL,
    )  # fmt: skip


def _probability(p: float) -> str:
    """Return a probability as it is written behind ``p``."""
    if math.isnan(p):  # no two organs had enough of them
        return " –"
    return f"<{TOLD:g}" if p < TOLD else f"={p:.2g}"
