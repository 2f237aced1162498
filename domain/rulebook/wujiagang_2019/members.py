"""组成人员 Members: who belongs to the district government (Art. 5), at an instant."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from domain import organisation
from domain.rulebook.wujiagang_2019.leaders import POSTS

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting

MEMBER_POSTS: Final = (*POSTS, organisation.OFFICE_DIRECTOR, organisation.PRINCIPAL)
"""区长、副区长、办公室主任，工作部门主任、局长; of the principals only those of departments."""


def members_of(setting: Setting, at: dt.datetime) -> dict[str, str]:
    """Return every member at an instant, with the act by which each holds his post."""
    chart = setting.world.organisation
    held = ((post, one) for post in MEMBER_POSTS for one in chart.posts.get(post, ()))
    return {one.by: one.ref for post, one in held if one.covers(at) and _counts(post, one, setting)}


def _counts(post: str, held: organisation.Held, setting: Setting) -> bool:
    """Heads of streets and institutions are principals too, but no members."""
    return post != organisation.PRINCIPAL or (
        setting.unit_kind(held.unit) == organisation.DEPARTMENT
    )


def is_member(setting: Setting, person: str, at: dt.datetime) -> bool:
    """Say whether a person was a member of the government at an instant."""
    chart = setting.world.organisation
    return any(
        one.by == person and one.covers(at) and _counts(post, one, setting)
        for post in MEMBER_POSTS
        for one in chart.posts.get(post, ())
    )
