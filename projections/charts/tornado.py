"""敏感性: what each number of a scenario does alone, and how much it matters among all."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet
from projections.charts.words import Lang, Source, label, norm_label, percent_sign, say
from projections.columns import demand_columns
from projections.measure_names import MEASURES, SHARES

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = (
    *("parameter", "low", "high", "factor", "at_low", "at_high"),
    *("mu_star", "mu_star_reach", "sigma", "total"),
)
NAME_EMS: Final = 26.0
ROW_MM, FRAME_MM = 10.0, 52.0
AIR: Final = 0.08


def sensitivity_tornado(table: pd.DataFrame, lang: Lang = "zh", most: int = 15) -> Chart:
    """Draw what each parameter does to a measure (敏感性), the one that matters most at the top.

    Args:
        table: one row per parameter, with the columns ``NEEDS``: the frame of ``tz.sensitivity``;
            ``attrs`` says of which measure, and its value as the scenario is (``base``).
        lang: ``zh`` or ``en``.
        most: how many parameters.

    Raises:
        ValueError: there is no parameter to draw, a column or the source is missing, or the
            language is unknown.

    """
    demand_columns(table, NEEDS, "sensitivity_tornado (敏感性)")
    rows = table.sort_values("mu_star", ascending=False, kind="stable").head(most)
    if rows.empty or "base" not in table.attrs:
        raise ValueError("There is no parameter (参数) to draw; pass the frame of tz.sensitivity.")
    source = table.attrs
    chart = sheet(FRAME_MM + ROW_MM * len(rows), lang)
    axes = chart.subplots()
    listed = rows.to_dict("records")
    _draw(axes, listed, source, lang)
    _figures(axes, listed, str(source["measure"]))
    base = _shown(float(source["base"]), str(source["measure"]), lang)
    note = say("tornado_note", lang, of=_of(source, lang), years=source["years"], base=base)
    return finish(chart, say("tornado", lang), note, source, lang)


def _draw(axes: Axes, rows: Sequence[dict[Hashable, Any]], source: Source, lang: Lang) -> None:
    """Draw two bars per parameter, from the scenario as it is to either end."""
    plain(axes, grid="x")
    base, measure = float(source["base"]), str(source["measure"])
    ends = (("at_low", palette.CATEGORIES[1], -0.18), ("at_high", palette.KEPT, 0.18))
    for end, colour, shift in ends:
        widths = [float(row[end]) - base for row in rows]
        places = [place + shift for place in range(len(rows))]
        axes.barh(places, widths, 0.34, base, color=colour, label=say(end, lang))
    axes.axvline(base, color=palette.INK, linewidth=0.9)
    axes.set_yticks(range(len(rows)), [_name(row) for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    values = [base, *(float(row[end]) for row in rows for end, _, _ in ends)]
    air = AIR * (max(values) - min(values)) or AIR * (abs(base) or 1.0)
    low, high = min(values) - air, max(values) + air
    axes.set_xlim(max(0.0, low), min(1.0, high) if measure in SHARES else high)
    if measure in SHARES:
        in_percent(axes.xaxis, lang)
    name = MEASURES[measure][0 if lang == "zh" else 1]
    axes.set_xlabel(name[0].upper() + name[1:], fontsize=SMALL)
    axes.legend(
        loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=SMALL,
        borderaxespad=0.2,
    )  # fmt: skip


def _figures(axes: Axes, rows: Sequence[dict[Hashable, Any]], measure: str) -> None:
    """Write Morris's and Sobol's measures at the right of each row."""
    scale = 100.0 if measure in SHARES else 1.0
    for place, row in enumerate(rows):
        effect, reach, spread = (scale * row[k] for k in ("mu_star", "mu_star_reach", "sigma"))
        text = f"μ* {effect:.3g} [±{reach:.2g}]  σ {spread:.3g}"
        if not math.isnan(row["total"]):
            text += f"\nST {row['total']:.2f}"
        axes.annotate(
            text, (1, place), xycoords=("axes fraction", "data"), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=SMALL, linespacing=1.3,
        )  # fmt: skip


def _name(row: dict[Hashable, Any]) -> str:
    """Return a parameter with its ends below it."""
    sign = "×" if row["factor"] else ""
    ends = f"{sign}{row['low']:g} – {sign}{row['high']:g}"
    return f"{fold(str(row['parameter']), NAME_EMS, 1)}\n{ends}"


def _shown(value: float, measure: str, lang: Lang) -> str:
    return f"{100 * value:.1f}{percent_sign(lang)}" if measure in SHARES else f"{value:,.4g}"


def _of(source: Source, lang: Lang) -> str:
    """Return which measure of what it is."""
    name = MEASURES[str(source["measure"])][0 if lang == "zh" else 1]
    named = [norm_label(source, source["norm"], lang)] if source.get("norm") else []
    named += [label(source, source[key], lang) for key in ("organ", "desk") if source.get(key)]
    return ("，" if lang == "zh" else ", ").join([name, *named])
