"""Histories as files: any bytes are taken whole, or refused in one sentence and nothing is left."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from domain.act import UnknownActError
from domain.ledger_opening import Opened
from domain.organisation import UnitRegistered
from ledger.errors import LedgerError
from ledger.exchange.json_lines import line_of
from ledger.exchange.taking_back import take_back
from ledger.importing import import_into
from ledger.ledger import Ledger
from taizhang.act_lines import read_acts
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Callable

    Fuzz = Callable[..., None]

AT = dt.datetime(2019, 3, 1, 8, tzinfo=dt.timezone(dt.timedelta(hours=8)))
OPENED = Opened(
    matter="wujiagang", occurred_at=AT, recorded_at=AT, by="office", originator_version=1,
    government="wujiagang", simulated=False, rulebook="wjg-2019", calendar="cn",
)  # fmt: skip
UNIT = UnitRegistered(
    matter="wujiagang", occurred_at=AT, recorded_at=AT, by="head", originator_version=1,
    unit="finance", unit_kind="department", label_zh="区财政局", label_en="Finance",
)  # fmt: skip
EXPORT = b"".join(line_of(n, act) + b"\n" for n, act in enumerate((OPENED, UNIT), start=1))
LINES = """\
{"act":"consultation.opened","matter":"C1","occurred_at":"2019-09-27T09:00:00+08:00",\
"by":"office","host":"office","about":"T1","related_units":["finance"]}
{"act":"consultation.requested","matter":"C1","occurred_at":"2019-09-27T09:00:00+08:00",\
"by":"office","unit":"finance","override":{"norms":["54.1"],"reason":"急","allowed_by":"head"}}
""".encode()
CSV = b"""\
event_id,file,action,body,date,last_modified,type,name,result
1,Int 1-2024,Introduced by Council,Council,2024-01-18T13:30:00Z,2024-01-19T01:02:03Z,Int,"A, b",
2,Int 1-2024,Sent to Mayor by Council,Council,2024-02-18T13:30:00Z,2024-02-19T01:02:03Z,Int,A,
"""
XES = b"""\
<?xml version="1.0" encoding="UTF-8"?>
<log><trace><string key="concept:name" value="declaration 1"/>
<string key="BudgetNumber" value="budget 7"/><float key="Amount" value="26.85"/>
<event><string key="id" value="step 1"/><string key="org:role" value="EMPLOYEE"/>
<string key="concept:name" value="Declaration SUBMITTED by EMPLOYEE"/>
<date key="time:timestamp" value="2018-01-08T09:00:00.000+01:00"/>
<string key="org:resource" value="SYSTEM"/></event></trace></log>
"""
OCEL = b"""\
{"objects":[{"id":"d1","type":"declaration"}],"events":[{"id":"e1","type":"submit",
"time":"2018-01-08T09:00:00+01:00","attributes":[{"name":"who","value":"EMPLOYEE"}],
"relationships":[{"objectId":"d1","qualifier":"of"}]}]}
"""
MAPPING = """
format = "ocel"
kind = "declaration"
rulebook = "travel-declarations"
government = "A university"
columns = { matter = "object:declaration", row = ["ocel:id"], activity = "ocel:type" }
by = { column = "who" }
occurred_at = { column = "ocel:time", reading = "offset", zone = "Europe/Amsterdam" }
acts = [{ act = "declaration.submitted", activities = ["submit"] }]
"""
TABLES = """
CREATE TABLE event (ocel_id, ocel_type);
CREATE TABLE object (ocel_id, ocel_type);
CREATE TABLE event_map_type (ocel_type, ocel_type_map);
CREATE TABLE event_object (ocel_event_id, ocel_object_id, ocel_qualifier);
CREATE TABLE event_Submit (ocel_id, ocel_time, who);
INSERT INTO event VALUES ('e1', 'submit');
INSERT INTO object VALUES ('d1', 'declaration');
INSERT INTO event_map_type VALUES ('submit', 'Submit');
INSERT INTO event_object VALUES ('e1', 'd1', 'of');
INSERT INTO event_Submit VALUES ('e1', '2018-01-08T09:00:00+01:00', 'EMPLOYEE');
"""


def _database(path: Path, statements: str) -> bytes:
    database = sqlite3.connect(path)
    database.executescript(f"PRAGMA page_size=512; {statements}")
    database.close()
    return path.read_bytes()


def _taken_whole_or_not_at_all(tmp_path: Path, take: Callable[[str], object]) -> None:
    """Take something into a ledger that is not there: one refused leaves none, nor half of one."""
    path = tmp_path / "new.db"
    try:
        take(f"sqlite:///{path}")
        with Ledger.open(f"sqlite:///{path}", read_only=True) as ledger:
            assert len(list(ledger.acts())) == len(ledger) > 0
    except LedgerError:
        assert not list(tmp_path.glob("new.db*"))
        raise
    finally:
        for one in tmp_path.glob("new.db*"):
            one.unlink()


def test_lines_to_be_recorded(fuzz: Fuzz) -> None:
    """Act lines are acts that can be stored, or are refused."""
    fuzz(lambda content: list(read_acts(content.splitlines())), [LINES, EXPORT],
         CannotError, UnknownActError, examples=100)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mapping"),
    [
        ("log.csv", "nyc_council"),
        ("log.xes", "bpi2020_domestic"),
        ("log.json", "ocel"),
        ("log.sqlite", "ocel"),
    ],
)
def test_a_source(fuzz: Fuzz, tmp_path: Path, name: str, mapping: str) -> None:
    """A source becomes a ledger with what could be mapped, or is refused and none is made."""
    source, ours = tmp_path / name, tmp_path / "ours.toml"
    ours.write_text(MAPPING, "utf-8")
    mapping = str(ours) if mapping == "ocel" else mapping
    samples = {"log.csv": CSV, "log.xes": XES, "log.json": OCEL}
    sample = samples.get(name) or _database(tmp_path / "made.sqlite", TABLES)

    def read(content: bytes) -> None:
        source.write_bytes(content)
        _taken_whole_or_not_at_all(tmp_path, lambda url: import_into(url, source, mapping))

    fuzz(read, [sample], LedgerError, examples=20)


def test_an_export_taken_back(fuzz: Fuzz, tmp_path: Path) -> None:
    """An export becomes a ledger, or is refused and none is made."""
    source = tmp_path / "all.jsonl"

    def read(content: bytes) -> None:
        source.write_bytes(content)
        _taken_whole_or_not_at_all(tmp_path, lambda url: take_back(url, source))

    fuzz(read, [EXPORT], LedgerError, examples=30)


def test_an_export_into_a_ledger_that_is_there(fuzz: Fuzz, tmp_path: Path) -> None:
    """An export that is refused leaves the ledger as it was."""
    source, url = tmp_path / "more.jsonl", f"sqlite:///{tmp_path / 'there.db'}"
    Ledger.create(url, OPENED).close()

    def read(content: bytes) -> None:
        source.write_bytes(content)
        with Ledger.open(url, read_only=True) as ledger:
            before = list(ledger.positioned())
        try:
            take_back(url, source)
        except LedgerError:
            with Ledger.open(url, read_only=True) as ledger:
                assert list(ledger.positioned()) == before
            raise

    fuzz(read, [EXPORT, LINES], LedgerError, examples=20)


def test_a_damaged_ledger(fuzz: Fuzz, tmp_path: Path) -> None:
    """A damaged ledger file is read, or refused; reading it changes no byte."""
    whole, path = tmp_path / "whole.db", tmp_path / "damaged.db"
    with Ledger.create(f"sqlite:///{whole}", OPENED) as ledger:
        ledger.record([UNIT])
    sound = whole.read_bytes()

    def read(content: bytes) -> None:
        path.write_bytes(content)
        try:
            with Ledger.open(f"sqlite:///{path}", read_only=True) as ledger:
                list(ledger.positioned())
                ledger.matter("organisation", "wujiagang")
        finally:
            assert path.read_bytes() == content
            for one in tmp_path.glob("damaged.db-*"):
                one.unlink()

    fuzz(read, [sound], LedgerError, examples=20)


# --- what fuzzing found ---


def test_a_text_that_no_database_keeps_leaves_no_half_ledger(tmp_path: Path) -> None:
    """U+0000 in a cell: the row is listed, the others are taken; in an export: refused whole."""
    source, url = tmp_path / "log.csv", f"sqlite:///{tmp_path / 'csv.db'}"
    source.write_bytes(CSV.replace(b'"A, b"', b"A\x00b"))
    report = import_into(url, source, "nyc_council")
    assert [one.line for one in report.unmapped] == [2]
    export = tmp_path / "all.jsonl"
    export.write_bytes(EXPORT.replace(b"Finance", b"Fin\\u0000ance"))
    with pytest.raises(LedgerError, match=r"line 行 2.*U\+0000"):
        take_back(f"sqlite:///{tmp_path / 'half.db'}", export)
    assert not (tmp_path / "half.db").exists()


@pytest.mark.parametrize("line", [b'{"a":' * 3000, b'{"\x80act":"x"}', b'"\x80act"', b"[" * 3000])
def test_an_endless_or_illegible_line_is_refused(line: bytes, tmp_path: Path) -> None:
    """Nesting without end and bytes that are no text are refused by the number of the line."""
    with pytest.raises(CannotError, match="Line 行 1"):
        list(read_acts([line]))
    source = tmp_path / "all.jsonl"
    source.write_bytes(line)
    with pytest.raises(LedgerError, match=r"all\.jsonl"):
        take_back(f"sqlite:///{tmp_path / 'new.db'}", source)
