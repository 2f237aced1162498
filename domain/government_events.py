"""大型活动 Government events: the Office's opinion, approval, budget (Arts 52, 74).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("government_event.proposed", zh="提出全区性会议或重大活动", en="event proposed")
@attrs.frozen(kw_only=True)
class Proposed(Act):
    """提出: a district-wide meeting or a major event in the district government's name (52.3)."""

    title: str


@recorded_as("government_event.opinion_given", zh="办公室研究提出意见", en="opinion of the Office")
@attrs.frozen(kw_only=True)
class OpinionGiven(Act):
    """办公室研究提出意见."""

    opinion: str


@recorded_as("government_event.approved", zh="批准举行", en="event approved")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """批准举行."""


@recorded_as("government_event.budget_line_referenced", zh="列明预算项目", en="budget line named")
@attrs.frozen(kw_only=True)
class BudgetLineReferenced(Act):
    """列明预算项目: the line of the budget that pays for it (74.6)."""

    line: str


@recorded_as("government_event.held", zh="举行会议或活动", en="event held")
@attrs.frozen(kw_only=True)
class Held(Act):
    """举行: ``cost`` in yuan; ``in_name_of_government`` for those of 52.3."""

    title: str = ""
    cost: float = 0
    in_name_of_government: bool = True


# --- decisions ---

refusal = dossiers.Order(once=frozenset({Held})).refusal
