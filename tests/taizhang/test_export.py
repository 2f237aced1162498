"""``taizhang export``: what leaves the ledger is whole, valid, and read by others as it was."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from ledger.exchange.taking_back import take_back
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from domain.act import Act

    Run = Callable[..., Result]


def _acts(url: str) -> list[Act]:
    with Ledger.open(url, read_only=True) as ledger:
        return list(ledger.acts())


@pytest.fixture(scope="module")
def exported(taizhang: Run, year: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the spring in every form."""
    folder = tmp_path_factory.mktemp("exported")
    for name in ("y.jsonl", "y.csv", "y.parquet", "y.xes", "y.json", "y.sqlite"):
        done = taizhang("export", year, "--out", folder / name)
        assert done.exit_code == 0, done.output
    return folder


# --- JSON lines ---


def test_lines_taken_back_make_the_same_ledger_to_the_byte(
    taizhang: Run, year: str, exported: Path, tmp_path: Path, stored: Callable[[str], bytes]
) -> None:
    """An export of the whole log becomes a ledger with the same acts, places and times."""
    back = f"sqlite:///{tmp_path}/back.db"
    assert taizhang("import", exported / "y.jsonl", "--ledger", back).exit_code == 0
    assert stored(back) == stored(year)


def test_lines_taken_back_a_second_time_add_nothing(
    taizhang: Run, year: str, exported: Path, tmp_path: Path
) -> None:
    """Every line is known already, and nothing is unmapped."""
    back = f"sqlite:///{tmp_path}/back.db"
    taizhang("import", exported / "y.jsonl", "--ledger", back)
    again = taizhang("import", exported / "y.jsonl", "--ledger", back, "--lang", "en").stdout
    n = len(_acts(year))
    assert f"0 acts recorded, {n:,} there before, 0 rows unmapped" in again.replace("\n", " ")


def test_an_extract_goes_into_a_real_ledger_with_the_others_times_beside(
    taizhang: Run, real: str, tmp_path: Path, asked: str
) -> None:
    """Recorded here now; when the other ledger recorded it stays with the act."""
    lines, other = tmp_path / "lines.jsonl", f"sqlite:///{tmp_path}/other.db"
    lines.write_text(asked, encoding="utf-8")
    whole = tmp_path / "whole.jsonl"
    taizhang("export", real, "--out", whole)
    taizhang("import", whole, "--ledger", other)
    taizhang("record", real, lines)
    extract = tmp_path / "extract.jsonl"
    taizhang("export", real, "--out", extract, "--kind", "consultation")
    done = taizhang("import", extract, "--ledger", other)
    assert done.exit_code == 0, done.output
    there, here = (
        [act for act in _acts(url) if act.kind == "consultation"] for url in (real, other)
    )
    assert [act.source_recorded_at for act in here] == [act.recorded_at for act in there]
    assert [act.source for act in here] == [f"extract.jsonl:{n}" for n in (1, 2, 3)]


def test_an_extract_makes_no_ledger(taizhang: Run, year: str, tmp_path: Path) -> None:
    """Without the opening nothing says what the ledger is: one sentence, no file."""
    extract = tmp_path / "extract.jsonl"
    taizhang("export", year, "--out", extract, "--kind", "meeting")
    refused = taizhang("import", extract, "--ledger", tmp_path / "new.db")
    assert refused.exit_code == 2
    assert "extract" in refused.stderr
    assert not (tmp_path / "new.db").exists()


def test_a_simulated_log_does_not_go_into_a_real_ledger(
    taizhang: Run, real: str, exported: Path, stored: Callable[[str], bytes]
) -> None:
    """Invented acts never mix with real ones."""
    before = stored(real)
    refused = taizhang("import", exported / "y.jsonl", "--ledger", real)
    assert refused.exit_code == 2
    assert "simulated" in refused.stderr
    assert stored(real) == before


