"""既往 The past of one matter: where it stands, and how long it has stood there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs

from domain.act import Act
from simulations.kernel import Steps
from simulations.scenario_numbers import Number
from simulations.streams import Stream
from simulations.year import Year


@attrs.frozen(kw_only=True)
class Past:
    """One matter of the ledger that a year goes on from: its state and its acts."""

    kind: str
    matter: str
    state: Any
    acts: tuple[Act, ...]

    def last(self, *act_classes: type[Act], unit: str = "") -> Act:
        """Return its last act of some classes, of a unit where one is given; else its last act."""
        for act in reversed(self.acts):
            if isinstance(act, act_classes) and unit in ("", getattr(act, "unit", "")):
                return act
        return self.acts[-1]

    def has(self, *act_classes: type[Act], unit: str = "") -> bool:
        """Say whether it has an act of some classes."""
        return isinstance(self.last(*act_classes, unit=unit), act_classes)


Resume = Callable[[Year, Past], Steps | None]
"""Gives the steps by which a matter goes on; None where its flow has none left."""

TRIES: Final = 64
"""Draws after which a wait has outlasted what the scenario holds possible."""


def minute_after(year: Year, name: str, since: dt.datetime, dice: Stream) -> float:
    """Return the minute a wait ends that began at an instant and has not ended yet.

    It is drawn as longer than it has lasted; one that has outlasted all draws begins anew. In
    office minutes.
    """
    lasted = minutes_since(year, since)
    rest = _rest(year.scenario.number(name), lasted, dice)
    return year.after(year.draw(name, dice) if rest is None else rest)


def day_after(year: Year, name: str, since: dt.datetime, dice: Stream) -> float | None:
    """Return the minute a wait in working days ends; None where it has outlasted all draws."""
    lasted = year.calendar.working_days_between(
        since.astimezone(year.origin.zone).date(), year.instant.date()
    )
    rest = _rest(year.scenario.number(name), lasted, dice)
    return None if rest is None else year.working_days_on(rest)


def day_after_or_anew(year: Year, name: str, since: dt.datetime, dice: Stream) -> float:
    """Return the minute a wait in working days ends; one that has outlasted all begins anew."""
    ends = day_after(year, name, since, dice)
    return year.working_days_on(year.draw(name, dice)) if ends is None else ends


def outlasted(year: Year, name: str, since: dt.datetime, dice: Stream) -> bool:
    """Say whether a wait in office minutes has lasted longer than the scenario holds possible."""
    return _rest(year.scenario.number(name), minutes_since(year, since), dice) is None


def minutes_since(year: Year, since: dt.datetime) -> float:
    """Return the office minutes since an instant of the past."""
    begun = max(year.origin.minute_of(since), year.office.span[0])
    return year.office.worked_between(begun, year.kernel.instant)


def _rest(number: Number, lasted: float, dice: Stream) -> float | None:
    """Draw how much longer something takes that has lasted so long already."""
    for _ in range(TRIES):
        if (whole := number.draw(dice)) > lasted:
            return whole - lasted
    return None
