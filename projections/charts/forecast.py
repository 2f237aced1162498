"""回测图: what came, against what had been forecast, measure by measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, plain, sheet
from projections.charts.words import Lang, Source, label, norm_label, percent, say
from projections.columns import demand_columns
from projections.measure_names import FORECAST, SHARES

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

NEEDS: Final = ("measure", "norm", "organ", "observed", "low", "median", "high", "inside")
MOST: Final = 32
"""Rows that can be read on one page."""
FARTHEST: Final = 3.0
"""Half-widths of the interval at which a point far outside is drawn, as an arrow."""
NAME_EMS: Final = 27.0
ROW_MM, FRAME_MM = 5.2, 38.0


def forecast_check(backtest: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw what was observed against the interval of its forecast (回测), a row per measure.

    Every row is drawn to its own scale: the band from the low to the high end, the median in its
    middle. What lies outside comes first, then the whole, then what lies nearest the ends.

    Args:
        backtest: with the columns ``NEEDS``; ``attrs`` says the split, the level and the coverage.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: there is nothing to draw, or a column or the source is missing.

    """
    demand_columns(backtest, NEEDS, "forecast_check (回测图)")
    if backtest.empty:
        raise ValueError("There is no measure (度量) to draw: backtest a longer history.")
    rows = sorted(backtest.to_dict("records"), key=_first)[:MOST]
    chart = sheet(FRAME_MM + ROW_MM * len(rows), lang)
    axes = chart.subplots()
    _draw(axes, rows, backtest.attrs, lang)
    source = backtest.attrs
    note = say(
        "forecast_note",
        lang,
        split=source.get("split", ""),
        years=source.get("replications", ""),
        nominal=percent(source.get("nominal", 0.95), lang),
        inside=int(backtest["inside"].sum()),
        of=len(backtest),
        coverage=percent(source.get("coverage", float(backtest["inside"].mean())), lang),
        shown=len(rows),
    )
    return finish(chart, say("forecast", lang), note, source, lang)


def _first(row: dict[Hashable, Any]) -> tuple[bool, bool, float]:
    """Return what rows are ordered by: outside, of the whole, near an end."""
    return bool(row["inside"]), bool(row["norm"] or row["organ"]), -abs(_place(row))


def _place(row: dict[Hashable, Any]) -> float:
    """Return where the observation lies: 0 at the median, 1 at the high end, -1 at the low one."""
    away = row["observed"] - row["median"]
    half = row["high"] - row["median"] if away > 0 else row["median"] - row["low"]
    if away == 0:
        return 0.0
    placed = float(away / half) if half else FARTHEST * (1 if away > 0 else -1)
    return max(-FARTHEST, min(FARTHEST, placed))


def _draw(axes: Axes, rows: Sequence[dict[Hashable, Any]], source: Source, lang: Lang) -> None:
    plain(axes)
    axes.axvline(0, color=palette.FAINT, linewidth=0.8)
    for at, row in enumerate(rows):
        place = _place(row)
        far = abs(place) >= FARTHEST
        colour = palette.KEPT if row["inside"] else palette.BREACHED
        marker = ("<" if place < 0 else ">") if far else "o"
        axes.plot([-1, 1], [at, at], color=palette.FAN[0], linewidth=6, solid_capstyle="butt")
        axes.plot([place], [at], marker, color=colour, markersize=5)
        axes.annotate(
            _figures(row), (1, at), xycoords=("axes fraction", "data"), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=SMALL,
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), [_name(row, source, lang) for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-FARTHEST - 0.3, FARTHEST + 0.3)
    axes.set_xticks([-1, 0, 1], [say(f"forecast_{end}", lang) for end in ("low", "median", "high")])


def _name(row: dict[Hashable, Any], source: Source, lang: Lang) -> str:
    """Return what was measured, and what it is of where that is not the whole."""
    of = [norm_label(source, str(row["norm"]), lang)] if row["norm"] else []
    of += [label(source, str(row["organ"]), lang)] if row["organ"] else []
    name = FORECAST[row["measure"]][0 if lang == "zh" else 1]
    for unit in ("（", " (", ", working days", ", occasions"):
        name = name.split(unit)[0]
    return fold(" · ".join([name[0].upper() + name[1:], *of]), NAME_EMS, 1)


def _figures(row: dict[Hashable, Any]) -> str:
    """Return the observation, and the interval of its forecast."""
    if row["measure"] in SHARES:
        low, seen, high = (100 * row[name] for name in ("low", "observed", "high"))
        return f"{seen:.1f}%  [{low:.1f}, {high:.1f}]"
    digits = 0 if row["high"] >= 100 or float(row["observed"]).is_integer() else 1  # noqa: PLR2004 - three figures
    return "{observed:,.{d}f}  [{low:,.{d}f}, {high:,.{d}f}]".format(
        d=digits, **{name: row[name] for name in ("observed", "low", "high")}
    )
