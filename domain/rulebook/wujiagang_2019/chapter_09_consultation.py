"""第九章 公文处理, Art. 54: consulting and countersigning between departments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain import consultations, organisation
from domain.act import Act
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_unit, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Effect,
    Gate,
    Modality,
    Move,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import WorkingDays
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.submissions import Submitted

# --- 54.1 a request touching other departments first seeks their opinions ---


def _each_unit_heard(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, Submitted) or act.type != "request":
        return None
    others = _other_departments(act, setting)
    if not others:
        return None
    state: consultations.Consultation | None = setting.world.state("consultation", act.consultation)
    if state is None and act.consultation:
        why = f"所引征求意见{act.consultation}未登记 / the consultation it cites is not recorded"
        return unknown(why)
    if state is None:
        return breached(f"未征求{'、'.join(others)}意见 / {', '.join(others)} not consulted")
    unheard = [unit for unit in others if not heard(state, unit, act, setting)]
    refs = tuple(ref for track in state.tracks.values() for ref in track.refs)
    if unheard:
        units = "、".join(unheard)
        why = f"{units}未回复且时限未满 / no reply from {', '.join(unheard)}, whose term still runs"
        return breached(why, *refs)
    return met(*refs)


def _other_departments(act: Submitted, setting: Setting) -> list[str]:
    """Return the departments concerned but the author itself: 涉及其他部门的; streets see 24.3."""
    return [
        unit
        for unit in act.related_units
        if unit != act.unit and setting.unit_kind(unit) not in _NO_DEPARTMENTS
    ]


def heard(state: consultations.Consultation, unit: str, act: Act, setting: Setting) -> bool:
    """Say whether a unit had replied, or had lapsed into no different opinion, before an act."""
    track = state.tracks.get(unit)
    if track is None:
        return False
    if track.replied_at is not None:
        return True
    due = reply_due(track, setting)
    lapses = setting.unit_kind(unit) not in _NEVER_DEEMED
    return lapses and due is not None and due <= act.occurred_at


def reply_due(track: consultations.Track, setting: Setting) -> dt.datetime | None:
    """Return the first instant too late for a unit's reply; None before it has the request.

    An extension counts where the host accepted it before the term it moves had passed.
    """
    received = track.received_at
    if received is None:
        return None
    opening = Opening(key="", bearer=track.unit, limit=_limit(track, received, setting))
    due = setting.due(REPLY, opening, received)
    for one in track.extensions:
        if one.accepted_by_host and due is not None and received <= one.occurred_at < due:
            due = setting.end_of(one.until)
    return due


def _limit(track: consultations.Track, received: dt.datetime, setting: Setting) -> dt.date | None:
    """Return the day agreed, or set by the host, before the unit had the request.

    None, so that the term of the text runs, where that day had passed by then.
    """
    agreed = [
        one.until for one in track.extensions if one.accepted_by_host and one.occurred_at < received
    ]
    limit = agreed[-1] if agreed else track.limit
    return limit if limit is not None and limit >= setting.day(received) else None


_NEVER_DEEMED = frozenset({organisation.STREET})
_NO_DEPARTMENTS = _NEVER_DEEMED | {"park", "outside"}
"""Kinds of unit that are no 部门: no term of Art. 54 binds them.

