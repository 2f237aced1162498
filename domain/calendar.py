"""日历 Calendar: which days are working days, as the notices known on a given day had it.

China's working days are not computed but published (放假调休): a notice names the days off and the
weekend days worked instead, and a later one may change them. So a calendar is a row of versions,
one after each notice, and a term is counted with the version known when it began.

One reading decides results. A version is made of every notice published by its day. Where those
do not reach a year yet, it takes the first notice later published for that year, without the later
changes to it: a term begun in October 2019 that runs into January 2020 is counted with the notice
of 2019-11-21. Only a year that no notice covers at all is refused.

Days are local dates of the calendar's zone. Reading order: kinds of day, notices, one version, the
calendar of all versions, building a version, loading, provisional years.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, compress
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import attrs

WEEKEND = frozenset({5, 6})
"""The weekdays, from Monday as 0, that are rest days unless a notice or the calendar's own file
says otherwise."""


class UncoveredYearError(ValueError):
    """无放假安排: a day was asked for in a year that no notice of the calendar covers."""


@attrs.frozen
class DayKind:
    """日期性质: what a day is, which festival made it so, and by which notice.

    Attributes:
        kind: a plain working or rest day, a holiday (a day off by notice, moved days included), or
            a make-up day (调休上班, a weekend day worked).
        zh: name of the festival, such as 国庆节; of a plain day, its kind.
        en: the same in English.
        notice: number of the notice; empty for a plain day.

    """

    kind: Literal["working day", "rest day", "holiday", "make-up day"]
    zh: str
    en: str
    notice: str = ""


WORKING_DAY = DayKind("working day", "工作日", "Working day")
REST_DAY = DayKind("rest day", "休息日", "Rest day")


@attrs.frozen(kw_only=True)
class Notice:
    """放假安排通知: one official notice and the days it arranges.

    Attributes:
        number: document number (发文字号).
        published: the day the notice bears.
        covers: years whose arrangement it makes; empty where it only changes one already made.
        days: every day it names, with its kind.

    """

    number: str
    published: dt.date
    covers: frozenset[int]
    days: Mapping[dt.date, DayKind]


@attrs.frozen(kw_only=True, eq=False)
class CalendarVersion:
    """日历版本: the calendar as known after one notice; every question takes constant time.

    Every question raises ``UncoveredYearError`` for a day in a year without a notice.

    Attributes:
        calendar: id of the calendar, such as ``cn``.
        label: id and date of the last notice in it, such as ``cn-2019-03-22``; ends in
            ``-provisional`` where some years are filled in without a notice.
        provisional: whether they are.
        first_year: first year covered.
        last_year: last year covered; every year between is.

    """

    calendar: str
    label: str
    provisional: bool
    first_year: int
    last_year: int
    # By place, the number of days since 1 January of the first year: 1 where worked, how many
    # working days up to and including that day, and the days that a notice names.
    _origin: int = attrs.field(repr=False)
    _worked: bytes = attrs.field(repr=False)
    _counts: array[int] = attrs.field(repr=False)
    _named: Mapping[int, DayKind] = attrs.field(repr=False)
    # Every working day, in order.
    _working_days: tuple[dt.date, ...] = attrs.field(repr=False)

    def is_working_day(self, day: dt.date) -> bool:
        """Return whether the day is worked."""
        return self._worked[self._place(day)] == 1

    def day_kind(self, day: dt.date) -> DayKind:
        """Return what the day is, which festival made it so and by which notice."""
        place = self._place(day)
        return self._named.get(place) or (WORKING_DAY if self._worked[place] else REST_DAY)

    def add_working_days(self, start: dt.date, n: int) -> dt.date:
        """Return the n-th working day after the start, which is never counted itself.

        A start on a rest day counts from the next working day (民法总则 art. 201, by analogy).

        Raises:
            UncoveredYearError: also where the count runs into a year without a notice.
            ValueError: n is less than 1.

        """
        if n < 1:
            msg = f"A term of {n} working days (工作日) cannot be counted: give 1 or more."
            raise ValueError(msg)
        return self._working_day(self._counts[self._place(start)] + n)

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return the day itself if it is worked, else the next working day."""
        place = self._place(day)
        if self._worked[place]:
            return self._working_days[self._counts[place] - 1]
        return self._working_day(self._counts[place] + 1)

    def working_days_between(self, after: dt.date, until: dt.date) -> int:
        """Return how many working days lie after the one day and up to and including the other.

        Zero where ``until`` is not later than ``after``: nothing lies between, in any year.
        """
        if until <= after:
            return 0
        return self._counts[self._place(until)] - self._counts[self._place(after)]

    def _place(self, day: dt.date) -> int:
        """Return the day's place in the tables; refuse a day outside them."""
        place = day.toordinal() - self._origin
        if 0 <= place < len(self._worked):
            return place
        raise self._uncovered(day.year)

    def _working_day(self, number: int) -> dt.date:
        """Return the working day of that number, counted from 1 over the whole calendar."""
        if number <= len(self._working_days):
            return self._working_days[number - 1]
        raise self._uncovered(self.last_year + 1)

    def _uncovered(self, year: int) -> UncoveredYearError:
        way_out = "add that year's notice to its TOML file"
        if year > self.last_year:
            way_out = (
                "until there is one, have audit, due, show, why, charts, diff or compare fill it "
                f"in as provisional (暂定) with --provisional-until {year}; in a scenario's file "
                f'calendar = "{filled_until(self.calendar, year)}" does'
            )
        return UncoveredYearError(
            f"No holiday notice (放假安排) covers {year} in the calendar {self.calendar!r}, "
            f"covered from {self.first_year} to {self.last_year}: {way_out}."
        )


