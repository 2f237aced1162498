"""热力图: rates by two keys, painted in steps, with both margins and how much was judged.

Reading order: the counts, the map, its cells, its sides, its legend.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from projections.adherence import adherence
from projections.charts import palette
from projections.charts.lines import fold, width
from projections.charts.paper import SMALL, WIDTH_MM, finish, plain, sheet
from projections.charts.words import Lang, percent, whole_percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from projections.charts.paper import Chart
    from projections.charts.words import Source

FEW: Final = 10
"""Below so many judged occasions a percentage misleads: the cell shows the fraction itself."""
ALL: Final = "∑"
"""The key of the margin row and column."""
MOST: Final = 60
"""Norms on a sheet, unless said otherwise: more cannot be read."""
ONLY_OPEN: Final = "◌"
"""Says that occasions are open: alone in a cell, or after a name."""
TINY: Final = 5.6
"""In points: two lines of it fit into a row."""
ROW_MM: Final = 4.4
_POINT_MM: Final = 25.4 / 72
_SHOWN: Final = ["judged", "kept", "justified", "open", "rate"]


def counted(findings: pd.DataFrame, row: str, column: str) -> pd.DataFrame:
    """Return counts and rate by two keys, as an index ``row``, ``column``, margins under ``ALL``.

    Where nothing was judged and nothing is open there is no cell, and so in the end no row and no
    column: an effect, say, is never judged.

    Raises:
        ValueError: no cell is left, or the findings lack a column.

    """
    parts = []
    for keys in ([row, column], [row], [column], []):
        part = adherence(findings, by=keys)
        absent = {key: ALL for key in (row, column) if key not in keys}
        parts.append(part.assign(**absent)[[row, column, *_SHOWN]])
    cells = pd.concat([part for part in parts if not part.empty] or parts[:1])
    cells = cells[cells["judged"] + cells["open"] > 0]
    if cells.empty:
        raise ValueError(
            "There are no findings (认定) to draw, neither judged nor open; judge a ledger first, "
            "or choose a later day."
        )
    return cells.set_index([row, column]).rename_axis(["row", "column"])


def only(cells: pd.DataFrame, level: str, keys: Sequence[str]) -> pd.DataFrame:
    """Return the cells of some keys of a level, and its margin."""
    return cells[cells.index.isin([ALL, *keys], level=level)]


def most_broken(cells: pd.DataFrame, level: str, most: int) -> list[str]:
    """Return at most so many keys of a level, those with most breaches, in no order.

    A page holds only so many; of keys with equally many the one judged more often comes first.
    """
    other = "column" if level == "row" else "row"
    totals = cells.xs(ALL, level=other).drop(index=ALL, errors="ignore")
    broken = totals.assign(broken=totals["judged"] - totals["kept"] - totals["justified"])
    ranked = broken.sort_values(["broken", "judged"], ascending=False, kind="stable")
    return [str(key) for key in ranked.index[:most]]


@attrs.frozen(kw_only=True)
class HeatMap:
    """What is painted.

    Attributes:
        cells: counts and rates, see ``counted``.
        rows: keys from top to bottom, ``ALL`` first.
        columns: keys from left to right, ``ALL`` first.
        row_names: how the rows are called.
        column_names: how the columns are called, as long as they may be.
        row_ems: the room for the name of a row; what is longer takes two smaller lines.
        upright: whether the names of the columns stand upright.

    """

    cells: pd.DataFrame
    rows: list[str]
    columns: list[str]
    row_names: list[str]
    column_names: list[str]
    row_ems: float
    upright: bool

    @property
    def heading_mm(self) -> float:
        """The height of the names of the columns."""
        upright = max(map(width, self.column_names))
        lines = max(name.count("\n") + 1 for name in self.column_names)
        return (upright if self.upright else 1.3 * lines) * SMALL * _POINT_MM

    @property
    def cell_points(self) -> float:
        """The width of a cell: what the names leave."""
        names = SMALL * min(self.row_ems, max(map(width, self.row_names)))
        return (WIDTH_MM / _POINT_MM - names - 45) / len(self.columns)


def draw(heat: HeatMap, title: str, note: str, source: Source, lang: Lang) -> Chart:
    """Draw a map with its title, its note and its source."""
    chart = sheet(45 + heat.heading_mm + ROW_MM * len(heat.rows), lang)
    axes = chart.subplots()
    plain(axes)
    _paint(axes, heat)
    _write_cells(axes, heat)
    _name_sides(axes, heat)
    _write_totals(axes, heat)
    _draw_legend(axes, lang)
    return finish(chart, title, note, source, lang)


def _paint(axes: Axes, heat: HeatMap) -> None:
    """Paint each judged cell in the step of its rate, and leave the others white."""
    table = heat.cells.pivot_table(index="row", columns="column", values="rate")
    rates = table.reindex(index=heat.rows, columns=heat.columns).to_numpy(float)
    judged = ~np.isnan(rates)
    steps = np.full(rates.shape, np.nan)
    steps[judged] = [palette.rate_step(rate) for rate in rates[judged]]
    axes.pcolormesh(
        np.ma.masked_invalid(steps),
        cmap=ListedColormap(palette.RATE_STEPS),
        vmin=-0.5,
        vmax=len(palette.RATE_STEPS) - 0.5,
        edgecolors=palette.GRID,
        linewidth=0.5,
    )
    axes.axhline(1, color=palette.INK, linewidth=0.9)
    axes.axvline(1, color=palette.INK, linewidth=0.9)
    axes.set_ylim(len(heat.rows), 0)
    axes.spines[:].set_visible(False)


def _write_cells(axes: Axes, heat: HeatMap) -> None:
    """Write the rate in each cell, as large as the cells allow."""
    size = min(SMALL, heat.cell_points / 1.95)
    rows = {key: place for place, key in enumerate(heat.rows)}
    columns = {key: place for place, key in enumerate(heat.columns)}
    found: Any = heat.cells.to_dict("index")
    for (row, column), cell in found.items():
        words, ink = _cell_text(cell)
        place = (columns[column] + 0.5, rows[row] + 0.53)
        text = axes.text(*place, words, ha="center", va="center", fontsize=size, color=ink)
        text.set_in_layout(False)  # thousands of them, all inside: the layout need not ask


def _cell_text(cell: Mapping[str, float]) -> tuple[str, str]:
    """Return what a cell says, and in which ink."""
    judged, kept = int(cell["judged"]), int(cell["kept"] + cell["justified"])
    if judged == 0:
        return ONLY_OPEN, palette.FAINT
    ink = palette.readable_on(palette.RATE_STEPS[palette.rate_step(cell["rate"])])
    return (f"{kept}/{judged}" if judged < FEW else str(whole_percent(kept / judged))), ink


def _name_sides(axes: Axes, heat: HeatMap) -> None:
    """Name the rows at the left and the columns above."""
    fits = [width(name) <= heat.row_ems for name in heat.row_names]
    tiny_ems = heat.row_ems * SMALL / TINY
    rows = [
        name if fit else fold(name, tiny_ems, 2)
        for name, fit in zip(heat.row_names, fits, strict=True)
    ]
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
    turn = 90 if heat.upright else 0
    axes.set_xticks(np.arange(len(heat.columns)) + 0.5, heat.column_names, rotation=turn)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=SMALL)
    for text, fit in zip(axes.get_yticklabels(), fits, strict=True):
        if not fit:
            text.set(fontsize=TINY, linespacing=0.95)


def _write_totals(axes: Axes, heat: HeatMap) -> None:
    """Write how much was judged at the right of each row and under each column."""
    judged: Any = heat.cells["judged"].to_dict()
    rows = [f"{judged[row, ALL]:,}" for row in heat.rows]
    columns = [f"{judged.get((ALL, column), 0):,}" for column in heat.columns]
    right = axes.secondary_yaxis("right")
    right.set_yticks(np.arange(len(rows)) + 0.5, rows)
    under = axes.secondary_xaxis("bottom")
    turn = 90 if heat.upright else 0
    under.set_xticks(np.arange(len(columns)) + 0.5, columns, rotation=turn)
    for side in (right, under):
        side.spines[:].set_visible(False)
        side.tick_params(length=0, labelsize=SMALL - 0.8, labelcolor=palette.FAINT)
    axes.annotate(
        "n",
        (1, 0),
        xycoords="axes fraction",
        xytext=(6, -6),
        textcoords="offset points",
        fontsize=SMALL,
        fontstyle="italic",
        color=palette.FAINT,
        va="top",
    )


def _draw_legend(axes: Axes, lang: Lang) -> None:
    """Draw the steps of the rate under the map."""
    bounds = [percent(bound, lang) for bound in palette.RATE_BOUNDS]
    names = [f"{low}–{high}" for low, high in pairwise(bounds)]
    names = [f"<{bounds[1]}", *names[1:], bounds[-1]]
    steps = [
        Patch(facecolor=colour, edgecolor=palette.GRID, label=name)
        for colour, name in zip(palette.RATE_STEPS, names, strict=True)
    ]
    axes.legend(
        handles=steps,
        loc="upper right",
        bbox_to_anchor=(1, 0),
        ncols=len(steps),
        fontsize=SMALL,
        frameon=False,
        handlelength=1.4,
        columnspacing=1.2,
        borderaxespad=3.2,
    )
