"""绘图 Drawing: every chart of a history, in one or both languages, written to a folder.

Reading order: what is drawn, one language, both.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pandas as pd

from domain.calendar import CalendarVersion
from projections import charts
from projections.columns import DECIDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from projections.charts.words import Lang

# --- what is drawn ---


@attrs.frozen(kw_only=True)
class Subject:
    """What charts are drawn of.

    Attributes:
        findings: the findings table, with its source.
        openings: what lay open where and how long.
        norm: the duty whose time to reply is drawn; empty for none.
        calendar: counts the working days of that reply.

    """

    findings: pd.DataFrame
    openings: pd.DataFrame
    norm: str
    calendar: CalendarVersion

    def drawings(self, lang: Lang) -> Iterator[tuple[str, Callable[[], charts.Chart]]]:
        """Yield the name of each chart and how to draw it."""
        findings, openings = self.findings, self.openings
        yield "adherence_by_month", partial(charts.adherence_by_month, findings, lang)
        by_norm = partial(charts.adherence_by_month_and_norm, findings, lang)
        yield "adherence_by_month_and_norm", by_norm
        yield "lateness", partial(charts.lateness_distribution, findings, lang)
        yield "workload", partial(charts.workload_over_year, openings, lang)
        yield "organs_and_norms", partial(charts.organ_norm_heat_map, findings, lang)
        if self.norm:
            reply: Any = partial(charts.time_to_reply, findings, self.norm, lang, self.calendar)
            yield "time_to_reply", reply


def busiest_duty(findings: pd.DataFrame) -> str:
    """Return the duty with a term that was discharged most often; empty where there is none."""
    timed = findings[(findings["kind"] == "duty") & findings["discharged"].notna()]
    decided = timed[timed["verdict"].isin(DECIDED)]["norm"].value_counts()
    return "" if decided.empty else str(decided.sort_index().idxmax())


# --- one language, both ---


@attrs.frozen
class Drawn:
    """What was drawn: the files, and what was not, with the reason."""

    files: tuple[Path, ...]
    left_out: tuple[str, ...]


def draw(subject: Subject, folder: Path, lang: Lang) -> Drawn:
    """Draw every chart in one language to ``folder/lang``; a chart without cases is left out."""
    files: list[Path] = []
    left_out: list[str] = []
    for name, drawing in subject.drawings(lang):
        try:
            chart = drawing()
        except ValueError as why:  # charts say in one sentence what they lack
            left_out.append(f"{name}: {why}")
            continue
        files += charts.save(chart, folder / lang / name)
    return Drawn(tuple(files), tuple(left_out))


def draw_each(subject: Subject, folder: Path, langs: Sequence[Lang]) -> Drawn:
    """Draw in several languages at once, a process for each."""
    if len(langs) == 1:
        return draw(subject, folder, langs[0])
    with ProcessPoolExecutor(len(langs)) as pool:
        parts = list(pool.map(draw, [subject] * len(langs), [folder] * len(langs), langs))
    return Drawn(
        files=tuple(path for part in parts for path in part.files),
        left_out=tuple(dict.fromkeys(why for part in parts for why in part.left_out)),
    )
