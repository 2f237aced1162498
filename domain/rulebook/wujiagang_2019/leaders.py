"""区政府领导同志 Leaders: whom the text means by the district's leaders, at an instant.

Head, executive deputy head and deputy heads; the Office director only where he has a portfolio
(the reading of 78.3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from domain import entrustments, organisation

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting

POSTS: Final = (organisation.HEAD, organisation.EXECUTIVE_DEPUTY, organisation.DEPUTY)


def is_leader(setting: Setting, person: str, at: dt.datetime) -> bool:
    """Say whether a person was a leader of the district at an instant."""
    chart = setting.world.organisation
    return any(organisation.holds_post(chart, person, post, at) for post in POSTS)


def is_head(setting: Setting, person: str, at: dt.datetime) -> bool:
    """Say whether a person was the head at an instant."""
    chart = setting.world.organisation
    return organisation.holds_post(chart, person, organisation.HEAD, at) is not None


VACANT: Final = "当时该职务无人任职登记 / nobody is on record as holding that post then"
"""Why nobody can say who was competent: the post was vacant, or the chart was never recorded."""
NO_LEAVE: Final = "台账未登记任何外出 / the ledger keeps no record of absences"
"""Why nobody can say that a leader was there: the register of leave was never recorded."""


def nobody_holds(setting: Setting, posts: Iterable[str], at: dt.datetime) -> bool:
    """Say whether the chart knows nobody in any of some posts at an instant."""
    chart = setting.world.organisation
    return all(organisation.holder_of(chart, post, at) is None for post in posts)


def why_open(setting: Setting, who: str, at: dt.datetime) -> str:
    """Say why it is open whether somebody was or stood in for the head; empty where it is not."""
    chart, world = setting.world.organisation, setting.world
    head = organisation.holder_of(chart, organisation.HEAD, at)
    if head is None:
        return VACANT
    if not organisation.holds_post(chart, who, organisation.EXECUTIVE_DEPUTY, at):
        return ""
    live = entrustments.live_for(world.entrustments_of(head.by), who, at)
    entrusted = any(entrustments.PRESIDE in one.scope for one in live)
    return NO_LEAVE if entrusted and not world.states("leave") else ""


def principals_of(setting: Setting, unit: str, at: dt.datetime) -> list[organisation.Held]:
    """Return who led a unit at an instant 主要负责同志: its principal, or the Office's director."""
    posts = setting.world.organisation.posts
    held = (
        *posts.get(organisation.PRINCIPAL, ()),
        *posts.get(organisation.OFFICE_DIRECTOR, ()),
    )
    return [one for one in held if one.unit == unit and one.covers(at)]


def leaders_of(setting: Setting) -> tuple[str, ...]:
    """Return everybody the chart has known as a leader, whether or not still in office."""
    chart = setting.world.organisation
    held = (one for post in POSTS for one in chart.posts.get(post, ()))
    return tuple(dict.fromkeys(one.by for one in held))


Belongs = Callable[["Setting", str, dt.datetime], bool]
"""Whether somebody was one of those a norm speaks of, at an instant."""


def for_half(belongs: Belongs) -> Callable[[Setting, str, dt.date, dt.date], bool]:
    """Say of somebody whether he was one of them from the middle of a period to its end.

    Whoever came later, or left before it was over, does not owe what the whole period asks.
    """

    def owes(setting: Setting, who: str, first: dt.date, after: dt.date) -> bool:
        days = (first + (after - first) / 2, after - dt.timedelta(days=1))
        return all(belongs(setting, who, setting.last_instant_of(day)) for day in days)

    return owes
