"""第八章 会议制度, Arts 51, 52: district-wide meetings of departments, leaders at activities."""

from __future__ import annotations

from domain import (
    activities,
    department_meetings,
    documents,
    entrustments,
    government_events,
    organisation,
)
from domain.act import Act
from domain.authority import Power, resolve
from domain.rulebook.checks import after
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Ruling,
    breached,
    met,
)
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.leaders import is_leader

# --- 51.2 consent of the leader in charge first, then the request ---


def _consent_then_request(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, department_meetings.Held):
        return None
    dossier = setting.dossier(act.kind, act.matter)
    approved = dossier.last(department_meetings.Approved)
    request = _last_before(approved, dossier.all(department_meetings.Requested))
    if request is None or approved is None:
        why = "未报送请示或未经批准 / no request was submitted or approved"
        return breached(why, bearer=act.unit)
    consents = dossier.all(department_meetings.Consented)
    before = [one for one in consents if one.originator_version < request.originator_version]
    refs = (*(one.ref for one in consents), request.ref, approved.ref)
    if not before:
        why = "报送请示前未经分管领导同意 / no leader's consent before the request"
        return breached(why, *refs, bearer=act.unit)
    if not any(_may_consent(one, act.unit, setting) for one in before):
        why = f"同意人{before[-1].by}非分管领导 / {before[-1].by} is not the leader in charge"
        return breached(why, *refs, bearer=act.unit)
    return met(*refs, bearer=act.unit)


def _last_before(
    approved: department_meetings.Approved | None,
    requests: tuple[department_meetings.Requested, ...],
) -> department_meetings.Requested | None:
    """Return the request that was approved: one that came back may have been submitted again."""
    if approved is None:
        return None
    before = [one for one in requests if one.originator_version < approved.originator_version]
    return before[-1] if before else None


def _may_consent(act: Act, unit: str, setting: Setting) -> bool:
    """Say whether the leader in charge, who stands in for him, or the head consented."""
    at = act.occurred_at
    if not setting.leader_of(unit, at):
        return True  # nobody is on record as in charge
    subject = setting.world.organisation.units[unit].subject
    power = Power(
        posts=(organisation.HEAD,), subject=subject, substitutable=True, scope=entrustments.PRESIDE
    )
    return resolve(setting.world, act.by, power, at).may


CONSENT_THEN_REQUEST = Gate(
    id="51.2",
    article="51",
    modality=Modality.SHOULD,
    zh="应事先请示分管领导同意，再正式报送请示",
    en="The leader in charge consents first, then the department submits its request",
    on=(department_meetings.Held,),
    holds=_consent_then_request,
    reading="以获批准的那次请示为准；区长同意，AB角、受委托者代为同意，均视同分管领导同意；无人分管的不问由谁同意。",
)

# --- 51.3 one request a year ---


def _department(act: Act, setting: Setting) -> str | None:
    dossier = setting.dossier(act.kind, act.matter)
    for one in reversed(dossier.acts):
        if isinstance(one, department_meetings.Withdrawn):
            break  # what came before it no longer counts
        if isinstance(one, department_meetings.Requested) and one.ref != act.ref:
            return None  # the same meeting submitted again
    return act.unit if isinstance(act, department_meetings.Requested) else None


ONE_REQUEST_A_YEAR = Quota(
    id="51.3",
    article="51",
    modality=Modality.NORMALLY,
    zh="一般各部门一年只提请一次",
    en="Normally each department makes one such request a year",
    breach=Verdict.DEVIATION,
    on=(department_meetings.Requested,),
    counts=_department,
    period=Period.YEAR,
    at_most=1,
    taken_back_by=(department_meetings.Withdrawn,),
    reading="按报送日所在自然年计；同一会议重报不另计，撤回的不计，未获批准的计。",
)

# --- 51.4, 52.2 in its own name, with its own notices ---


def _in_its_own_name(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, department_meetings.Held):
        return None
    forbidden = {documents.GOVERNMENT, organisation.OFFICE, the_office(setting)}
    if act.in_name_of == act.unit or act.in_name_of not in forbidden:
        return met(bearer=act.unit)
    why = f"以{act.in_name_of}名义召开 / it was held in the name of {act.in_name_of}"
    return breached(why, bearer=act.unit)


