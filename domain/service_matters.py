"""办事 Service matters: accepted, completed, refused, lapses held to account (Art. 73).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import datetime as dt

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("service_matter.accepted", zh="受理事项", en="matter accepted")
@attrs.frozen(kw_only=True)
class Accepted(Act):
    """受理: a unit accepts a matter; ``limit`` is the last day its own rules give."""

    unit: str
    limit: dt.date | None = None


@recorded_as("service_matter.noncompliance_found", zh="认定不符合规定", en="non-compliance found")
@attrs.frozen(kw_only=True)
class NonComplianceFound(Act):
    """认定不符合规定: the matter does not meet the rules; ``by`` says who found so (73.3)."""

    reason: str


@recorded_as("service_matter.completed", zh="办结事项", en="matter completed")
@attrs.frozen(kw_only=True)
class Completed(Act):
    """办结."""

    unit: str


@recorded_as("service_matter.refused", zh="不予办理", en="matter refused")
@attrs.frozen(kw_only=True)
class Refused(Act):
    """不予办理."""

    unit: str
    reason: str


@recorded_as("service_matter.lapse_found", zh="认定推诿拖延", en="lapse found")
@attrs.frozen(kw_only=True)
class LapseFound(Act):
    """认定推诿、拖延: blame was shifted or work delayed; ``harm`` where it did damage (73.4)."""

    unit: str
    harm: bool
    statement: str = ""


@recorded_as("service_matter.held_to_account", zh="追究责任", en="held to account")
@attrs.frozen(kw_only=True)
class HeldToAccount(Act):
    """追究责任: somebody answers for the lapse."""

    unit: str


# --- decisions ---

refusal = dossiers.Order(
    once=frozenset({Accepted}),
    after={Completed: (Accepted,), HeldToAccount: (LapseFound,)},
).refusal
