"""重大决策 Major decisions: the evidence a decision needs, and what follows it (Arts 22–26).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

from typing import Final

import attrs

from domain import dossiers
from domain.act import Act, recorded_as
from domain.dossiers import Dossier

MATTERS: Final = frozenset(
    {
        "long_term_plan",
        "annual_plan",
        "budget",
        "social_affairs",
        "normative_document",
        "policy",
        "project",
        "other",
    }
)
"""The matters of Art. 23, and others."""
CRITERIA: Final = ("legality", "necessity", "soundness", "feasibility", "controllability")
"""合法性、必要性、科学性、可行性、可控性 (24.1)."""
STEPS: Final = ("investigation", "participation", "experts", "risk", "legality")
"""调查研究、公众参与、专家论证、风险评估、合法性审查 (22.1)."""

# --- acts ---


@recorded_as("major_decision.proposed", zh="提出重大决策事项", en="decision proposed")
@attrs.frozen(kw_only=True)
class Proposed(Act):
    """提出: a unit submits a matter of one of ``MATTERS``; whom it concerns."""

    unit: str
    matter_kind: str
    departments: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    title: str = ""


@recorded_as("major_decision.investigated", zh="调查研究", en="investigated")
@attrs.frozen(kw_only=True)
class Investigated(Act):
    """调查研究."""


@recorded_as("major_decision.public_took_part", zh="公众参与", en="public took part")
@attrs.frozen(kw_only=True)
class PublicTookPart(Act):
    """公众参与、征求意见: in one form (a hearing, a survey, a draft open for comment)."""

    form: str


@recorded_as("major_decision.experts_argued", zh="专家论证", en="experts argued")
@attrs.frozen(kw_only=True)
class ExpertsArgued(Act):
    """专家论证."""


@recorded_as("major_decision.risk_assessed", zh="风险评估", en="risk assessed")
@attrs.frozen(kw_only=True)
class RiskAssessed(Act):
    """风险评估."""


@recorded_as(
    "major_decision.stability_risk_assessed", zh="社会稳定风险评估", en="stability risk assessed"
)
@attrs.frozen(kw_only=True)
class StabilityRiskAssessed(Act):
    """社会稳定风险评估 (24.4)."""


@recorded_as("major_decision.legality_reviewed", zh="合法性审查", en="legality reviewed")
@attrs.frozen(kw_only=True)
class LegalityReviewed(Act):
    """合法性审查."""

    passed: bool = True


@recorded_as("major_decision.assessed", zh="评估论证", en="assessed")
@attrs.frozen(kw_only=True)
class Assessed(Act):
    """评估论证: by one of ``CRITERIA`` (24.1)."""

    criterion: str


@recorded_as("major_decision.department_heard", zh="听取部门意见", en="department heard")
@attrs.frozen(kw_only=True)
class DepartmentHeard(Act):
    """听取部门意见: it replied, or its silence was ``deemed`` no different opinion."""

    unit: str
    deemed: bool = False


@recorded_as("major_decision.street_heard", zh="听取街乡意见", en="street heard")
@attrs.frozen(kw_only=True)
class StreetHeard(Act):
    """听取街乡意见: ``opinion`` as it was given; a street is never deemed to consent."""

    unit: str
    opinion: str


@recorded_as(
    "major_decision.external_parties_heard", zh="听取社会各方意见", en="outside parties heard"
)
@attrs.frozen(kw_only=True)
class ExternalPartiesHeard(Act):
    """直接听取民主党派、群众团体、专家和群众意见 (26.1)."""

    who: str


@recorded_as("major_decision.draft_published", zh="公布决策草案和依据", en="draft published")
@attrs.frozen(kw_only=True)
class DraftPublished(Act):
    """公布决策草案、决策依据 (30.2)."""


@recorded_as(
    "major_decision.not_published_because",
    zh="说明未公布草案的理由",
    en="reason for not publishing",
)
@attrs.frozen(kw_only=True)
class NotPublishedBecause(Act):
    """说明未公布草案的理由."""

    reason: str


@recorded_as("major_decision.step_waived", zh="批准免除程序", en="step waived")
@attrs.frozen(kw_only=True)
class StepWaived(Act):
    """批准免除: ``by`` lets one of ``STEPS`` fall away, and says why."""

    step: str
    reason: str


@recorded_as("major_decision.put_on_agenda", zh="列入会议议题", en="put on the agenda")
@attrs.frozen(kw_only=True)
class PutOnAgenda(Act):
    """列入会议议题: the matter goes to a meeting."""


@recorded_as("major_decision.objection_raised", zh="提出异议", en="objection raised")
@attrs.frozen(kw_only=True)
class ObjectionRaised(Act):
    """提出异议: by a unit; ``final`` at the stage of decision (25.4)."""

    unit: str
    consultation: str
    final: bool
    new_principle: bool = False
    reason: str = ""


@recorded_as("major_decision.decided", zh="集体讨论决定", en="decided collectively")
@attrs.frozen(kw_only=True)
class Decided(Act):
    """集体讨论决定: at a meeting ``meeting:number`` of one kind, with who took part and how."""

    meeting_kind: str
    meeting: str = ""
    reviewed_by: str = ""
    attended: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()


@recorded_as("major_decision.issued", zh="印发决策", en="decision issued")
@attrs.frozen(kw_only=True)
class Issued(Act):
    """印发决策或开始实施."""


@recorded_as("major_decision.tracked", zh="跟踪决策执行", en="execution tracked")
@attrs.frozen(kw_only=True)
class Tracked(Act):
    """跟踪决策执行 (24.5)."""


@recorded_as("major_decision.evaluated", zh="决策后评估", en="decision evaluated")
@attrs.frozen(kw_only=True)
class Evaluated(Act):
    """评估执行效果."""


@recorded_as("major_decision.adjusted", zh="调整决策", en="decision adjusted")
@attrs.frozen(kw_only=True)
class Adjusted(Act):
    """调整完善决策."""

    reason: str = ""


@recorded_as("major_decision.symposium_held", zh="召开座谈会", en="symposium held")
@attrs.frozen(kw_only=True)
class SymposiumHeld(Act):
    """召开咨询、专家、企业家座谈会: the matter is the year (25.2)."""

    with_whom: str = ""


# --- decisions ---

_ORDER = dossiers.Order(
    once=frozenset({Proposed}),
    after={Tracked: (Issued,), Evaluated: (Issued,), Adjusted: (Issued,)},
)


def refusal(act: Act, state: Dossier | None) -> str | None:
    """Refuse words that are none: a matter, a criterion or a step the text does not know."""
    known: tuple[str, frozenset[str]] | None = None
    match act:
        case Proposed():
            known = (act.matter_kind, MATTERS)
        case Assessed():
            known = (act.criterion, frozenset(CRITERIA))
        case StepWaived():
            known = (act.step, frozenset(STEPS))
    if known and known[0] not in known[1]:
        return f"应为{'、'.join(sorted(known[1]))}之一 / {known[0]!r} is none of them"
    return _ORDER.refusal(act, state)