IN_ITS_OWN_NAME = Gate(
    id="51.4",
    article="51",
    modality=Modality.MUST_NOT,
    zh="不以区政府或区政府办公室名义召开",
    en="Such meetings are not held in the name of the government or its Office",
    on=(department_meetings.Held,),
    holds=_in_its_own_name,
    reading="只禁止以区政府或其办公室名义；以其他部门或议事机构名义的，文中未禁。",
)


def _no_office_notice(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, department_meetings.NoticeIssued):
        return None
    if setting.unit_kind(act.organiser) != organisation.DEPARTMENT:
        return None
    office = the_office(setting)
    if act.in_name_of != office:
        return met(bearer=act.in_name_of)
    why = f"办公室为{act.organiser}的会议发通知 / the Office's notice for {act.organiser}'s meeting"
    return breached(why, bearer=office)


NO_NOTICES_FOR_DEPARTMENTS = Gate(
    id="52.2",
    article="52",
    modality=Modality.MUST_NOT,
    zh="不为部门召开的会议发会议通知",
    en="The Office issues no notices for meetings of departments",
    on=(department_meetings.NoticeIssued,),
    holds=_no_office_notice,
)

# --- 51.5, 52.1 leaders stay away from what is general ---


def _not_a_work_meeting(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, activities.Attended):
        return None
    if not is_leader(setting, act.leader, act.occurred_at):
        return None
    if act.sort != "department_meeting":
        return met(bearer=act.leader)
    ruling = breached("出席部门工作会议 / attended a work meeting", bearer=act.leader)
    return ruling._replace(justified=bool(act.reason))


STAY_AWAY_FROM_WORK_MEETINGS = Gate(
    id="51.5",
    article="51",
    modality=Modality.NORMALLY_NOT,
    zh="区政府领导同志一般不出席部门的工作会议",
    en="District leaders normally do not attend work meetings of departments",
    breach=Verdict.DEVIATION,
    on=(activities.Attended,),
    holds=_not_a_work_meeting,
    refuses=False,
    reading="载明理由的为有理由的偏离。",
)


def _nothing_general(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, activities.Arranged):
        return None
    office = the_office(setting)
    if setting.organ_of(act.by, act.occurred_at) != office:
        return None
    if not is_leader(setting, act.leader, act.occurred_at):
        return None
    if not act.general:
        return met(bearer=office)
    return breached("安排出席一般性活动 / a general activity was arranged", bearer=office)


ARRANGE_NOTHING_GENERAL = Gate(
    id="52.1",
    article="52",
    modality=Modality.MUST_NOT,
    zh="不安排区政府领导同志出席一般性活动",
    en="The Office arranges no general activities for leaders",
    on=(activities.Arranged,),
    holds=_nothing_general,
    reading="是否一般性由登记时认定；仅及区政府领导同志。",
)

# --- 52.3 events in the government's name: the Office's opinion, then approval ---


def _in_the_governments_name(act: Act, setting: Setting) -> bool:
    del setting
    return isinstance(act, government_events.Held) and act.in_name_of_government


OPINION_THEN_APPROVAL = Gate(
    id="52.3",
    article="52",
    modality=Modality.DIRECTIVE,
    zh="以区政府名义的会议和重大活动，由办公室研究提出意见并统筹办理",
    en="Events in the government's name need the Office's opinion and approval first",
    breach=Verdict.DEVIATION,
    on=(government_events.Held,),
    holds=after(
        government_events.OpinionGiven,
        government_events.Approved,
        applies=_in_the_governments_name,
    ),
)

NORMS: tuple[Norm, ...] = (
    CONSENT_THEN_REQUEST,
    ONE_REQUEST_A_YEAR,
    IN_ITS_OWN_NAME,
    STAY_AWAY_FROM_WORK_MEETINGS,
    ARRANGE_NOTHING_GENERAL,
    NO_NOTICES_FOR_DEPARTMENTS,
    OPINION_THEN_APPROVAL,
)
