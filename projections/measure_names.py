"""度量名称 Measure names: what is measured of a played year, with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEASURES: Final[Mapping[str, tuple[str, str]]] = {
    "adherence": ("遵守率（含有理由的偏离）", "adherence (justified included)"),
    "breaches": ("违反或偏离（次）", "breaches, occasions"),
    "open": ("未到期（次）", "still open at the year's end, occasions"),
    "lateness": ("平均逾期（工作日）", "mean lateness of the late ones, working days"),
    "lateness_p90": ("逾期第90百分位（工作日）", "90th percentile of lateness, working days"),
    "issue_time": ("提出至印发中位时长（工作日）", "proposal to issue, median, working days"),
    "issue_time_p90": (
        "提出至印发第90百分位（工作日）",
        "proposal to issue, 90th percentile, working days",
    ),
    "unissued": ("年末未印发公文（件）", "documents not issued at the year's end"),
    "utilisation": ("案头利用率", "utilisation of the desks"),
    "queue": ("平均在手（件）", "mean pieces in hand"),
    "backlog": ("年末积压（件）", "backlog at the year's end, pieces"),
    "overtime": ("所需加班（小时）", "overtime needed, hours"),
    "acts": ("行为（件）", "acts"),
    "carried_adherence": ("期初在办事项遵守率", "adherence of what was under way at the opening"),
    "carried_open": (
        "期初在办事项中未到期（次）",
        "of what was under way at the opening, still open at the end, occasions",
    ),
}
"""Every measure of a played year (`simulations.measures`) with its unit, Chinese and English."""
FORECAST: Final[Mapping[str, tuple[str, str]]] = {
    "adherence": MEASURES["adherence"],
    "judged": ("已认定事项（次）", "occasions judged"),
    "lateness": MEASURES["lateness"],
    "issue_time": MEASURES["issue_time"],
    "issue_time_p90": MEASURES["issue_time_p90"],
    "issued": ("印发公文（件）", "documents issued"),
    "unissued": ("期末未印发公文（件）", "documents not issued at the end"),
    "acts": MEASURES["acts"],
    "carried_adherence": MEASURES["carried_adherence"],
}
"""What a backtest holds against its forecast (`simulations.backtest`), with its unit."""
SHARES: Final = frozenset({"adherence", "utilisation", "carried_adherence"})
"""Measures that are parts of a whole, from 0 to 1; their differences are percentage points."""
