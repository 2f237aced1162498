"""调查研究 Research: topics, visits, the contact point (Art. 78).

Topics are one matter each, visits one matter each, a contact point's record is the leader's.
Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("research_topic.set", zh="确定重点调研课题", en="research topic set")
@attrs.frozen(kw_only=True)
class TopicSet(Act):
    """确定重点调研课题: of a leader, for the calendar year (78.3)."""

    leader: str
    title: str


@recorded_as("research_topic.withdrawn", zh="撤销调研课题", en="research topic withdrawn")
@attrs.frozen(kw_only=True)
class TopicWithdrawn(Act):
    """撤销调研课题."""

    leader: str


@recorded_as("research_topic.report_submitted", zh="提交调研报告", en="research report submitted")
@attrs.frozen(kw_only=True)
class ReportSubmitted(Act):
    """提交调研报告 (78.4)."""

    leader: str


@recorded_as("research_visit.planned", zh="安排调研", en="research visit planned")
@attrs.frozen(kw_only=True)
class VisitPlanned(Act):
    """安排调研: where to, who goes along, and for scenic places the work purpose."""

    leader: str
    place: str
    companions: tuple[str, ...] = ()
    purpose: str = ""


@recorded_as("research_visit.conducted", zh="开展调研", en="research visit conducted")
@attrs.frozen(kw_only=True)
class VisitConducted(Act):
    """开展调研: one activity, however many stops.

    ``department_heads`` are the responsible persons of departments who went along; ``escorts`` the
    streets and departments that sent vehicles; ``scenic`` a place of scenery; ``topic`` the topic's
    number.
    """

    leader: str
    place: str
    department_heads: tuple[str, ...] = ()
    escorts: tuple[str, ...] = ()
    unannounced: bool = False
    scenic: bool = False
    purpose: str = ""
    topic: str = ""
    street_principal_present: bool = True
    label: str = ""


@recorded_as("contact_point.assigned", zh="确定基层联系点", en="contact point assigned")
@attrs.frozen(kw_only=True)
class ContactPointAssigned(Act):
    """确定基层联系点: the matter is the leader."""

    place: str


@recorded_as("contact_point.stayed", zh="蹲点调研", en="in-depth stay at the contact point")
@attrs.frozen(kw_only=True)
class Stayed(Act):
    """蹲点式调研: the leader whose record it is stays at a place for ``days`` full days (78.5)."""

    place: str
    days: int = 1


# --- decisions ---

refusal = dossiers.Order(
    once=frozenset({TopicSet, VisitConducted}),
    after={TopicWithdrawn: (TopicSet,), ReportSubmitted: (TopicSet,)},
).refusal
