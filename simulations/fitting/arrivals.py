"""来件 Arrivals: how many matters of each kind came on each day, and how busy each month was.

All kinds share the season of a scenario: a Poisson regression with a factor for each month and each
rush (log link, Newton's method). It takes only kinds whose first act is recorded as they arrive; a
submission's first trace comes when its draft is done, days later, and would smear the months.

Reading order: the kinds, the counts, the season, the rates.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
from scipy import stats

from domain import consultations as c
from domain import deputies_proposals as proposals
from domain import directives, disclosure, incidents, leave, petitions, research, supervision
from domain import documents as d
from domain import grassroots as g
from domain import meetings as m
from domain import service_matters as service
from domain import submissions as s
from domain.act import Act
from simulations.fitting.estimators import LEVEL, Estimate, rate
from simulations.fitting.office_time import OfficeTime
from simulations.flows.supervision import OWN_INSTRUCTIONS
from simulations.scenario import Scenario
from simulations.seasons import Season

# --- the kinds ---


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of matter that arrives.

    Attributes:
        number: its rate in the scenario.
        first: whether an act is the first trace of a matter of this kind.
        zh, en: what it is called.
        at_once: whether that trace is recorded as it arrives.

    """

    number: str
    first: Callable[[Act], bool]
    zh: str
    en: str
    at_once: bool = True


def _is(*acts: type[Act]) -> Callable[[Act], bool]:
    return lambda act: isinstance(act, acts)


def _meeting(kind: str) -> Callable[[Act], bool]:
    return lambda act: isinstance(act, m.Convened) and act.meeting_kind == kind


SUBMISSIONS: Final = "submissions.per_working_day"
DOCUMENTS: Final = "documents.per_working_day"
VISITS: Final = "grassroots.visits_per_working_day"

KINDS: Final = (
    Kind(number=SUBMISSIONS, at_once=False, zh="报文", en="submissions", first=_is(s.Submitted)),
    Kind(number=DOCUMENTS, at_once=False, zh="自行发文", en="own documents",
         first=lambda act: isinstance(act, d.Drafted) and not act.decided_item),
    Kind(number="directives.per_working_day", zh="上级文件", en="directives",
         first=lambda act: isinstance(act, directives.Received) and act.unit == "office"),
    Kind(number="meetings.special_per_working_day", zh="专题会议", en="special meetings",
         first=_meeting(m.SPECIAL)),
    Kind(number="meetings.study_per_working_day", zh="学习会", en="study meetings",
         first=_meeting(m.STUDY)),
    Kind(number="directives.superior_meetings_per_working_day", zh="上级会议",
         en="superior meetings", first=_is(directives.SuperiorMeetingHeld)),
    Kind(number="supervision.problems_per_working_day", zh="督查问题", en="problems found",
         first=_is(supervision.ProblemFound)),
    Kind(number="supervision.instructions_per_working_day", zh="领导批示件", en="instructions",
         first=lambda act: isinstance(act, supervision.ItemOpened)
         and act.focus in (OWN_INSTRUCTIONS, None) and not act.origin),
    Kind(number="outreach.proposals_per_working_day", zh="建议提案", en="deputies' proposals",
         first=_is(proposals.Received)),
    Kind(number="outreach.petitions_per_working_day", zh="信访", en="petitions",
         first=_is(petitions.Received)),
    Kind(number="outreach.requests_per_working_day", zh="信息公开申请",
         en="information requests", first=_is(disclosure.Requested)),
    Kind(number="outreach.clues_per_working_day", zh="线索", en="clues",
         first=_is(incidents.ClueReceived)),
    Kind(number="outreach.services_per_working_day", zh="服务事项", en="service matters",
         first=_is(service.Accepted)),
    Kind(number="outreach.visits_per_working_day", zh="调研", en="research visits",
         first=_is(research.VisitConducted)),
)  # fmt: skip

# --- the counts ---

Counts = dict[str, Counter[dt.date]]


@attrs.define
class Traces:
    """Takes acts one by one, in order, and counts the first trace of every matter by its day."""

    office: OfficeTime
    counts: Counts = attrs.field(factory=dict)
    approved: int = 0
    issues: int = 0
    _seen: set[tuple[str, str]] = attrs.field(factory=set)
    _consulted: dict[str, dt.date] = attrs.field(factory=dict)
    _bypasses: set[str] = attrs.field(factory=set)
    _away: dict[str, dt.date] = attrs.field(factory=dict)
    head_away: list[tuple[dt.date, dt.date]] = attrs.field(factory=list)

    def feed(self, act: Act) -> None:
        """Count an act if it is the first trace of its matter."""
        day = self.office.day(act.occurred_at)
        self._note(act)
        for kind in KINDS:
            if kind.first(act) and (kind.number, act.matter) not in self._seen:
                self._seen.add((kind.number, act.matter))
                traced = self._consulted.get(act.matter, day) if kind.number == SUBMISSIONS else day
                self.counts.setdefault(kind.number, Counter())[traced] += 1

    def _note(self, act: Act) -> None:
        match act:
            case c.Opened():
                self._consulted.setdefault(act.about, self.office.day(act.occurred_at))
            case s.Approved() if act.by != "city_government":
                self.approved += 1
            case g.Received() | g.OnSiteDecided():
                self.issues += 1
            case leave.Reported(matter="head"):
                self.head_away.append((act.departs_on, act.returns_on))


