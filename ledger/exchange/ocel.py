"""OCEL 2.0: an object-centric event log, as JSON and as SQLite.

An event is an act; its objects are its matter, who did it, and the organs, people and matters it
names. Attribute values are text with a declared type, as the official JSON schema has them. Source:
OCEL 2.0 specification (2023), sections on the JSON and the relational format. Reading order: what
both formats share, JSON, SQLite.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from domain.act import Act
from ledger.exchange.attributes import COMMON, common, own, own_fields, things
from ledger.exchange.spool import Objects, objects
from ledger.reading import Placed

LABELS: Final = ("label_zh", "label_en")
BEGINNING: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When an object's labels hold from: OCEL dates attribute values, and these are not dated."""

# --- what both formats share ---


def object_id(type_: str, name: str) -> str:
    """Return the id of an object: unique over all types."""
    return f"{type_}:{name}"


def _event_id(position: int) -> str:
    return f"act-{position}"


def _declared(name: str) -> list[tuple[str, str]]:
    """Return the attributes that an event type may have, with their types."""
    return [*COMMON, *own_fields(name)]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


# --- JSON ---


def write_json(placed: Iterable[Placed], stream: BinaryIO) -> None:
    """Write acts as OCEL 2.0 JSON; events stream, objects and types come after them."""
    names: dict[str, None] = {}
    with objects() as kept:
        stream.write(b'{"events":[')
        _joined(stream, (_event(position, act, kept, names) for position, act in placed))
        stream.write(b'],\n"objects":[')
        _joined(stream, map(_object, kept.all()))
        stream.write(b'],\n"eventTypes":')
        stream.write(msgspec.json.encode([_type(name, _declared(name)) for name in sorted(names)]))
        stream.write(b',\n"objectTypes":')
        labels = [(name, "string") for name in LABELS]
        stream.write(msgspec.json.encode([_type(name, labels) for name in kept.types()]))
        stream.write(b"}\n")


def _joined(stream: BinaryIO, parts: Iterable[dict[str, object]]) -> None:
    encode = msgspec.json.encode
    stream.writelines((b",\n" if place else b"\n") + encode(one) for place, one in enumerate(parts))


def _type(name: str, declared: list[tuple[str, str]]) -> dict[str, object]:
    return {"name": name, "attributes": [{"name": one, "type": kind} for one, kind in declared]}


def _event(position: int, act: Act, kept: Objects, names: dict[str, None]) -> dict[str, object]:
    related = list(things(act))
    kept.add(act, related)
    names[act.name] = None
    return {
        "id": _event_id(position),
        "type": act.name,
        "time": act.occurred_at.isoformat(),
        "attributes": [
            {"name": name, "value": _text(value)} for name, value in _attributes(position, act)
        ],
        "relationships": [
            {"objectId": object_id(type_, name), "qualifier": qualifier}
            for qualifier, type_, name in related
        ],
    }


def _attributes(position: int, act: Act) -> Iterator[tuple[str, object]]:
    yield from common(position, act)
    yield from own(act)


def _object(one: tuple[str, str, str, str]) -> dict[str, object]:
    type_, name, *labels = one
    given = [
        {"name": key, "value": label, "time": BEGINNING.isoformat()}
        for key, label in zip(LABELS, labels, strict=True)
        if label
    ]
    made = {"id": object_id(type_, name), "type": type_, "attributes": given, "relationships": []}
    return dict(made)


# --- SQLite ---

_SQL: Final = {"string": "TEXT", "time": "TIMESTAMP", "integer": "INTEGER", "float": "REAL"}
_TABLES: Final = """
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT,
  PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)) WITHOUT ROWID;
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT,
  PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)) WITHOUT ROWID;
"""


def write_sqlite(placed: Iterable[Placed], path: Path) -> None:
    """Write acts as an OCEL 2.0 SQLite file; ``path`` must not exist yet."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")  # the file is put in place only when whole
        database.execute("BEGIN")
        for statement in _TABLES.split(";"):
            database.execute(statement)
        with objects() as kept:
            _write_events(database, placed, kept)
            _write_objects(database, kept)
        database.execute("COMMIT")


def _map(name: str) -> str:
    """Return the part of a table's name that stands for a type."""
    return "".join(part.capitalize() for part in name.replace(".", "_").split("_"))


def _table(database: sqlite3.Connection, of: str, name: str, columns: Iterable[str]) -> None:
    insert = f"INSERT INTO {of}_map_type VALUES (?, ?)"  # noqa: S608 - "event" or "object"
    database.execute(insert, (name, _map(name)))
    database.execute(f'CREATE TABLE "{of}_{_map(name)}" ({", ".join(columns)})')


def _write_events(database: sqlite3.Connection, placed: Iterable[Placed], kept: Objects) -> None:
    inserts: dict[str, tuple[str, tuple[str, ...]]] = {}
    for position, act in placed:
        insert, columns = inserts.get(act.name) or _event_table(database, act.name, inserts)
        values = dict(_attributes(position, act))
        event = _event_id(position)
        row = [_cell(values.get(name)) for name in columns]
        database.execute("INSERT INTO event VALUES (?, ?)", (event, act.name))
        database.execute(insert, (event, _cell(act.occurred_at), *row))
        related = list(things(act))
        kept.add(act, related)
        database.executemany(
            "INSERT INTO event_object VALUES (?, ?, ?)",
            [(event, object_id(type_, name), qualifier) for qualifier, type_, name in related],
        )


def _event_table(
    database: sqlite3.Connection, name: str, inserts: dict[str, tuple[str, tuple[str, ...]]]
) -> tuple[str, tuple[str, ...]]:
    declared = _declared(name)
    typed = (f'"{one}" {_SQL.get(kind, "TEXT")}' for one, kind in declared)
    _table(database, "event", name, ("ocel_id TEXT PRIMARY KEY", "ocel_time TIMESTAMP", *typed))
    marks = ", ".join("?" * (len(declared) + 2))
    insert = f'INSERT INTO "event_{_map(name)}" VALUES ({marks})'  # noqa: S608 - our own names
    inserts[name] = made = (insert, tuple(one for one, _ in declared))
    return made


def _write_objects(database: sqlite3.Connection, kept: Objects) -> None:
    for type_ in kept.types():
        columns = ("ocel_id TEXT", "ocel_time TIMESTAMP", "ocel_changed_field TEXT")
        _table(database, "object", type_, (*columns, *(f'"{one}" TEXT' for one in LABELS)))
    for type_, name, *labels in kept.all():
        made = object_id(type_, name)
        database.execute("INSERT INTO object VALUES (?, ?)", (made, type_))
        row = (made, _cell(BEGINNING), None, *(label or None for label in labels))
        insert = f'INSERT INTO "object_{_map(type_)}" VALUES (?, ?, ?, ?, ?)'  # noqa: S608 - as above
        database.execute(insert, row)


def _cell(value: object) -> object:
    """Return a value as SQLite holds it; times as UTC text, which every reader takes."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(sep=" ")
    return _text(value) if isinstance(value, bool) else value
