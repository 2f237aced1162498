"""组织 Organisation: units, posts, tenure, portfolios and AB pairs, all dated.

Reading order: acts, state, evolve, decisions, questions. One stream per government; intervals are
half-open, so that whoever looks back finds the chart as it was at that instant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

HEAD = "head"
EXECUTIVE_DEPUTY = "executive_deputy_head"
DEPUTY = "deputy_head"
OFFICE_DIRECTOR = "office_director"
DEPUTY_OFFICE_DIRECTOR = "deputy_office_director"
PRINCIPAL = "principal"
DEPUTY_PRINCIPAL = "deputy_principal"
PARTY_GROUP_MEMBER = "party_group_member"
SINGLE_POSTS = frozenset({HEAD, EXECUTIVE_DEPUTY, OFFICE_DIRECTOR})

OFFICE = "office"
DEPARTMENT = "department"
STREET = "street"
AFFILIATED = "affiliated_institution"
BY_REFERENCE = "company"
UNIT_KINDS = frozenset({OFFICE, DEPARTMENT, STREET, AFFILIATED, BY_REFERENCE, "park", "outside"})


# --- acts ---


@recorded_as("organisation.unit_registered", zh="单位登记", en="unit registered")
@attrs.frozen(kw_only=True)
class UnitRegistered(Act):
    """单位登记: an organ enters the chart; ``subject`` is the field of work it belongs to."""

    unit: str
    unit_kind: str
    label_zh: str
    label_en: str
    subject: str = ""


@recorded_as("organisation.appointed", zh="任职", en="appointed")
@attrs.frozen(kw_only=True)
class Appointed(Act):
    """任职: a person, named by post, takes office; ``superior`` is the post reported to."""

    person: str
    post: str
    unit: str
    label_zh: str
    label_en: str
    superior: str = HEAD


@recorded_as("organisation.removed", zh="免职", en="removed from office")
@attrs.frozen(kw_only=True)
class Removed(Act):
    """免职: a person leaves a post."""

    person: str
    post: str


@recorded_as("organisation.portfolio_assigned", zh="分工", en="portfolio assigned")
@attrs.frozen(kw_only=True)
class PortfolioAssigned(Act):
    """分工: a leader takes charge of a subject; ``superior`` is the post he answers to for it."""

    subject: str
    leader: str
    superior: str = HEAD


@recorded_as("organisation.portfolio_withdrawn", zh="调整分工", en="portfolio withdrawn")
@attrs.frozen(kw_only=True)
class PortfolioWithdrawn(Act):
    """调整分工: a subject leaves a leader's portfolio."""

    subject: str
    leader: str


@recorded_as("organisation.ab_pair_set", zh="设立AB角", en="AB pair set")
@attrs.frozen(kw_only=True)
class ABPairSet(Act):
    """设立AB角: two deputy heads stand in for each other (Art. 8)."""

    first: str
    second: str


@recorded_as("organisation.ab_pair_dissolved", zh="解除AB角", en="AB pair dissolved")
@attrs.frozen(kw_only=True)
class ABPairDissolved(Act):
    """解除AB角: a pair of deputy heads ends."""

    first: str
    second: str


@recorded_as("organisation.assistance_set", zh="明确协助关系", en="line of assistance set")
@attrs.frozen(kw_only=True)
class AssistanceSet(Act):
    """明确协助关系: which post a person assists in daily work (Art. 9); not whom he answers to."""

    person: str
    assists: str


@recorded_as("organisation.members_listed", zh="开列组成人员名单", en="members listed")
@attrs.frozen(kw_only=True)
class MembersListed(Act):
    """开列组成人员名单: a whole list of the government's members (Art. 5), for a stated purpose."""

    members: tuple[str, ...]
    purpose: str = ""


# --- state ---


@attrs.frozen(slots=False)
class Held:
    """Something held for a half-open stretch of time, and the acts that say so."""

    by: str
    since: dt.datetime
    until: dt.datetime | None
    ref: str
    unit: str = ""
    superior: str = ""

    def covers(self, at: dt.datetime) -> bool:
        """Say whether it was held at an instant."""
        return self.since <= at and (self.until is None or at < self.until)


@attrs.frozen(kw_only=True, slots=False)
class Unit:
    """An organ of the chart."""

    id: str
    kind: str
    label_zh: str
    label_en: str
    subject: str


@attrs.frozen(kw_only=True, slots=False)
class Organisation:
    """The chart: who holds what, since when. Mappings are never changed in place.

    ``changed_at`` is when it last changed: asked of any later instant, it answers the same.
    """

    matter: str
    version: int
    changed_at: dt.datetime | None = None
    units: Mapping[str, Unit] = attrs.field(factory=dict)
    labels: Mapping[str, tuple[str, str]] = attrs.field(factory=dict)
    posts: Mapping[str, tuple[Held, ...]] = attrs.field(factory=dict)
    portfolios: Mapping[str, tuple[Held, ...]] = attrs.field(factory=dict)
    pairs: Mapping[str, tuple[Held, ...]] = attrs.field(factory=dict)
    assisting: Mapping[str, tuple[Held, ...]] = attrs.field(factory=dict)
    members_listed: tuple[str, ...] = ()


# --- evolve ---


