"""会议 Meetings: the government's five kinds of meeting, their decisions and minutes (Arts 40–50).

Reading order: acts, state, evolve, decisions, questions. One stream per meeting, however many
sessions it takes: it starts and ends once per session, and the last end is the meeting's end. Who
is asked and who was there is in ``domain.invitations`` and ``domain.attendance``, study meetings in
``domain.study_meetings``, the minutes in ``domain.minutes``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from domain.act import Act, recorded_as
from domain.attendance import (
    LeaveRequested,
    SubstituteApproved,
    SubstituteFiled,
    SubstituteRequested,
    Substitution,
    UnitAttended,
)
from domain.change import changed
from domain.invitations import AttendanceRecorded, Invited
from domain.minutes import (
    IssuanceDelayJustified,
    MinutesCountersigned,
    MinutesDrafted,
    MinutesIssued,
    MinutesSigned,
)
from domain.study_meetings import FormRecorded, ThemeApproved, ThemeProposed

PLENARY, EXECUTIVE, REGULAR = "plenary", "executive", "regular"
SPECIAL, STUDY = "special", "study"
KINDS = frozenset({PLENARY, EXECUTIVE, REGULAR, SPECIAL, STUDY})
DECIDING = frozenset({PLENARY, EXECUTIVE, REGULAR, SPECIAL})
"""The four kinds whose decisions are issued and supervised (49.4, 50.1); study meetings decide
nothing."""
HEADED = frozenset({PLENARY, EXECUTIVE, REGULAR})
"""The three kinds whose agenda the head fixes and whose minutes go to the top (46.1, 49.1)."""
TASKS = {PLENARY: 4, EXECUTIVE: 9, REGULAR: 7, SPECIAL: 6}
"""How many main tasks 主要任务 the text lists for each; the last is for everything else (41–44)."""
MINUTES = "minutes"
"""The output 纪要 of a meeting, beside the documents it decided to issue (49.4)."""

# --- acts ---


@recorded_as("meeting.convened", zh="召集会议", en="meeting convened")
@attrs.frozen(kw_only=True)
class Convened(Act):
    """召集会议: a meeting is called.

    Attributes:
        meeting_kind: one of ``KINDS``; another is recorded and is a breach of 40.1.
        chair: who is to preside.
        convenors: who calls it; several for a joint special meeting (Art. 44); empty: ``by`` alone.
        planned_for: the day it is planned for.
        subjects: fields of work it touches, the main one first.

    """

    meeting_kind: str
    chair: str
    convenors: tuple[str, ...] = ()
    planned_for: dt.date | None = None
    subjects: tuple[str, ...] = ()


@recorded_as("meeting.noticed", zh="会议通知", en="meeting notice sent")
@attrs.frozen(kw_only=True)
class Noticed(Act):
    """会议通知: the Office tells those who are to attend."""


@recorded_as("meeting.postponed", zh="会议延期", en="meeting postponed")
@attrs.frozen(kw_only=True)
class Postponed(Act):
    """会议延期: the meeting is put off to another day; ``meeting_kind`` as convened.

    The kind is said again because a reasoned postponement excuses a gap between executive meetings
    (42.5), and the act alone must say which kind of meeting it put off.
    """

    meeting_kind: str
    reason: str
    to: dt.date


@recorded_as("meeting.cancelled", zh="取消会议", en="meeting cancelled")
@attrs.frozen(kw_only=True)
class Cancelled(Act):
    """取消会议: the meeting will not be held."""

    reason: str


@recorded_as("meeting.started", zh="开会", en="meeting started")
@attrs.frozen(kw_only=True)
class Started(Act):
    """开会: the meeting, or a further session of it, begins under a chair."""

    chair: str


@recorded_as("meeting.item_decided", zh="会议决定", en="item decided")
@attrs.frozen(kw_only=True)
class ItemDecided(Act):
    """会议决定: the meeting decides one item.

    Attributes:
        item: number of the item, unique within the meeting.
        topic: business number of the topic it belongs to.
        actionable: whether there is something to carry out, hence to supervise (50.1).
        document: business number of the document whose issue it approved; empty for none.
        lead_unit: the unit that is to carry it out.
        requirement: what is to be supervised and checked, as the meeting said 督促检查要求 (61.2);
            empty: it said nothing; None: not on record.

    """

    item: str
    topic: str
    actionable: bool
    document: str = ""
    lead_unit: str = ""
    requirement: str | None = None


@recorded_as("meeting.ended", zh="会议结束", en="meeting ended")
@attrs.frozen(kw_only=True)
class Ended(Act):
    """会议结束: the meeting, or one session of it, ends; the clock of 49.4 starts."""


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Meeting:
    """A meeting: how it was called, what it decided, and where its minutes stand.

    ``ended`` is empty while a session is on; ``signed`` and ``countersigns`` are of the draft as it
    stands.
    """

    matter: str
    version: int
    convened: Convened
    status: str = "convened"
    planned_for: dt.date | None = None
    started: Started | None = None
    ended: Ended | None = None
    sessions: int = 0
    invitations: tuple[Invited, ...] = ()
    theme: tuple[ThemeProposed | ThemeApproved, ...] = ()
    form: FormRecorded | None = None
    leaves: tuple[LeaveRequested, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    attendance: AttendanceRecorded | None = None
    items: tuple[ItemDecided, ...] = ()
    drafted: MinutesDrafted | None = None
    countersigns: tuple[MinutesCountersigned, ...] = ()
    signed: MinutesSigned | None = None
    issued: MinutesIssued | None = None

    @property
    def convenors(self) -> tuple[str, ...]:
        """Who called it 召集人."""
        return self.convened.convenors or (self.convened.by,)


_STATUS: dict[type[Act], str] = {
    Noticed: "noticed",
    Postponed: "postponed",
    Cancelled: "cancelled",
    Started: "in session",
    Ended: "ended",
    MinutesDrafted: "minutes drafted",
    MinutesSigned: "minutes signed",
    MinutesIssued: "minutes issued",
}
_KEPT_AS: dict[type[Act], str] = {
    Started: "started",
    Ended: "ended",
    FormRecorded: "form",
    AttendanceRecorded: "attendance",
    MinutesDrafted: "drafted",
    MinutesSigned: "signed",
    MinutesIssued: "issued",
}
"""The acts of which the state keeps the latest, and the field it is kept in."""
_ADDED_TO: dict[type[Act], str] = {
    Invited: "invitations",
    ThemeProposed: "theme",
    ThemeApproved: "theme",
    LeaveRequested: "leaves",
    SubstituteRequested: "substitutions",
    SubstituteApproved: "substitutions",
    SubstituteFiled: "substitutions",
    ItemDecided: "items",
    MinutesCountersigned: "countersigns",
}
"""The acts of which it keeps all, and the field they are kept in."""


# --- evolve ---


def evolve(act: Act, state: Meeting | None) -> Meeting:
    """Fold one act into a meeting. Pure; total once it has been convened."""
    version = act.originator_version
    if isinstance(act, Convened):
        planned_for = act.planned_for
        return Meeting(matter=act.matter, version=version, convened=act, planned_for=planned_for)
    if state is None:
        raise LookupError(f"{act.matter}: a meeting begins with meeting.convened 召集会议.")
    status = _STATUS.get(type(act), state.status)
    changes: dict[str, Any] = {"version": version, "status": status}
    if type(act) in _KEPT_AS:
        changes[_KEPT_AS[type(act)]] = act
    if type(act) in _ADDED_TO:
        kept = _ADDED_TO[type(act)]
        changes[kept] = (*getattr(state, kept), act)
    match act:
        case Postponed():
            changes["planned_for"] = act.to
        case Started():
            changes |= {"ended": None, "sessions": state.sessions + 1}
        case MinutesDrafted():
            changes |= {"countersigns": (), "signed": None}
    return changed(state, **changes)


# --- decisions ---


def refusal(act: Act, state: Meeting | None) -> str | None:
    """Say why an act cannot follow in this meeting, in ``zh / en``, or None."""
    if isinstance(act, Convened):
        return "会议已召集 / the meeting has already been convened" if state else None
    if state is None:
        return "会议尚未召集 / the meeting has not been convened"
    asked = (_calling_refusal, _session_refusal, _signing_refusal, _issue_refusal)
    return next(filter(None, (why(act, state) for why in asked)), None)


def _calling_refusal(act: Act, state: Meeting) -> str | None:
    if act.occurred_at < state.convened.occurred_at:
        return "早于召集会议 / it happened before the meeting was convened"
    if state.status == "cancelled":
        return "会议已取消，应另行召集 / the meeting was cancelled; convene another"
    match act:
        case Postponed() if act.meeting_kind != state.convened.meeting_kind:
            kind = state.convened.meeting_kind
            return f"会议类别应为{kind} / the meeting was convened as {kind!r}"
        case Postponed() | Cancelled() if state.started is not None:
            return "会议已召开 / the meeting has already been held"
    return None


def _session_refusal(act: Act, state: Meeting) -> str | None:
    in_session = state.started is not None and state.ended is None
    match act:
        case Started() if in_session:
            return "会议正在进行 / the meeting is already in session"
        case Started() if state.issued is not None:
            return "纪要已印发，应另行召集 / its minutes are issued; convene another meeting"
        case Ended() | ItemDecided() if not in_session:
            return "会议不在进行中 / the meeting is not in session"
        case ItemDecided() if any(one.item == act.item for one in state.items):
            return f"议决事项编号重复 / the item {act.item} has already been decided"
        case AttendanceRecorded() | UnitAttended() | MinutesDrafted() if not state.started:
            return "会议尚未召开 / the meeting has not been held"
    return None


def _signing_refusal(act: Act, state: Meeting) -> str | None:
    match act:
        case MinutesDrafted() if state.issued is not None:
            return "纪要已印发 / the minutes have already been issued"
        case MinutesCountersigned() | MinutesSigned() if state.drafted is None:
            return "纪要尚未起草 / the minutes have not been drafted"
        case MinutesSigned() if state.ended is None:
            return "会议尚未结束 / the meeting has not ended"
        case MinutesCountersigned() | MinutesSigned() if state.signed is not None:
            return "纪要已签发 / the minutes have already been signed"
    return None


def _issue_refusal(act: Act, state: Meeting) -> str | None:
    match act:
        case MinutesIssued() if state.signed is None:
            return "纪要尚未签发 / the minutes have not been signed"
        case MinutesIssued() | IssuanceDelayJustified() if state.ended is None:
            return "会议尚未结束 / the meeting has not ended"
        case MinutesIssued() if state.issued is not None:
            return "纪要已印发 / the minutes have already been issued"
        case IssuanceDelayJustified() if act.output not in outputs(state):
            return f"本次会议无此产出 / {act.output!r} is no output of this meeting"
    return None


# --- questions ---


def outputs(state: Meeting) -> tuple[str, ...]:
    """Return what the meeting is to bring out: the minutes, then each document it decided on."""
    documents = (item.document for item in state.items if item.document)
    return (MINUTES, *dict.fromkeys(documents))


def decided_on(state: Meeting) -> set[str]:
    """Return the documents the meeting decided on, and its decisions as documents name them."""
    documents = {item.document for item in state.items}
    return documents | {f"{item.matter}/{item.item}" for item in state.items}
