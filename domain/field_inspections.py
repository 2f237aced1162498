"""督查检查 Field inspections: planned, approved, conducted (Art. 65).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("field_inspection.planned", zh="列入督查计划", en="inspection planned")
@attrs.frozen(kw_only=True)
class Planned(Act):
    """列入年度计划."""

    unit: str
    plan: str = ""


@recorded_as("field_inspection.approved", zh="批准督查检查", en="inspection approved")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """批准."""


@recorded_as("field_inspection.conducted", zh="开展督查检查", en="inspection conducted")
@attrs.frozen(kw_only=True)
class Conducted(Act):
    """开展督查检查: by a unit.

    ``full_coverage`` of all units, ``deployed`` by the Party committee or the government, across
    departments or not; ``guidance`` where daily guidance went under this label (65.4).
    """

    unit: str
    full_coverage: bool = False
    deployed: bool = False
    cross_department: bool = False
    guidance: bool = False


# --- decisions ---

refusal = dossiers.Order(once=frozenset({Conducted})).refusal
