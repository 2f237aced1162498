"""交办 Assignments: what a leader gives a unit to do, recorded by the Office (Art. 53).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("assignment.recorded", zh="登记交办事项", en="leader's assignment recorded")
@attrs.frozen(kw_only=True)
class Recorded(Act):
    """登记交办事项: a leader gives a unit something to do; the matter is its number."""

    leader: str
    unit: str
    title: str = ""


# --- decisions ---

refusal = dossiers.Order(once=frozenset({Recorded})).refusal
