"""年度计划 Plans: the year's documents and the year's supervision (Arts 57, 63).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("plan.supervision_adopted", zh="制定年度督查计划", en="supervision plan adopted")
@attrs.frozen(kw_only=True)
class SupervisionPlanAdopted(Act):
    """制定年度督查计划: the matter is the year, as in supervision-2019 (63.1)."""


@recorded_as("plan.issuance_adopted", zh="制定年度发文计划", en="issuance plan adopted")
@attrs.frozen(kw_only=True)
class IssuancePlanAdopted(Act):
    """制定年度发文计划: with its items; the matter is the year (57.1)."""

    items: tuple[str, ...] = ()


@recorded_as("plan.amended", zh="调整年度计划", en="plan amended")
@attrs.frozen(kw_only=True)
class PlanAmended(Act):
    """调整年度计划."""

    items: tuple[str, ...] = ()


# --- decisions ---

refusal = dossiers.Order(after={PlanAmended: (SupervisionPlanAdopted, IssuancePlanAdopted)}).refusal
