"""出席 Attendance: who asks leave of a meeting, who comes for a unit, and in whose place (Art. 48).

Reading order: acts. They belong to the meeting's stream and are folded into its state by
``domain.meetings``; who is asked and who was there is in ``domain.invitations``.
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("meeting.leave_requested", zh="请假不参会", en="leave of a meeting requested")
@attrs.frozen(kw_only=True)
class LeaveRequested(Act):
    """请假不参会: somebody who was asked says that he cannot come, to whom and why (48.2, 48.3)."""

    person: str
    to: str
    reason: str = ""


@recorded_as("meeting.leave_granted", zh="准假", en="leave of a meeting granted")
@attrs.frozen(kw_only=True)
class LeaveGranted(Act):
    """准假: the leave is granted; the text asks for the request alone, this is for the record."""

    person: str


@recorded_as("meeting.substitute_requested", zh="申请他人代会", en="substitute requested")
@attrs.frozen(kw_only=True)
class SubstituteRequested(Act):
    """申请他人代会: a unit whose principal cannot come asks to send another deputy (48.5)."""

    unit: str
    person: str


@recorded_as("meeting.substitute_approved", zh="同意他人代会", en="substitute agreed to")
@attrs.frozen(kw_only=True)
class SubstituteApproved(Act):
    """同意他人代会: the convenor agrees to it (48.5)."""

    unit: str
    person: str


@recorded_as("meeting.substitute_filed", zh="书面报备代会", en="substitute notified in writing")
@attrs.frozen(kw_only=True)
class SubstituteFiled(Act):
    """书面报备代会: the unit tells the Office in writing (48.5)."""

    unit: str
    person: str


@recorded_as("meeting.unit_attended", zh="登记单位参会", en="attendance of a unit recorded")
@attrs.frozen(kw_only=True)
class UnitAttended(Act):
    """登记单位参会: who came for a unit; ``reporting`` where it reports on a topic (48.4)."""

    unit: str
    persons: tuple[str, ...]
    reporting: bool = False


Substitution = SubstituteRequested | SubstituteApproved | SubstituteFiled
"""The three steps by which somebody comes in the principal's place."""
