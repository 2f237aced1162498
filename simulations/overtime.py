"""加班 Overtime: what would have kept a desk from falling behind."""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import repeat
from typing import TYPE_CHECKING

from simulations.working_clock import NEVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulations.desk import Desk

WEEK = 5
"""Working days of work that may wait at a desk before it takes overtime."""


def overtime(desk: Desk, midnights: Sequence[float]) -> float:
    """Return the overtime that would have kept a desk within a week's work, in minutes.

    Nobody here works beyond the shifts: work waits. This is what would have had to be done
    after hours so that no day closed with more left than the desk does in `WEEK` working days:
    the overflow of a buffer, Lindley's recursion with a ceiling, day by day. Within a day it
    lets work that comes late use the morning, and so it is a lower bound.

    Args:
        desk: the desk, after the days.
        midnights: the minutes at which the days begin, and the last one ends; work that arrived
            outside them is left out.

    """
    by_clerk = [clock.worked_day_by_day(midnights) for clock in desk.clocks]
    does = [math.fsum(minutes) for minutes in zip(*by_clerk, strict=True)]
    worked = [minutes for minutes in does if minutes]
    ceiling = WEEK * math.fsum(worked) / len(worked) if worked else NEVER
    left = beyond = 0.0
    for came, minutes in zip(_came(desk, midnights), does, strict=True):
        left = max(0.0, left + came - minutes)
        beyond += max(0.0, left - ceiling)
        left = min(left, ceiling)
    return beyond


def _came(desk: Desk, midnights: Sequence[float]) -> list[float]:
    """Return how much work arrived on each day."""
    came = [0.0] * (len(midnights) + 1)  # the first is before all days, the last after them
    days = map(bisect_right, repeat(midnights), desk.arrivals)
    for day, work in zip(days, desk.works, strict=True):
        came[day] += work
    return came[1:-1]
