"""公务活动 Activities: whom leaders represent, and where (Arts 8, 51, 79).

Reading order: acts, state, evolve, decisions.
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("activity.foreign_represented", zh="代表区政府进行外事活动", en="foreign activity")
@attrs.frozen(kw_only=True)
class ForeignRepresented(Act):
    """代表区政府进行外事活动: somebody represents the district towards foreign guests (8.3)."""

    person: str
    event: str = ""


# --- state ---


@attrs.frozen(kw_only=True)
class Activity:
    """An activity and who represented the district at it."""

    matter: str
    version: int
    represented_by: tuple[str, ...] = ()


# --- evolve ---


def evolve(act: Act, state: Activity | None) -> Activity:
    """Fold one act into an activity. Pure and total."""
    before = state or Activity(matter=act.matter, version=0)
    if not isinstance(act, ForeignRepresented):
        return attrs.evolve(before, version=act.originator_version)
    people = (*before.represented_by, act.person)
    return attrs.evolve(before, version=act.originator_version, represented_by=people)


# --- decisions ---


def refusal(act: Act, state: Activity | None) -> str | None:
    """Refuse the same person twice at one activity."""
    if isinstance(act, ForeignRepresented) and state and act.person in state.represented_by:
        return f"已登记 / {act.person} is already noted for this activity"
    return None
