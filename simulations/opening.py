"""期初在办 Opening: what a ledger holds up to a day, as that from which a played year goes on.

Reading order: the history, its law, the opening, its people, reading one.
"""

from __future__ import annotations

import datetime as dt
import pickle
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from domain.act import Act
from domain.ledger_opening import Opened
from domain.organisation import Organisation, holds_post
from domain.world import fold
from simulations.scenario_numbers import ScenarioError
from simulations.streams import Stream, Streams

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from simulations.scenario import LeaderSpec, UnitSpec

Matter = tuple[str, str]
"""A matter by its kind and business number."""

# --- the history ---


@attrs.frozen
class History:
    """既往行为: the acts of a ledger up to a day, in order of occurrence, and by matter."""

    acts: tuple[Act, ...]
    by_matter: Mapping[Matter, list[Act]]

    def placed(self) -> Iterator[Act]:
        """Yield the acts as a ledger takes them: those of each matter in their places."""
        places = {
            matter: iter(sorted(acts, key=lambda act: act.originator_version))
            for matter, acts in self.by_matter.items()
        }
        for act in self.acts:
            yield next(places[act.kind, act.matter])


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> History:
    """Return packed acts; once in each process that plays years from them."""
    acts: tuple[Act, ...] = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed by this program, in this run
    by_matter: dict[Matter, list[Act]] = {}
    for act in acts:
        by_matter.setdefault((act.kind, act.matter), []).append(act)
    return History(acts, by_matter)


# --- its law ---


def opened(acts: Iterable[Act]) -> Opened | None:
    """Return the act by which a ledger was opened, which may have happened after what it tells."""
    return next((act for act in acts if isinstance(act, Opened)), None)


def check_law(kept: Opened | None, played: str, ledger: str = "This ledger") -> None:
    """Refuse a ledger that is kept under another rulebook than a scenario plays.

    Raises:
        ScenarioError: it is.

    """
    if kept is not None and kept.rulebook != played:
        raise ScenarioError(
            f"{ledger} is kept under {kept.rulebook} 台账适用的规则与情景不同, and what a scenario "
            f"plays are the flows of {played}: it can be judged and compared (taizhang audit, "
            "taizhang compare), not fitted or gone on from."
        )


# --- the opening ---


@attrs.frozen(kw_only=True)
class Opening:
    """期初在办: the acts of a ledger up to the end of a day, packed to travel to other processes.

    Attributes:
        ledger: what it is called.
        position: place of the last act that was recorded in it when it was read.
        as_of: the last local day that counts.
        taken: the greatest number in use of each series of business numbers, ``C2019``.
        packed: the acts.
        opened: the act that says what it is kept under; None where it is not among the acts.

    """

    ledger: str
    position: int
    as_of: dt.date
    taken: Mapping[str, int] = attrs.field(repr=False)
    packed: bytes = attrs.field(repr=False)
    opened: Opened | None = attrs.field(default=None, repr=False)

    @property
    def first_day(self) -> dt.date:
        """The first day that is played."""
        return self.as_of + dt.timedelta(days=1)

    @property
    def history(self) -> History:
        """Its acts."""
        return _unpacked(self.packed)

    def days(self, first: dt.date, last: dt.date, until: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and last day of the year that is laid out, for a scenario's days.

        Seasons and leave belong to a whole year, of which only what comes after the day is played.

        Raises:
            ScenarioError: it would end before it begins.

        """
        if not self.as_of < until:
            raise ScenarioError(
                f"The scenario ends on {until} 情景已结束, and {self.ledger} is seen from the "
                f"end of {self.as_of}: give a later last day (--last-day)."
            )
        first = dt.date(self.first_day.year, 1, 1) if self.first_day > last else first
        return min(first, self.first_day), until

    # --- its people ---

    def check(self, leaders: Sequence[LeaderSpec], units: Sequence[UnitSpec]) -> None:
        """Refuse a scenario of other people or units than those in the ledger on the day.

        Raises:
            ScenarioError: somebody holds no such post in the ledger, or there is no such unit.

        """
        last = self.history.acts[-1].occurred_at
        chart = fold("organisation", [a for a in self.history.acts if a.kind == "organisation"])
        chart = chart or Organisation(matter="", version=0)
        missing = [spec.id for spec in leaders if not holds_post(chart, spec.id, spec.post, last)]
        missing += [spec.id for spec in units if spec.id not in chart.units]
        if missing:
            raise ScenarioError(
                f"The chart of {self.ledger} 台账中的机构和领导 has no {', '.join(missing[:4])} in "
                "such a post: give a scenario (--scenario FILE, of a backtest --base FILE) whose "
                "units and leaders have the ids they have in the ledger."
            )


# --- reading one ---

_SERIES: Final = re.compile(r"^([A-Z]{1,3}\d{4})-(\d{5,})(?!\d)")
"""A business number of the kind that played years give: ``C2019-00012``."""


def opening_of(
    acts: Iterable[Act], as_of: dt.date, zone: ZoneInfo, *, ledger: str, position: int
) -> Opening:
    """Return the opening that acts make, given in order of occurrence, as of the end of a day.

    Raises:
        ScenarioError: nothing had happened by then, or its matters have gaps on that day.

    """
    at = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), zone)
    listed = list(acts)
    kept = tuple(act for act in listed if act.occurred_at < at and act.kind != "ledger")
    if not kept:
        raise ScenarioError(f"Nothing had happened 尚无行为 in {ledger} by the end of {as_of}.")
    _check_numbering(kept, as_of)
    return Opening(
        ledger=ledger,
        position=position,
        as_of=as_of,
        taken=_taken(kept),
        packed=zlib.compress(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL), 1),
        opened=opened(listed),
    )


def _check_numbering(acts: Iterable[Act], as_of: dt.date) -> None:
    """Refuse a day that leaves out an act whose matter already holds later ones."""
    places: dict[Matter, list[Act]] = {}
    for act in acts:
        places.setdefault((act.kind, act.matter), []).append(act)
    for listed in places.values():
        latest = max(listed, key=lambda act: act.originator_version)
        if latest.originator_version != len(listed):
            raise ScenarioError(
                f"{latest.ref} ({latest.zh} {latest.en}) was registered out of order 补登, so that "
                f"its matter cannot go on from {as_of}: choose a later day."
            )


def _taken(acts: Iterable[Act]) -> dict[str, int]:
    """Return the greatest number in use of each series, also where an act only announces it."""
    taken: dict[str, int] = {}
    for act in acts:
        for text in _texts(act):
            if found := _SERIES.match(text):
                series, number = found[1], int(found[2])
                taken[series] = max(taken.get(series, 0), number)
    return taken


def _texts(act: Act) -> Iterable[str]:
    """Yield what an act's fields say in words."""
    for field in attrs.fields(type(act)):
        value: Any = getattr(act, field.name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, str))


# --- its chance ---


class StreamsSince(Streams):
    """Streams of a year that goes on from a day: none is one of the year that led up to it."""

    __slots__ = ("_since",)

    def __init__(self, seed: int, replication: int, since: dt.date) -> None:
        super().__init__(seed, replication)
        self._since = since

    def once(self, name: str, entity: str = "") -> Stream:
        """Return a stream from its beginning."""
        return super().once(f"{name} since {self._since}", entity)
