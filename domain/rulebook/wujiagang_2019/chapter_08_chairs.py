"""第八章 会议制度, Arts 41–44: who convenes and chairs the plenary down to the special meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain import entrustments, meetings, organisation
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of
from domain.rulebook.wujiagang_2019.presiding import CONVENED_OR_STARTED, headed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 41.2, 42.2, 43.2 the head convenes and chairs; the same test as 7.1 ---

_PRESIDING = "区长外出期间受委托主持工作的常务副区长可以召集和主持（6.4）；召集与主持分别认定。"

HEAD_CHAIRS_THE_PLENARY = Gate(
    id="41.2",
    article="41",
    modality=Modality.DECLARATIVE,
    zh="全体会议由区长召集和主持",
    en="The head convenes and chairs the plenary",
    on=CONVENED_OR_STARTED,
    holds=headed(frozenset({meetings.PLENARY})),
    reading=_PRESIDING,
)
HEAD_CHAIRS_THE_EXECUTIVE_MEETING = Gate(
    id="42.2",
    article="42",
    modality=Modality.DECLARATIVE,
    zh="常务会议由区长召集和主持",
    en="The head convenes and chairs the executive meeting",
    on=CONVENED_OR_STARTED,
    holds=headed(frozenset({meetings.EXECUTIVE})),
    reading=_PRESIDING,
)
HEAD_CHAIRS_THE_REGULAR_MEETING = Gate(
    id="43.2",
    article="43",
    modality=Modality.DECLARATIVE,
    zh="区长例会由区长召集和主持",
    en="The head convenes and chairs the regular meeting",
    on=CONVENED_OR_STARTED,
    holds=headed(frozenset({meetings.REGULAR})),
    reading=_PRESIDING,
)

# --- 44.1 a special meeting: the head, a deputy head or the Office director ---

SPECIAL_CHAIRS: Final = (
    organisation.HEAD,
    organisation.EXECUTIVE_DEPUTY,
    organisation.DEPUTY,
    organisation.OFFICE_DIRECTOR,
)
"""区长、副区长、区政府办公室主任."""


def _special(act: Act, setting: Setting) -> meetings.Meeting | None:
    meeting = meeting_of(act, setting)
    special = meeting is not None and meeting.convened.meeting_kind == meetings.SPECIAL
    return meeting if special else None


def _may_chair(who: str, at: dt.datetime, setting: Setting) -> organisation.Held | None:
    chart = setting.world.organisation
    held = (organisation.holds_post(chart, who, post, at) for post in SPECIAL_CHAIRS)
    return next(filter(None, held), None)


def _deputy_director(who: str, at: dt.datetime, setting: Setting) -> organisation.Held | None:
    chart = setting.world.organisation
    return organisation.holds_post(chart, who, organisation.DEPUTY_OFFICE_DIRECTOR, at)


def _chaired_by_a_leader(act: Act, setting: Setting) -> Ruling | None:
    meeting = _special(act, setting)
    if not isinstance(act, meetings.Started) or meeting is None:
        return None
    held = _may_chair(act.chair, act.occurred_at, setting)
    if held:
        return met(meeting.convened.ref, held.ref, bearer=act.chair)
    if _deputy_director(act.chair, act.occurred_at, setting):
        return None  # 44.2
    chart = setting.world.organisation
    if act.chair in chart.units or not organisation.unit_of(chart, act.chair, act.occurred_at):
        why = f"主持人{act.chair}的职务未登记 / the chair's post is not on record: {act.chair}"
        return unknown(why, meeting.convened.ref, bearer=act.chair)
    why = (
        f"主持人{act.chair}不是区长、副区长或办公室主任 / {act.chair}, who chaired, is neither the "
        "head nor a deputy head nor the Office director"
    )
    return breached(why, meeting.convened.ref, bearer=act.chair)


LEADER_CHAIRS_SPECIAL_MEETING = Gate(
    id="44.1",
    article="44",
    modality=Modality.DECLARATIVE,
    zh="专题会议由区长或副区长、办公室主任主持召开",
    en="A special meeting is chaired by the head, a deputy head or the Office director",
    on=(meetings.Started,),
    holds=_chaired_by_a_leader,
    reading="由办公室副主任主持的，受委托与否由44.2认定；每场按主持人各认定一次。",
)

# --- 44.2 a deputy Office director, when entrusted ---


def _chaired_when_entrusted(act: Act, setting: Setting) -> Ruling | None:
    meeting = _special(act, setting)
    if not isinstance(act, meetings.Started) or meeting is None:
        return None
    post = _deputy_director(act.chair, act.occurred_at, setting)
    if post is None or _may_chair(act.chair, act.occurred_at, setting):
        return None
    refs = (meeting.convened.ref, post.ref)
    for one in _entrusted(act.chair, meeting, act.occurred_at, setting):
        return met(*refs, *one.refs, bearer=act.chair)
    why = f"{act.chair}会前未受委托主持 / {act.chair} had not been entrusted to chair it beforehand"
    return breached(why, *refs, bearer=act.chair)


def _entrusted(
    who: str, meeting: meetings.Meeting, at: dt.datetime, setting: Setting
) -> Iterator[entrustments.Entrustment]:
    """Yield what lets somebody chair a meeting, given by any of those who may chair one."""
    named = {"*", entrustments.CHAIR, entrustments.PRESIDE, meeting.matter}
    wanted = named | set(meeting.convened.subjects)
    world = setting.world
    for post in SPECIAL_CHAIRS:
        for held in world.organisation.posts.get(post, ()):
            given = world.entrustments_of(held.by) if held.covers(at) else None
            for one in entrustments.live_for(given, who, at):
                if not one.signing and wanted & set(one.scope):
                    yield one


DEPUTY_DIRECTOR_CHAIRS_WHEN_ENTRUSTED = Gate(
    id="44.2",
    article="44",
    modality=Modality.MAY,
    zh="必要时可委托办公室副主任主持召开",
    en="A deputy Office director chairs a special meeting only when entrusted",
    on=(meetings.Started,),
    holds=_chaired_when_entrusted,
    reading="委托须在开会前作出，写明主持、该次会议或其议题；是否必要不作认定。",
)

# --- 44.3 several portfolios: convened jointly ---


def _joint(act: Act, setting: Setting) -> str | None:
    del setting
    if not isinstance(act, meetings.Convened) or act.meeting_kind != meetings.SPECIAL:
        return None
    return act.convenors[0] if len(set(act.convenors)) > 1 else None


CONVENED_JOINTLY = Quota(
    id="44.3",
    article="44",
    modality=Modality.MAY,
    zh="涉及数名领导分管工作的，可共同召集会议",
    en="Where several portfolios are touched, leaders may convene jointly (counted only)",
    on=(meetings.Convened,),
    counts=_joint,
    period=Period.YEAR,
    reading="属授权性规定，只计数，不作认定；由一人召集亦可。",
)

NORMS: tuple[Norm, ...] = (
    HEAD_CHAIRS_THE_PLENARY,
    HEAD_CHAIRS_THE_EXECUTIVE_MEETING,
    HEAD_CHAIRS_THE_REGULAR_MEETING,
    LEADER_CHAIRS_SPECIAL_MEETING,
    DEPUTY_DIRECTOR_CHAIRS_WHEN_ENTRUSTED,
    CONVENED_JOINTLY,
)
