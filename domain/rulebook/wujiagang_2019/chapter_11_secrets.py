"""第十一章 工作纪律, Art. 71: nobody from outside sits in on a topic that is secret.

The guests of a meeting (Arts 42, 44) may be asked for some of its topics only. Judged when they are
asked, or, where the topic was marked secret after that, when it is heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import determinations, invitations, meetings, organisation, topics
from domain.rulebook.checks import itself
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown

if TYPE_CHECKING:
    from domain.act import Act
    from domain.meetings import Meeting
    from domain.rulebook.setting import Setting

# --- 71.1 no outsider at a secret topic ---


def _outsiders(asked: invitations.Invited, setting: Setting) -> list[str]:
    """Return the guests from outside: deputies, press, experts, citizens.

    Sister bodies are none, nor is anybody of the district's own units, as whatever he was asked.
    """
    chart, at = setting.world.organisation, asked.occurred_at
    organs = {who: organisation.unit_of(chart, who, at) or who for who in asked.guests}
    return [
        who
        for who, organ in organs.items()
        if organ not in invitations.SISTER_BODIES and setting.unit_kind(organ) in ("", "outside")
    ]


def _secret(topic: str, setting: Setting) -> determinations.Tagged | None:
    return setting.tagged(f"topic:{topic}", determinations.SECRET)


def _no_outsider(act: Act, setting: Setting) -> Ruling | None:
    match act:
        case invitations.Invited():
            return _asked_to_a_secret(act, setting)
        case topics.Heard():
            return _heard_by_outsiders(act, setting)
    return None


def _asked_to_a_secret(act: invitations.Invited, setting: Setting) -> Ruling | None:
    outsiders = _outsiders(act, setting) if act.topics else []
    for topic in act.topics if outsiders else ():
        tag = _secret(topic, setting)
        if tag is not None:
            return breached(_why(outsiders, topic), tag.ref)
    return None


def _heard_by_outsiders(act: topics.Heard, setting: Setting) -> Ruling | None:
    tag = _secret(act.matter, setting)
    meeting: Meeting | None = setting.world.state("meeting", act.meeting)
    if tag is None or meeting is None:
        return None
    absent = meeting.attendance.absent if meeting.attendance else ()
    came = [
        (one, there)
        for one in meeting.invitations
        if (there := [who for who in _outsiders(one, setting) if who not in absent])
    ]
    for one, there in came:
        if act.matter in one.topics:
            if one.occurred_at >= tag.occurred_at:
                return None  # judged when they were asked
            return breached(_why(there, act.matter), tag.ref, one.ref)
    unsaid = [one.ref for one, _ in came if not one.topics]
    if unsaid:
        why = "未登记外人列席哪些议题 / for which topics the guests were asked is not on record"
        return unknown(why, tag.ref, *unsaid)
    return met(tag.ref, *(one.ref for one, _ in came))


def _why(outsiders: list[str], topic: str) -> str:
    who = ", ".join(outsiders)
    return f"{who}列席涉密议题{topic} / {who} at the secret topic {topic}"


def _asked_to_it(act: Act, setting: Setting) -> list[str]:
    """Return the invitations to a meeting that was cancelled: nobody heard anything at it."""
    meeting: Meeting | None = setting.world.state("meeting", act.matter)
    return [one.ref for one in meeting.invitations] if meeting else []


NO_OUTSIDER_AT_A_SECRET_TOPIC = Gate(
    id="71.1",
    article="71",
    modality=Modality.MUST_NOT,
    zh="严禁泄露国家秘密、工作秘密和商业秘密",
    en="No state, work or business secret is leaked: no outsider sits in on a secret topic",
    on=(invitations.Invited, topics.Heard),
    holds=_no_outsider,
    rules_on=itself,
    withdrawn_by={meetings.Cancelled: _asked_to_it},
    reading="外人指人大、政协、人武部和本区各单位以外受邀的代表、委员、记者、专家、市民等，已登记缺席的不算；会议取消的，邀请不再据以认定；定密由人认定。",
)

NORMS: tuple[Norm, ...] = (NO_OUTSIDER_AT_A_SECRET_TOPIC,)