def test_a_line_that_says_otherwise_is_listed(
    taizhang: Run, exported: Path, tmp_path: Path
) -> None:
    """The ledger keeps what it was told; the line is named."""
    back, forged = f"sqlite:///{tmp_path}/back.db", tmp_path / "forged.jsonl"
    taizhang("import", exported / "y.jsonl", "--ledger", back)
    lines = (exported / "y.jsonl").read_bytes().splitlines(keepends=True)
    changed = json.loads(lines[-1]) | {"by": "somebody_else"}
    forged.write_bytes(b"".join(lines[:-1]) + json.dumps(changed).encode())
    done = taizhang("import", forged, "--ledger", back, "--lang", "en").stdout
    assert "1 rows unmapped" in done.replace("\n", " ")
    assert "says otherwise in this ledger" in done.replace("\n", " ")


def test_a_torn_line_is_refused_by_its_number(
    taizhang: Run, exported: Path, tmp_path: Path
) -> None:
    """Half a line at the end: named, and nothing is made."""
    torn = tmp_path / "torn.jsonl"
    text = (exported / "y.jsonl").read_bytes()
    torn.write_bytes(text[:-40])
    refused = taizhang("import", torn, "--ledger", tmp_path / "new.db")
    assert refused.exit_code == 2
    last = len(text.splitlines())
    assert f"line 行 {last}" in refused.stderr
    assert not (tmp_path / "new.db").exists()


def test_record_takes_exported_lines(taizhang: Run, real: str, tmp_path: Path, asked: str) -> None:
    """An exported line may be recorded as it is: the ledger gives its own place and time."""
    (tmp_path / "lines.jsonl").write_text(asked, encoding="utf-8")
    other, extract = f"sqlite:///{tmp_path}/other.db", tmp_path / "extract.jsonl"
    whole = tmp_path / "whole.jsonl"
    taizhang("export", real, "--out", whole)
    taizhang("import", whole, "--ledger", other)
    taizhang("record", other, tmp_path / "lines.jsonl")
    taizhang("export", other, "--out", extract, "--kind", "consultation")
    done = taizhang("record", real, extract)
    assert done.exit_code == 0, done.output
    assert done.stdout.split() == [f"consultation:C1#{n}" for n in (1, 2, 3)]
    registered = [act.recorded_at for act in _acts(other) if act.kind == "consultation"]
    recorded = [act for act in _acts(real) if act.kind == "consultation"]
    assert [act.source_recorded_at for act in recorded] == registered


# --- tables ---


def test_a_csv_has_a_row_an_act_and_the_mark_excel_looks_for(year: str, exported: Path) -> None:
    """UTF-8 with BOM; position, act, and the sentence in both languages."""
    text = (exported / "y.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    acts = _acts(year)
    assert [row["ref"] for row in rows] == [act.ref for act in acts]
    assert [int(row["position"]) for row in rows] == list(range(1, len(acts) + 1))
    assert all(row["told_zh"] and row["told_en"] for row in rows)


def test_parquet_keeps_positions_and_aware_times(year: str, exported: Path) -> None:
    """What a data frame reads: instants with their zone, positions as numbers."""
    import pandas as pd  # noqa: PLC0415

    frame = pd.read_parquet(exported / "y.parquet")
    acts = _acts(year)
    assert len(frame) == len(acts)
    assert str(frame["occurred_at"].dt.tz) == "Asia/Shanghai"
    assert frame["occurred_at"].iloc[-1] == acts[-1].occurred_at


def test_a_sheet_holds_what_was_chosen(taizhang: Run, year: str, tmp_path: Path) -> None:
    """The meetings of one week in March, times as the clock on the wall."""
    import openpyxl  # noqa: PLC0415

    path = tmp_path / "week.xlsx"
    taizhang("export", year, "--out", path, "--kind", "meeting",
             "--since", "2019-03-04", "--until", "2019-03-08")  # fmt: skip
    [sheet] = openpyxl.load_workbook(path).worksheets
    heading, *rows = list(sheet.iter_rows(values_only=True))
    chosen = [
        act for act in _acts(year)
        if act.kind == "meeting" and "2019-03-04" <= f"{act.occurred_at:%Y-%m-%d}" <= "2019-03-08"
    ]  # fmt: skip
    assert len(rows) == len(chosen) > 0
    assert [row[heading.index("ref")] for row in rows] == [act.ref for act in chosen]


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (("--act", "document.signed"), lambda act: act.name == "document.signed"),
        (("--act", "document.*"), lambda act: act.kind == "document"),
        (("--by", "head"), lambda act: act.by == "head"),
        (("--matter", "organisation:wujiagang"), lambda act: act.kind == "organisation"),
        (("--containing", "finance"), lambda act: "finance" in repr(act)),
    ],
)
def test_what_is_chosen_is_what_comes(
    taizhang: Run, year: str, tmp_path: Path, options: tuple[str, ...], holds: Any
) -> None:
    """Each criterion leaves in exactly the acts that meet it."""
    path = tmp_path / "some.jsonl"
    taizhang("export", year, "--out", path, *options)
    found = [json.loads(line)["log_position"] for line in path.read_bytes().splitlines()]
    assert found == [place for place, act in enumerate(_acts(year), 1) if holds(act)]
    assert found


