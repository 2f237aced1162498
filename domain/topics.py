"""议题 Topics: what is put before a meeting, from its proposal to its hearing (Arts 46, 47).

Reading order: acts, state, evolve, decisions.
"""

from __future__ import annotations

from typing import Any

import attrs

from domain.act import Act, recorded_as
from domain.change import changed
from domain.meetings import KINDS

DECISION, COORDINATION = "decision", "coordination"
PURPOSES = frozenset({DECISION, COORDINATION})

# --- acts ---


@recorded_as("topic.proposed", zh="提出议题", en="topic proposed")
@attrs.frozen(kw_only=True)
class Proposed(Act):
    """提出议题: a unit asks that a matter be put before a meeting.

    Attributes:
        unit: the proposing unit.
        meeting_kind: the kind of meeting asked for, one of ``meetings.KINDS``.
        subject: field of work; its leader in charge reviews the topic.
        related_units: the other units concerned.
        consultation: business number of the consultation held about it; empty for none.
        no_other_unit: states that no other unit is concerned (46.6).
        purpose: ``decision``, or ``coordination`` (tasks 3 and 4 of special meetings, Art. 44).

    """

    unit: str
    meeting_kind: str
    subject: str
    related_units: tuple[str, ...] = ()
    consultation: str = ""
    no_other_unit: bool = False
    purpose: str = DECISION
    title: str = ""


@recorded_as("topic.reviewed_by_leader", zh="分管领导审核议题", en="topic reviewed by the leader")
@attrs.frozen(kw_only=True)
class ReviewedByLeader(Act):
    """分管领导审核议题: the leader in charge coordinates or reviews and puts it forward (46.1)."""


@recorded_as("topic.compiled", zh="汇总议题", en="topic compiled")
@attrs.frozen(kw_only=True)
class Compiled(Act):
    """汇总议题: the Office compiles it into the list for the head (46.1)."""


@recorded_as("topic.material_drafted", zh="起草汇报材料", en="meeting material drafted")
@attrs.frozen(kw_only=True)
class MaterialDrafted(Act):
    """起草汇报材料: the reporting unit drafts the material the meeting will read."""


@recorded_as("topic.material_reviewed", zh="审核汇报材料", en="meeting material reviewed")
@attrs.frozen(kw_only=True)
class MaterialReviewed(Act):
    """审核汇报材料: the Office reviews the material the meeting will read (47.1)."""


@recorded_as("topic.material_approved", zh="批印汇报材料", en="meeting material approved for print")
@attrs.frozen(kw_only=True)
class MaterialApproved(Act):
    """批印汇报材料: the leader in charge approves the material for printing (46.2)."""


@recorded_as("topic.approved", zh="确定议题", en="topic put on the agenda")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """确定议题: the topic is put on the agenda of a meeting (46.1, 46.3).

    ``task`` is the item, from 1, in the list of that kind of meeting's main tasks 主要任务 it comes
    under (Arts 41–44); 0 where nobody has said.
    """

    meeting: str
    task: int = 0


@recorded_as("topic.refused", zh="不予安排上会", en="topic kept off the agenda")
@attrs.frozen(kw_only=True)
class Refused(Act):
    """不予安排上会: the topic is kept off the agenda, with the reason."""

    reason: str


@recorded_as("topic.heard", zh="上会", en="topic heard")
@attrs.frozen(kw_only=True)
class Heard(Act):
    """上会: a meeting hears the topic."""

    meeting: str


@recorded_as("topic.deferred", zh="暂缓", en="topic deferred")
@attrs.frozen(kw_only=True)
class Deferred(Act):
    """暂缓: the topic is put off to a later meeting."""

    reason: str


@recorded_as("topic.withdrawn", zh="撤回议题", en="topic withdrawn")
@attrs.frozen(kw_only=True)
class Withdrawn(Act):
    """撤回议题: the proposing unit takes the topic back."""

    reason: str = ""


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Topic:
    """A topic and the latest of each step it has taken."""

    matter: str
    version: int
    proposed: Proposed
    status: str = "proposed"
    reviewed: ReviewedByLeader | None = None
    compiled: Compiled | None = None
    material: MaterialDrafted | None = None
    material_reviewed: MaterialReviewed | None = None
    material_approved: MaterialApproved | None = None
    approved: Approved | None = None
    heard: Heard | None = None


_STATUS: dict[type[Act], str] = {
    ReviewedByLeader: "reviewed",
    Compiled: "compiled",
    Approved: "approved",
    Refused: "refused",
    Heard: "heard",
    Deferred: "deferred",
    Withdrawn: "withdrawn",
}
_KEPT_AS: dict[type[Act], str] = {
    ReviewedByLeader: "reviewed",
    Compiled: "compiled",
    MaterialDrafted: "material",
    MaterialReviewed: "material_reviewed",
    MaterialApproved: "material_approved",
    Approved: "approved",
    Heard: "heard",
}
"""The acts of which the state keeps the latest, and the field it is kept in."""
_ENDED = frozenset({"refused", "withdrawn"})


# --- evolve ---


def evolve(act: Act, state: Topic | None) -> Topic:
    """Fold one act into a topic. Pure; total once it has been proposed."""
    version = act.originator_version
    if isinstance(act, Proposed):
        return Topic(matter=act.matter, version=version, proposed=act)
    if state is None:
        raise LookupError(f"{act.matter}: a topic begins with topic.proposed 提出议题.")
    status = _STATUS.get(type(act), state.status)
    changes: dict[str, Any] = {"version": version, "status": status}
    if type(act) in _KEPT_AS:
        changes[_KEPT_AS[type(act)]] = act
    if isinstance(act, MaterialDrafted):
        changes |= {"material_reviewed": None, "material_approved": None}  # both anew
    return changed(state, **changes)


# --- decisions ---


def refusal(act: Act, state: Topic | None) -> str | None:
    """Say why an act cannot follow in this topic, in ``zh / en``, or None.

    A refused topic that is heard all the same is recorded: that happens, and it is judged.
    """
    if isinstance(act, Proposed):
        return _proposal_refusal(act, state)
    if state is None:
        return "议题尚未提出 / the topic has not been proposed"
    if act.occurred_at < state.proposed.occurred_at:
        return "早于提出议题 / it happened before the topic was proposed"
    if state.status == "withdrawn":
        return "议题已撤回 / the topic was withdrawn; propose it again 重新提出"
    return None


def _proposal_refusal(act: Proposed, state: Topic | None) -> str | None:
    if act.meeting_kind not in KINDS:
        return f"会议类别须为其一 / meeting_kind must be one of {sorted(KINDS)}"
    if act.purpose not in PURPOSES:
        return f"议题目的须为其一 / purpose must be one of {sorted(PURPOSES)}"
    if state is not None and state.status not in _ENDED:
        return "议题已提出 / the topic has already been proposed"
    return None
