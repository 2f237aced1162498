"""年度计划 Plans: the year's documents and the year's supervision (Arts 57, 63).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

import datetime as dt
import re

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

# --- questions ---

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}$")


def year_of_plan(plan: Act) -> dt.date | None:
    """Return the first day of the year a plan is of, as its number ends.

    None where the number names no year, or one further off than those beside the plan's own.
    """
    found = _YEAR.search(plan.matter)
    if found is None or abs(int(found[0]) - plan.occurred_at.year) > 1:
        return None
    return dt.date(int(found[0]), 1, 1)