@attrs.frozen(kw_only=True, eq=False)
class Calendar:
    """日历: the versions of one country's calendar, in order of publication.

    Attributes:
        id: name of the calendar and of its file, such as ``cn``.
        zone: the time zone its days are days of.
        notices: every notice, in order of publication.
        fixed: holidays of fixed Gregorian date, by month and day, for provisional years.
        rest_weekdays: weekdays, from Monday as 0, that are rest days unless a notice makes them
            worked.
        provisional_years: years filled in without a notice.
        versions: one version after each notice.

    """

    id: str
    zone: ZoneInfo
    notices: tuple[Notice, ...] = attrs.field(repr=False)
    fixed: Mapping[tuple[int, int], DayKind] = attrs.field(repr=False)
    rest_weekdays: frozenset[int] = WEEKEND
    provisional_years: tuple[int, ...] = ()
    versions: tuple[CalendarVersion, ...] = attrs.field(init=False, repr=False)
    _published: tuple[dt.date, ...] = attrs.field(init=False, repr=False)

    @versions.default
    def _make_versions(self) -> tuple[CalendarVersion, ...]:
        return tuple(_version(self, known) for known in range(1, len(self.notices) + 1))

    @_published.default
    def _make_published(self) -> tuple[dt.date, ...]:
        return tuple(notice.published for notice in self.notices)

    @property
    def latest(self) -> CalendarVersion:
        """The version made of every notice."""
        return self.versions[-1]

    def known_on(self, day: dt.date) -> CalendarVersion:
        """Return the version made of every notice published by the day; before any, the first."""
        return self.versions[max(bisect_right(self._published, day), 1) - 1]


def _version(calendar: Calendar, known: int) -> CalendarVersion:
    """Build the version made of the first ``known`` notices."""
    covered = _covered_years(calendar)
    span = _every_day(covered[0], covered[-1])
    origin = span[0].toordinal()
    named = {day.toordinal() - origin: kind for day, kind in _named_days(calendar, known).items()}
    worked = bytearray(day.weekday() not in calendar.rest_weekdays for day in span)
    for place, kind in named.items():
        if 0 <= place < len(worked):  # a notice may name the last days of the year before
            worked[place] = kind.kind == "make-up day"
    suffix = "-provisional" if calendar.provisional_years else ""
    return CalendarVersion(
        calendar=calendar.id,
        label=f"{calendar.id}-{calendar.notices[known - 1].published}{suffix}",
        provisional=bool(calendar.provisional_years),
        first_year=covered[0],
        last_year=covered[-1],
        origin=origin,
        worked=bytes(worked),
        counts=array("l", accumulate(worked)),
        named=named,
        working_days=tuple(compress(span, worked)),
    )


def _named_days(calendar: Calendar, known: int) -> dict[dt.date, DayKind]:
    """Return the days that notices name, as known after the first ``known`` of them.

    A later notice wins day by day. One not yet published speaks only for the years that none
    before it covers, which makes it the first for them (see the module's reading).
    """
    named: dict[dt.date, DayKind] = {}
    covered: set[int] = set()
    for place, notice in enumerate((*calendar.notices, _provisional_notice(calendar))):
        fresh = notice.covers - covered
        covered |= fresh
        in_time = place < known
        named |= {day: kind for day, kind in notice.days.items() if in_time or day.year in fresh}
    return named


def _covered_years(calendar: Calendar) -> list[int]:
    notices = (*calendar.notices, _provisional_notice(calendar))
    return sorted({year for notice in notices for year in notice.covers})


