"""召集和主持 Presiding: whether the head convenes and chairs his meetings (Arts 7, 41–43).

The head, or the executive deputy while he presides for the absent head under an entrustment (6.4).
Convening is judged when the meeting is called, chairing at the start of each session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain import meetings, organisation
from domain.authority import Power, resolve
from domain.entrustments import PRESIDE
from domain.rulebook.norms import Ruling, breached, met, unknown
from domain.rulebook.wujiagang_2019.leaders import why_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act
    from domain.rulebook.setting import Setting

CONVENED_OR_STARTED: Final = (meetings.Convened, meetings.Started)
"""The acts that ``headed`` judges."""
_POWER = Power(posts=(organisation.HEAD,), scope=PRESIDE, entrustable=False)


def headed(kinds: frozenset[str]) -> Callable[[Act, Setting], Ruling | None]:
    """Require of meetings of some kinds that the head convenes and chairs them."""

    def holds(act: Act, setting: Setting) -> Ruling | None:
        if _kind(act, setting) not in kinds:
            return None
        verb = "召集 convened" if isinstance(act, meetings.Convened) else "主持 chaired"
        people = [who for who in named(act) if who not in setting.world.organisation.units]
        if not people:  # the Office wrote it down and said nobody's name
            return unknown(f"未登记由谁{verb} / by whom it was {verb} is not recorded")
        for who in people:  # called jointly, it is enough that one of them may
            standing = resolve(setting.world, who, _POWER, act.occurred_at)
            if standing.may:
                return met(*standing.refs, bearer=who)
        for who in people:
            if why := why_open(setting, who, act.occurred_at):
                return unknown(why, bearer=who)
        return breached(_why(people[0], verb), bearer=people[0])

    return holds


def _kind(act: Act, setting: Setting) -> str:
    if isinstance(act, meetings.Convened):
        return act.meeting_kind
    meeting = setting.world.state("meeting", act.matter)
    return meeting.convened.meeting_kind if meeting else ""


def named(act: Act) -> tuple[str, ...]:
    """Return who is said to convene or to chair."""
    match act:
        case meetings.Convened():
            return act.convenors or (act.by,)
        case meetings.Started():
            return (act.chair,)
    return ()


def _why(who: str, verb: str) -> str:
    zh, en = verb.split()
    return (
        f"由{who}{zh}，不是区长，也不是受委托主持工作的常务副区长 / {en} by {who}, neither the "
        "head nor the executive deputy presiding for him under an entrustment"
    )


def convenors_of(meeting: meetings.Meeting, setting: Setting) -> tuple[str, ...]:
    """召集人: who called a meeting; its chair, where only an organ wrote it down."""
    people = tuple(who for who in meeting.convenors if who not in setting.world.organisation.units)
    return people or (meeting.convened.chair,)
