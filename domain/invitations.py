"""参会 Invitations: who is asked to a meeting, in which role, and who was there (Arts 41–44, 48).

Reading order: acts, questions. The acts belong to the meeting's stream and are folded into its
state by ``domain.meetings``.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from domain.act import Act, recorded_as

DISTRICT_CONGRESS = "npc_committee"
DISTRICT_CONFERENCE = "cppcc_committee"
ARMED_FORCES = "armed_forces_department"
SISTER_BODIES = frozenset({DISTRICT_CONGRESS, DISTRICT_CONFERENCE, ARMED_FORCES})
"""区人大常委会、区政协、区人武部: whose leaders may be asked to an executive meeting (Art. 42)."""

# --- acts ---


@recorded_as("meeting.invited", zh="通知参会", en="people asked to attend")
@attrs.frozen(kw_only=True)
class Invited(Act):
    """通知参会: people or organs are asked to a meeting; a later act adds to an earlier one.

    An organ stands for its principal 主要负责同志.

    Attributes:
        members: whom the meeting is made up of 组成人员.
        attendees: who sits in 列席 or, at a special meeting, takes part 参加.
        guests: who is asked from outside the government 邀请: other bodies (``SISTER_BODIES``),
            deputies, experts, the press, citizens.
        topics: the topics they are asked for, by number; empty where nobody has said.

    """

    members: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@recorded_as("meeting.attendance_recorded", zh="登记出席", en="attendance recorded")
@attrs.frozen(kw_only=True)
class AttendanceRecorded(Act):
    """登记出席: who was there and who was not. There is no quorum in the text."""

    present: tuple[str, ...]
    absent: tuple[str, ...] = ()


# --- questions ---


def members_asked(invitations: Iterable[Invited]) -> set[str]:
    """Return everybody asked as a member."""
    return {who for one in invitations for who in one.members}


def attendees_asked(invitations: Iterable[Invited]) -> set[str]:
    """Return everybody asked to sit in or take part."""
    return {who for one in invitations for who in one.attendees}


def everybody_asked(invitations: Iterable[Invited]) -> set[str]:
    """Return everybody asked, in whichever role."""
    return {who for one in invitations for who in (*one.members, *one.attendees, *one.guests)}
