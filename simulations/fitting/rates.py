"""来件数量 Rates: how many matters of each kind come on an average working day."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable

from scipy import stats

from simulations.fitting.arrivals import DOCUMENTS, KINDS, VISITS, Traces
from simulations.fitting.estimators import LEVEL, Estimate, rate
from simulations.fitting.season_fit import SeasonFit
from simulations.scenario import Scenario


def rates(traces: Traces, season: SeasonFit, scenario: Scenario) -> dict[str, Estimate]:
    """Return the rates of every kind, per average working day."""
    exposure = math.fsum(season.factors.values())
    found: dict[str, Estimate | None] = {
        kind.number: rate(sum(traces.counts.get(kind.number, Counter()).values()), exposure)
        for kind in KINDS
        if kind.number != DOCUMENTS
    }
    found[DOCUMENTS] = _own_documents(traces, scenario, exposure)
    found[VISITS] = _visits(traces, season, scenario)
    return {name: estimate for name, estimate in found.items() if estimate is not None}


def _own_documents(traces: Traces, scenario: Scenario, exposure: float) -> Estimate | None:
    """Take off those that approvals lead to, by the assumed share: no act says which they are."""
    drafted = sum(traces.counts.get(DOCUMENTS, Counter()).values())
    lead = scenario.value("submissions.share_leading_to_document")
    own = drafted - lead * traces.approved
    if own <= 0:
        return None
    spread = math.sqrt(own + traces.approved * lead * (1 - lead))
    half = float(stats.norm.ppf(0.5 + LEVEL / 2)) * spread
    return Estimate(
        parts={"value": own / exposure},
        bounds={"value": (max(own - half, 0.0) / exposure, (own + half) / exposure)},
        n=drafted,
        how=f"documents drafted less {lead:g} (assumed) of {traces.approved} approvals, normal",
    )


def _visits(traces: Traces, season: SeasonFit, scenario: Scenario) -> Estimate | None:
    """Divide issues by how many a visit raises, as assumed; none come while the head is away."""
    issues = scenario.number("grassroots.issues_per_visit")
    each = range(int(issues.low or 1), int(issues.high or 1) + 1)
    mean = sum(each) / len(each)
    away = {day for span in traces.head_away for day in _span(*span)}
    exposure = math.fsum(f for day, f in season.factors.items() if day not in away)
    if exposure <= 0 or not traces.issues:
        return None
    spread = math.sqrt(traces.issues * sum(k * k for k in each) / len(each) / mean)
    half = float(stats.norm.ppf(0.5 + LEVEL / 2)) * spread
    scale = mean * exposure
    return Estimate(
        parts={"value": traces.issues / scale},
        bounds={"value": (max(traces.issues - half, 0) / scale, (traces.issues + half) / scale)},
        n=traces.issues,
        how="issues over issues per visit (assumed), compound Poisson, normal",
    )


def _span(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
