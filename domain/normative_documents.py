"""规范性文件 Normative documents: made, reviewed, filed, corrected, expired (Arts 19, 20, 34).

One document is one matter; a clean-up and a report on filings are matters named by their period.
Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from domain import dossiers
from domain.act import Act, recorded_as
from domain.dossiers import Dossier

GOVERNMENT: Final = "government"
"""The issuer of a district document; departmental ones name their departments."""

# --- acts ---


@recorded_as("normative_document.drafted", zh="起草规范性文件", en="normative document drafted")
@attrs.frozen(kw_only=True)
class Drafted(Act):
    """起草: by a unit, on a matter for which ``competent`` are the departments with powers."""

    unit: str
    competent: tuple[str, ...]
    title: str = ""


@recorded_as("normative_document.department_heard", zh="听取部门意见", en="department heard")
@attrs.frozen(kw_only=True)
class DepartmentHeard(Act):
    """听取部门意见: it replied, or its silence was ``deemed`` no different opinion (54.6)."""

    unit: str
    deemed: bool = False


@recorded_as("normative_document.instruction_requested", zh="事先请示", en="instruction requested")
@attrs.frozen(kw_only=True)
class InstructionRequested(Act):
    """事先请示: the district government is asked beforehand (20.7)."""


@recorded_as("normative_document.legality_reviewed", zh="合法性审查", en="legality reviewed")
@attrs.frozen(kw_only=True)
class LegalityReviewed(Act):
    """合法性审查: of one version of the text (20.9)."""

    text_version: int
    passed: bool


@recorded_as("normative_document.integrity_assessed", zh="制度廉洁性评估", en="integrity assessed")
@attrs.frozen(kw_only=True)
class IntegrityAssessed(Act):
    """制度廉洁性评估: of one version of the text (20.9)."""

    text_version: int
    passed: bool


@recorded_as("normative_document.approved", zh="区政府批准发布", en="approved by the government")
@attrs.frozen(kw_only=True)
class ApprovedByGovernment(Act):
    """区政府批准: before an important joint document is released (20.8)."""


@recorded_as("normative_document.issued", zh="发布规范性文件", en="normative document issued")
@attrs.frozen(kw_only=True)
class Issued(Act):
    """发布: in force on [``valid_from``, ``valid_to``); ``law`` is the law it carries out, if any.

    ``issuers`` is ``government`` or the departments that issue it.
    """

    issuers: tuple[str, ...]
    text_version: int
    valid_from: dt.date
    valid_to: dt.date | None = None
    law: str = ""


@recorded_as("normative_document.filed_with_district", zh="报区政府备案", en="filed with district")
@attrs.frozen(kw_only=True)
class FiledWithDistrict(Act):
    """报区政府备案: ``reviewer`` is the body that will review it (20.12)."""

    reviewer: str


@recorded_as("normative_document.filed_with_congress", zh="报区人大常委会备案", en="filed with NPC")
@attrs.frozen(kw_only=True)
class FiledWithCongress(Act):
    """报区人大常委会备案 (34.2)."""


@recorded_as("normative_document.filing_reviewed", zh="备案审查", en="filing reviewed")
@attrs.frozen(kw_only=True)
class FilingReviewed(Act):
    """备案审查: ``fault`` is empty or one of ``FAULTS``; ``by`` is who found so."""

    fault: str = ""
    statement: str = ""


@recorded_as("normative_document.correction_ordered", zh="责令纠正", en="correction ordered")
@attrs.frozen(kw_only=True)
class CorrectionOrdered(Act):
    """责令纠正 (20.14)."""


@recorded_as("normative_document.corrected", zh="自行纠正", en="corrected")
@attrs.frozen(kw_only=True)
class Corrected(Act):
    """自行纠正: by its maker."""


@recorded_as("normative_document.amended", zh="修改规范性文件", en="normative document amended")
@attrs.frozen(kw_only=True)
class Amended(Act):
    """修改 (19.1)."""


@recorded_as("normative_document.repealed", zh="废止规范性文件", en="normative document repealed")
@attrs.frozen(kw_only=True)
class Repealed(Act):
    """废止 (19.1)."""


@recorded_as("normative_document.revoked", zh="撤销规范性文件", en="normative document revoked")
@attrs.frozen(kw_only=True)
class Revoked(Act):
    """撤销: by the district government (20.14)."""


@recorded_as("normative_document.cleaned_up", zh="清理规范性文件", en="documents cleaned up")
@attrs.frozen(kw_only=True)
class CleanedUp(Act):
    """清理: the documents that a clean-up has gone through; the matter is its period (19.2)."""

    listed: tuple[str, ...]


@recorded_as("normative_document.review_reported", zh="报告备案审查", en="filing review reported")
@attrs.frozen(kw_only=True)
class ReviewReported(Act):
    """报告备案审查情况: to the district government; the matter is the period (20.13)."""

    reviewer: str


# --- decisions ---

FAULTS: Final = frozenset(
    {"licence", "penalty", "coercion", "rights_reduced", "duty_added", "improper"}
)

_ORDER = dossiers.Order(
    after={
        CorrectionOrdered: (FilingReviewed,),
        Corrected: (CorrectionOrdered, FilingReviewed),
        FilingReviewed: (Issued,),
    },
)


def refusal(act: Act, state: Dossier | None) -> str | None:
    """Refuse what cannot be: a fault that is none, a validity that ends before it begins."""
    if isinstance(act, FilingReviewed) and act.fault and act.fault not in FAULTS:
        return f"缺陷应为{'、'.join(sorted(FAULTS))}之一 / {act.fault!r} is no fault of FAULTS"
    if isinstance(act, Issued) and act.valid_to is not None and act.valid_to <= act.valid_from:
        return "失效日不晚于生效日 / it would end before it begins"
    return _ORDER.refusal(act, state)


# --- questions ---


def in_force_on(document: Dossier, day: dt.date) -> Issued | None:
    """Return the issue by which a document is in force on a day, None where it is not."""
    ended = (document.last(Repealed), document.last(Revoked))
    issued = document.last(Issued)
    if issued is None or any(one is not None for one in ended) or day < issued.valid_from:
        return None
    return issued if issued.valid_to is None or day < issued.valid_to else None
