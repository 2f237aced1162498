"""督办 Supervision: the Office's register of decided matters and found problems (Arts 50, 63, 64).

Reading order: acts, state, evolve, decisions. One stream per item, from opening or finding to
closing out 销号; one track per unit that has to rectify.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

# --- acts ---


@recorded_as("supervision.item_opened", zh="督办立项", en="supervision item opened")
@attrs.frozen(kw_only=True)
class ItemOpened(Act):
    """督办立项: the Office takes a matter under supervision.

    ``origin`` is the decision it follows, ``<meeting>/<item>``; empty where none. One unit leads
    (62.4); ``limit`` is the last good day of the matter itself.
    """

    origin: str = ""
    lead_unit: str
    assisting_units: tuple[str, ...] = ()
    limit: dt.date | None = None
    title: str = ""


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


@recorded_as("supervision.notice_issued", zh="发督办通知", en="supervision notice issued")
@attrs.frozen(kw_only=True)
class NoticeIssued(Act):
    """发督办通知: a unit is told to rectify; ``limit`` is the last good day."""

    unit: str
    limit: dt.date | None = None


@recorded_as("supervision.lists_filed", zh="报送三张清单", en="task lists filed")
@attrs.frozen(kw_only=True)
class ListsFiled(Act):
    """报送三张清单: what the unit has on file by now: tasks, responsibilities, time limits.

    ``time_limits`` is the last day the time list names; None where no time list is on file.
    """

    unit: str
    tasks: bool
    responsibilities: bool
    time_limits: dt.date | None = None

    @property
    def complete(self) -> bool:
        """Whether all three lists are on file."""
        return self.tasks and self.responsibilities and self.time_limits is not None


@recorded_as("supervision.progress_reported", zh="报告进展", en="progress reported")
@attrs.frozen(kw_only=True)
class ProgressReported(Act):
    """报告进展: a unit says how far it has come."""

    unit: str
    progress: str = ""


@recorded_as("supervision.limit_extended", zh="延长整改期限", en="rectification limit extended")
@attrs.frozen(kw_only=True)
class LimitExtended(Act):
    """延长整改期限: a unit is given until another day, for a reason."""

    unit: str
    until: dt.date
    reason: str


@recorded_as("supervision.rectification_reported", zh="报告整改", en="rectification reported")
@attrs.frozen(kw_only=True)
class RectificationReported(Act):
    """报告整改: a unit reports that it has rectified."""

    unit: str


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


# --- state ---


@attrs.frozen(slots=False)
class Track:
    """One unit's way: its last notice, whether it still runs, its limit and the act that set it."""

    unit: str
    notice: str = ""
    running: bool = False
    noticed_at: dt.datetime | None = None
    limit: dt.date | None = None
    limit_ref: str = ""


@attrs.frozen(kw_only=True, slots=False)
class Item:
    """An item: whose, its number, its tracks, and the acts that allow closing it."""

    matter: str
    version: int
    status: str
    origin: str = ""
    lead_unit: str = ""
    opened_ref: str = ""
    found_ref: str = ""
    found_units: tuple[str, ...] = ()
    number: str = ""
    tracks: Mapping[str, Track] = attrs.field(factory=dict)
    verified_ref: str = ""
    feedback_ref: str = ""

    @property
    def responsible_units(self) -> frozenset[str]:
        """The units that have to get it done."""
        return frozenset({self.lead_unit, *self.found_units, *self.tracks}) - {""}


# --- evolve ---

ByUnit = NoticeIssued | ListsFiled | ProgressReported | LimitExtended | RectificationReported


def evolve(act: Act, state: Item | None) -> Item:
    """Fold one act into an item. Pure and total."""
    item = state or Item(matter=act.matter, version=0, status="")
    match act:
        case ItemOpened() | ProblemFound():
            return _raised(act, item)
        case NoticeIssued() | ListsFiled() | ProgressReported() | LimitExtended():
            return _tracked(act, item, "noticed" if isinstance(act, NoticeIssued) else item.status)
        case RectificationReported():
            return changed(_tracked(act, item, "rectified"), verified_ref="")
    return changed(_settled(act, item), version=act.originator_version)


def _settled(act: Act, item: Item) -> Item:
    """What an act of the Office changes; a report or a reopening asks for a new verification."""
    match act:
        case Registered():
            return changed(item, status="registered", number=act.number)
        case Verified():
            status, ref = ("verified", act.ref) if act.ok else ("not verified", "")
            return changed(item, status=status, verified_ref=ref)
        case FeedbackSent():
            return changed(item, feedback_ref=act.ref)
        case Closed():
            return changed(item, status="closed")
        case Reopened():
            return changed(item, status="reopened", verified_ref="", feedback_ref="")
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
        opened_ref=act.ref,
    )


def _tracked(act: ByUnit, item: Item, status: str) -> Item:
    track = _moved_on(act, item.tracks.get(act.unit) or Track(act.unit))
    tracks = {**item.tracks, act.unit: track}
    return changed(item, version=act.originator_version, status=status, tracks=tracks)


def _moved_on(act: ByUnit, track: Track) -> Track:
    """A notice runs until rectification is reported; a second one does not start it afresh."""
    match act:
        case NoticeIssued() if not track.running:
            noticed = changed(track, notice=act.ref, running=True, noticed_at=act.occurred_at)
            return _limited(noticed, act.limit, act.ref)
        case NoticeIssued():
            return _limited(track, act.limit, act.ref)
        case ListsFiled():
            return _limited(track, act.time_limits, act.ref)
        case LimitExtended():
            return _limited(track, act.until, act.ref)
        case RectificationReported():
            return changed(track, running=False, limit=None, limit_ref="")
    return track


def _limited(track: Track, limit: dt.date | None, ref: str) -> Track:
    """The first limit given under a notice stands; what comes later has to extend it."""
    if limit is None or track.limit is not None or not track.running:
        return track
    return changed(track, limit=limit, limit_ref=ref)


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
        case Registered() if state.number:
            why = f"已有台账编号 / it already has the register number {state.number}"
        case Closed() if state.status == "closed":
            why = "已销号 / the item is already closed out"
        case Reopened() if state.status != "closed":
            why = "尚未销号 / the item is not closed, so it cannot be reopened"
    return why
