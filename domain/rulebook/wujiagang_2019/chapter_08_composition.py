"""第八章 会议制度, Arts 41–44: of whom each meeting is made up, and who sits in or takes part.

What is judged is whether those asked are those the text names, when the meeting begins. There is no
quorum: who came is not judged here. The units a topic concerns are in ``chapter_08_units``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import invitations, leave, meetings, organisation
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.wujiagang_2019 import leaders
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of
from domain.rulebook.wujiagang_2019.members import members_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from domain.act import Act
    from domain.rulebook.setting import Setting

    Who = Callable[[Setting, dt.datetime], set[str]]

# --- who the text names ---


def _art_5(setting: Setting, at: dt.datetime) -> set[str]:
    """区长、副区长、办公室主任和部门主任、局长: the members of the plenary."""
    return set(members_of(setting, at))


def leadership(setting: Setting, at: dt.datetime) -> set[str]:
    """区长、副区长、办公室主任: the members of the executive and the regular meeting."""
    return _holders(
        setting, at, organisation.HEAD, organisation.EXECUTIVE_DEPUTY, organisation.DEPUTY,
        organisation.OFFICE_DIRECTOR,
    )  # fmt: skip


def _holders(setting: Setting, at: dt.datetime, *posts: str) -> set[str]:
    chart = setting.world.organisation
    return {held.by for post in posts for held in chart.posts.get(post, ()) if held.covers(at)}


def deputy_directors(setting: Setting, at: dt.datetime) -> set[str]:
    """办公室副主任."""
    return _holders(setting, at, organisation.DEPUTY_OFFICE_DIRECTOR)


def _deputy_directors_and_party_group(setting: Setting, at: dt.datetime) -> set[str]:
    """党组成员、办公室副主任; the caller takes off who is a member of the meeting anyhow."""
    posts = (organisation.PARTY_GROUP_MEMBER, organisation.DEPUTY_OFFICE_DIRECTOR)
    return _holders(setting, at, *posts)


def is_away(who: str, at: dt.datetime, setting: Setting) -> bool:
    """Say whether somebody was away at an instant."""
    return leave.absence_at(setting.world.leave_of(who), at) is not None


def _here(people: set[str], act: Act, setting: Setting) -> set[str]:
    """Return those of some people who are not away when a meeting begins."""
    return {who for who in people if not is_away(who, act.occurred_at, setting)}


def principals_of(unit: str, at: dt.datetime, setting: Setting) -> set[str]:
    """主要负责同志 of a unit; the unit itself may be named in their place."""
    return {unit, *(one.by for one in leaders.principals_of(setting, unit, at))}


def _people(names: Iterable[str], at: dt.datetime, setting: Setting) -> set[str]:
    """Return the people asked; a unit's principals in the place of the unit."""
    units = setting.world.organisation.units
    people: set[str] = set()
    for name in names:
        people |= principals_of(name, at, setting) - {name} if name in units else {name}
    return people


# --- 41.1, 42.1, 43.1 the members ---


def _first_session(act: Act, setting: Setting, kind: str) -> meetings.Meeting | None:
    """Return the meeting of a kind that an act is about to begin."""
    meeting = meeting_of(act, setting)
    if not isinstance(act, meetings.Started) or meeting is None or meeting.sessions:
        return None
    return meeting if meeting.convened.meeting_kind == kind else None


def _not_on_record(meeting: meetings.Meeting, setting: Setting) -> Ruling:
    why = "参会名单未登记 / the list of members asked to attend is not on record"
    return unknown(why, meeting.convened.ref, bearer=the_office(setting))


def made_up_of(kind: str, members: Who, sitting_in: Who) -> Callable[[Act, Setting], Ruling | None]:
    """Require that those asked as members of a kind of meeting are its members.

    Whoever took or left a post after the invitation is neither missed nor one too many; whoever is
    away, called it or chairs it is not missed; whoever should only sit in is the next norm's.
    """

    def holds(act: Act, setting: Setting) -> Ruling | None:
        meeting = _first_session(act, setting, kind)
        if meeting is None or not isinstance(act, meetings.Started):
            return None
        asked = invitations.members_asked(meeting.invitations)
        if not asked:
            return _not_on_record(meeting, setting)
        lists = [members(setting, at) for at in _moments(meeting, act)]
        people = _people(asked, act.occurred_at, setting)
        hosts = {act.chair, *meeting.convenors}  # nobody asks them: they call it
        missing = _here(set.intersection(*lists) - people - hosts, act, setting)
        extra = people - set[str]().union(*lists) - sitting_in(setting, act.occurred_at)
        return _as_listed(meeting, missing, extra, act, setting)

    return holds


def _moments(meeting: meetings.Meeting, act: Act) -> list[dt.datetime]:
    return [*(one.occurred_at for one in meeting.invitations), act.occurred_at]


def _as_listed(
    meeting: meetings.Meeting, missing: set[str], extra: set[str], act: Act, setting: Setting
) -> Ruling:
    refs = [one.ref for one in meeting.invitations]
    office = the_office(setting)
    if missing:
        zh, en = named(missing)
        return breached(f"未通知组成人员{zh} / members not asked: {en}", *refs, bearer=office)
    chart = setting.world.organisation
    known = {who for who in extra if organisation.unit_of(chart, who, act.occurred_at)}
    if known:
        zh, en = named(known)
        return breached(f"{zh}不是组成人员 / asked as members: {en}", *refs, bearer=office)
    if extra:
        zh, en = named(extra)
        return unknown(f"{zh}的职务未登记 / no post on record: {en}", *refs, bearer=office)
    return met(*refs, bearer=office)


