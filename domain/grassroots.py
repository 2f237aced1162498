"""基层问题 Grassroots issues: what leaders are asked to solve, or decide, on the spot (Art. 78).

Reading order: acts, state, evolve, decisions. One stream per issue, one track per unit it is
dispatched to. An issue has one source; a later decision on the spot is an issue of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

# --- acts ---


@recorded_as("grassroots.received", zh="收到基层问题", en="grassroots issue received")
@attrs.frozen(kw_only=True)
class Received(Act):
    """收到基层问题: a leader is asked, during research, to solve something ``unit`` raises."""

    leader: str
    unit: str
    summary: str = ""


@recorded_as("grassroots.on_site_decided", zh="现场办公会决定", en="decided on the spot")
@attrs.frozen(kw_only=True)
class OnSiteDecided(Act):
    """现场办公会决定: a leader decides something at an on-site meeting."""

    leader: str
    summary: str = ""


@recorded_as("grassroots.dispatched", zh="分解交办", en="dispatched to units")
@attrs.frozen(kw_only=True)
class Dispatched(Act):
    """分解交办: the Office breaks it down to the units concerned (78.6)."""

    units: tuple[str, ...]


@recorded_as("grassroots.received_by_unit", zh="单位收到交办", en="received by the unit")
@attrs.frozen(kw_only=True)
class ReceivedByUnit(Act):
    """单位收到交办: a unit has what was dispatched to it."""

    unit: str


@recorded_as("grassroots.opinion_returned", zh="反馈办理意见", en="handling opinion returned")
@attrs.frozen(kw_only=True)
class OpinionReturned(Act):
    """反馈办理意见: a unit tells the Office how it will handle it; not yet completion (78.7)."""

    unit: str


@recorded_as("grassroots.resolved", zh="问题解决", en="issue resolved")
@attrs.frozen(kw_only=True)
class Resolved(Act):
    """问题解决: the issue is settled."""


@recorded_as("grassroots.fed_back", zh="回复基层", en="fed back to the grassroots")
@attrs.frozen(kw_only=True)
class FedBack(Act):
    """回复基层: whoever raised it is told what came of it."""


# --- state ---


@attrs.frozen(slots=False)
class Source:
    """Where the issue came from: the leader asked or deciding, when, and the act."""

    leader: str
    at: dt.datetime
    ref: str


@attrs.frozen(slots=False)
class Track:
    """One unit's way; ``anchor`` is the act its clock runs from, empty once it has answered."""

    unit: str
    anchor: str
    received_at: dt.datetime | None = None
    returned_at: dt.datetime | None = None
    refs: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, slots=False)
class Issue:
    """An issue: its sources, its tracks by unit, and its status."""

    matter: str
    version: int
    status: str = ""
    sources: tuple[Source, ...] = ()
    dispatches: tuple[str, ...] = ()
    tracks: Mapping[str, Track] = attrs.field(factory=dict)


# --- evolve ---


def evolve(act: Act, state: Issue | None) -> Issue:
    """Fold one act into an issue. Pure and total."""
    issue = state or Issue(matter=act.matter, version=0)
    version = act.originator_version
    match act:
        case Received() | OnSiteDecided():
            sources = (*issue.sources, Source(act.leader, act.occurred_at, act.ref))
            status = issue.status or "received"
            return changed(issue, version=version, status=status, sources=sources)
        case Dispatched():
            return _dispatched(act, issue)
        case ReceivedByUnit() | OpinionReturned():
            tracks = {**issue.tracks, act.unit: _moved_on(act, issue.tracks.get(act.unit))}
            return changed(issue, version=version, tracks=tracks)
        case Resolved():
            return changed(issue, version=version, status="resolved")
        case FedBack():
            return changed(issue, version=version, status="fed back")
    return changed(issue, version=version)


def _dispatched(act: Dispatched, issue: Issue) -> Issue:
    """A unit that still owes its opinion keeps its clock; one that has answered gets a new one."""
    fresh = {
        unit: Track(unit, act.ref, refs=(act.ref,))
        for unit in act.units
        if unit not in issue.tracks or issue.tracks[unit].returned_at
    }
    return changed(
        issue,
        version=act.originator_version,
        status="dispatched",
        dispatches=(*issue.dispatches, act.ref),
        tracks={**issue.tracks, **fresh},
    )


def _moved_on(act: ReceivedByUnit | OpinionReturned, track: Track | None) -> Track:
    before = track or Track(act.unit, "")
    refs = (*before.refs, act.ref)
    if isinstance(act, OpinionReturned):
        return changed(before, anchor="", returned_at=act.occurred_at, refs=refs)
    anchor = before.anchor if before.received_at or before.returned_at else act.ref
    received_at = before.received_at or act.occurred_at
    return changed(before, anchor=anchor, received_at=received_at, refs=refs)


# --- decisions ---


def refusal(act: Act, state: Issue | None) -> str | None:
    """Say why an act cannot follow in this issue, in ``zh / en``, or None."""
    if isinstance(act, (Received, OnSiteDecided)):
        return None
    if state is None:
        return "问题尚未提出 / the issue has not been raised or decided"
    match act:
        case Dispatched() if not act.units:
            return "未列承办单位 / no unit is named to dispatch it to"
        case ReceivedByUnit() | OpinionReturned():
            return _unit_refusal(act, state.tracks.get(act.unit))
    return None


def _unit_refusal(act: ReceivedByUnit | OpinionReturned, track: Track | None) -> str | None:
    match act:
        case ReceivedByUnit() if track and track.received_at:
            return f"{act.unit}已签收 / {act.unit} has already received it"
        case OpinionReturned() if track is None:
            return f"未交办{act.unit} / it was not dispatched to {act.unit}"
        case OpinionReturned() if track and track.returned_at:
            return f"{act.unit}已反馈 / {act.unit} has already returned its opinion"
    return None
