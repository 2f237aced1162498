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


@recorded_as("activity.arranged", zh="安排领导出席活动", en="attendance arranged")
@attrs.frozen(kw_only=True)
class Arranged(Act):
    """安排领导出席: ``general`` where the Office judged it a general activity (52.1)."""

    leader: str
    general: bool
    event: str = ""


@recorded_as("activity.approved_by_government", zh="区政府批准出席", en="approved by government")
@attrs.frozen(kw_only=True)
class ApprovedByGovernment(Act):
    """区政府批准出席 (79.1)."""

    leader: str


@recorded_as("activity.approved_by_party", zh="区委批准出席", en="approved by Party committee")
@attrs.frozen(kw_only=True)
class ApprovedByParty(Act):
    """区委批准出席 (79.1)."""

    leader: str


@recorded_as("activity.attended", zh="领导出席活动", en="leader attended")
@attrs.frozen(kw_only=True)
class Attended(Act):
    """领导出席: ``sort`` is ``listed`` (剪彩、奠基 … of 79.1), ``department_meeting`` or other.

    ``reason`` says why a leader went to a department's work meeting (51.5).
    """

    leader: str
    sort: str
    organiser: str = ""
    reason: str = ""


# --- state ---


@attrs.frozen(kw_only=True)
class Activity:
    """An activity and who represented the district at it."""

    matter: str
    version: int
    represented_by: tuple[str, ...] = ()
    approvals: tuple[ApprovedByGovernment | ApprovedByParty, ...] = ()


# --- evolve ---


def evolve(act: Act, state: Activity | None) -> Activity:
    """Fold one act into an activity. Pure and total."""
    before = state or Activity(matter=act.matter, version=0)
    if isinstance(act, (ApprovedByGovernment, ApprovedByParty)):
        approvals = (*before.approvals, act)
        return attrs.evolve(before, version=act.originator_version, approvals=approvals)
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
