"""落实 Execution: what each unit responsible for a supervised item is told, files and reports.

Reading order: acts, state, evolve. The acts belong to the item's stream (``domain.supervision``);
there is one track per unit (Arts 62–64).
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

LEAD: Final = "lead"
ASSISTING: Final = "assisting"
ROLES: Final = frozenset({LEAD, ASSISTING})
"""牵头、协办: how a unit takes part in what several units have to do (62.4)."""

# --- acts ---


@recorded_as("supervision.responsibility_assigned", zh="明确责任", en="responsibility assigned")
@attrs.frozen(kw_only=True)
class ResponsibilityAssigned(Act):
    """明确责任: a unit is to get it done; a later act for the same unit replaces the earlier.

    Attributes:
        unit: the unit.
        role: one of ``ROLES``.
        person: the comrade who sees to it in the unit 负责同志 (62.14); empty: nobody was named.
        first_responsible: whom the item names as first responsible person 第一责任人 (62.2).

    """

    unit: str
    role: str = LEAD
    person: str = ""
    first_responsible: str = ""


@recorded_as("supervision.notice_issued", zh="发督办通知", en="supervision notice issued")
@attrs.frozen(kw_only=True)
class NoticeIssued(Act):
    """发督办通知: a unit is told to rectify; ``limit`` is the last good day."""

    unit: str
    limit: dt.date | None = None


@recorded_as("supervision.lists_filed", zh="报送三张清单", en="task lists filed")
@attrs.frozen(kw_only=True)
class ListsFiled(Act):
    """报送三张清单: what the unit has on file by now: tasks, responsibilities, time limits.

    ``time_limits`` is the last day the time list names; None where no time list is on file.
    """

    unit: str
    tasks: bool
    responsibilities: bool
    time_limits: dt.date | None = None

    @property
    def complete(self) -> bool:
        """Whether all three lists are on file."""
        return self.tasks and self.responsibilities and self.time_limits is not None


@recorded_as("supervision.progress_reported", zh="报告进展", en="progress reported")
@attrs.frozen(kw_only=True)
class ProgressReported(Act):
    """报告进展: a unit says how far it has come."""

    unit: str
    progress: str = ""


@recorded_as("supervision.limit_extended", zh="延长整改期限", en="rectification limit extended")
@attrs.frozen(kw_only=True)
class LimitExtended(Act):
    """延长整改期限: a unit is given until another day, for a reason."""

    unit: str
    until: dt.date
    reason: str


@recorded_as("supervision.rectification_reported", zh="报告整改", en="rectification reported")
@attrs.frozen(kw_only=True)
class RectificationReported(Act):
    """报告整改: a unit reports that it has rectified."""

    unit: str


@recorded_as("supervision.completion_reported", zh="报告办理情况", en="completion reported")
@attrs.frozen(kw_only=True)
class CompletionReported(Act):
    """报告办理情况: a unit reports how it carried out what was decided or instructed (62.14)."""

    unit: str
    result: str = ""


# --- state ---


@attrs.frozen(slots=False)
class Track:
    """One unit's way: its last notice, whether it still runs, its limit and the act that set it.

    ``assigned`` is how it takes part, ``listed_ref`` the act that filed a task list, and
    ``reported_ref`` its last report.
    """

    unit: str
    notice: str = ""
    running: bool = False
    noticed_at: dt.datetime | None = None
    limit: dt.date | None = None
    limit_ref: str = ""
    assigned: ResponsibilityAssigned | None = None
    listed_ref: str = ""
    reported_ref: str = ""


# --- evolve ---

ByUnit = (
    ResponsibilityAssigned
    | NoticeIssued
    | ListsFiled
    | ProgressReported
    | LimitExtended
    | RectificationReported
    | CompletionReported
)
"""The acts that concern one unit's track."""


def moved_on(act: ByUnit, track: Track) -> Track:
    """Fold one act into a unit's track. Pure and total.

    A notice runs until the unit reports it is done; a second one does not start it afresh.
    """
    match act:
        case ResponsibilityAssigned():
            return changed(track, assigned=act)
        case NoticeIssued() if not track.running:
            noticed = changed(track, notice=act.ref, running=True, noticed_at=act.occurred_at)
            return _limited(noticed, act.limit, act.ref)
        case NoticeIssued():
            return _limited(track, act.limit, act.ref)
        case ListsFiled():
            listed = act.ref if act.tasks else track.listed_ref
            return _limited(changed(track, listed_ref=listed), act.time_limits, act.ref)
        case LimitExtended():
            return _limited(track, act.until, act.ref)
        case ProgressReported():
            return changed(track, reported_ref=act.ref)
        case RectificationReported() | CompletionReported():
            return changed(at_rest(track), reported_ref=act.ref)
    return track


def at_rest(track: Track) -> Track:
    """Return a track whose notice runs no more: it was reported done, or the item closed."""
    return changed(track, running=False, limit=None, limit_ref="")


def _limited(track: Track, limit: dt.date | None, ref: str) -> Track:
    """The first limit given under a notice stands; what comes later has to extend it."""
    if limit is None or track.limit is not None or not track.running:
        return track
    return changed(track, limit=limit, limit_ref=ref)
