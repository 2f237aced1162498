"""OCEL as a source: events of somebody else's object-centric log become acts by a mapping."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import Submitted
from ledger.import_errors import ImportRefusedError
from ledger.importing import import_into
from ledger.ledger import Ledger
from ledger.ocel import ocel_rows

LOG: dict[str, Any] = {
    "eventTypes": [{"name": "submit", "attributes": [{"name": "who", "type": "string"}]}],
    "objectTypes": [{"name": name, "attributes": []} for name in ("declaration", "person")],
    "objects": [
        {"id": "d1", "type": "declaration"},
        {"id": "p1", "type": "person"},
        {"id": "p2", "type": "person"},
    ],
    "events": [
        {
            "id": "e1", "type": "submit", "time": "2018-01-08T09:00:00+01:00",
            "attributes": [{"name": "who", "value": "EMPLOYEE"}],
            "relationships": [
                {"objectId": "d1", "qualifier": "of"},
                {"objectId": "p1", "qualifier": "by"},
                {"objectId": "p2", "qualifier": "for"},
            ],
        },
        {"id": "e2", "type": "sing", "time": "2018-01-09T09:00:00+01:00"},
    ],
}  # fmt: skip
MAPPING = """
format = "ocel"
kind = "declaration"
rulebook = "travel-declarations"
government = "A university"

[columns]
matter = "object:declaration"
row = ["ocel:id"]
activity = "ocel:type"

[by]
column = "who"

[occurred_at]
column = "ocel:time"
reading = "offset"
zone = "Europe/Amsterdam"

[[acts]]
act = "declaration.submitted"
activities = ["submit"]
"""


def _json(tmp_path: Path, log: dict[str, Any] = LOG) -> Path:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(log), encoding="utf-8")
    return path


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open("rb") as file:
        return list(ocel_rows(path, file))


def _sqlite(tmp_path: Path) -> Path:
    path = tmp_path / "log.sqlite"
    database = sqlite3.connect(path)
    database.executescript(
        """
        CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
        CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
        CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
        CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
        CREATE TABLE event_Submit (ocel_id TEXT, ocel_time TEXT, who TEXT);
        CREATE TABLE event_Sing (ocel_id TEXT, ocel_time TEXT);
        INSERT INTO event VALUES ('e1', 'submit'), ('e2', 'sing');
        INSERT INTO object VALUES ('d1', 'declaration'), ('p1', 'person'), ('p2', 'person');
        INSERT INTO event_map_type VALUES ('submit', 'Submit'), ('sing', 'Sing');
        INSERT INTO event_object VALUES ('e1', 'd1', 'of'), ('e1', 'p1', 'by'), ('e1', 'p2', 'for');
        INSERT INTO event_Submit VALUES ('e1', '2018-01-08T09:00:00+01:00', 'EMPLOYEE');
        INSERT INTO event_Sing VALUES ('e2', '2018-01-09T09:00:00+01:00');
        """
    )
    database.close()
    return path


def test_an_event_is_a_row_with_its_objects(tmp_path: Path) -> None:
    """Id, type and time, attributes by name, objects by type and by type and qualifier."""
    [(number, cells), second] = _rows(_json(tmp_path))
    assert number == 1
    assert cells == {
        "ocel:id": "e1",
        "ocel:type": "submit",
        "ocel:time": "2018-01-08T09:00:00+01:00",
        "who": "EMPLOYEE",
        "object:declaration": "d1",
        "object:declaration:of": "d1",
        "object:person": "p1; p2",
        "object:person:by": "p1",
        "object:person:for": "p2",
    }
    assert second[0] == 2


def test_sqlite_gives_the_same_rows_as_json(tmp_path: Path) -> None:
    """One log in both forms is one log."""
    assert _rows(_sqlite(tmp_path)) == _rows(_json(tmp_path))


@pytest.mark.parametrize("broken", [b"{", b"[]", b'{"events": 1}', b"SQLite format 3\x00torn"])
def test_what_is_no_ocel_log_is_refused_in_one_sentence(tmp_path: Path, broken: bytes) -> None:
    """The file is named; nothing is guessed."""
    path = tmp_path / "broken"
    path.write_bytes(broken)
    with pytest.raises(ImportRefusedError, match=r"broken is no OCEL 2\.0 log"):
        _rows(path)


@pytest.mark.parametrize("made", [_json, _sqlite])
def test_a_mapping_turns_events_into_acts(tmp_path: Path, made: Any) -> None:
    """The mapped event is an act of its object; the other is listed; again adds nothing."""
    mapping = tmp_path / "ours.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    source, url = made(tmp_path), f"sqlite:///{tmp_path / 'declarations.db'}"
    first = import_into(url, source, str(mapping))
    assert (first.rows, first.recorded, len(first.unmapped)) == (2, 1, 1)
    again = import_into(url, source, str(mapping))
    assert (again.recorded, again.already) == (0, 1)
    with Ledger.open(url, read_only=True) as ledger:
        [act] = [act for act in ledger.acts() if isinstance(act, Submitted)]
    assert (act.matter, act.by, str(act.occurred_at)) == (
        "d1",
        "EMPLOYEE",
        "2018-01-08 09:00:00+01:00",
    )
