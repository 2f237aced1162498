"""第八章 会议制度, Art. 46: how a topic comes before a meeting: reviewed, compiled, fixed.

Whether a topic could be put before a meeting is judged once: when it is put on the agenda, or,
where that never happened, when it is heard. What came after a hearing cannot mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from domain import entrustments, meetings, organisation, topics
from domain.authority import Power, Standing, presiding, resolve, substitution
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Outcome, Ruling, breached, met, unknown
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import (
    NO_PORTFOLIOS,
    NO_SUBJECT,
    no_portfolios,
)
from domain.rulebook.wujiagang_2019.leaders import is_head, why_open
from domain.rulebook.wujiagang_2019.presiding import convenors_of

if TYPE_CHECKING:
    import datetime as dt

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- what the norms of this article share: the listing, and the Office ---


@attrs.frozen
class Listing:
    """A topic on its way to a meeting of a kind; ``fixed`` is the act that put it on the agenda."""

    topic: topics.Topic
    kind: str
    fixed: topics.Approved | None


def listing_of(act: Act, setting: Setting) -> Listing | None:
    """Return what is to be judged of a topic with this act, or None where it has been."""
    topic: topics.Topic | None = setting.world.state("topic", act.matter)
    if topic is None or not isinstance(act, (topics.Approved, topics.Heard)):
        return None
    if _heard_at(act.meeting, topic):
        return None
    kind = kind_at(act.meeting, topic, setting)
    if isinstance(act, topics.Approved):
        return Listing(topic, kind, act)
    fixed = topic.approved
    if fixed is not None and kind_at(fixed.meeting, topic, setting) == kind:
        return None
    return Listing(topic, kind, None)


def _heard_at(meeting: str, topic: topics.Topic) -> bool:
    return topic.heard is not None and topic.heard.meeting == meeting


def kind_at(meeting: str, topic: topics.Topic, setting: Setting) -> str:
    """Return the kind of a meeting; the kind asked for, where the meeting is not convened yet."""
    state: meetings.Meeting | None = setting.world.state("meeting", meeting)
    return state.convened.meeting_kind if state else topic.proposed.meeting_kind


def outside_the_office(who: str, at: dt.datetime, setting: Setting) -> bool:
    """Say whether somebody is known to belong to an organ other than the Office."""
    organs = organisation.units_of(setting.world.organisation, who, at)
    return bool(organs) and the_office(setting) not in organs


# --- 46.1 the leader in charge reviews, the Office compiles, the head fixes ---


def _through_all_hands(act: Act, setting: Setting) -> Ruling | None:
    listing = listing_of(act, setting)
    if listing is None or listing.kind not in meetings.HEADED:
        return None
    steps = (
        _reviewed(listing.topic, setting),
        _compiled(listing.topic, setting),
        _fixed_by_head(listing.fixed, setting),
    )
    evidence = tuple(ref for step in steps for ref in step.evidence)
    for outcome in (Outcome.BREACHED, Outcome.UNKNOWN):
        for step in steps:
            if step.outcome is outcome:
                return step._replace(evidence=evidence)
    return met(*evidence)


def _reviewed(topic: topics.Topic, setting: Setting) -> Ruling:
    reviewed, office = topic.reviewed, the_office(setting)
    if reviewed is None:
        return breached(
            "未经分管领导协调或审核 / not reviewed by the leader in charge", bearer=office
        )
    if not topic.proposed.subject:
        return unknown(NO_SUBJECT, reviewed.ref)
    standing = resolve(setting.world, reviewed.by, _in_charge(topic), reviewed.occurred_at)
    if not standing.may and no_portfolios(setting):
        return unknown(NO_PORTFOLIOS, reviewed.ref)
    if not standing.may:
        why = f"{reviewed.by}不是分管领导 / {reviewed.by} is not the leader in charge"
        return breached(why, reviewed.ref, bearer=office)
    return met(reviewed.ref, *standing.refs)


def _in_charge(topic: topics.Topic) -> Power:
    """分管领导, or the head, who leads the whole work (Art. 6)."""
    return Power(
        posts=(organisation.HEAD,),
        subject=topic.proposed.subject,
        substitutable=True,
        scope=entrustments.PRESIDE,
    )


def _compiled(topic: topics.Topic, setting: Setting) -> Ruling:
    reviewed, compiled, office = topic.reviewed, topic.compiled, the_office(setting)
    if compiled is None:
        return breached("未经办公室汇总 / not compiled by the Office", bearer=office)
    if outside_the_office(compiled.by, compiled.occurred_at, setting):
        why = f"由{compiled.by}汇总 / compiled by {compiled.by}, not the Office"
        return breached(why, compiled.ref, bearer=office)
    if reviewed is not None and compiled.originator_version < reviewed.originator_version:
        why = "汇总在审核之前 / compiled before the leader's review"
        return breached(why, compiled.ref, bearer=office)
    return met(compiled.ref)


def _fixed_by_head(fixed: topics.Approved | None, setting: Setting) -> Ruling:
    if fixed is None:
        why = "未报区长确定 / never fixed by the head"
        return breached(why, bearer=the_office(setting))
    power = Power(posts=(organisation.HEAD,), scope=entrustments.PRESIDE, entrustable=False)
    standing = resolve(setting.world, fixed.by, power, fixed.occurred_at)
    if not standing.may:
        if open_because := why_open(setting, fixed.by, fixed.occurred_at):
            return unknown(open_because, bearer=fixed.by)
        why = f"由{fixed.by}确定，未报区长 / fixed by {fixed.by}, not by the head"
        return breached(why, bearer=fixed.by)
    return met(*standing.refs)


TOPICS_THROUGH_LEADER_OFFICE_HEAD = Gate(
    id="46.1",
    article="46",
    modality=Modality.DECLARATIVE,
    zh="议题由分管领导协调或审核后提出，办公室汇总，报区长确定",
    en="Topics are reviewed by the leader in charge, compiled by the Office, fixed by the head",
    on=(topics.Approved, topics.Heard),
    holds=_through_all_hands,
    reading="分管领导外出由AB角代行，区长审核亦可；区长外出由受委托主持工作的常务副区长确定；适用于全体、常务会议和区长例会；未经审核或汇总、未报区长确定的，由负责汇总的办公室承担。",
)

# --- 46.2 the leader in charge approves the material for printing ---


def _material_approved(act: Act, setting: Setting) -> Ruling | None:
    topic: topics.Topic | None = setting.world.state("topic", act.matter)
    match act:
        case topics.MaterialApproved() if topic and topic.status != "heard":
            return _approved_for_print(act, topic, setting)
        case topics.Heard() if topic and topic.material and topic.status != "heard":
            if (
                topic.material_approved
                or kind_at(act.meeting, topic, setting) not in meetings.HEADED
            ):
                return None
            why = "汇报材料未经分管领导批印 / the material was not approved for printing"
            return breached(why, topic.material.ref, bearer=topic.proposed.unit)
    return None


def _approved_for_print(
    act: topics.MaterialApproved, topic: topics.Topic, setting: Setting
) -> Ruling | None:
    meeting = topic.approved.meeting if topic.approved else ""
    if kind_at(meeting, topic, setting) not in meetings.HEADED:
        return None
    if not topic.proposed.subject:
        return unknown(NO_SUBJECT, topic.proposed.ref)
    standing = resolve(setting.world, act.by, _in_charge(topic), act.occurred_at)
    if standing.may:
        return met(*standing.refs)
    if no_portfolios(setting):
        return unknown(NO_PORTFOLIOS, topic.proposed.ref)
    return breached(f"{act.by}不是分管领导 / {act.by} is not the leader in charge")


MATERIAL_APPROVED_FOR_PRINT = Gate(
    id="46.2",
    article="46",
    modality=Modality.DECLARATIVE,
    zh="会议汇报材料由分管领导批印",
    en="The leader in charge approves the meeting material for printing",
    breach=Verdict.DEVIATION,
    on=(topics.MaterialApproved, topics.Heard),
    holds=_material_approved,
    reading="与前句同为全体、常务会议和区长例会的议题；没有材料的议题不作认定。",
)

# --- 46.3 the convenor fixes the topics of a special meeting ---


def _fixed_by_convenor(act: Act, setting: Setting) -> Ruling | None:
    topic: topics.Topic | None = setting.world.state("topic", act.matter)
    if topic is None or not isinstance(act, (topics.Approved, topics.Heard)):
        return None
    if kind_at(act.meeting, topic, setting) != meetings.SPECIAL or _heard_at(act.meeting, topic):
        return None
    meeting: meetings.Meeting | None = setting.world.state("meeting", act.meeting)
    if isinstance(act, topics.Approved):
        return _by_a_convenor(act, meeting, setting) if meeting else None
    return _fixed_before_hearing(topic.approved, meeting, setting)


def _fixed_before_hearing(
    fixed: topics.Approved | None, meeting: meetings.Meeting | None, setting: Setting
) -> Ruling | None:
    """Judge at the hearing what could not be judged before: who would convene was not known."""
    if fixed is None:
        return breached("未经会议召集人确定 / never fixed by a convenor")
    if meeting is None:
        return unknown("会议未登记，召集人不明 / the meeting, hence its convenor, is not on record")
    if fixed.meeting == meeting.matter and meeting.convened.occurred_at <= fixed.occurred_at:
        return None
    return _by_a_convenor(fixed, meeting, setting)


def _in_his_place(fixed: topics.Approved, convenor: str, setting: Setting) -> Standing | None:
    """By the AB partner, or, for the head, by the executive deputy who presides for him."""
    world, at = setting.world, fixed.occurred_at
    if is_head(setting, convenor, at):
        return presiding(world, fixed.by, entrustments.PRESIDE, at)
    return substitution(world, fixed.by, convenor, at)


def _by_a_convenor(fixed: topics.Approved, meeting: meetings.Meeting, setting: Setting) -> Ruling:
    convenors = convenors_of(meeting, setting)
    if fixed.by in convenors:
        return met(meeting.convened.ref, bearer=fixed.by)
    for convenor in convenors:
        standing = _in_his_place(fixed, convenor, setting)
        if standing:
            return met(meeting.convened.ref, *standing.refs, bearer=fixed.by)
    why = f"{fixed.by}不是会议召集人 / {fixed.by} is no convenor of the meeting"
    return breached(why, meeting.convened.ref, bearer=fixed.by)


CONVENOR_FIXES_SPECIAL_TOPICS = Gate(
    id="46.3",
    article="46",
    modality=Modality.DECLARATIVE,
    zh="专题会议议题由会议召集人确定",
    en="The convenor fixes the topics of a special meeting",
    on=(topics.Approved, topics.Heard),
    holds=_fixed_by_convenor,
    reading="共同召集的，任一召集人可以确定；召集人外出由AB角代行，区长外出由受委托主持工作的常务副区长代行；只登记由办公室召集的，以主持人为召集人；先定议题后召集的，上会时认定。",
)

NORMS: tuple[Norm, ...] = (
    TOPICS_THROUGH_LEADER_OFFICE_HEAD,
    MATERIAL_APPROVED_FOR_PRINT,
    CONVENOR_FIXES_SPECIAL_TOPICS,
)