def named(people: set[str]) -> tuple[str, str]:
    """Return names as they stand in a reason, for ``zh`` and ``en``."""
    return "、".join(sorted(people)), ", ".join(sorted(people))


_LISTED = (
    "以参会通知为准，开会时认定；召集人、主持人、外出的和通知后任免的不计缺漏；单位视为其主要负责同志；"
    "文中无法定人数，到会情况不作认定；未登记名单的无法认定。"
)

PLENARY_MEMBERS = Gate(
    id="41.1",
    article="41",
    modality=Modality.DECLARATIVE,
    zh="全体会议由区长、副区长、办公室主任和部门主任、局长组成",
    en="The plenary is made up of the head, deputy heads, Office director and department heads",
    breach=Verdict.DEVIATION,
    on=(meetings.Started,),
    holds=made_up_of(meetings.PLENARY, _art_5, _deputy_directors_and_party_group),
    refuses=False,
    reading=_LISTED,
)
EXECUTIVE_MEMBERS = Gate(
    id="42.1",
    article="42",
    modality=Modality.DECLARATIVE,
    zh="常务会议由区长、副区长、办公室主任组成",
    en="The executive meeting is made up of the head, deputy heads and Office director",
    breach=Verdict.DEVIATION,
    on=(meetings.Started,),
    holds=made_up_of(meetings.EXECUTIVE, leadership, _deputy_directors_and_party_group),
    refuses=False,
    reading=_LISTED,
)
REGULAR_MEMBERS = Gate(
    id="43.1",
    article="43",
    modality=Modality.DECLARATIVE,
    zh="区长例会由区长、副区长、办公室主任组成",
    en="The regular meeting is made up of the head, deputy heads and Office director",
    breach=Verdict.DEVIATION,
    on=(meetings.Started,),
    holds=made_up_of(meetings.REGULAR, leadership, deputy_directors),
    refuses=False,
    reading=_LISTED,
)

# --- 41.5, 42.6, 43.5 who sits in ---


def sat_in_on(kind: str, sitting_in: Who, members: Who) -> Callable[[Act, Setting], Ruling | None]:
    """Require that those who sit in on a kind of meeting are asked to, and not as its members."""

    def holds(act: Act, setting: Setting) -> Ruling | None:
        meeting = _first_session(act, setting, kind)
        if meeting is None:
            return None
        lists = [sitting_in(setting, at) - members(setting, at) for at in _moments(meeting, act)]
        due = _here(set.intersection(*lists), act, setting)
        return _asked_to_sit_in(meeting, due, setting) if due else None

    return holds


def _asked_to_sit_in(meeting: meetings.Meeting, due: set[str], setting: Setting) -> Ruling:
    members = invitations.members_asked(meeting.invitations)
    attendees = invitations.attendees_asked(meeting.invitations)
    refs, office = [one.ref for one in meeting.invitations], the_office(setting)
    misplaced = due & members
    if misplaced:
        zh, en = named(misplaced)
        why = f"{zh}应列席，误列为组成人员 / asked as members, who only sit in: {en}"
        return breached(why, *refs, bearer=office)
    if not members | attendees:
        return _not_on_record(meeting, setting)
    missing = due - attendees
    if missing:
        zh, en = named(missing)
        return breached(f"未通知{zh}列席 / not asked to sit in: {en}", *refs, bearer=office)
    return met(*refs, bearer=office)


_SITTING_IN = "以参会通知为准，开会时认定；外出的不计缺漏；党组成员以任职登记为准。"

SITTING_IN_ON_THE_PLENARY = Gate(
    id="41.5",
    article="41",
    modality=Modality.DECLARATIVE,
    zh="非会议组成人员的党组成员、办公室副主任列席全体会议",
    en="Party-group members who are not members and deputy Office directors sit in on the plenary",
    breach=Verdict.DEVIATION,
    on=(meetings.Started,),
    holds=sat_in_on(meetings.PLENARY, _deputy_directors_and_party_group, _art_5),
    refuses=False,
    reading=_SITTING_IN,
)
SITTING_IN_ON_THE_EXECUTIVE_MEETING = Gate(
    id="42.6",
    article="42",
    modality=Modality.DECLARATIVE,
    zh="非会议组成人员的党组成员、办公室副主任列席常务会议",
    en="Party-group members who are not members and deputy Office directors sit in on it",
    breach=Verdict.DEVIATION,
    on=(meetings.Started,),
    holds=sat_in_on(meetings.EXECUTIVE, _deputy_directors_and_party_group, leadership),
    refuses=False,
    reading=_SITTING_IN,
)

NORMS: tuple[Norm, ...] = (
    PLENARY_MEMBERS,
    SITTING_IN_ON_THE_PLENARY,
    EXECUTIVE_MEMBERS,
    SITTING_IN_ON_THE_EXECUTIVE_MEETING,
    REGULAR_MEMBERS,
)
