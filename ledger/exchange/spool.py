"""暂存 Spool: what must be written in another order than it comes, set aside in a temporary file.

Exports read the log once and hold none of it; what has to be grouped or told only once goes through
a private SQLite file that its own end removes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from domain.act import Act
from ledger.codec import READERS, encode
from ledger.reading import Placed


@contextmanager
def _temporary() -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect("")  # on disk, private, gone when closed
    try:
        yield database
    finally:
        database.close()


Trace = tuple[str, str, Iterator[Placed]]
"""The kind and number of a matter, and its acts."""


@contextmanager
def by_matter(placed: Iterable[Placed]) -> Iterator[Iterator[Trace]]:
    """Give the acts matter by matter, in the order the matters first appear.

    Within a matter they come as they happened, those of one instant by position.
    """
    with _temporary() as database:
        database.execute("CREATE TABLE act (kind, matter, at, position, name, state)")
        database.executemany("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?)", map(_row, placed))
        rows = database.execute(
            "SELECT kind, matter, position, name, state FROM (SELECT *, MIN(position) OVER"
            " (PARTITION BY kind, matter) AS first FROM act) ORDER BY first, at, position"
        )
        yield _traces(rows)


def _row(placed: Placed) -> tuple[str, str, float, int, str, bytes]:
    position, act = placed
    return act.kind, act.matter, act.occurred_at.timestamp(), position, act.name, encode(act)


def _traces(rows: Iterable[tuple[str, str, int, str, bytes]]) -> Iterator[Trace]:
    for (kind, matter), group in groupby(rows, key=itemgetter(0, 1)):
        yield kind, matter, ((row[2], READERS[row[3]](row[4])) for row in group)


class Objects:
    """The things that events relate to, each kept once, with the labels they were given."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute("CREATE TABLE IF NOT EXISTS thing (type, id, PRIMARY KEY (type, id))")
        self._labels: dict[str, tuple[str, str]] = {}

    def add(self, act: Act, things: Iterable[tuple[str, str, str]]) -> None:
        """Keep the things of an act, and the labels it gives."""
        rows = [(type_, name) for _, type_, name in things]
        self._database.executemany("INSERT OR IGNORE INTO thing VALUES (?, ?)", rows)
        if act.kind == "organisation":
            whose = getattr(act, "person", "") or getattr(act, "unit", "")
            zh, en = getattr(act, "label_zh", ""), getattr(act, "label_en", "")
            if zh or en:
                self._labels[whose] = (zh, en)

    def types(self) -> list[str]:
        """Return the types of things, in order."""
        rows = self._database.execute("SELECT DISTINCT type FROM thing ORDER BY type")
        return [type_ for (type_,) in rows]

    def all(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield ``(type, id, label_zh, label_en)``, ordered; labels are empty where none is."""
        for type_, name in self._database.execute("SELECT type, id FROM thing ORDER BY type, id"):
            zh, en = self._labels.get(name, ("", "")) if type_ in ("actor", "organ") else ("", "")
            yield type_, name, zh, en


@contextmanager
def objects() -> Iterator[Objects]:
    """Give an empty store of things."""
    with _temporary() as database:
        yield Objects(database)
