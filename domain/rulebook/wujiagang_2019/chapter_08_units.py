"""第八章 会议制度, Arts 43, 44: the units a topic concerns are asked to the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import invitations, meetings, organisation, topics
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_08_composition import (
    deputy_directors,
    is_away,
    leadership,
    named,
    principals_of,
    sat_in_on,
)

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 43.5, 44.5 the units a topic concerns ---


def _units_asked(act: Act, setting: Setting, kind: str) -> Ruling | None:
    """Judge whether the principals of the units a topic concerns were asked before it was heard."""
    if not isinstance(act, topics.Heard):
        return None
    meeting: meetings.Meeting | None = setting.world.state("meeting", act.meeting)
    topic: topics.Topic | None = setting.world.state("topic", act.matter)
    if meeting is None or topic is None or meeting.convened.meeting_kind != kind:
        return None
    if topic.heard is not None and topic.heard.meeting == act.meeting:
        return None
    bearer = the_office(setting) if kind == meetings.REGULAR else meeting.convenors[0]
    if not meeting.invitations:
        why = "参会名单未登记 / who was asked to attend is not on record"
        return unknown(why, topic.proposed.ref, bearer=bearer)
    asked = invitations.everybody_asked(meeting.invitations)
    if kind == meetings.SPECIAL:  # 负责同志: a deputy is one, too
        asked |= _units_of_deputies(asked, act, setting)
    missing = {unit for unit in _concerned(topic, setting) if not _asked(unit, asked, act, setting)}
    refs = (topic.proposed.ref, *(one.ref for one in meeting.invitations))
    if not missing:
        return met(*refs, bearer=bearer)
    zh, en = named(missing)
    return breached(f"未通知{zh}负责同志 / units not asked: {en}", *refs, bearer=bearer)


def _units_of_deputies(asked: set[str], act: Act, setting: Setting) -> set[str]:
    """Return the units one of whose deputies is asked."""
    held = setting.world.organisation.posts.get(organisation.DEPUTY_PRINCIPAL, ())
    return {one.unit for one in held if one.by in asked and one.covers(act.occurred_at)}


def _concerned(topic: topics.Topic, setting: Setting) -> set[str]:
    """有关单位: the unit that reports and those related; the Office is there anyhow."""
    return {topic.proposed.unit, *topic.proposed.related_units} - {the_office(setting)}


def _asked(unit: str, asked: set[str], act: Act, setting: Setting) -> bool:
    principals = principals_of(unit, act.occurred_at, setting)
    if asked & principals:
        return True
    principals.discard(unit)
    return bool(principals) and all(is_away(who, act.occurred_at, setting) for who in principals)


_deputies_sit_in = sat_in_on(meetings.REGULAR, deputy_directors, leadership)


def _those_concerned(act: Act, setting: Setting) -> Ruling | None:
    if isinstance(act, meetings.Started):
        return _deputies_sit_in(act, setting)
    return _units_asked(act, setting, meetings.REGULAR)


SITTING_IN_ON_THE_REGULAR_MEETING = Gate(
    id="43.5",
    article="43",
    modality=Modality.DECLARATIVE,
    zh="办公室副主任和有关街乡、部门、单位主要负责同志列席区长例会",
    en="Deputy Office directors and the principals concerned sit in on the regular meeting",
    breach=Verdict.DEVIATION,
    on=(meetings.Started, topics.Heard),
    holds=_those_concerned,
    refuses=False,
    reading="开会时认定办公室副主任，上会时按议题认定有关单位；有关单位为提出和相关单位；外出的不计缺漏。",
)
UNITS_TAKE_PART_IN_SPECIAL_MEETINGS = Gate(
    id="44.5",
    article="44",
    modality=Modality.AS_NEEDED,
    zh="专题会议根据需要召开，与会议内容相关的街乡、部门、单位负责同志参加",
    en="Special meetings are held as needed; those responsible in the units concerned take part",
    breach=Verdict.DEVIATION,
    on=(topics.Heard,),
    holds=lambda act, setting: _units_asked(act, setting, meetings.SPECIAL),
    refuses=False,
    reading="只认定议题的提出和相关单位是否被通知，通知其副职亦可；何时召开、谁到会不作认定；外出的不计缺漏。",
)

NORMS: tuple[Norm, ...] = (
    SITTING_IN_ON_THE_REGULAR_MEETING,
    UNITS_TAKE_PART_IN_SPECIAL_MEETINGS,
)
