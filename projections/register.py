"""台账 Register: where every matter stands, seen from the end of any day.

Reading order: the entry, the fold, the rows, the frame. Acts come in order of occurrence.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import attrs

from domain.act import Act
from projections.directory import SHANGHAI
from projections.kinds import KINDS, Kind, first_filled, stage
from projections.openings import UNKNOWN, Course, Openings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    import pandas as pd

    from projections.source import Source

COLUMNS: Final = (
    *("kind", "matter", "title", "status_zh", "status_en", "organ", "leader"),
    *("opened", "last_act", "last_at", "open", "closed_at", "acts"),
)
KEPT: Final = ("在用", "in use")
"""The status of a standing record."""
_INSTANTS: Final = ("opened", "last_at", "closed_at")


@attrs.define
class Entry:
    """What the register keeps of one matter."""

    course: Course
    last: Act
    status: tuple[str, str]
    title: str = ""
    organ: str = ""
    subject: str = ""
    acts: int = 0


@attrs.frozen(kw_only=True)
class Row:
    """登记行: one matter as it stood.

    ``status_zh`` and ``status_en`` are the last stage 环节 it reached, in the words of the act that
    brought it there. ``open`` is false once all of it has ended; ``closed_at`` says when.
    """

    kind: str
    matter: str
    title: str
    status_zh: str
    status_en: str
    organ: str
    leader: str
    opened: dt.datetime
    last_act: str
    last_at: dt.datetime
    open: bool
    closed_at: dt.datetime | None
    acts: int


class Register:
    """Folds acts into one entry per matter."""

    def __init__(self, zone: ZoneInfo = SHANGHAI) -> None:
        self._openings = Openings(zone=zone)
        self._entries: dict[tuple[str, str], Entry] = {}
        self._last: dt.datetime | None = None

    def feed(self, act: Act) -> None:
        """Take in the next act."""
        kind = KINDS.get(act.kind, UNKNOWN)
        course = self._openings.feed(act)
        entry = self._entries.get((act.kind, act.matter))
        if entry is None:
            entry = Entry(course, act, KEPT if kind.standing else (act.zh, act.en))
            self._entries[act.kind, act.matter] = entry
        self._note(act, kind, entry)
        self._last = act.occurred_at if self._last is None else max(self._last, act.occurred_at)

    def _note(self, act: Act, kind: Kind, entry: Entry) -> None:
        """Bring an entry up to an act: the first name, owner and field it gives are kept."""
        entry.last = act
        entry.acts += 1
        entry.title = entry.title or first_filled(act, kind.title)
        entry.subject = entry.subject or _main_subject(act, kind)
        entry.organ = entry.organ or first_filled(act, kind.organ)
        reached = None if kind.standing else stage(act, kind)
        entry.status = reached or entry.status

    def rows(self, at: dt.datetime | None = None) -> Iterator[Row]:
        """Yield a row per matter, by kind and number, as it stood just before an instant.

        By default that of the last act fed. Feed no later acts than that: an instant only decides
        what has lapsed by itself and who leads.
        """
        seen_from = at or self._last
        if seen_from is None:
            return
        for key in sorted(self._entries):
            yield self._row(self._entries[key], seen_from)

    def _row(self, entry: Entry, at: dt.datetime) -> Row:
        course = entry.course
        closed = course.closed_by(at)
        directory = self._openings.directory
        first = course.first
        organ = entry.organ or directory.organ_of(first.by, first.occurred_at)
        return Row(
            kind=course.kind,
            matter=course.matter,
            title=entry.title,
            status_zh=entry.status[0],
            status_en=entry.status[1],
            organ=organ,
            leader=directory.leader_of(entry.subject, organ, at),
            opened=first.occurred_at,
            last_act=entry.last.name,
            last_at=entry.last.occurred_at,
            open=closed is None,
            closed_at=closed,
            acts=entry.acts,
        )

    @property
    def labels(self) -> dict[str, tuple[str, str]]:
        """What organs and people are called, by id."""
        return dict(self._openings.directory.labels)


def _main_subject(act: Act, kind: Kind) -> str:
    """Return the main field of work an act names, empty for none."""
    value: Any = getattr(act, kind.subject, "") if kind.subject else ""
    return str(value[0] if isinstance(value, tuple) and value else value or "")


def register_frame(acts: Iterable[Act], source: Source, zone: ZoneInfo = SHANGHAI) -> pd.DataFrame:
    """Return the register as of the end of ``source.as_of``: one row per matter, ``COLUMNS``.

    Args:
        acts: in order of occurrence; those after the day are passed over.
        source: where they come from; kept in ``attrs`` with the labels found in the acts.
        zone: where the day ends.

    Returns:
        ``kind`` and ``matter`` (business number); ``title`` (empty for none); ``status_zh``,
        ``status_en`` (the last stage); ``organ`` whose matter it is and ``leader`` in charge of
        it on the day, by id; ``opened``; ``last_act`` (its permanent name) and ``last_at``;
        ``open``; ``closed_at`` (NaT while open); ``acts``, how many there are.

    """
    from projections.frames import build, instants  # noqa: PLC0415 (pandas only when asked)

    at = dt.datetime.combine(source.as_of + dt.timedelta(days=1), dt.time(), zone)
    fold = Register(zone)
    for act in acts:
        if act.occurred_at < at:
            fold.feed(act)
    rows = list(fold.rows(at))
    columns: dict[str, Any] = {name: [getattr(row, name) for row in rows] for name in COLUMNS}
    for name in _INSTANTS:
        columns[name] = instants(columns[name], zone)
    frame = build(columns).astype({"open": "bool", "acts": "int64"})
    frame.attrs = source.for_frame(fold.labels)
    return frame
