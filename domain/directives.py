"""上级文件与批示 Directives: what superiors order, as each receiving unit takes it up (Art. 62).

Reading order: acts, state, evolve, decisions. One stream per directive, one track and one clock per
receiving unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

# --- acts ---


@recorded_as("directive.received", zh="收到上级文件", en="directive received")
@attrs.frozen(kw_only=True)
class Received(Act):
    """收到上级文件: a unit has it; intake says whether it is important and asks for a plan.

    ``plan_limit`` is the last good day the directive itself sets for the plan.
    """

    unit: str
    important: bool
    plan_required: bool = False
    plan_limit: dt.date | None = None
    title: str = ""


@recorded_as(
    "directive.reported_to_principal", zh="向主要负责同志报告", en="reported to the principal"
)
@attrs.frozen(kw_only=True)
class ReportedToPrincipal(Act):
    """向主要负责同志报告: the unit's principal is told of it (62.8)."""

    unit: str


@recorded_as("directive.deployed", zh="布置落实", en="implementation arranged")
@attrs.frozen(kw_only=True)
class Deployed(Act):
    """布置落实: tasks are assigned, in writing or by a meeting; not yet completion (62.9)."""

    unit: str
    manner: str = ""


@recorded_as("directive.superior_meeting_held", zh="上级召开会议", en="superior meeting held")
@attrs.frozen(kw_only=True)
class SuperiorMeetingHeld(Act):
    """上级召开会议: a superior's meeting has ended; an important one is conveyed (62.11)."""

    important: bool
    title: str = ""


@recorded_as("directive.plan_issued", zh="印发实施方案", en="implementing plan issued")
@attrs.frozen(kw_only=True)
class PlanIssued(Act):
    """印发实施方案: the implementing opinion, plan or measures are out (62.10)."""

    unit: str


@recorded_as("directive.conveyed", zh="传达学习", en="conveyed")
@attrs.frozen(kw_only=True)
class Conveyed(Act):
    """传达学习: the unit passes it on to its people."""

    unit: str


@recorded_as("directive.reported_back", zh="报告落实情况", en="implementation reported back")
@attrs.frozen(kw_only=True)
class ReportedBack(Act):
    """报告落实情况: the unit reports what came of it."""

    unit: str


@recorded_as("directive.closed", zh="办结", en="directive closed")
@attrs.frozen(kw_only=True)
class Closed(Act):
    """办结: nothing more is expected of anybody."""


# --- state ---


@attrs.frozen(slots=False)
class Track:
    """One receiving unit's way; ``status`` is the last step it took.

    ``reported_ref`` and ``deployed_ref`` are the last report to its principal and the last
    arrangement.
    """

    unit: str
    received_at: dt.datetime
    important: bool
    status: str = "received"
    refs: tuple[str, ...] = ()
    reported_ref: str = ""
    deployed_ref: str = ""


@attrs.frozen(kw_only=True, slots=False)
class Directive:
    """A directive or a superior's meeting: its tracks by unit, and whether it is closed."""

    matter: str
    version: int
    title: str = ""
    meeting_ref: str = ""
    tracks: Mapping[str, Track] = attrs.field(factory=dict)
    closed_ref: str = ""


# --- evolve ---

Step = ReportedToPrincipal | Deployed | PlanIssued | Conveyed | ReportedBack
_STATUS: Mapping[type[Act], str] = {
    ReportedToPrincipal: "reported to principal",
    Deployed: "deployed",
    PlanIssued: "plan issued",
    Conveyed: "conveyed",
    ReportedBack: "reported back",
}


def evolve(act: Act, state: Directive | None) -> Directive:
    """Fold one act into a directive. Pure; total once a unit has received it."""
    directive = state or Directive(matter=act.matter, version=0)
    version = act.originator_version
    match act:
        case Received():
            track = Track(act.unit, act.occurred_at, act.important, refs=(act.ref,))
            tracks = {**directive.tracks, act.unit: track}
            title = directive.title or act.title
            return changed(directive, version=version, title=title, tracks=tracks)
        case SuperiorMeetingHeld():
            title = directive.title or act.title
            return changed(directive, version=version, title=title, meeting_ref=act.ref)
        case ReportedToPrincipal() | Deployed() | PlanIssued() | Conveyed() | ReportedBack():
            stepped = _stepped(act, directive.tracks)
            return changed(directive, version=version, tracks=stepped)
        case Closed():
            return changed(directive, version=version, closed_ref=act.ref)
    return changed(directive, version=version)


def _stepped(act: Step, tracks: Mapping[str, Track]) -> Mapping[str, Track]:
    before = tracks.get(act.unit)
    if before is None:
        return tracks  # a superior's meeting has none; else refused on entry
    track = changed(before, status=_STATUS[type(act)], refs=(*before.refs, act.ref))
    if isinstance(act, ReportedToPrincipal):
        track = changed(track, reported_ref=act.ref)
    if isinstance(act, Deployed):
        track = changed(track, deployed_ref=act.ref)
    return {**tracks, act.unit: track}


# --- decisions ---


def refusal(act: Act, state: Directive | None) -> str | None:
    """Say why an act cannot follow in this directive, in ``zh / en``, or None."""
    track = state.tracks.get(getattr(act, "unit", "")) if state else None
    match act:
        case Received():
            return f"{act.unit}已收文 / {act.unit} has already received it" if track else None
        case SuperiorMeetingHeld() if state and state.meeting_ref:
            return "会议已登记 / the superior's meeting is already on record"
        case Conveyed() if state and state.meeting_ref:
            return None
        case ReportedToPrincipal() | Deployed() | PlanIssued() | Conveyed() | ReportedBack():
            return _step_refusal(act, track)
        case Closed() if state is None:
            return "尚未收文 / nobody has received the directive"
        case Closed() if state and state.closed_ref:
            return "已办结 / the directive is already closed"
    return None


def _step_refusal(act: Step, track: Track | None) -> str | None:
    if track is None:
        return f"{act.unit}未收文 / {act.unit} has not received the directive"
    if act.occurred_at < track.received_at:
        return f"早于收文 / it happened before {act.unit} received the directive"
    return None