# --- the season ---


@attrs.frozen(kw_only=True)
class SeasonFit:
    """忙闲: how busy each day of a history was, by month and rush.

    Attributes:
        factors: of every working day, against an average one of its year.
        months: estimates by month, 1 to 12; only of those the history covers.
        rushes: estimates of the rushes it covers, by their name in the scenario.

    """

    factors: Mapping[dt.date, float]
    months: Mapping[int, Estimate]
    rushes: Mapping[str, Estimate]


RUSHES: Final = ("season.before_spring_festival", "season.after_national_day")


def season_of(counts: Counts, scenario: Scenario, office: OfficeTime) -> SeasonFit:
    """Return the season of a history, from the kinds that are recorded as they arrive."""
    assumed = assumed_season(scenario, office)
    days = [day for day in office.all_days() if assumed.get(day)]
    design, names = _design(days, scenario, office)
    kinds = [kind.number for kind in KINDS if kind.at_once]
    came = np.array([sum(counts.get(k, Counter())[day] for k in kinds) for day in days], float)
    keep = [n for n in range(len(names)) if came[design[:, n] > 0].sum() > 0]
    if not keep:
        return SeasonFit(factors=assumed, months={}, rushes={})
    worked = design[:, keep].sum(axis=1) > 0
    cells = design[worked][:, keep]
    found, covariance = _poisson_regression(cells, came[worked])
    raw = np.exp(cells @ found)
    kept_days = [day for day, kept in zip(days, worked, strict=True) if kept]
    level = math.fsum(assumed[day] for day in kept_days) / raw.sum()
    share = (raw / raw.sum()) @ cells
    factors = dict(assumed) | {day: float(f * level) for day, f in zip(kept_days, raw, strict=True)}
    months: dict[int, Estimate] = {}
    rushes: dict[str, Estimate] = {}
    for place, column in enumerate(keep):
        name = names[column]
        unit = np.eye(len(keep))[place]
        n = int(came[worked][cells[:, place] > 0].sum())
        if isinstance(name, int):
            months[name] = _factor(found[place], unit - share, covariance, n, level)
        else:
            rushes[name] = _factor(found[place], unit, covariance, n, 1.0)
    return SeasonFit(factors=factors, months=months, rushes=rushes)


def _factor(log: float, gradient: Any, covariance: Any, n: int, level: float) -> Estimate:
    half = float(stats.norm.ppf(0.5 + LEVEL / 2)) * math.sqrt(gradient @ covariance @ gradient)
    middle = math.exp(log) * level
    return Estimate(
        parts={"value": middle},
        bounds={"value": (middle * math.exp(-half), middle * math.exp(half))},
        n=n,
        how="Poisson regression of arrivals by day",
    )


def _poisson_regression(design: Any, came: Any) -> tuple[Any, Any]:
    """Return the log factors and their covariance: Newton's method from the mean."""
    found = np.full(design.shape[1], 0.0)
    found[:] = math.log(came.mean())
    found[design.sum(axis=0) == 0] = 0.0
    for _ in range(50):
        expected = np.exp(np.clip(design @ found, -30, 30))
        information = (design * expected[:, None]).T @ design
        step = np.linalg.lstsq(information, design.T @ (came - expected), rcond=None)[0]
        found = found + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-10:  # noqa: PLR2004 - what a float can tell
            break
    return found, np.linalg.pinv(information)


def _design(
    days: Sequence[dt.date], scenario: Scenario, office: OfficeTime
) -> tuple[Any, list[int | str]]:
    """Return which month and rush each working day is of."""
    names: list[int | str] = [*sorted({day.month for day in days})]
    columns = [[float(day.month == month) for day in days] for month in names]
    for rush in RUSHES:
        inside = _rushed(rush, scenario, office)
        column = [float(day in inside) for day in days]
        months = {day.month for day in days if day in inside}
        apart = [day for day in days if day.month in months and day not in inside]
        if sum(column) and apart:  # else it cannot be told from the month
            names.append(rush)
            columns.append(column)
    return np.array(columns).T.reshape(len(days), len(names)), names


def _rushed(name: str, scenario: Scenario, office: OfficeTime) -> set[dt.date]:
    """Return the days of a rush: those whose factor follows when the rush's does."""
    number = scenario.number(name)
    tripled = attrs.evolve(number, value=3.0 * (number.value or 1.0))
    neutral = {"season.month": attrs.evolve(scenario.number("season.month"), values=(1.0,) * 12)}
    for rush in RUSHES:
        neutral[rush] = attrs.evolve(scenario.number(rush), value=1.0)
    flat = attrs.evolve(scenario, numbers={**scenario.numbers, **neutral})
    steep = attrs.evolve(flat, numbers={**flat.numbers, name: tripled})
    without = assumed_season(flat, office)
    return {day for day, f in assumed_season(steep, office).items() if f > without[day]}


def assumed_season(scenario: Scenario, office: OfficeTime) -> dict[dt.date, float]:
    """Return a scenario's factor of every day of a history, against an average one of its year."""
    there = attrs.evolve(scenario, first_day=office.first, last_day=office.last)
    season = Season(there, office.calendar)
    return {day: season.factor(day) for day in office.all_days()}


# --- the rates ---


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
