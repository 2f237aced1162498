"""在办 Openings: from when until when a matter, or a unit's part in it, was open.

Reading order: the spell, the fold, the frame. Acts come in order of occurrence.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import attrs

from domain.act import Act
from projections.directory import SHANGHAI, Directory
from projections.kinds import KINDS, WHOLE, Kind, first_filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    import pandas as pd

    from projections.source import Source

COLUMNS: Final = ("matter", "kind", "organ", "opened", "closed")
UNKNOWN: Final = Kind(zh="事项", en="matter")
"""How a kind is read that has no entry in ``KINDS``: open from its first act on."""


@attrs.define
class Spell:
    """One stretch for which a matter, or one part of it, was open and lay with an organ.

    ``lapses`` is when it ends by itself, where the act that opened it said so.
    """

    part: str
    organ: str
    opened: dt.datetime
    closed: dt.datetime | None = None
    lapses: dt.datetime | None = None

    def closed_by(self, at: dt.datetime) -> dt.datetime | None:
        """Return when it had ended just before an instant; None while it was open."""
        if self.lapses is not None and self.lapses < at:
            return self.lapses if self.closed is None else min(self.closed, self.lapses)
        return self.closed


@attrs.define
class Course:
    """The spells of one matter, the act that opened it first, and the organ whose desk it is on."""

    kind: str
    matter: str
    first: Act
    organ: str
    spells: list[Spell] = attrs.field(factory=list)
    running: dict[str, Spell] = attrs.field(factory=dict)

    def closed_by(self, at: dt.datetime) -> dt.datetime | None:
        """Return when the last of it had ended just before an instant; None while any was open."""
        ends = [end for spell in self.spells if (end := spell.closed_by(at))]
        return max(ends) if len(ends) == len(self.spells) else None


class Openings:
    """Folds acts into the spells of every matter."""

    def __init__(self, directory: Directory | None = None, zone: ZoneInfo = SHANGHAI) -> None:
        self.directory = directory or Directory()
        self.courses: dict[tuple[str, str], Course] = {}
        self._zone = zone

    def feed(self, act: Act) -> Course:
        """Take in the next act and return the course of its matter."""
        self.directory.feed(act)
        kind = KINDS.get(act.kind, UNKNOWN)
        course = self.courses.get((act.kind, act.matter))
        fresh = course is None
        if course is None:
            course = Course(act.kind, act.matter, act, self._organ(act, kind))
            self.courses[act.kind, act.matter] = course
        if fresh or act.name in kind.opens:
            self._open(act, kind, course)
        if act.name in kind.lapses:
            self._lapse(act, kind, course)
        if act.name in kind.closes and _ends(act, kind, course):
            _close(act, kind.closes[act.name], course)
        return course

    def _open(self, act: Act, kind: Kind, course: Course) -> None:
        field = kind.opens.get(act.name, WHOLE)
        for part in _parts(act, field):
            if part not in course.running:
                organ = self._organ_of(act, kind, course, part)
                spell = course.running[part] = Spell(part, organ, act.occurred_at)
                course.spells.append(spell)

    def _lapse(self, act: Act, kind: Kind, course: Course) -> None:
        """Note when the parts an act touches will be over by themselves."""
        end = _instant_of(getattr(act, kind.lapses[act.name]), self._zone)
        for part in _parts(act, kind.opens.get(act.name, WHOLE)):
            course.running[part].lapses = end

    def _organ_of(self, act: Act, kind: Kind, course: Course, part: str) -> str:
        """Return on whose desk a part lies: its matter's, its own unit's, or as if it were new."""
        if part == WHOLE:
            return course.organ
        is_unit = kind.opens.get(act.name) in {"unit", "units"}
        return part if is_unit else self._organ(act, kind)

    def _organ(self, act: Act, kind: Kind) -> str:
        """Return on whose desk a matter lies: the Office's, its owner's, or whoever opens it."""
        office = self.directory.office() if kind.office_desk else ""
        named = office or first_filled(act, kind.organ)
        return named or self.directory.organ_of(act.by, act.occurred_at)

    def spells(self) -> Iterator[tuple[Course, Spell]]:
        """Yield every spell of work so far; standing records are no work."""
        for course in self.courses.values():
            if KINDS.get(course.kind, UNKNOWN).standing:
                continue
            for spell in course.spells:
                yield course, spell


def _parts(act: Act, field: str) -> tuple[str, ...]:
    """Return the parts an act touches; the whole where it names none."""
    value: Any = getattr(act, field, WHOLE) if field else WHOLE
    return tuple(value) or (WHOLE,) if isinstance(value, tuple) else (str(value),)


def _ends(act: Act, kind: Kind, course: Course) -> bool:
    condition = kind.closes_only.get(act.name)
    return condition is None or getattr(course.first, condition[0], None) == condition[1]


def _close(act: Act, field: str, course: Course) -> None:
    """End the parts an act touches; an act on the whole ends them all."""
    parts = tuple(course.running) if field == WHOLE else _parts(act, field)
    for part in parts:
        spell = course.running.pop(part, None)
        if spell is not None:
            spell.closed = act.occurred_at


def _instant_of(end: dt.date | dt.datetime | None, zone: dt.tzinfo) -> dt.datetime | None:
    """Return a day's first instant; an instant as it is."""
    if end is None or isinstance(end, dt.datetime):
        return end
    return dt.datetime.combine(end, dt.time(), zone)


def openings_frame(acts: Iterable[Act], source: Source, zone: ZoneInfo = SHANGHAI) -> pd.DataFrame:
    """Return one row per stretch for which a matter lay with an organ, as of ``source.as_of``.

    A consultation lies with its host and, from receipt to reply, with each unit asked; a directive
    and a grassroots issue with each unit they went to; a submission and a meeting with the Office.
    A matter that is closed and taken up again has a row for each time. Standing records (the
    ledger, the chart, number registers, rulebooks) are no work and are left out.

    Args:
        acts: in order of occurrence.
        source: where they come from and the last day that counts; kept in ``attrs``.
        zone: where that day ends.

    Returns:
        ``matter`` (business number), ``kind``, ``organ`` (id, empty for none), ``opened``,
        ``closed`` (NaT while open), in order of opening.

    """
    from projections.frames import build, instants  # noqa: PLC0415 (pandas only when asked)

    at = dt.datetime.combine(source.as_of + dt.timedelta(days=1), dt.time(), zone)
    fold = Openings(zone=zone)
    for act in acts:
        if act.occurred_at < at:
            fold.feed(act)
    rows = sorted(
        fold.spells(), key=lambda row: (row[1].opened, row[0].kind, row[0].matter, row[1].part)
    )
    columns = {
        "matter": [course.matter for course, _ in rows],
        "kind": [course.kind for course, _ in rows],
        "organ": [spell.organ for _, spell in rows],
        "opened": instants([spell.opened for _, spell in rows], zone),
        "closed": instants([spell.closed_by(at) for _, spell in rows], zone),
    }
    frame = build(columns)
    frame.attrs = source.for_frame(fold.directory.labels)
    return frame
