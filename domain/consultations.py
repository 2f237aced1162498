"""征求意见/会签 Consultations: one per host matter, one track per consulted unit (Arts 46, 54).

Reading order: acts, state, evolve, decisions, questions. Deemed consent (54.6) is derived from the
clock and never typed in, so no act records it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

AGREE, COMMENTS, DISAGREE = "agree", "comments", "disagree"
POSITIONS = frozenset({AGREE, COMMENTS, DISAGREE})
RESULTS = frozenset({"agreed", "deemed", "disagreed", "coordinated"})

# --- acts ---


@recorded_as("consultation.opened", zh="启动征求意见", en="consultation opened")
@attrs.frozen(kw_only=True)
class Opened(Act):
    """启动征求意见: the host names the units concerned and the matter it is about."""

    host: str
    about: str
    related_units: tuple[str, ...]


@recorded_as("consultation.requested", zh="征求意见", en="opinion requested")
@attrs.frozen(kw_only=True)
class Requested(Act):
    """征求意见: one unit is asked; ``limit`` is the host's own limit, set with the request."""

    unit: str
    limit: dt.date | None = None


@recorded_as("consultation.received", zh="收到征求意见", en="request received")
@attrs.frozen(kw_only=True)
class Received(Act):
    """收到征求意见: the unit has the request; the clock of 54.4 starts."""

    unit: str


@recorded_as("consultation.extension_agreed", zh="商定延期", en="extension agreed")
@attrs.frozen(kw_only=True)
class ExtensionAgreed(Act):
    """商定延期: unit and host agree another day and manner of reply (54.5)."""

    unit: str
    until: dt.date
    manner: str
    accepted_by_host: bool = True


@recorded_as("consultation.replied", zh="回复意见", en="opinion returned")
@attrs.frozen(kw_only=True)
class Replied(Act):
    """回复意见: the unit agrees, comments or disagrees; ``signed_by`` where known (25.3)."""

    unit: str
    position: str
    signed_by: str = ""


@recorded_as("consultation.negotiated", zh="协商", en="negotiation held")
@attrs.frozen(kw_only=True)
class Negotiated(Act):
    """协商: the host negotiates with dissenting units, its principal present or not (54.2)."""

    units: tuple[str, ...]
    principal_present: bool
    agreed: bool


@recorded_as("consultation.statement_filed", zh="提交协调说明", en="coordination note filed")
@attrs.frozen(kw_only=True)
class StatementFiled(Act):
    """提交协调说明: the reasons of each side and the host's preferred opinion (46.5)."""

    reasons_of: tuple[str, ...]
    preferred_opinion: bool


@recorded_as("consultation.escalated", zh="报请协调", en="dispute escalated")
@attrs.frozen(kw_only=True)
class Escalated(Act):
    """报请协调: the dispute goes to the Office (46.5) or to the government (54.3)."""

    to: str
    reasons_of: tuple[str, ...]
    proposal: bool


@recorded_as("consultation.coordinated", zh="协调意见", en="coordination opinion given")
@attrs.frozen(kw_only=True)
class Coordinated(Act):
    """协调意见: the Office or the government settles what the units could not."""

    opinion: str


@recorded_as("consultation.closed", zh="征求意见结束", en="consultation closed")
@attrs.frozen(kw_only=True)
class Closed(Act):
    """征求意见结束: with the result agreed, deemed, disagreed or coordinated."""

    result: str


# --- state ---


@attrs.frozen(slots=False)
class Track:
    """One consulted unit's way: asked, received, extended, replied."""

    unit: str
    requested_at: dt.datetime
    limit: dt.date | None = None
    received_at: dt.datetime | None = None
    extensions: tuple[ExtensionAgreed, ...] = ()
    replied_at: dt.datetime | None = None
    position: str = ""
    refs: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, slots=False)
