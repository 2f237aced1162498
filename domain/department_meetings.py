"""部门会议 Department meetings for the whole district: consent, request, approval (Arts 51, 52).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("department_meeting.consented", zh="分管领导同意", en="consent given")
@attrs.frozen(kw_only=True)
class Consented(Act):
    """同意: a leader consents to a department's meeting of the whole district (51.2)."""

    unit: str


@recorded_as("department_meeting.requested", zh="报送开会请示", en="request submitted")
@attrs.frozen(kw_only=True)
class Requested(Act):
    """报送请示: the department asks the district government; the matter is the meeting."""

    unit: str
    subject: str = ""


@recorded_as("department_meeting.withdrawn", zh="撤回开会请示", en="request withdrawn")
@attrs.frozen(kw_only=True)
class Withdrawn(Act):
    """撤回请示: it no longer counts towards the year (51.3)."""

    unit: str


@recorded_as("department_meeting.approved", zh="批准召开", en="meeting approved")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """批准召开."""


@recorded_as("department_meeting.rejected", zh="不予批准", en="meeting rejected")
@attrs.frozen(kw_only=True)
class Rejected(Act):
    """不予批准."""


@recorded_as("department_meeting.noticed", zh="发会议通知", en="meeting notice issued")
@attrs.frozen(kw_only=True)
class NoticeIssued(Act):
    """发会议通知: in the name of ``in_name_of``, for a meeting of ``organiser`` (52.2)."""

    organiser: str
    in_name_of: str


@recorded_as("department_meeting.held", zh="召开部门会议", en="department meeting held")
@attrs.frozen(kw_only=True)
class Held(Act):
    """召开: a meeting of the whole district, in the name of ``in_name_of`` (51.4)."""

    unit: str
    in_name_of: str


# --- decisions ---

refusal = dossiers.Order(
    once=frozenset({Held}),
    after={Withdrawn: (Requested,), Approved: (Requested,), Rejected: (Requested,)},
).refusal
