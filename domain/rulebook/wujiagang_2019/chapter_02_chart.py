"""第二章 组成人员及职责, Arts 5, 9 and 10: what the organisation chart itself must be."""

from __future__ import annotations

from collections.abc import Iterator

from domain import organisation
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
from domain.rulebook.terms import CalendarDays
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.members import members_of

# --- 5.1 the members are exactly these ---


def _exactly_the_members(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, organisation.MembersListed):
        return None
    members = members_of(setting, act.occurred_at)
    if not members:
        return unknown("机构图中尚无任职记录 / the chart has no posts yet")
    strangers = [who for who in act.members if _not_on_record(who, setting)]
    others = [who for who in act.members if who not in members and who not in strangers]
    missing = [who for who in members if who not in act.members]
    if strangers and not others and not missing:
        who = "、".join(strangers)
        return unknown(f"{who}的职务未登记 / no post on record: {', '.join(strangers)}")
    if not others and not missing:
        return met(*members.values())
    parts = [("误列", "not members:", others), ("漏列", "left out:", missing)]
    zh = "；".join(f"{word}{'、'.join(who)}" for word, _, who in parts if who)
    en = "; ".join(f"{word} {', '.join(who)}" for _, word, who in parts if who)
    return breached(f"{zh} / {en}", *(members[who] for who in missing))


def _not_on_record(who: str, setting: Setting) -> bool:
    """Say whether nobody knows what somebody is: no post, or one in a unit never registered."""
    chart = setting.world.organisation
    held = [one for holdings in chart.posts.values() for one in holdings if one.by == who]
    return not any(one.unit in chart.units for one in held)


MEMBERS = Gate(
    id="5.1",
    article="5",
    modality=Modality.DECLARATIVE,
    zh="组成人员包括区长、副区长、办公室主任和工作部门主任、局长",
    en="The members are the head, the deputy heads, the Office director and department principals",
    on=(organisation.MembersListed,),
    holds=_exactly_the_members,
    reading="名单与开列当时的任职记录相符即合规；办公室副主任、街乡和事业单位负责人、无职务的党组成员不是组成人员；职务或其单位从未登记的，无从认定。",
)

# --- 9.1 the Office director assists the executive deputy ---


def _director_appointed(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, organisation.Appointed) or act.post != organisation.OFFICE_DIRECTOR:
        return
    lines = setting.world.organisation.assisting.get(act.person, ())
    if not any(_to_the_executive(one.by) and one.covers(act.occurred_at) for one in lines):
        yield Opening(key=act.person, bearer=the_office(setting))


def _to_the_executive(post: str) -> bool:
    return post == organisation.EXECUTIVE_DEPUTY


def _assists_the_executive(act: Act) -> str | None:
    if not isinstance(act, organisation.AssistanceSet):
        return None
    return act.person if _to_the_executive(act.assists) else None


def _director_removed(act: Act) -> str | None:
    if not isinstance(act, organisation.Removed) or act.post != organisation.OFFICE_DIRECTOR:
        return None
    return act.person


DIRECTOR_ASSISTS = Duty(
    id="9.1",
    article="9",
    modality=Modality.DECLARATIVE,
    zh="办公室主任协助常务副区长处理日常工作",
    en="The Office director assists the executive deputy with daily work",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={organisation.Appointed: _director_appointed},
        terms=since(2019, 3, 1, CalendarDays(0), "第九条"),
        stopped_by={organisation.AssistanceSet: _assists_the_executive},
        cancelled_by={organisation.Removed: _director_removed},
    ),
    reading="任职当日即应在机构图中明确，由办公室登记，不归于主任个人；在区长领导下一节由6.3认定。",
)

# --- 10.1 one principal per department ---


def _given(act: Act, setting: Setting) -> organisation.Appointed | None:
    """Return the act where it gives a department a principal, None for any other."""
    if not isinstance(act, organisation.Appointed) or act.post != organisation.PRINCIPAL:
        return None
    return act if setting.unit_kind(act.unit) == organisation.DEPARTMENT else None


def _predecessors(given: organisation.Appointed, setting: Setting) -> list[organisation.Held]:
    """Return the holdings of all others who led or lead the department."""
    return [
        one
        for one in setting.world.organisation.posts.get(organisation.PRINCIPAL, ())
        if one.unit == given.unit and one.by != given.person
    ]


def _post_is_free(act: Act, setting: Setting) -> Ruling | None:
    """Find one principal where the last one has gone; where he has not, the day's end decides."""
    given = _given(act, setting)
    before = _predecessors(given, setting) if given else []
    if not given or not before or any(one.covers(given.occurred_at) for one in before):
        return None
    return met(bearer=given.unit)


def _another_holds(act: Act, setting: Setting) -> Iterator[Opening]:
    """Give whoever already leads the department until the end of the day to be removed."""
    given = _given(act, setting)
    if given is not None:
        for one in _predecessors(given, setting):
            if one.covers(given.occurred_at):
                yield Opening(key=one.by, bearer=given.unit)


def _principal_removed(act: Act) -> str | None:
    if not isinstance(act, organisation.Removed) or act.post != organisation.PRINCIPAL:
        return None
    return act.person


ONE_PRINCIPAL_GIVEN = Gate(
    id="10.1",
    article="10",
    modality=Modality.DECLARATIVE,
    zh="工作部门实行主任、局长负责制",
    en="A department is under the responsibility of one principal",
    on=(organisation.Appointed,),
    holds=_post_is_free,
    refuses=False,
)

ONE_PRINCIPAL = Duty(
    id="10.1",
    article="10",
    modality=Modality.DECLARATIVE,
    zh="工作部门实行主任、局长负责制",
    en="A department is under the responsibility of one principal",
    clock=Clock(
        opens={organisation.Appointed: _another_holds},
        terms=since(2019, 3, 1, CalendarDays(0), "第十条"),
        stopped_by={organisation.Removed: _principal_removed},
    ),
    reading="限于工作部门，认定的是每次交替，首任不计；后任任职时前任尚在任的，当日免职即可，同一任免通知先任后免不是并存；空缺不在此认定；由部门承担，不归于任何一名负责人。",
)

NORMS: tuple[Norm, ...] = (MEMBERS, DIRECTOR_ASSISTS, ONE_PRINCIPAL_GIVEN, ONE_PRINCIPAL)
