"""各规范月度遵守率: adherence to every norm month by month, blank where never judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from projections.charts.heat_map import (
    ALL,
    FEW,
    MOST,
    ONLY_OPEN,
    HeatMap,
    counted,
    draw,
    most_broken,
    only,
)
from projections.charts.paper import source_of
from projections.charts.words import Lang, month_names, norm_label, say
from projections.columns import in_text_order

if TYPE_CHECKING:
    from projections.charts.paper import Chart

NORM_EMS: Final = 28.0
"""The room for the name of a norm."""
ROOM: Final = 14
"""So many months can be named side by side; of more the names stand upright."""


def adherence_by_month_and_norm(
    findings: pd.DataFrame, lang: Lang = "zh", *, most: int = MOST
) -> Chart:
    """Draw adherence by norm and month (各规范月度遵守率), with both margins.

    A cell without judged occasions is blank, never 0 %, and has a ring where occasions are open;
    small cells show their fraction. Months that still have open occasions are marked by a ring:
    their rates are not final. Norms for which nothing was judged and nothing is open are left
    out, and so are months before the first and after the last that has any.

    Args:
        findings: one row per judged norm and occasion; filter it first for one organ.
        lang: ``zh`` or ``en``.
        most: norms at most; of more those with most breaches are drawn, and the note says so.

    Raises:
        ValueError: nothing was judged or is open, the findings lack a column or their source, or
            the language is unknown.

    """
    cells = counted(findings, "norm", "month")
    every = {norm for norm, _ in cells.index if norm != ALL}
    norms = in_text_order(most_broken(cells, "row", most))
    months = _every_month(cells)
    names = [norm_label(findings.attrs, norm, lang) for norm in norms]
    heat = HeatMap(
        cells=only(cells, "row", norms),
        rows=[ALL, *norms],
        columns=[ALL, *months],
        row_names=[say("every_norm", lang), *names],
        column_names=[say("all_norms", lang) + "\n", *_month_names(cells, months, lang)],
        row_ems=NORM_EMS,
        upright=len(months) > ROOM,
    )
    title, note = say("norms", lang), _note(len(every), len(norms), lang)
    return draw(heat, title, note, source_of(findings), lang)


def _note(every: int, drawn: int, lang: Lang) -> str:
    """Return the note, with how many norms were left off where some were."""
    note = say("norms_note", lang, few=FEW)
    return note if drawn == every else note + say("most_broken", lang, every=every, drawn=drawn)


def _every_month(cells: pd.DataFrame) -> list[str]:
    """Return every month from the first to the last, also those in which nothing arose."""
    months = [month for _, month in cells.index if month != ALL]
    return [str(month) for month in pd.period_range(min(months), max(months), freq="M")]


def _month_names(cells: pd.DataFrame, months: list[str], lang: Lang) -> list[str]:
    """Return how the months are called, with a ring where occasions are open."""
    still_open = cells.xs(ALL, level="row")["open"].to_dict()
    rings = [f" {ONLY_OPEN}" if still_open.get(month) else "" for month in months]
    if len(months) > ROOM:
        return [f"{month}{ring}" for month, ring in zip(months, rings, strict=True)]
    spoken = month_names([(int(month[:4]), int(month[5:])) for month in months], lang)
    return [name.replace("\n", f"{ring}\n") for name, ring in zip(spoken, rings, strict=True)]
