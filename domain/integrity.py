"""廉政 Integrity: trips, gifts, conflicts of interest, personal matters (Arts 74, 75).

The matter is a person, or a year for the district's trips. Reading order: acts, state and evolve (a
dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

import attrs

from domain import dossiers, withdrawals
from domain.act import Act, recorded_as
from domain.dossiers import Dossier
from domain.withdrawals import Withdrawal

# --- acts ---


@recorded_as("integrity.trip_approved", zh="批准因公出国（境）", en="overseas trip approved")
@attrs.frozen(kw_only=True)
class TripApproved(Act):
    """批准因公出国（境）团组 (74.2); the matter is the year."""

    delegation: str
    people: int = 1


@recorded_as("integrity.gift_offered", zh="收到送礼", en="gift offered")
@attrs.frozen(kw_only=True)
class GiftOffered(Act):
    """收到送礼或宴请: offered to the person this record is about (74.4)."""

    gift: str
    offered_by: str


@recorded_as("integrity.gift_returned", zh="退回上交", en="gift returned")
@attrs.frozen(kw_only=True)
class GiftReturned(Act):
    """退回或上交: of a gift offered before."""

    gift: str


@recorded_as("integrity.personal_matters_reported", zh="个人有关事项报告", en="matters reported")
@attrs.frozen(kw_only=True)
class PersonalMattersReported(Act):
    """个人有关事项报告: the member whose record it is reports (75.1)."""


@recorded_as("integrity.conflict_declared", zh="申报利益冲突", en="conflict declared")
@attrs.frozen(kw_only=True)
class ConflictDeclared(Act):
    """申报利益冲突: the person whose record it is declares one on a matter ``kind:number``."""

    about: str


@recorded_as("integrity.intervention_recorded", zh="记录插手干预", en="intervention recorded")
@attrs.frozen(kw_only=True)
class InterventionRecorded(Act):
    """记录插手干预: somebody records that this person interfered in the market (75.3)."""

    about: str
    statement: str


@recorded_as("integrity.intervention_withdrawn", zh="撤销干预记录", en="intervention withdrawn")
@attrs.frozen(kw_only=True)
class InterventionWithdrawn(Withdrawal):
    """撤销干预记录: what was recorded of this person, ``integrity:v4#1``, was wrong (75.3)."""


# --- decisions ---

_ORDER = dossiers.Order(after={GiftReturned: (GiftOffered,)}, same={GiftReturned: "gift"})


def refusal(act: Act, state: Dossier | None) -> str | None:
    """Say in ``zh / en`` why an act cannot come here; None where it can."""
    if isinstance(act, InterventionWithdrawn):
        return withdrawals.refusal(act, InterventionRecorded, state)
    return _ORDER.refusal(act, state)


# --- questions ---


def conflict_on(record: Dossier, about: str) -> ConflictDeclared | None:
    """Return the conflict of interest a person has declared on a matter, or None."""
    return next((one for one in record.all(ConflictDeclared) if one.about == about), None)
