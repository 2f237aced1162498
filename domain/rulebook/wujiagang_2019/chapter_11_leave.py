"""第十一章 工作纪律, Art. 69: leave of members is registered, filed, made known and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from domain import leave, organisation
from domain.act import Act
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_11_discipline import (
    DAYS_AHEAD,
    reports_to_the_office,
)
from domain.rulebook.wujiagang_2019.leaders import POSTS, VACANT, is_head, nobody_holds
from domain.rulebook.wujiagang_2019.members import is_member

BELOW_THE_HEAD = (
    organisation.EXECUTIVE_DEPUTY,
    organisation.DEPUTY,
    organisation.OFFICE_DIRECTOR,
)
"""副区长、办公室主任: who reports to the head before leaving (69.3)."""


def _holds(setting: Setting, act: Act, posts: tuple[str, ...]) -> bool:
    """Say whether the traveller, whose record it is, holds one of some posts."""
    chart, at = setting.world.organisation, act.occurred_at
    return any(organisation.holds_post(chart, act.matter, post, at) for post in posts)


def _absence(act: Act, setting: Setting) -> leave.Absence:
    number = str(getattr(act, "leave", ""))
    record = setting.world.leave_of(act.matter)
    found = leave.absence_of(record, number) if record else None
    return found or leave.Absence(leave=number)


# --- 69.1 absences are registered before, and the return reported after ---


def _registered(act: Act, setting: Setting) -> Ruling | None:
    if not is_member(setting, act.matter, act.occurred_at):
        return None
    absence = _absence(act, setting)
    if absence.reported_at is not None or absence.told:
        return met(*absence.refs, bearer=act.matter)
    return breached("外出前未登记 / not registered before departure", bearer=act.matter)


REGISTER_ABSENCES = Gate(
    id="69.1",
    article="69",
    modality=Modality.DIRECTIVE,
    zh="严格执行请销假制度",
    en="Members register an absence before they leave",
    breach=Verdict.DEVIATION,
    on=(leave.Started,),
    holds=_registered,
    refuses=False,
    reading="出发前已报告办公室、报告区长或已报备、通报的，均为已登记；街乡负责同志不是组成人员，见69.6。",
)


def _came_back(act: Act, setting: Setting) -> Iterator[Opening]:
    if isinstance(act, leave.Ended) and is_member(setting, act.matter, act.occurred_at):
        yield Opening(key=_journey(act), bearer=act.matter)


def _journey(act: Act) -> str:
    return f"{act.matter}/{getattr(act, 'leave', '')}"


REPORT_THE_RETURN = Duty(
    id="69.1",
    article="69",
    modality=Modality.DIRECTIVE,
    zh="严格执行请销假制度",
    en="Members report their return",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={leave.Ended: _came_back},
        terms=since(2019, 3, 1, InGoodTime("69.1.within"), "第六十九条"),
        stopped_by={leave.ReturnReported: _journey},
    ),
)

# --- 69.2, 69.5 the Office files absences with other offices ---


def _filed_with(
    needed: frozenset[str], whose: Callable[[Act, Setting], bool]
) -> Callable[[Act, Setting], Ruling | None]:
    """Require that the Office has filed the absence with each of some offices by its start."""

    def holds(act: Act, setting: Setting) -> Ruling | None:
        if not whose(act, setting):
            return None
        filings = [one for one in _absence(act, setting).told if isinstance(one, leave.Filed)]
        missing = needed - {office for one in filings for office in one.offices}
        refs, office = [one.ref for one in filings], the_office(setting)
        if not missing:
            return met(*refs, bearer=office)
        listed = ", ".join(sorted(missing))
        return breached(f"未向{listed}报备 / not filed with {listed}", *refs, bearer=office)

    return holds


def _the_head(act: Act, setting: Setting) -> bool:
    return is_head(setting, act.matter, act.occurred_at)


def _below_the_head(act: Act, setting: Setting) -> bool:
    return _holds(setting, act, BELOW_THE_HEAD) and not _the_head(act, setting)


FILE_THE_HEADS_ABSENCE = Gate(
    id="69.2",
    article="69",
    modality=Modality.DECLARATIVE,
    zh="区长离市出差或休假，向市委办、市政府办、区委办报备",
    en="The head's absences are filed with three offices before they begin",
    on=(leave.Started,),
    holds=_filed_with(leave.OFFICES, _the_head),
    refuses=False,
    reading="文本未定时间：至迟在外出之前；由区政府办公室承担。",
)

# --- 69.3, 69.4 leaders report to the head; the others are told ---


def _head_knew(act: Act, setting: Setting) -> Ruling | None:
    if not _below_the_head(act, setting):
        return None
    told = [one for one in _absence(act, setting).told if isinstance(one, leave.ReportedToHead)]
    if told:
        return met(*(one.ref for one in told), bearer=act.matter)
    if nobody_holds(setting, (organisation.HEAD,), act.occurred_at):
        return unknown(VACANT, bearer=act.matter)
    return breached("外出前未报告区长 / the head was not told beforehand", bearer=act.matter)


REPORT_TO_THE_HEAD = Gate(
    id="69.3",
    article="69",
    modality=Modality.SHOULD,
    zh="副区长、办公室主任离市出差或休假，应事先报告区长",
    en="Deputy heads and the Office director report to the head before they leave",
    on=(leave.Started,),
    holds=_head_knew,
    refuses=False,
)


def _others_told(act: Act, setting: Setting) -> Ruling | None:
    if not _below_the_head(act, setting):
        return None
    left = _absence(act, setting).started_at
    if left is None:
        return None  # its beginning is not on record
    chart, office = setting.world.organisation, the_office(setting)
    in_office = {
        held.by
        for post in POSTS
        for held in chart.posts.get(post, ())
        if held.covers(left) and held.covers(act.occurred_at)
    }
    told = [one for one in _absence(act, setting).told if isinstance(one, leave.LeadersNotified)]
    reported = any(isinstance(one, leave.ReportedToHead) for one in _absence(act, setting).told)
    known = {act.matter, *(who for one in told for who in one.leaders)}
    missing = {one for one in in_office - known if not (reported and _is_head(setting, one, act))}
    refs = [one.ref for one in told]
    if not missing:
        return met(*refs, bearer=office)
    listed = ", ".join(sorted(missing))
    return breached(f"未通报{listed} / not told: {listed}", *refs, bearer=office)


def _is_head(setting: Setting, person: str, act: Act) -> bool:
    return is_head(setting, person, act.occurred_at)


TELL_THE_OTHERS = Gate(
    id="69.4",
    article="69",
    modality=Modality.DECLARATIVE,
    zh="由区政府办公室通报区政府其他领导",
    en="The Office tells the other leaders",
    breach=Verdict.DEVIATION,
    on=(leave.Ended,),
    holds=_others_told,
    refuses=False,
    reading="文本未定时间：至迟在返回之前；外出期间才任职的领导不计。",
)

FILE_LEADERS_ABSENCES = Gate(
    id="69.5",
    article="69",
    modality=Modality.DECLARATIVE,
    zh="并向区委办公室报备",
    en="Leaders' absences are filed with the district Party office before they begin",
    breach=Verdict.DEVIATION,
    on=(leave.Started,),
    holds=_filed_with(frozenset({leave.DISTRICT_PARTY_OFFICE}), _below_the_head),
    refuses=False,
    reading="文本未定时间：至迟在外出之前；由区政府办公室承担。",
)

# --- 69.7 what principals report is passed on ---


def _passed_on(act: Act, setting: Setting) -> Ruling | None:
    absence = _absence(act, setting)
    at, departure = act.occurred_at, setting.day(act.occurred_at)
    if absence.reported_at is None or not reports_to_the_office(setting, act.matter, at):
        return None
    told = [one for one in absence.told if isinstance(one, leave.Forwarded)]
    office = the_office(setting)
    if told:
        return met(*(one.ref for one in told), bearer=office)
    if setting.day(absence.reported_at) > departure - dt.timedelta(days=DAYS_AHEAD):
        return None  # told late itself, it may have had no time
    why = "出发前未向区政府领导报告 / not passed on to the leaders before departure"
    return breached(why, *absence.refs, bearer=office)


PASS_ON_REPORTS = Gate(
    id="69.7",
    article="69",
    modality=Modality.DECLARATIVE,
    zh="由区政府办公室向区政府领导同志报告",
    en="The Office passes principals' reports on to the leaders",
    breach=Verdict.DEVIATION,
    on=(leave.Started,),
    holds=_passed_on,
    refuses=False,
    reading="至迟在出发之前；负责同志自己报告迟于69.6的，办公室未及转报不作认定。",
)

NORMS: tuple[Norm, ...] = (
    REGISTER_ABSENCES,
    REPORT_THE_RETURN,
    FILE_THE_HEADS_ABSENCE,
    REPORT_TO_THE_HEAD,
    TELL_THE_OTHERS,
    FILE_LEADERS_ABSENCES,
    PASS_ON_REPORTS,
)