def evolve(act: Act, state: Organisation | None) -> Organisation:
    """Fold one act into the chart. Pure and total."""
    chart = state or Organisation(matter=act.matter, version=0)
    match act:
        case UnitRegistered():
            after = _with_unit(act, chart)
        case Appointed():
            held = Held(act.person, act.occurred_at, None, act.ref, act.unit, act.superior)
            labels = {**chart.labels, act.person: (act.label_zh, act.label_en)}
            posts = _added(chart.posts, act.post, held)
            after = changed(chart, posts=posts, labels=labels)
        case Removed():
            after = changed(chart, posts=_ended(chart.posts, act.post, act.person, act))
        case PortfolioAssigned():
            held = Held(act.leader, act.occurred_at, None, act.ref, superior=act.superior)
            closed = _ended(chart.portfolios, act.subject, "", act)
            after = changed(chart, portfolios=_added(closed, act.subject, held))
        case PortfolioWithdrawn():
            portfolios = _ended(chart.portfolios, act.subject, act.leader, act)
            after = changed(chart, portfolios=portfolios)
        case ABPairSet():
            after = changed(chart, pairs=_paired(chart.pairs, act))
        case ABPairDissolved():
            pairs = _ended(chart.pairs, act.first, act.second, act)
            after = changed(chart, pairs=_ended(pairs, act.second, act.first, act))
        case AssistanceSet():
            line = Held(act.assists, act.occurred_at, None, act.ref)
            closed = _ended(chart.assisting, act.person, "", act)
            after = changed(chart, assisting=_added(closed, act.person, line))
        case MembersListed():
            after = changed(chart, members_listed=act.members)
        case _:
            after = chart
    last = max(chart.changed_at or act.occurred_at, act.occurred_at)
    return changed(after, version=act.originator_version, changed_at=last)


def _with_unit(act: UnitRegistered, chart: Organisation) -> Organisation:
    unit = Unit(
        id=act.unit,
        kind=act.unit_kind,
        label_zh=act.label_zh,
        label_en=act.label_en,
        subject=act.subject,
    )
    labels = {**chart.labels, act.unit: (act.label_zh, act.label_en)}
    return changed(chart, units={**chart.units, act.unit: unit}, labels=labels)


Holdings = Mapping[str, tuple[Held, ...]]


def _added(holdings: Holdings, key: str, held: Held) -> Holdings:
    return {**holdings, key: (*holdings.get(key, ()), held)}


def _ended(holdings: Holdings, key: str, by: str, act: Act) -> Holdings:
    """End whatever ``by`` (anybody where empty) still holds under a key."""
    ended = tuple(
        changed(held, until=act.occurred_at) if held.until is None and by in ("", held.by) else held
        for held in holdings.get(key, ())
    )
    return {**holdings, key: ended}


def _paired(pairs: Holdings, act: ABPairSet) -> Holdings:
    first = Held(act.second, act.occurred_at, None, act.ref)
    second = Held(act.first, act.occurred_at, None, act.ref)
    return _added(_added(pairs, act.first, first), act.second, second)


# --- decisions ---


def refusal(act: Act, state: Organisation | None) -> str | None:
    """Say why an act cannot follow in this chart, in ``zh / en``, or None."""
    match act:
        case UnitRegistered() if act.unit_kind not in UNIT_KINDS:
            return f"未知单位类别 / unknown kind of unit {act.unit_kind!r}"
        case UnitRegistered() if state and act.unit in state.units:
            return f"单位已登记 / the unit {act.unit!r} is already registered"
        case Appointed() if state and act.post in SINGLE_POSTS:
            holder = holder_of(state, act.post, act.occurred_at)
            if holder:
                return f"该职务已有人担任 / the post {act.post} is held by {holder.by}"
        case ABPairSet() if state:
            for leader in (act.first, act.second):
                if partner_of(state, leader, act.occurred_at):
                    return f"已有AB角 / {leader} already has an AB partner (8.4)"
    return None


# --- questions ---


def _held_at(holdings: tuple[Held, ...], at: dt.datetime) -> Held | None:
    for held in reversed(holdings):
        if held.since <= at and (held.until is None or at < held.until):
            return held
    return None


def holder_of(chart: Organisation, post: str, at: dt.datetime) -> Held | None:
    """Return who held a post at an instant (the latest appointed, for posts held by several)."""
    return _held_at(chart.posts.get(post, ()), at)


def holds_post(chart: Organisation, person: str, post: str, at: dt.datetime) -> Held | None:
    """Return the holding by which a person held a post at an instant, or None."""
    for held in chart.posts.get(post, ()):
        if held.by == person and held.covers(at):
            return held
    return None


def leader_in_charge(chart: Organisation, subject: str, at: dt.datetime) -> Held | None:
    """Return the leader in charge 分管领导 of a subject at an instant, or None (8.1)."""
    return _held_at(chart.portfolios.get(subject, ()), at)


def partner_of(chart: Organisation, leader: str, at: dt.datetime) -> Held | None:
    """Return the AB partner of a leader at an instant, or None (8.4)."""
    return _held_at(chart.pairs.get(leader, ()), at)


def unit_of(chart: Organisation, person: str, at: dt.datetime) -> str:
    """Return the unit in which a person holds a post at an instant; empty for none."""
    if person in chart.units:
        return person
    for holdings in chart.posts.values():
        for held in holdings:
            if held.by == person and held.covers(at):
                return held.unit
    return ""


def units_of(chart: Organisation, person: str, at: dt.datetime) -> frozenset[str]:
    """Return every unit in which a person holds a post at an instant; a unit is its own."""
    if person in chart.units:
        return frozenset({person})
    held = (one for holdings in chart.posts.values() for one in holdings if one.by == person)
    return frozenset(one.unit for one in held if one.covers(at))
