"""OCEL 2.0: the events of an object-centric log, from JSON or SQLite, each with its number.

An event's cells are ``ocel:id``, ``ocel:type``, ``ocel:time``, its attributes by name, and for each
type of object it relates to ``object:TYPE`` with their ids, several of them by semicolons; so too
``object:TYPE:QUALIFIER``. Reading order: the choice, cells, JSON, SQLite.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from ledger.import_errors import ImportRefusedError

SQLITE: Final = b"SQLite format 3\x00"
Event = tuple[int, dict[str, str]]
Relation = tuple[str, str, str]
"""Type of object, qualifier, id."""


class _Value(msgspec.Struct):
    name: str
    value: Any


class _Relationship(msgspec.Struct):
    objectId: str  # noqa: N815 - the format's own names
    qualifier: str = ""


class _Event(msgspec.Struct):
    id: str
    type: str
    time: str
    attributes: list[_Value] = []
    relationships: list[_Relationship] = []


class _Object(msgspec.Struct):
    id: str
    type: str


class _Log(msgspec.Struct):
    events: list[_Event]
    objects: list[_Object]


def ocel_rows(path: Path, file: IO[bytes]) -> Iterator[Event]:
    """Yield the number and the cells of every event, in the order of the log.

    JSON is held in memory; SQLite (plain only) is read row by row.

    Raises:
        ImportRefusedError: it is no OCEL 2.0 log.

    """
    head = file.read(len(SQLITE))
    if head == SQLITE:
        yield from _of_sqlite(path)
    else:
        yield from _of_json(path, head + file.read())


# --- cells ---


def _cells(
    event: tuple[str, str, str], values: Mapping[str, Any], relations: Iterable[Relation]
) -> dict[str, str]:
    cells = dict(zip(("ocel:id", "ocel:type", "ocel:time"), event, strict=True))
    cells |= {name: str(value) for name, value in values.items() if value is not None}
    related: dict[str, list[str]] = defaultdict(list)
    for type_, qualifier, name in relations:
        related[f"object:{type_}"].append(name)
        if qualifier:
            related[f"object:{type_}:{qualifier}"].append(name)
    return cells | {column: "; ".join(dict.fromkeys(ids)) for column, ids in related.items()}


# --- JSON ---


def _of_json(path: Path, text: bytes) -> Iterator[Event]:
    try:
        log = msgspec.json.decode(text, type=_Log)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as why:
        raise ImportRefusedError(
            f"The source 来源 {path} is no OCEL 2.0 log in JSON ({why}): fetch it again."
        ) from None
    types = {one.id: one.type for one in log.objects}
    for number, event in enumerate(log.events, start=1):
        relations = [
            (types.get(one.objectId, ""), one.qualifier, one.objectId)
            for one in event.relationships
        ]
        values = {one.name: one.value for one in event.attributes}
        yield number, _cells((event.id, event.type, event.time), values, relations)


# --- SQLite ---

_RELATIONS: Final = (
    "SELECT ocel_type, ocel_qualifier, ocel_id FROM event_object JOIN object"
    " ON ocel_object_id = ocel_id WHERE ocel_event_id = ?"
)


def _of_sqlite(path: Path) -> Iterator[Event]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            tables = dict(database.execute("SELECT ocel_type, ocel_type_map FROM event_map_type"))
            events = database.execute("SELECT ocel_id, ocel_type FROM event ORDER BY rowid")
            for number, (name, type_) in enumerate(events, start=1):
                values = _row(database, str(tables[type_]), name)
                time = str(values.pop("ocel_time", ""))
                event = (str(name), str(type_), time)
                yield number, _cells(event, values, _related(database, name))
    except (sqlite3.Error, KeyError) as why:
        raise ImportRefusedError(
            f"The source 来源 {path} is no OCEL 2.0 log in SQLite ({why}): fetch it again."
        ) from None


def _row(database: sqlite3.Connection, table: str, name: Any) -> dict[str, Any]:
    quoted = table.replace('"', '""')
    found = database.execute(f'SELECT * FROM "event_{quoted}" WHERE ocel_id = ?', (name,))  # noqa: S608 - quoted
    columns = [column[0] for column in found.description]
    values = dict(zip(columns, found.fetchone() or (), strict=False))
    values.pop("ocel_id", None)
    return values


def _related(database: sqlite3.Connection, name: Any) -> list[Relation]:
    return [
        (str(type_), str(qualifier or ""), str(one))
        for type_, qualifier, one in database.execute(_RELATIONS, (name,))
    ]