class Consultation:
    """A consultation: its tracks by unit, and how a dispute went."""

    matter: str
    version: int
    host: str
    about: str
    related_units: tuple[str, ...]
    tracks: Mapping[str, Track] = attrs.field(factory=dict)
    negotiations: tuple[Negotiated, ...] = ()
    statement: StatementFiled | None = None
    escalated: Escalated | None = None
    coordinated: str = ""
    result: str = ""
    closed_ref: str = ""
    opened_ref: str = ""


# --- evolve ---


def evolve(act: Act, state: Consultation | None) -> Consultation:
    """Fold one act into a consultation. Pure; total once it has been opened."""
    if isinstance(act, Opened) or state is None:
        return _opened(act)
    version = act.originator_version
    match act:
        case Requested() | Received() | ExtensionAgreed() | Replied():
            track = _moved_on(act, state.tracks.get(act.unit))
            return changed(state, version=version, tracks={**state.tracks, act.unit: track})
        case Negotiated():
            return changed(state, version=version, negotiations=(*state.negotiations, act))
        case StatementFiled():
            return changed(state, version=version, statement=act)
        case Escalated():
            return changed(state, version=version, escalated=act)
        case Coordinated():
            return changed(state, version=version, coordinated=act.ref)
        case Closed():
            return changed(state, version=version, result=act.result, closed_ref=act.ref)
    return changed(state, version=version)


def _opened(act: Act) -> Consultation:
    return Consultation(
        matter=act.matter,
        version=act.originator_version,
        host=getattr(act, "host", act.by),
        about=getattr(act, "about", ""),
        related_units=getattr(act, "related_units", ()),
        opened_ref=act.ref,
    )


def _moved_on(act: Requested | Received | ExtensionAgreed | Replied, track: Track | None) -> Track:
    before = track or Track(act.unit, act.occurred_at)
    refs = (*before.refs, act.ref)
    match act:
        case Requested():
            return Track(act.unit, act.occurred_at, limit=act.limit, refs=(act.ref,))
        case Received():
            return changed(before, received_at=act.occurred_at, refs=refs)
        case ExtensionAgreed():
            return changed(before, extensions=(*before.extensions, act), refs=refs)
        case Replied():
            return changed(before, replied_at=act.occurred_at, position=act.position, refs=refs)


# --- decisions ---


def refusal(act: Act, state: Consultation | None) -> str | None:
    """Say why an act cannot follow in this consultation, in ``zh / en``, or None."""
    if isinstance(act, Opened):
        return "征求意见已启动 / the consultation is already open" if state else None
    if state is None:
        return "征求意见尚未启动 / the consultation has not been opened"
    match act:
        case Closed() if act.result not in RESULTS:
            return f"结果须为 {sorted(RESULTS)} / unknown result {act.result!r}"
        case Requested() | Received() | ExtensionAgreed() | Replied():
            return _track_refusal(act, state.tracks.get(act.unit))
    return None


def _track_refusal(
    act: Requested | Received | ExtensionAgreed | Replied, track: Track | None
) -> str | None:
    if isinstance(act, Requested):
        if track and not track.replied_at:
            return f"已向该单位征求意见 / {act.unit} has already been asked and has not replied"
        return None
    if track is None:
        return f"未向该单位征求意见 / {act.unit} has not been asked"
    if act.occurred_at < track.requested_at:
        return f"早于征求意见 / it happened before {act.unit} was asked"
    match act:
        case Received() if track.received_at:
            return f"已登记收文 / {act.unit} has already received the request"
        case Replied() if track.replied_at:
            return f"已回复 / {act.unit} has already replied"
        case Replied() if act.position not in POSITIONS:
            return f"意见须为 {sorted(POSITIONS)} / unknown position {act.position!r}"
    return None


# --- questions ---


def dissenting(state: Consultation) -> tuple[str, ...]:
    """Return the units that replied with disagreement."""
    return tuple(t.unit for t in state.tracks.values() if t.position == DISAGREE)
