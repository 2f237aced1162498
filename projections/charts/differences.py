"""方案差异: what changes do against a baseline, with intervals that hold together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, plain, sheet
from projections.charts.words import Lang, Source, label, norm_label, percent, say
from projections.columns import demand_columns
from projections.measure_names import MEASURES, SHARES

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = (
    *("variant", "measure", "norm", "organ", "desk", "difference", "low", "high"),
    "variance_reduction",
)
NAME_EMS: Final = 30.0
ROW_MM, PANEL_MM, FRAME_MM = 5.4, 12.5, 26.0


def differences(comparison: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw the differences of variants from their baseline (方案差异), a panel per measure.

    Args:
        comparison: one row per variant, measure and what it is of, with the columns ``NEEDS``;
            ``attrs`` says how the variants are called, and how many intervals hold together.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: there is no difference to draw, a column or the source is missing, or the
            language is unknown.

    """
    demand_columns(comparison, NEEDS, "differences (方案差异)")
    rows = comparison[comparison["difference"].notna()]
    if rows.empty:
        raise ValueError("There is no difference (差异) to draw; compare at least two years.")
    panels = [(str(name), rows[rows["measure"] == name]) for name in rows["measure"].unique()]
    sizes = [PANEL_MM + ROW_MM * len(panel) for _, panel in panels]
    chart = sheet(FRAME_MM + sum(sizes), lang)
    every = chart.subplots(len(panels), 1, squeeze=False, height_ratios=sizes)[:, 0]
    for axes, (measure, panel) in zip(every, panels, strict=True):
        _panel(axes, measure, panel.to_dict("records"), comparison.attrs, lang)
    source = comparison.attrs
    note = say(
        "differences_note",
        lang,
        years=source.get("replications", ""),
        level=percent(source.get("level", 0.95), lang),
        family=source.get("family", len(comparison)),
    )
    return finish(chart, say("differences", lang), note, source, lang)


def _panel(
    axes: Axes, measure: str, rows: Sequence[dict[Hashable, Any]], source: Source, lang: Lang
) -> None:
    """Draw one measure: a row per variant and what it is of."""
    plain(axes, grid="x")
    scale = 100.0 if measure in SHARES else 1.0
    axes.axvline(0, color=palette.INK, linewidth=0.9)
    for place, row in enumerate(rows):
        low, middle, high = (scale * row[name] for name in ("low", "difference", "high"))
        apart = low > 0 or high < 0
        axes.plot([low, high], [place, place], color=palette.KEPT, linewidth=1.8)
        axes.plot(
            [middle], [place], "o", color=palette.KEPT, markersize=5,
            markerfacecolor=palette.KEPT if apart else palette.BLANK,
        )  # fmt: skip
        axes.annotate(
            _figures(middle, low, high, row["variance_reduction"]), (1, place),
            xycoords=("axes fraction", "data"), xytext=(5, 0), textcoords="offset points",
            va="center", fontsize=SMALL,
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), [_name(row, source, lang) for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    unit = f"（{say('points', lang)}）" if lang == "zh" else f" ({say('points', lang)})"
    name = MEASURES[measure][0 if lang == "zh" else 1]
    title = name[0].upper() + name[1:] + (unit if measure in SHARES else "")
    axes.set_title(title, loc="left", fontsize=SMALL + 0.6, fontweight="bold", pad=3)


def _name(row: dict[Hashable, Any], source: Source, lang: Lang) -> str:
    """Return the variant, and what the row is of where that is not the whole."""
    names = source.get("names", {}).get(row["variant"], {})
    of = [norm_label(source, str(row["norm"]), lang)] if row["norm"] else []
    of += [label(source, str(row[key]), lang) for key in ("organ", "desk") if row[key]]
    text = " · ".join([str(names.get(lang, row["variant"])), *of])
    return fold(text, NAME_EMS, 1)


def _figures(middle: float, low: float, high: float, reduction: float) -> str:
    """Return a difference with its interval, and how much pairing cut its variance."""
    digits = _digits(max(abs(low), abs(high), abs(middle)))
    spread = f"{middle:+,.{digits}f} [{low:+,.{digits}f}, {high:+,.{digits}f}]"
    return spread if not math.isfinite(reduction) else f"{spread}  ×{reduction:.1f}"


def _digits(size: float) -> int:
    """Return how many decimals show three figures of a size."""
    if not math.isfinite(size) or size == 0:
        return 0
    return min(3, max(0, 2 - math.floor(math.log10(size))))
