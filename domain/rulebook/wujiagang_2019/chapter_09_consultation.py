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
from domain.submissions import Submitted

# --- 54.1 a request touching other departments first seeks their opinions ---


def _each_unit_heard(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, Submitted) or act.type != "request" or not act.related_units:
        return None
    state: consultations.Consultation | None = setting.world.state("consultation", act.consultation)
    if state is None:
        units = "、".join(act.related_units)
        return breached(f"未征求{units}意见 / {', '.join(act.related_units)} not consulted")
    unheard = [unit for unit in act.related_units if not heard(state, unit, act, setting)]
    refs = tuple(ref for track in state.tracks.values() for ref in track.refs)
    if unheard:
        units = "、".join(unheard)
        why = f"{units}未回复且时限未满 / no reply from {', '.join(unheard)}, whose term still runs"
        return breached(why, *refs)
    return met(*refs)


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
    """Return the first instant too late for a unit's reply; None before it has the request."""
    if track.received_at is None:
        return None
    opening = Opening(key="", bearer=track.unit, limit=track.moved_to or track.limit)
    return setting.due(REPLY, opening, track.received_at)


_NEVER_DEEMED = frozenset({organisation.STREET})

CONSULT_BEFORE_REQUEST = Gate(
    id="54.1",
    article="54",
    modality=Modality.MUST,
    zh="请示须事先征求意见",
    en="A request touching other departments must first seek their opinions",
    on=(Submitted,),
    holds=_each_unit_heard,
)

# --- 54.2 on disagreement the host's principal negotiates ---


def _principal_negotiated(act: Act, setting: Setting) -> Ruling | None:
    state = _consultation(act, setting)
    if state is None or not consultations.dissenting(state):
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
)

# --- 54.3 still disagreed: each side's reasons and a proposal go to the government ---


def _both_sides_put(act: Act, setting: Setting) -> Ruling | None:
    state = _consultation(act, setting)
    if not isinstance(act, consultations.Escalated) or state is None or act.to == "office":
        return None
    sides = {state.host, *consultations.dissenting(state)}
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


REASONS_OF_EACH_SIDE = Gate(
    id="54.3",
    article="54",
    modality=Modality.SHOULD,
    zh="列出各方理据，提出办理建议，报区政府",
    en="Still disagreed: each side's reasons and a proposal go to the government",
    on=(consultations.Escalated,),
    holds=_both_sides_put,
    refuses=False,
)

# --- 54.4 reply within three working days of receipt ---


def _reply_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, consultations.Received):
        return
    state = _consultation(act, setting)
    track = state.tracks.get(act.unit) if state else None
    if setting.unit_kind(act.unit) in _NEVER_DEEMED:
        return  # 部门之间: streets are not departments
    limit = (track.moved_to or track.limit) if track else None
    yield Opening(key=by_unit(act), bearer=act.unit, limit=limit)


def _moved(act: Act) -> Move | None:
    if not isinstance(act, consultations.ExtensionAgreed) or not act.accepted_by_host:
        return None
    return Move(key=by_unit(act), until=act.until)


REPLY = Clock(
    opens={consultations.Received: _reply_owed},
    terms=since(2019, 3, 1, WorkingDays(3), "第五十四条"),
    stopped_by={consultations.Replied: by_unit},
    moved_by={consultations.ExtensionAgreed: _moved},
)

REPLY_IN_THREE_WORKING_DAYS = Duty(
    id="54.4",
    article="54",
    modality=Modality.NORMALLY,
    zh="3个工作日内回复",
    en="Reply within three working days of receipt",
    breach=Verdict.DEVIATION,
    clock=REPLY,
    reading="收到当日不计；主办部门另定时限或商定延期的从其规定；街乡不属“部门之间”。",
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
    reading="视为无不同意见不等于领导会签；逾期回复仍属54.4的逾期；不适用于街乡。",
)

NORMS: tuple[Norm, ...] = (
    CONSULT_BEFORE_REQUEST,
    PRINCIPAL_NEGOTIATES,
    REASONS_OF_EACH_SIDE,
    REPLY_IN_THREE_WORKING_DAYS,
    AGREE_EXTENSION_IN_TIME,
    NO_REPLY_IS_NO_OBJECTION,
)