@lru_cache(maxsize=8)  # one for every version of a calendar
def _every_day(first_year: int, last_year: int) -> tuple[dt.date, ...]:
    first, last = dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
    return tuple(map(dt.date.fromordinal, range(first.toordinal(), last.toordinal() + 1)))


FILLED: Final = "-provisional-"
"""In an id, between a calendar's own and the last year to fill: ``cn-provisional-2028``."""
MOST_FILLED: Final = 10
"""Years after the last notice that can be filled: beyond, nobody knows what a working day is."""


def filled_until(calendar_id: str, year: int) -> str:
    """Return the id of a calendar with the years up to one filled as provisional."""
    return f"{calendar_id.partition(FILLED)[0]}{FILLED}{year}"


@lru_cache(maxsize=8)
def load_calendar(calendar_id: str) -> Calendar:
    """Load a calendar by its id, with the years filled that the id asks for.

    ``cn`` (2015 to 2026) or ``nl`` (the same years); ``cn-provisional-2028`` is ``cn`` with the
    years after its last notice up to 2028 filled by `provisional`.

    ``every_day`` (1990 to 2040) has no rest days, for laws whose terms are calendar days. Each file
    in ``domain/calendars`` names its sources. The same object comes back every time.

    Raises:
        LookupError: there is no calendar of that id, or so many years cannot be filled.

    """
    own, filled, year = calendar_id.partition(FILLED)
    if filled:
        return _filled(load_calendar(own), year)
    sources = {path.name: path for path in files("domain").joinpath("calendars").iterdir()}
    source = sources.get(f"{calendar_id}.toml")
    if source is None:
        ids = ", ".join(sorted(name.removesuffix(".toml") for name in sources))
        msg = f"There is no calendar (日历) {calendar_id!r}: choose one of {ids}."
        raise LookupError(msg)
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return Calendar(
        id=calendar_id,
        zone=ZoneInfo(table["zone"]),
        notices=tuple(_notice(entry) for entry in table["notice"]),
        fixed={
            (entry["month"], day): DayKind("holiday", entry["zh"], entry["en"], entry["number"])
            for entry in table["fixed"]
            for day in entry["days"]
        },
        rest_weekdays=frozenset(table.get("rest_weekdays", WEEKEND)),
    )


def _filled(calendar: Calendar, year: str) -> Calendar:
    """Return a calendar with the years up to one filled as provisional."""
    last = _covered_years(calendar)[-1]
    until = int(year) if year.isascii() and year.isdecimal() else 0
    if not last < until <= last + MOST_FILLED:
        raise LookupError(
            f"The calendar (日历) {calendar.id!r} is known to {last} and cannot be filled in "
            f"(暂定) until {year!r}: give a year from {last + 1} to {last + MOST_FILLED}."
        )
    return provisional(calendar, range(last + 1, until + 1))


def _notice(entry: Mapping[str, Any]) -> Notice:
    number = entry["number"]
    days: dict[dt.date, DayKind] = {}
    for festival in entry["festival"]:
        zh, en = festival["zh"], festival["en"]
        days |= dict.fromkeys(festival["rest"], DayKind("holiday", zh, en, number))
        days |= dict.fromkeys(festival.get("work", ()), DayKind("make-up day", zh, en, number))
    covers = frozenset(entry["covers"])
    return Notice(number=number, published=entry["published"], covers=covers, days=days)


def provisional(calendar: Calendar, years: Iterable[int]) -> Calendar:
    """Fill years that no notice covers yet: Monday to Friday and the holidays of fixed date.

    For planning ahead; festivals of the lunar calendar and make-up days are unknown and left out.
    Years that a notice covers keep it, and every version is labelled provisional once a year is
    filled. Where there is nothing to fill, the calendar comes back as it was.

    Raises:
        ValueError: the years do not follow on from the last covered one, without a gap.

    """
    covered = _covered_years(calendar)
    fresh = sorted(set(years).difference(covered))
    following = list(range(covered[-1] + 1, covered[-1] + 1 + len(fresh)))
    if fresh != following:
        msg = (
            f"Provisional years (暂定年份) of the calendar {calendar.id!r} must follow on from "
            f"{covered[-1]} without a gap: give {following} instead of {fresh}."
        )
        raise ValueError(msg)
    if not fresh:
        return calendar
    return attrs.evolve(calendar, provisional_years=(*calendar.provisional_years, *fresh))


def _provisional_notice(calendar: Calendar) -> Notice:
    """Speak for the provisional years, after every real notice and so never against one."""
    years = calendar.provisional_years
    days = {dt.date(y, m, d): kind for y in years for (m, d), kind in calendar.fixed.items()}
    return Notice(number="", published=dt.date.max, covers=frozenset(years), days=days)
