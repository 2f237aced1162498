"""督办 Supervision: the Office's register of decided matters and found problems (Arts 50, 63, 64).

Reading order: acts, state, evolve, decisions. One stream per item, from opening or finding to
closing out 销号; what each responsible unit does on its track is in ``domain.execution``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from domain.act import Act, recorded_as
from domain.change import changed
from domain.execution import (
    LEAD,
    ROLES,
    ByUnit,
    CompletionReported,
    LimitExtended,
    ListsFiled,
    NoticeIssued,
    ProgressReported,
    RectificationReported,
    ResponsibilityAssigned,
    Track,
    at_rest,
    moved_on,
)

# --- acts ---


@recorded_as("supervision.item_opened", zh="督办立项", en="supervision item opened")
@attrs.frozen(kw_only=True)
class ItemOpened(Act):
    """督办立项: the Office takes a matter under supervision.

    ``origin`` is the decision it follows, ``<meeting>/<item>``; empty where none. One unit leads
    (62.4); ``limit`` is the last good day of the matter itself. ``focus`` is the item, 1 to 8, of
    the list of Art. 63 that it comes under; None where nobody has said.
    """

    origin: str = ""
    lead_unit: str
    assisting_units: tuple[str, ...] = ()
    limit: dt.date | None = None
    title: str = ""
    focus: int | None = None


@recorded_as("supervision.problem_found", zh="发现问题", en="problem found")
@attrs.frozen(kw_only=True)
class ProblemFound(Act):
    """发现问题: supervision finds a problem for which ``unit`` is responsible."""

    unit: str
    found_by: str
    description: str = ""


@recorded_as("supervision.registered", zh="登记台账", en="entered in the register")
@attrs.frozen(kw_only=True)
class Registered(Act):
    """登记台账: the item gets its register number 台账编号, once and for ever.

    ``register`` names the number register the number was taken from, where one is kept.
    """

    number: str
    register: str = ""


@recorded_as("supervision.verified", zh="核查整改", en="rectification verified")
@attrs.frozen(kw_only=True)
class Verified(Act):
    """核查整改: somebody checks what was reported; ``ok`` says whether it holds."""

    ok: bool


@recorded_as("supervision.feedback_sent", zh="反馈结果", en="feedback sent")
@attrs.frozen(kw_only=True)
class FeedbackSent(Act):
    """反馈结果: whoever raised the matter is told how it ended (事事有回音)."""

    to: str = ""


@recorded_as("supervision.closed", zh="销号", en="closed out")
@attrs.frozen(kw_only=True)
class Closed(Act):
    """销号: the item is closed under its number."""


@recorded_as("supervision.reopened", zh="重新立项", en="reopened")
@attrs.frozen(kw_only=True)
class Reopened(Act):
    """重新立项: a closed item is taken up again under the same number."""

    reason: str


@recorded_as("supervision.accountability_triggered", zh="启动问责", en="accountability triggered")
@attrs.frozen(kw_only=True)
class AccountabilityTriggered(Act):
    """启动问责: somebody has to answer for what was not done."""

    unit: str
    reason: str


@recorded_as("supervision.bulletin_issued", zh="通报情况", en="supervision bulletin issued")
@attrs.frozen(kw_only=True)
class BulletinIssued(Act):
    """通报情况: how the item stands is made known to others (63.2)."""

    to: tuple[str, ...] = ()


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Item:
    """An item: whose, its number, its tracks, and the acts that allow closing it.

    ``checked_ref`` is the last verification, whatever it found; ``completed_ref`` the last report
    that it is done. A reopening asks for both anew.
    """

    matter: str
    version: int
    status: str
    origin: str = ""
    lead_unit: str = ""
    opened_ref: str = ""
    found_ref: str = ""
    found_units: tuple[str, ...] = ()
    number: str = ""
    focus: int | None = None
    assisting_units: tuple[str, ...] = ()
    tracks: Mapping[str, Track] = attrs.field(factory=dict)
    completed_ref: str = ""
    checked_ref: str = ""
    verified_ref: str = ""
    feedback_ref: str = ""

    @property
    def responsible_units(self) -> frozenset[str]:
        """The units that have to get it done."""
        return frozenset({self.lead_unit, *self.found_units, *self.tracks}) - {""}

    @property
    def leads(self) -> tuple[str, ...]:
        """The units that lead it 牵头: one, where the text is kept (62.4)."""
        tracks = self.tracks.values()
        said = {one.unit: one.assigned.role for one in tracks if one.assigned is not None}
        opened = (self.lead_unit,) if said.get(self.lead_unit, LEAD) == LEAD else ()
        others = (unit for unit, role in said.items() if role == LEAD)
        return tuple(unit for unit in dict.fromkeys((*opened, *others)) if unit)


# --- evolve ---

_ASKED_ANEW = {"completed_ref": "", "checked_ref": "", "verified_ref": "", "feedback_ref": ""}
"""What a reopening asks for once more."""


def evolve(act: Act, state: Item | None) -> Item:
    """Fold one act into an item. Pure and total."""
    item = state or Item(matter=act.matter, version=0, status="")
    match act:
        case ItemOpened() | ProblemFound():
            return _raised(act, item)
        case NoticeIssued() | ListsFiled() | ProgressReported() | LimitExtended():
            return _tracked(act, item, "noticed" if isinstance(act, NoticeIssued) else item.status)
        case ResponsibilityAssigned():
            return _tracked(act, item, item.status)
        case RectificationReported() | CompletionReported():
            status = "rectified" if isinstance(act, RectificationReported) else "completed"
            return changed(_tracked(act, item, status), verified_ref="", completed_ref=act.ref)
    return changed(_settled(act, item), version=act.originator_version)


def _settled(act: Act, item: Item) -> Item:
    """What an act of the Office changes; a report or a reopening asks for a new verification."""
    match act:
        case Registered():
            return changed(item, status="registered", number=act.number)
        case Verified():
            status, ref = ("verified", act.ref) if act.ok else ("not verified", "")
            return changed(item, status=status, verified_ref=ref, checked_ref=act.ref)
        case FeedbackSent():
            return changed(item, feedback_ref=act.ref)
        case Closed():
            tracks = {unit: at_rest(track) for unit, track in item.tracks.items()}
            return changed(item, status="closed", tracks=tracks)
        case Reopened():
            return changed(item, status="reopened", **_ASKED_ANEW)
    return item


def _raised(act: ItemOpened | ProblemFound, item: Item) -> Item:
    if isinstance(act, ProblemFound):
        return changed(
            item,
            version=act.originator_version,
            status=item.status or "found",
            found_ref=item.found_ref or act.ref,
            found_units=(*item.found_units, act.unit),
        )
    return changed(
        item,
        version=act.originator_version,
        status=item.status or "opened",
        origin=act.origin,
        lead_unit=act.lead_unit,
        focus=act.focus,
        assisting_units=act.assisting_units,
        opened_ref=act.ref,
    )


def _tracked(act: ByUnit, item: Item, status: str) -> Item:
    track = moved_on(act, item.tracks.get(act.unit) or Track(act.unit))
    tracks = {**item.tracks, act.unit: track}
    return changed(item, version=act.originator_version, status=status, tracks=tracks)


# --- decisions ---


def refusal(act: Act, state: Item | None) -> str | None:
    """Say why an act cannot follow in this item, in ``zh / en``, or None."""
    why = None
    match act:
        case ItemOpened() if state and state.opened_ref:
            why = "督办事项已立项 / the item is already open"
        case ItemOpened() | ProblemFound():
            return None
        case _ if state is None:
            why = "督办事项尚未立项 / the item has neither been opened nor found"
        case ResponsibilityAssigned() if act.role not in ROLES:
            why = f"分工须为其一 / role must be one of {', '.join(sorted(ROLES))}"
        case Registered() if state.number:
            why = f"已有台账编号 / it already has the register number {state.number}"
        case Closed() if state.status == "closed":
            why = "已销号 / the item is already closed out"
        case Reopened() if state.status != "closed":
            why = "尚未销号 / the item is not closed, so it cannot be reopened"
    return why


# --- questions ---


def origin_of(state: Item) -> tuple[str, ...]:
    """Return the decision or the directive an item was opened for."""
    return (state.origin,)


def number_of(state: Item) -> tuple[str, ...]:
    """Return the number of an item in the register."""
    return (state.number,)