# --- process logs ---


def _xes_schema(shared: Path) -> Any:
    etree = pytest.importorskip("lxml.etree")
    return etree.XMLSchema(etree.parse(str(shared / "schemas" / "xes-openxes-2.2.xsd")))


def test_xes_is_valid_and_has_a_trace_a_matter(year: str, exported: Path, shared: Path) -> None:
    """The log passes the schema; traces are the matters, events the acts."""
    etree = pytest.importorskip("lxml.etree")
    log = etree.parse(str(exported / "y.xes"))
    schema = _xes_schema(shared)
    assert schema.validate(log), schema.error_log
    space = {"x": "http://www.xes-standard.org/"}
    acts = _acts(year)
    assert len(log.findall(".//x:event", space)) == len(acts)
    assert len(log.findall(".//x:trace", space)) == len({(act.kind, act.matter) for act in acts})


def test_xes_survives_what_xml_cannot_hold(
    taizhang: Run, real: str, tmp_path: Path, asked: str, shared: Path
) -> None:
    """Quotes, angle brackets and control characters in a text leave the log valid."""
    etree = pytest.importorskip("lxml.etree")
    nasty = json.loads(asked.splitlines()[0]) | {"about": 'a<b>"c"&\x01\ud7ff\n'}
    (tmp_path / "nasty.jsonl").write_text(json.dumps(nasty), encoding="utf-8")
    assert taizhang("record", real, tmp_path / "nasty.jsonl").exit_code == 0
    taizhang("export", real, "--out", tmp_path / "nasty.xes")
    assert _xes_schema(shared).validate(etree.parse(str(tmp_path / "nasty.xes")))


def test_ocel_json_is_valid(year: str, exported: Path, shared: Path) -> None:
    """The official schema passes; every act is an event, every event has its matter."""
    import fastjsonschema  # noqa: PLC0415

    schema = json.loads((shared / "schemas" / "ocel20-schema-json.json").read_text("utf-8"))
    log = json.loads((exported / "y.json").read_text("utf-8"))
    fastjsonschema.compile(schema)(log)
    acts = _acts(year)
    assert [event["type"] for event in log["events"]] == [act.name for act in acts]
    known = {one["id"] for one in log["objects"]}
    for event, act in zip(log["events"], acts, strict=True):
        related = {one["qualifier"]: one["objectId"] for one in event["relationships"]}
        assert related["matter"] == f"{act.kind}:{act.matter}"
        assert known.issuperset(related.values())