A host that waited the term for the park or a body outside is not blamed for their silence, though.
"""


def dissenting_in_time(state: consultations.Consultation, setting: Setting) -> list[str]:
    """Return the units that disagreed before silence became no different opinion (54.6)."""
    return [
        unit
        for unit in consultations.dissenting(state)
        if not _too_late(state.tracks[unit], setting)
    ]


def _too_late(track: consultations.Track, setting: Setting) -> bool:
    due = reply_due(track, setting)
    if due is None or track.replied_at is None:
        return False
    return setting.unit_kind(track.unit) not in _NEVER_DEEMED and due <= track.replied_at


def objecting(state: consultations.Consultation, setting: Setting) -> list[str]:
    """Return the units that disagreed in time and were not won over in a negotiation."""
    won = {unit for one in state.negotiations if one.agreed for unit in one.units}
    return [unit for unit in dissenting_in_time(state, setting) if unit not in won]


CONSULT_BEFORE_REQUEST = Gate(
    id="54.1",
    article="54",
    modality=Modality.MUST,
    zh="请示须事先征求意见",
    en="A request touching other departments must first seek their opinions",
    on=(Submitted,),
    holds=_each_unit_heard,
    reading="相关部门不含报文单位自身、园区、区外单位和街乡（听取街乡意见见24.3）；时限已过而未回复的视为已征求。",
)

# --- 54.2 on disagreement the host's principal negotiates ---


def _principal_negotiated(act: Act, setting: Setting) -> Ruling | None:
    state = _consultation(act, setting)
    if state is None or not dissenting_in_time(state, setting):
        return None
    held = [one for one in state.negotiations if one.principal_present]
    if held:
        return met(*(one.ref for one in held), bearer=state.host)
    refs = (one.ref for one in state.negotiations)
    why = "主要负责同志未参加协商 / the host's principal took no part in a negotiation"
    return breached(why, *refs, bearer=state.host)


def _consultation(act: Act, setting: Setting) -> consultations.Consultation | None:
    return setting.world.state("consultation", act.matter)  # type: ignore[no-any-return]


PRINCIPAL_NEGOTIATES = Gate(
    id="54.2",
    article="54",
    modality=Modality.DIRECTIVE,
    zh="主要负责同志要主动协商",
    en="On disagreement the host's principal negotiates",
    breach=Verdict.DEVIATION,
    on=(consultations.Escalated,),
    holds=_principal_negotiated,
    refuses=False,
    reading="报请协调前主要负责同志参加过一次协商即合规；逾期才提出的不同意见依54.6不算分歧。",
)

# --- 54.3 still disagreed: each side's reasons and a proposal go to the government ---


def _both_sides_put(act: Act, setting: Setting) -> Ruling | None:
    state = _consultation(act, setting)
    if not isinstance(act, consultations.Escalated) or state is None or to_office(act, setting):
        return None
    sides = {state.host, *objecting(state, setting)}
    missing = sorted(sides - set(act.reasons_of))
    refs = tuple(one.ref for one in state.negotiations)
    if missing:
        why = f"缺{'、'.join(missing)}的理据 / the reasons of {', '.join(missing)} are missing"
        return breached(why, *refs, bearer=state.host)
    if not act.proposal:
        return breached("缺办理建议 / no handling proposal", *refs, bearer=state.host)
    if not state.negotiations:
        return breached("未经协商 / no negotiation was held first", bearer=state.host)
    return met(*refs, bearer=state.host)


def to_office(escalated: consultations.Escalated, setting: Setting) -> bool:
    """Say whether a dispute went to the Office, whatever the chart calls it."""
    return escalated.to in (organisation.OFFICE, the_office(setting))


REASONS_OF_EACH_SIDE = Gate(
    id="54.3",
    article="54",
    modality=Modality.SHOULD,
    zh="列出各方理据，提出办理建议，报区政府",
    en="Still disagreed: each side's reasons and a proposal go to the government",
    on=(consultations.Escalated,),
    holds=_both_sides_put,
    refuses=False,
    reading="各方指主办部门和仍有不同意见的部门；协商后已一致的、逾期才提出的不计；报办公室协调的见46.5。",
)

# --- 54.4 reply within three working days of receipt ---


def _reply_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, consultations.Received):
        return
    if setting.unit_kind(act.unit) in _NO_DEPARTMENTS:
        return  # 部门之间
    state = _consultation(act, setting)
    track = state.tracks.get(act.unit) if state else None
    limit = _limit(track, act.occurred_at, setting) if track else None
    yield Opening(key=by_unit(act), bearer=act.unit, limit=limit)


def _moved(act: Act) -> Move | None:
    if not isinstance(act, consultations.ExtensionAgreed) or not act.accepted_by_host:
        return None
    return Move(key=by_unit(act), until=act.until)


def _no_longer_awaited(act: Act, setting: Setting) -> list[str]:
    """Name the replies whose term still ran when the host closed the consultation."""
    state = _consultation(act, setting)
    dues = {u: reply_due(one, setting) for u, one in state.tracks.items()} if state else {}
    return [f"{act.matter}/{u}" for u, due in dues.items() if due and act.occurred_at < due]


REPLY = Clock(
    opens={consultations.Received: _reply_owed},
    terms=since(2019, 3, 1, WorkingDays(3), "第五十四条"),
    stopped_by={consultations.Replied: by_unit},
    moved_by={consultations.ExtensionAgreed: _moved},
    ended_by={consultations.Closed: _no_longer_awaited},
)

REPLY_IN_THREE_WORKING_DAYS = Duty(
    id="54.4",
    article="54",
    modality=Modality.NORMALLY,
    zh="3个工作日内回复",
    en="Reply within three working days of receipt",
    breach=Verdict.DEVIATION,
    clock=REPLY,
    reading="收到当日不计；主办部门另定时限或商定延期的从其规定，收到前已过的时限不算，期满前已结束征求的不再要求；街乡、园区和区外单位不属“部门之间”。",
)

# --- 54.5 special reasons: agree another time before the old one has passed ---


def _agreed_in_time(act: Act, setting: Setting) -> Ruling | None:
    state = _consultation(act, setting)
    if not isinstance(act, consultations.ExtensionAgreed) or state is None:
        return None
    track = state.tracks.get(act.unit)
    due = reply_due(track, setting) if track else None
    if track is None or due is None:
        return unknown("缺收文时间 / the time of receipt is missing", bearer=act.unit)
    if act.occurred_at >= due:
        why = "时限已过才商定延期，不生效 / agreed after the term had passed, without effect"
        return breached(why, *track.refs, bearer=act.unit, key=act.unit)
    if not act.accepted_by_host:
        why = "未经主办部门同意，不是商定 / one-sided notice is not agreement"
        return breached(why, *track.refs, bearer=act.unit, key=act.unit)
    return met(*track.refs, bearer=act.unit, key=act.unit)


AGREE_EXTENSION_IN_TIME = Gate(
    id="54.5",
    article="54",
    modality=Modality.SHOULD,
    zh="特殊情况应主动商定回复时限及方式",
    en="If it cannot reply in time, the unit agrees another time and manner beforehand",
    on=(consultations.ExtensionAgreed,),
    holds=_agreed_in_time,
)

# --- 54.6 no reply is deemed no different opinion ---

NO_REPLY_IS_NO_OBJECTION = Effect(
    id="54.6",
    article="54",
    modality=Modality.DECLARATIVE,
    zh="逾期不回复视为无不同意见",
    en="No reply within the term is deemed no different opinion",
    clock=REPLY,
    reading="视为无不同意见不等于领导会签；逾期回复仍属54.4的逾期；不适用于街乡、园区和区外单位。",
)

NORMS: tuple[Norm, ...] = (
    CONSULT_BEFORE_REQUEST,
    PRINCIPAL_NEGOTIATES,
    REASONS_OF_EACH_SIDE,
    REPLY_IN_THREE_WORKING_DAYS,
    AGREE_EXTENSION_IN_TIME,
    NO_REPLY_IS_NO_OBJECTION,
)
