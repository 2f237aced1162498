"""监督 Oversight: findings of inspections and supervision, and court cases (Arts 35, 62).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import datetime as dt

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("oversight_finding.received", zh="收到监督意见", en="finding received")
@attrs.frozen(kw_only=True)
class FindingReceived(Act):
    """收到监督意见: of audit, inspection or supervision; ``limit`` is the last day it sets."""

    unit: str
    found_by: str
    limit: dt.date | None = None
    superior: bool = False


@recorded_as("oversight_finding.rectified", zh="整改到位", en="finding rectified")
@attrs.frozen(kw_only=True)
class Rectified(Act):
    """整改到位."""

    unit: str


@recorded_as("oversight_finding.reported", zh="报告整改情况", en="rectification reported")
@attrs.frozen(kw_only=True)
class Reported(Act):
    """报告整改情况: to the district government (35.4)."""

    unit: str


@recorded_as("legal_case.received", zh="收到应诉通知", en="case received")
@attrs.frozen(kw_only=True)
class CaseReceived(Act):
    """收到应诉通知: ``limit`` is the last day for the answer."""

    unit: str
    limit: dt.date | None = None


@recorded_as("legal_case.answered", zh="答辩应诉", en="case answered")
@attrs.frozen(kw_only=True)
class CaseAnswered(Act):
    """答辩应诉."""

    unit: str


@recorded_as("legal_case.judgment_effective", zh="判决生效", en="judgment effective")
@attrs.frozen(kw_only=True)
class JudgmentEffective(Act):
    """判决生效: ``limit`` is the last day for what it imposes."""

    unit: str
    imposes_duty: bool = True
    limit: dt.date | None = None


@recorded_as("legal_case.judgment_performed", zh="履行判决", en="judgment performed")
@attrs.frozen(kw_only=True)
class JudgmentPerformed(Act):
    """履行判决."""

    unit: str


# --- decisions ---

refusal = dossiers.Order(
    after={
        Rectified: (FindingReceived,),
        Reported: (FindingReceived,),
        CaseAnswered: (CaseReceived,),
        JudgmentPerformed: (JudgmentEffective,),
    },
).refusal
