"""热力图: adherence of every organ to every norm, and what was never judged left blank."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from projections.adherence import adherence
from projections.charts import palette
from projections.charts.lines import fold, width
from projections.charts.paper import SMALL, WIDTH_MM, finish, plain, sheet
from projections.charts.words import Lang, label, norm_label, percent, say, whole_percent
from projections.columns import in_text_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

FEW: Final = 10
"""Below so many judged occasions a percentage misleads: the cell shows the fraction itself."""
ROW_MM: Final = 4.4
ORGAN_EMS, NORM_EMS = 14.0, 24.0
TINY: Final = 5.6
"""In points: two lines of it fit into a row."""
TINY_EMS: Final = ORGAN_EMS * SMALL / TINY
ALL: Final = "∑"
"""The key of the margin row and column."""


def organ_norm_heat_map(findings: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw adherence by organ and norm (各单位、各规范遵守率), with both margins.

    A cell without judged occasions is blank, never 0 %; small cells show their fraction.

    Args:
        findings: one row per judged norm and occasion.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: the findings are empty, lack a column or their source, or the language is
            unknown.

    """
    cells = _cells(findings)
    if cells.empty:
        raise ValueError("There are no findings (认定) to draw; judge a ledger first.")
    norms = [ALL, *in_text_order(norm for _, norm in cells.index if norm != ALL)]
    organs = _busiest_first(cells)
    rows, columns = _names(findings, organs, norms, lang)
    heading_mm = max(map(width, columns)) * SMALL * 25.4 / 72
    chart = sheet(45 + heading_mm + ROW_MM * len(organs), lang)
    axes = chart.subplots()
    plain(axes)
    _paint(axes, cells, organs, norms)
    names_points = SMALL * min(ORGAN_EMS, max(map(width, rows)))
    _write_cells(axes, cells, (organs, norms), names_points)
    _name_sides(axes, rows, columns)
    _write_totals(axes, cells, organs, norms)
    _draw_legend(axes, lang)
    title, note = say("heat", lang), say("heat_note", lang, few=FEW)
    return finish(chart, title, note, findings.attrs, lang)


def _cells(findings: pd.DataFrame) -> pd.DataFrame:
    """Return counts and rate by organ and norm, margins under ``ALL``."""
    parts = []
    for keys in (["organ", "norm"], ["organ"], ["norm"], []):
        part = adherence(findings, by=keys)
        absent = {key: ALL for key in ("organ", "norm") if key not in keys}
        parts.append(part.assign(**absent)[["organ", "norm", *_SHOWN]])
    cells = pd.concat([part for part in parts if not part.empty] or parts[:1])
    return cells.set_index(["organ", "norm"])


_SHOWN: Final = ["judged", "kept", "justified", "open", "rate"]


def _busiest_first(cells: pd.DataFrame) -> list[str]:
    """Return the organs, all of them together first, then by how much was judged."""
    totals = cells.xs(ALL, level="norm")["judged"].rename_axis("organ").reset_index()
    totals = totals.sort_values(["judged", "organ"], ascending=[False, True])
    return [ALL, *(str(organ) for organ in totals["organ"] if organ != ALL)]


def _paint(axes: Axes, cells: pd.DataFrame, organs: list[str], norms: list[str]) -> None:
    """Paint each judged cell in the step of its rate, and leave the others white."""
    table = cells.reset_index().pivot_table(index="organ", columns="norm", values="rate")
    rates = table.reindex(index=organs, columns=norms).to_numpy(float)
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
    axes.set_ylim(len(organs), 0)
    axes.spines[:].set_visible(False)


def _write_cells(
    axes: Axes, cells: pd.DataFrame, sides: tuple[list[str], list[str]], names_points: float
) -> None:
    """Write the rate in each cell, as large as the cells allow beside names of that width."""
    organs, norms = sides
    column_points = (WIDTH_MM / 25.4 * 72 - names_points - 45) / len(norms)
    size = min(SMALL, column_points / 1.95)
    found: Any = cells.to_dict("index")
    for row, organ in enumerate(organs):
        for column, norm in enumerate(norms):
            if (organ, norm) not in found:
                continue
            words, ink = _cell_text(found[organ, norm])
            place = (column + 0.5, row + 0.53)
            text = axes.text(*place, words, ha="center", va="center", fontsize=size, color=ink)
            text.set_in_layout(False)  # thousands of them, all inside: the layout need not ask


def _cell_text(cell: Mapping[str, float]) -> tuple[str, str]:
    """Return what a cell says, and in which ink."""
    judged, kept = int(cell["judged"]), int(cell["kept"] + cell["justified"])
    if judged == 0:
        return ("◌" if cell["open"] else ""), palette.FAINT
    ink = palette.readable_on(palette.RATE_STEPS[palette.rate_step(cell["rate"])])
    return (f"{kept}/{judged}" if judged < FEW else str(whole_percent(kept / judged))), ink


def _names(
    findings: pd.DataFrame, organs: list[str], norms: list[str], lang: Lang
) -> tuple[list[str], list[str]]:
    """Return how rows and columns are called, folded to their room."""
    source = findings.attrs
    special = {ALL: say("all_organs", lang), "": say("no_organ", lang)}
    rows = [special.get(organ) or label(source, organ, lang) for organ in organs]
    columns = [norm_label(source, norm, lang) for norm in norms[1:]]
    return (
        [name if width(name) <= ORGAN_EMS else fold(name, TINY_EMS, 2) for name in rows],
        [fold(name, NORM_EMS, 1) for name in (say("all_norms", lang), *columns)],
    )


def _name_sides(axes: Axes, rows: list[str], columns: list[str]) -> None:
    """Name the organs at the left and the norms above, upright."""
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns, rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=SMALL)
    for text in axes.get_yticklabels():
        if "\n" in text.get_text():
            text.set(fontsize=TINY, linespacing=0.95)


def _write_totals(axes: Axes, cells: pd.DataFrame, organs: list[str], norms: list[str]) -> None:
    """Write how much was judged at the right of each row and under each column."""
    judged = cells["judged"]
    right = axes.secondary_yaxis("right")
    right.set_yticks(np.arange(len(organs)) + 0.5, [f"{judged[o, ALL]:,}" for o in organs])
    under = axes.secondary_xaxis("bottom")
    under.set_xticks(
        np.arange(len(norms)) + 0.5, [f"{judged[ALL, n]:,}" for n in norms], rotation=90
    )
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
        loc="upper center",
        bbox_to_anchor=(0.5, 0),
        ncols=len(steps),
        fontsize=SMALL,
        frameon=False,
        handlelength=1.4,
        columnspacing=1.2,
        borderaxespad=3.2,
    )
