"""评判表 Audit tables: adherence to each norm, and the gravest findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domain.rulebook.findings import Verdict
from projections.adherence import adherence
from projections.columns import BREACHED
from projections.findings import SEPARATOR, last_day
from taizhang.tables import called, said, short, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from rich.table import Table

    from domain.rulebook.norms import Rulebook
    from projections.counterfactual import Difference
    from taizhang.judging import Judged

RATES = ("norm", "title", "judged", "kept", "breached", "open", "rate", "interval")
COMPARED = ("norm", "title", "compliant", "deviation", "violation", "changed")
BREACHES = (
    *("norm", "verdict", "matter", "bearer", "opened", "due", "discharged", "late"),
    "evidence",
)

# --- adherence ---


def rates(frame: pd.DataFrame, judged: Judged, lang: str) -> Table:
    """Return the adherence to each norm, in the order of the text; effects are no promises."""
    rows = adherence(frame, by=["norm"]).to_dict("records")
    title = "各规范遵守率" if lang == "zh" else "Adherence by norm"
    return table(title, RATES, [_rate(row, judged, lang) for row in rows], lang)


def worst_norms(frame: pd.DataFrame, judged: Judged, lang: str, most: int) -> Table:
    """Return the norms least kept, the worst first."""
    rows = adherence(frame, by=["norm"])
    broken = rows[rows["breached"] > 0].sort_values(["rate", "norm"], kind="stable").head(most)
    title = "遵守率最低的规范" if lang == "zh" else "Worst norms"
    cells = [_rate(row, judged, lang) for row in broken.to_dict("records")]
    return table(title, RATES, cells, lang)


def _rate(row: Mapping[Any, Any], judged: Judged, lang: str) -> tuple[object, ...]:
    norm = judged.rulebook.norm(str(row["norm"]))
    counts = (f"{row[name]:,}" for name in ("judged", "kept", "breached", "open"))
    title = norm.zh if lang == "zh" else norm.en
    if not row["judged"]:
        return (norm.id, title, *counts, None, None)
    interval = f"{row['low']:.1%}–{row['high']:.1%}"
    return (norm.id, title, *counts, f"{row['rate']:.1%}", interval)


# --- other numbers ---


def compared(
    rows: Sequence[Difference], book: Rulebook, changes: Sequence[str], lang: str
) -> Table:
    """Return what other numbers would have changed, labelled as not the law."""
    listed = ", ".join(changes)
    title = (
        f"假设 {listed}（不是现行规则）：与依法认定的差别"
        if lang == "zh"
        else f"NOT THE LAW: as if {listed}, against the law"
    )
    cells = [(*_sides(row, book, lang), f"{row.changed:,}") for row in rows]
    return table(title, COMPARED, cells, lang)


def _sides(row: Difference, book: Rulebook, lang: str) -> tuple[str, ...]:
    norm = book.norm(row.norm)
    shown = [
        f"{row.law[verdict.value]:,} → {row.assumed[verdict.value]:,}"
        for verdict in (Verdict.COMPLIANT, Verdict.DEVIATION, Verdict.VIOLATION)
    ]
    return (norm.id, norm.zh if lang == "zh" else norm.en, *shown)


# --- the gravest findings ---


def worst_findings(frame: pd.DataFrame, judged: Judged, lang: str, most: int) -> Table:
    """Return the breaches, violations before deviations and the latest first among each.

    What is still owed is as late as it had become by the as-of day.
    """
    broken = frame[frame["verdict"].isin(BREACHED)]
    graver = (broken["verdict"] != Verdict.VIOLATION.value).rename("soft")
    late = broken["late_working_days"].fillna(-1)
    order = broken.assign(soft=graver, lateness=late).sort_values(
        ["soft", "lateness"], ascending=[True, False], kind="stable"
    )
    shown = order.head(most).astype(object)
    records = shown.where(shown.notna(), None).to_dict("records")
    rows = [_breach(row, judged, lang) for row in records]
    n, of = len(rows), f"{len(broken):,}"
    title = f"最严重的认定（{n}/{of}）" if lang == "zh" else f"Worst findings ({n} of {of})"
    return table(title, BREACHES, rows, lang)


def _breach(row: Mapping[Any, Any], judged: Judged, lang: str) -> tuple[object, ...]:
    due, done, late = row["due"], row["discharged"], row["late_working_days"]
    return (
        row["norm"],
        said(Verdict(row["verdict"]), lang),
        row["matter"],
        called(judged, row["bearer"], lang),
        f"{row['opened']:%Y-%m-%d}",
        last_day(due, judged.rulebook.zone) if due else None,
        f"{done:%Y-%m-%d}" if done else None,
        late,
        short(row["evidence"].split(SEPARATOR), row["matter"]),
    )
