"""第八章 会议制度, Art. 46: what is consulted on and agreed before a topic is put on an agenda.

The three norms are a chain, each for the case the one before could not be kept: agree (46.4);
failing that, put each side's reasons to the Office (46.5); without any of it, stay off the agenda
(46.6). A listing breaks one link only, so that one fault is not counted three times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import consultations, meetings, topics
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_08_topics import Listing, listing_of
from domain.rulebook.wujiagang_2019.chapter_09_consultation import (
    heard,
    objecting,
    to_office,
)

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 46.4 consult beforehand and agree with the departments concerned ---


def _consultation(listing: Listing, setting: Setting) -> consultations.Consultation | None:
    number = listing.topic.proposed.consultation
    return setting.world.state("consultation", number) if number else None


def _to_be_decided(listing: Listing) -> bool:
    """需会议审议决定: whether the meeting is to decide on the topic.

    Study meetings decide nothing. A special meeting called to coordinate is itself the way to
    agreement, so it cannot presuppose it (Art. 44, tasks 3 and 4).
    """
    if listing.kind == meetings.SPECIAL:
        return listing.topic.proposed.purpose != topics.COORDINATION
    return listing.kind in meetings.DECIDING


def _agreed_beforehand(act: Act, setting: Setting) -> Ruling | None:
    listing = listing_of(act, setting)
    if listing is None or not _to_be_decided(listing):
        return None
    state = _consultation(listing, setting)
    if state is None or not _concluded(listing, state, act, setting):
        return None  # not consulted at all: 46.6
    bearer = listing.topic.proposed.unit
    if _disputed(state, setting):
        settled = not _note_fault(state, setting)
        return met(_end_of(state), bearer=bearer) if settled else None  # else 46.5
    fault = _agreement_fault(listing, state, act, setting)
    refs = (*(ref for track in state.tracks.values() for ref in track.refs), _end_of(state))
    return breached(fault, *refs, bearer=bearer) if fault else met(*refs, bearer=bearer)


def _concluded(
    listing: Listing, state: consultations.Consultation, act: Act, setting: Setting
) -> bool:
    """Say whether a consultation was closed, or has heard every unit though nobody closed it."""
    units = listing.topic.proposed.related_units or state.related_units
    every = bool(units) and all(heard(state, unit, act, setting) for unit in units)
    return bool(state.result) or every


def _disputed(state: consultations.Consultation, setting: Setting) -> bool:
    """Say whether it ended in disagreement, as closed or, not closed, as replied."""
    if state.result:
        return state.result in _IN_DISPUTE
    return bool(objecting(state, setting))


_IN_DISPUTE = frozenset({"disagreed", "coordinated"})


def _agreement_fault(
    listing: Listing, state: consultations.Consultation, act: Act, setting: Setting
) -> str:
    """Say why what was closed as agreed is not, in ``zh / en``; empty where it is."""
    units = listing.topic.proposed.related_units or state.related_units
    unheard = [unit for unit in units if not heard(state, unit, act, setting)]
    if unheard:
        return f"{'、'.join(unheard)}未回复 / no reply yet from {', '.join(unheard)}"
    against = objecting(state, setting)
    if against:
        return f"{'、'.join(against)}仍有不同意见 / still disagreeing: {', '.join(against)}"
    return ""


AGREE_BEFOREHAND = Gate(
    id="46.4",
    article="46",
    modality=Modality.SHOULD,
    zh="会前应充分征求意见，与相关部门协调一致",
    en="The proposing unit consults beforehand and agrees with the departments concerned",
    on=(topics.Approved, topics.Heard),
    holds=_agreed_beforehand,
    reading="完全未征求意见的由46.6认定；不能一致的由46.5认定，按46.5办理的视为符合本条。",
)

# --- 46.5 failing agreement: a note with each side's reasons goes to the Office ---


def _note_went_to_the_office(act: Act, setting: Setting) -> Ruling | None:
    listing = listing_of(act, setting)
    if listing is None or not _to_be_decided(listing):
        return None
    state = _consultation(listing, setting)
    if state is None or not _concluded(listing, state, act, setting):
        return None
    if not _disputed(state, setting):
        return None
    fault = _note_fault(state, setting)
    filed = (state.statement, state.escalated)
    refs = (_end_of(state), *(one.ref for one in filed if one is not None))
    return breached(fault, *refs, bearer=state.host) if fault else met(*refs, bearer=state.host)


def _end_of(state: consultations.Consultation) -> str:
    """Return the act that closed a consultation, or the one that opened it where none did."""
    return state.closed_ref or state.opened_ref


def _note_fault(state: consultations.Consultation, setting: Setting) -> str:
    """Say what the coordination note lacks, in ``zh / en``; empty where it lacks nothing."""
    note, escalated = state.statement, state.escalated
    if note is None:
        return "未作协调说明 / no coordination note was filed"
    missing = sorted({state.host, *objecting(state, setting)} - set(note.reasons_of))
    if missing:
        return f"未列{'、'.join(missing)}的理据 / reasons missing of {', '.join(missing)}"
    if not note.preferred_opinion:
        return "未提出倾向性意见 / no preferred opinion was given"
    if escalated is None or not to_office(escalated, setting):
        return "未报办公室协调 / it did not go to the Office for coordination"
    return ""


NOTE_TO_THE_OFFICE = Gate(
    id="46.5",
    article="46",
    modality=Modality.MUST,
    zh="不能一致的，须作协调说明，列明各方理据，提出倾向性意见，报办公室协调",
    en="Failing agreement, a note with each side's reasons and a preferred opinion to the Office",
    on=(topics.Approved, topics.Heard),
    holds=_note_went_to_the_office,
    reading="会议议题报办公室协调，请示公文报区政府（54.3），督办事项先报办公室（62.6），三条路径各自认定。",
)

# --- 46.6 what was not consulted on is not put on an agenda ---


def _consulted_or_alone(act: Act, setting: Setting) -> Ruling | None:
    listing = listing_of(act, setting)
    if listing is None or not _to_be_decided(listing):
        return None
    proposed, office = listing.topic.proposed, the_office(setting)
    if proposed.no_other_unit and not proposed.related_units:
        return met(proposed.ref, bearer=office)
    state = _consultation(listing, setting)
    if state is not None and _concluded(listing, state, act, setting):
        return met(proposed.ref, _end_of(state), bearer=office)
    opened = (state.opened_ref,) if state else ()
    why = "事先未经协商、征求意见 / no consultation was concluded beforehand"
    return breached(why, proposed.ref, *opened, bearer=office)


NO_AGENDA_WITHOUT_CONSULTATION = Gate(
    id="46.6",
    article="46",
    modality=Modality.MUST_NOT,
    zh="事先未经协商、征求意见的议题，不予安排上会",
    en="A topic not consulted on beforehand is not put on an agenda",
    on=(topics.Approved, topics.Heard),
    holds=_consulted_or_alone,
    reading="说明不涉及其他单位的除外；有关单位均已回复或逾期视为无不同意见的，虽未登记结束，亦为已征求意见；以协调为目的的专题会议（第四十四条第三、四项）不适用。",
)

NORMS: tuple[Norm, ...] = (
    AGREE_BEFOREHAND,
    NOTE_TO_THE_OFFICE,
    NO_AGENDA_WITHOUT_CONSULTATION,
)
