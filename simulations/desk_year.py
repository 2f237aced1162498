"""案头一年 Desk years: how each desk came through a played year."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from simulations.desk import Desk
from simulations.overtime import overtime


@attrs.frozen(kw_only=True)
class DeskYear:
    """案头一年: how one desk, of a unit's clerks or of a leader, came through the year.

    Attributes:
        desk: id of the unit or the leader.
        clerks: how many work at it.
        taken: pieces of work put before it.
        backlog: pieces not done at the year's end, waiting or begun.
        mean_in_hand: mean number of pieces at the desk, nights included.
        busy: working minutes of work done by the year's end.
        available: working minutes of its clerks, leave removed.
        overtime: working minutes after hours that would have kept it within a week's work
            (`simulations.overtime`).

    """

    desk: str
    clerks: int
    taken: int
    backlog: int
    mean_in_hand: float
    busy: float
    available: float
    overtime: float

    @property
    def utilisation(self) -> float:
        """Work done over working minutes; 0 for a desk where nobody was there all year."""
        return self.busy / self.available if self.available else 0.0


def desk_year(desk: Desk, midnights: Sequence[float]) -> DeskYear:
    """Return how a desk came through the days between some midnights, the last the year's end."""
    until = midnights[-1]
    return DeskYear(
        desk=desk.name,
        clerks=len(desk.clocks),
        taken=desk.served,
        backlog=desk.in_hand(until),
        mean_in_hand=desk.mean_in_hand(until),
        busy=desk.done(until),
        available=desk.available(until),
        overtime=overtime(desk, midnights),
    )
