"""各单位、各规范遵守率: adherence of every organ to every norm, blank where never judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.charts.heat_map import ALL, FEW, MOST, HeatMap, counted, draw, most_broken, only
from projections.charts.lines import fold
from projections.charts.paper import source_of
from projections.charts.words import Lang, label, norm_label, say
from projections.columns import in_text_order

if TYPE_CHECKING:
    import pandas as pd

    from projections.charts.paper import Chart
    from projections.charts.words import Source

ORGAN_EMS, NORM_EMS = 14.0, 24.0
"""The room for the names of organs and of norms."""


def organ_norm_heat_map(findings: pd.DataFrame, lang: Lang = "zh", *, most: int = MOST) -> Chart:
    """Draw adherence by organ and norm (各单位、各规范遵守率), with both margins.

    A cell without judged occasions is blank, never 0 %; small cells show their fraction. Organs
    and norms for which nothing was judged and nothing is open are left out.

    Args:
        findings: one row per judged norm and occasion.
        lang: ``zh`` or ``en``.
        most: norms at most; of more those with most breaches are drawn, and the note says so.

    Raises:
        ValueError: nothing was judged or is open, the findings lack a column or their source, or
            the language is unknown.

    """
    cells = counted(findings, "organ", "norm")
    organs = _busiest_first(cells)
    every = {norm for _, norm in cells.index if norm != ALL}
    norms = in_text_order(most_broken(cells, "column", most))
    names = [say("all_norms", lang), *(norm_label(findings.attrs, norm, lang) for norm in norms)]
    heat = HeatMap(
        cells=only(cells, "column", norms),
        rows=organs,
        columns=[ALL, *norms],
        row_names=[_organ_name(findings.attrs, organ, lang) for organ in organs],
        column_names=[fold(name, NORM_EMS, 1) for name in names],
        row_ems=ORGAN_EMS,
        upright=True,
    )
    title, note = say("heat", lang), _note(len(every), len(norms), lang)
    return draw(heat, title, note, source_of(findings), lang)


def _note(every: int, drawn: int, lang: Lang) -> str:
    """Return the note, with how many norms were left off where some were."""
    note = say("heat_note", lang, few=FEW)
    return note if drawn == every else note + say("most_broken", lang, every=every, drawn=drawn)


def _busiest_first(cells: pd.DataFrame) -> list[str]:
    """Return the organs, all of them together first, then by how much was judged."""
    totals = cells.xs(ALL, level="column")["judged"].reset_index()
    totals = totals.sort_values(["judged", "row"], ascending=[False, True])
    return [ALL, *(str(organ) for organ in totals["row"] if organ != ALL)]


def _organ_name(source: Source, organ: str, lang: Lang) -> str:
    """Return how an organ is called, and what stands for all or none of them."""
    special = {ALL: say("all_organs", lang), "": say("no_organ", lang)}
    return special.get(organ) or label(source, organ, lang)