def test_ocel_sqlite_says_what_ocel_json_says(exported: Path) -> None:
    """The same events, objects and relations in the relational form."""
    log = json.loads((exported / "y.json").read_text("utf-8"))
    database = sqlite3.connect(exported / "y.sqlite")
    events = database.execute("SELECT ocel_id, ocel_type FROM event ORDER BY rowid").fetchall()
    assert events == [(one["id"], one["type"]) for one in log["events"]]
    relations = database.execute("SELECT * FROM event_object").fetchall()
    assert Counter(relations) == Counter(
        (event["id"], one["objectId"], one["qualifier"])
        for event in log["events"]
        for one in event["relationships"]
    )
    for type_, table in database.execute("SELECT * FROM event_map_type").fetchall():
        [(n,)] = database.execute(f'SELECT COUNT(*) FROM "event_{table}"').fetchall()  # noqa: S608
        assert n == sum(one["type"] == type_ for one in log["events"])
    database.close()


def test_r4pm_reads_what_was_written(year: str, exported: Path) -> None:
    """An independent reader (Rust) finds every event, trace and object."""
    pytest.importorskip("polars")
    r4pm = pytest.importorskip("r4pm")
    acts = _acts(year)
    objects = len(json.loads((exported / "y.json").read_text("utf-8"))["objects"])
    frame, _ = r4pm.df.import_xes(str(exported / "y.xes"))
    assert frame.height == len(acts)
    assert set(frame["concept:name"]) == {act.name for act in acts}
    for name in ("y.json", "y.sqlite"):
        ocel = r4pm.df.import_ocel(str(exported / name))
        assert ocel["events"].height == len(acts)
        assert ocel["objects"].height == objects


@pytest.mark.slow
def test_pm4py_reads_what_was_written(year: str, exported: Path) -> None:
    """The reader most process miners use finds every event and object."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pm4py = pytest.importorskip("pm4py")
        n = len(_acts(year))
        assert len(pm4py.read_xes(str(exported / "y.xes"))) == n
        assert len(pm4py.read_ocel2_json(str(exported / "y.json")).events) == n
        assert len(pm4py.read_ocel2_sqlite(str(exported / "y.sqlite")).events) == n


# --- files ---


def test_gz_is_compressed_and_the_same_twice(taizhang: Run, year: str, tmp_path: Path) -> None:
    """No date and no name in it: the same acts give the same bytes."""
    for name in ("a.xes.gz", "b.xes.gz"):
        taizhang("export", year, "--out", tmp_path / name, "--kind", "topic")
    first, second = ((tmp_path / name).read_bytes() for name in ("a.xes.gz", "b.xes.gz"))
    assert first == second
    assert gzip.decompress(first).endswith(b"</log>\n")


def test_a_file_whose_name_says_no_form_is_refused(
    taizhang: Run, year: str, tmp_path: Path
) -> None:
    """The forms there are, and nothing written."""
    refused = taizhang("export", year, "--out", tmp_path / "year.doc")
    assert refused.exit_code == 2
    assert ".xes" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_what_was_there(
    taizhang: Run, year: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many rows for a sheet: one sentence, and the old file is whole."""
    monkeypatch.setattr("projections.act_table.MOST_ROWS", 10)
    path = tmp_path / "year.xlsx"
    path.write_bytes(b"as it was")
    refused = taizhang("export", year, "--out", path)
    assert refused.exit_code == 2
    assert "Excel" in refused.stderr
    assert path.read_bytes() == b"as it was"
    assert [one.name for one in tmp_path.iterdir()] == ["year.xlsx"]


def test_a_restoration_that_was_cut_off_goes_on(
    taizhang: Run, real: str, tmp_path: Path, asked: str, stored: Callable[[str], bytes]
) -> None:
    """A ledger that got no further than the log's own opening becomes that log, with its times."""
    taizhang("record", real, "-", given=asked)
    export, again = tmp_path / "log.jsonl", f"sqlite:///{tmp_path / 'again.db'}"
    taizhang("export", real, "--out", export)
    with Ledger.open(real, read_only=True) as ledger:
        Ledger.create(again, ledger.opening).close()
    for recorded in (5, 0):
        report = take_back(again, export)
        assert (report.rows, report.recorded) == (6, recorded)
        assert stored(again) == stored(real)
