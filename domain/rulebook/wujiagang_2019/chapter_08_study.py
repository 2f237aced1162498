"""第八章 会议制度, Art. 45: study meetings: who convenes and chairs them, their form and theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import entrustments, meetings, organisation
from domain.authority import Power, resolve
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Outcome, Ruling, breached, met, unknown
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of
from domain.rulebook.wujiagang_2019.chapter_08_topics import outside_the_office
from domain.rulebook.wujiagang_2019.leaders import is_leader, why_open
from domain.rulebook.wujiagang_2019.presiding import CONVENED_OR_STARTED, named
from domain.study_meetings import USUAL_FORMS, FormRecorded, ThemeApproved, ThemeProposed

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 45.1 the head or a deputy head convenes and chairs ---


def _is_study(act: Act, setting: Setting) -> bool:
    if isinstance(act, meetings.Convened):
        return act.meeting_kind == meetings.STUDY
    meeting = meeting_of(act, setting)
    return meeting is not None and meeting.convened.meeting_kind == meetings.STUDY


def _by_a_leader(act: Act, setting: Setting) -> Ruling | None:
    if not _is_study(act, setting):
        return None
    chart = setting.world.organisation
    people = [who for who in named(act) if who not in chart.units]
    if not people:
        return unknown("未登记由谁召集或主持 / who convened or chaired it is not on record")
    at = act.occurred_at
    leader = next((who for who in people if is_leader(setting, who, at)), None)
    if leader:  # called jointly, it is enough that one of them is a leader
        return met(bearer=leader)
    who = next((one for one in people if not setting.organ_of(one, at)), None)
    if who:
        return unknown(f"{who}的职务未登记 / the post of {who} is not on record", bearer=who)
    why = f"{people[0]}不是区长或副区长 / {people[0]} is neither the head nor a deputy head"
    return breached(why, bearer=people[0])


LEADERS_HOLD_STUDY_MEETINGS = Gate(
    id="45.1",
    article="45",
    modality=Modality.DECLARATIVE,
    zh="学习会由区长或副区长召集和主持",
    en="The head or a deputy head convenes and chairs study meetings",
    on=CONVENED_OR_STARTED,
    holds=_by_a_leader,
    reading="常务副区长是副区长；办公室主任不在其列。",
)

# --- 45.3 lectures or group study ---


def _usual_form(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, FormRecorded) or not _is_study(act, setting):
        return None
    if act.form in USUAL_FORMS:
        return met()
    why = f"采取{act.form}形式 / its form was {act.form}"
    return Ruling(outcome=Outcome.BREACHED, because=why, justified=bool(act.note.strip()))


LECTURE_OR_GROUP_STUDY = Gate(
    id="45.3",
    article="45",
    modality=Modality.NORMALLY,
    zh="一般采取专题讲座、集中研学等形式",
    en="Study normally takes the form of lectures or group study",
    breach=Verdict.DEVIATION,
    on=(FormRecorded,),
    holds=_usual_form,
    refuses=False,
    reading="“等形式”：采取其他形式的，附注说明即为正当；未登记形式的不作认定。",
)

# --- 45.4 the Office proposes the theme, the head fixes it ---

_HEAD = Power(posts=(organisation.HEAD,), scope=entrustments.PRESIDE, entrustable=False)


def _theme_fixed(act: Act, setting: Setting) -> Ruling | None:
    meeting = meeting_of(act, setting)
    if meeting is None or not _is_study(act, setting) or meeting.sessions:
        return None
    proposed = next((one for one in meeting.theme if isinstance(one, ThemeProposed)), None)
    fixed = [one for one in meeting.theme if isinstance(one, ThemeApproved)]
    office = the_office(setting)
    if proposed is None:
        return breached("主题未由办公室提出 / the Office proposed no theme", bearer=office)
    if outside_the_office(proposed.by, proposed.occurred_at, setting):
        why = f"主题由{proposed.by}提出 / the theme was proposed by {proposed.by}"
        return breached(why, proposed.ref, bearer=office)
    if not fixed:
        why = "主题未报区长确定 / the head has fixed no theme"
        return breached(why, proposed.ref, bearer=office)
    standing = resolve(setting.world, fixed[-1].by, _HEAD, fixed[-1].occurred_at)
    if not standing.may:
        if open_because := why_open(setting, fixed[-1].by, fixed[-1].occurred_at):
            return unknown(open_because, proposed.ref, fixed[-1].ref, bearer=fixed[-1].by)
        why = f"主题由{fixed[-1].by}确定，未报区长 / fixed by {fixed[-1].by}, not by the head"
        return breached(why, proposed.ref, fixed[-1].ref, bearer=fixed[-1].by)
    return met(proposed.ref, fixed[-1].ref, *standing.refs)


HEAD_FIXES_THE_THEME = Gate(
    id="45.4",
    article="45",
    modality=Modality.DECLARATIVE,
    zh="学习会主题由办公室提出，报区长确定",
    en="The Office proposes the theme of a study meeting and the head fixes it",
    on=(meetings.Started,),
    holds=_theme_fixed,
    reading="首次开会时认定；未提出、未报区长的由办公室承担，不归于主持人；区长外出由受委托主持工作的常务副区长确定；文本未定学习会的频次。",
)

NORMS: tuple[Norm, ...] = (
    LEADERS_HOLD_STUDY_MEETINGS,
    LECTURE_OR_GROUP_STUDY,
    HEAD_FIXES_THE_THEME,
)
