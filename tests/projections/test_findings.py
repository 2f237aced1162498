from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from domain import consultations as c
from domain.calendar import load_calendar
from domain.calendar import provisional as provisional_calendar
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.judge import judge
from domain.rulebook.wujiagang_2019 import RULEBOOK
from projections import findings as findings_module
from projections.columns import demand_verdicts
from projections.findings import COLUMNS, findings_frame, findings_json, norm_labels
from projections.lateness import lateness
from projections.source import Source
from projections.writing import MOST_ROWS, write

CORE = [
    "norm", "article", "matter", "bearer", "opened", "due", "discharged", "verdict",
    "late_working_days", "evidence",
]  # fmt: skip


def _source(as_of: str = "2019-12-31", **fields: Any) -> Source:
    return Source(
        ledger="sqlite:///year.db",
        position=123,
        as_of=dt.date.fromisoformat(as_of),
        rulebook="wjg-2019",
        calendar="cn-2019-11-21",
        labels={"finance": ("区财政局", "Finance")},
        **fields,
    )


def _asked(district: Any, matter: str, on: str, replied: str | None) -> None:
    """Given Finance has a request on a day, and replies on another or not at all."""
    district.has(
        c.Opened, matter, on, by="housing",
        host="housing", about="S1", related_units=("finance",),
    )  # fmt: skip
    district.has(c.Requested, matter, on, by="housing", unit="finance")
    district.has(c.Received, matter, on, by="finance", unit="finance")
    if replied:
        district.has(c.Replied, matter, replied, by="finance", unit="finance", position="agree")


def _judged(district: Any, as_of: str = "2019-12-31") -> list[Finding]:
    acts = sorted(district.acts, key=lambda act: act.occurred_at)
    return judge(acts, RULEBOOK, district.calendar, dt.date.fromisoformat(as_of))


@pytest.fixture
def late_and_owed(district: Any) -> list[Finding]:
    """Three replies due on 2019-10-08: one in time, one a day late, one still owed on 10-11."""
    _asked(district, "C1", "2019-09-27", "2019-10-08 17:00")
    _asked(district, "C2", "2019-09-27", "2019-10-09")
    _asked(district, "C3", "2019-09-27", None)
    return [one for one in _judged(district, "2019-10-11") if one.norm == "54.4"]


def test_a_row_says_what_the_finding_says_in_the_agreed_order(late_and_owed: list[Finding]) -> None:
    """The columns of the finding's core come first, and every value of it is there."""
    frame = findings_frame(late_and_owed, _source("2019-10-11"), RULEBOOK)
    assert list(frame.columns[:10]) == CORE
    assert list(frame.columns) == list(COLUMNS)
    row = frame.iloc[1]
    assert (row["norm"], row["article"], row["matter"]) == ("54.4", "54", "consultation:C2")
    assert (row["bearer"], row["organ"], row["leader"]) == ("finance", "finance", "exec")
    assert (row["verdict"], row["kind"], row["key"]) == ("deviation", "duty", "C2/finance")
    assert (row["rulebook"], row["calendar"]) == ("wjg-2019", "cn-2019-03-22")
    assert row["evidence"] == "consultation:C2#3; consultation:C2#4"
    assert row["discharged"] == pd.Timestamp("2019-10-09 09:00", tz="Asia/Shanghai")


def test_the_frame_compares_by_the_first_instant_too_late(late_and_owed: list[Finding]) -> None:
    """Due in the frame is 00:00 after the last good day, in the rulebook's zone, as judged."""
    frame = findings_frame(late_and_owed, _source("2019-10-11"), RULEBOOK)
    assert str(frame["due"].dtype) == "datetime64[ns, Asia/Shanghai]"
    assert set(frame["due"]) == {pd.Timestamp("2019-10-09 00:00", tz="Asia/Shanghai")}
    assert list(frame["discharged"] < frame["due"]) == [True, False, False]


def test_what_is_still_owed_is_as_late_as_it_had_become(late_and_owed: list[Finding]) -> None:
    """Due 10-08 and owed on 10-11: three working days so far; the judge itself says none yet."""
    assert [one.late_working_days for one in late_and_owed] == [None, 1, None]
    frame = findings_frame(late_and_owed, _source("2019-10-11"), RULEBOOK)
    assert frame["late_working_days"].tolist() == [pd.NA, 1, 3]
    (row,) = lateness(frame).to_dict("records")
    assert (row["timed"], row["late"], row["still_owed"], row["max"]) == (3, 2, 1, 3.0)


def test_lateness_is_counted_by_the_calendar_the_term_was_counted_by(district: Any) -> None:
    """Owed since 03-20 under the calendar before the May Day change of 2019-03-22, 调休 apart."""
    _asked(district, "C1", "2019-03-15", None)
    (owed,) = [one for one in _judged(district, "2019-05-03") if one.norm == "54.4"]
    then, later = district.calendar.known_on(dt.date(2019, 3, 15)), district.calendar.latest
    between = (dt.date(2019, 3, 20), dt.date(2019, 5, 3))
    assert then.working_days_between(*between) != later.working_days_between(*between)
    (row,) = findings_json([owed], _source("2019-05-03"), RULEBOOK)
    assert row["late_working_days"] == then.working_days_between(*between)


def test_instants_are_kept_to_the_microsecond(late_and_owed: list[Finding]) -> None:
    """A frame loses nothing of when something happened."""
    at = dt.datetime(2019, 10, 8, 23, 59, 59, 999_999, tzinfo=RULEBOOK.zone)
    exact = late_and_owed[0]._replace(discharged=at)
    frame = findings_frame([exact], _source(), RULEBOOK)
    assert frame["discharged"].iloc[0] == pd.Timestamp(at)


def test_what_is_not_due_yet_is_not_late(district: Any) -> None:
    """A reply due on 10-08 is pending on 10-07 and has no lateness in any form."""
    _asked(district, "C1", "2019-09-27", None)
    found = [one for one in _judged(district, "2019-10-07") if one.norm == "54.4"]
    frame = findings_frame(found, _source("2019-10-07"), RULEBOOK)
    (plain,) = findings_json(found, _source("2019-10-07"), RULEBOOK)
    assert frame["late_working_days"].isna().all()
    assert (plain["verdict"], plain["late_working_days"]) == ("pending", None)


def test_a_quota_that_was_missed_is_not_counted_late_day_by_day(district: Any) -> None:
    """A half-year without a plenary meeting is over; no day after it makes that any later."""
    found = [one for one in _judged(district, "2019-12-30") if one.norm == "41.4"]
    missed = [one for one in found if one.verdict is Verdict.DEVIATION]
    assert missed, "the quota of the first half-year must have been missed for this test to tell"
    frame = findings_frame(missed, _source("2019-12-30"), RULEBOOK)
    assert frame["late_working_days"].isna().all()


def test_json_shows_the_last_second_in_time(late_and_owed: list[Finding]) -> None:
    """JSON gives the due day as 23:59:59 of the last good day, evidence as a list, gaps as null."""
    plain = findings_json(late_and_owed, _source("2019-10-11"), RULEBOOK)
    assert list(plain[0]) == list(COLUMNS)
    assert plain[1]["due"] == "2019-10-08T23:59:59+08:00"
    assert plain[1]["discharged"] == "2019-10-09T09:00:00+08:00"
    assert plain[1]["evidence"] == ["consultation:C2#3", "consultation:C2#4"]
    assert plain[2]["discharged"] is None
    assert [one["late_working_days"] for one in plain] == [None, 1, 3]


def test_the_json_file_says_what_findings_json_says(late_and_owed: list[Finding]) -> None:
    """One meaning, two ways: the written frame and the plain dicts are the same JSON."""
    source = _source("2019-10-11")
    stream = io.BytesIO()
    write(findings_frame(late_and_owed, source, RULEBOOK), stream, "json")
    assert json.loads(stream.getvalue()) == findings_json(late_and_owed, source, RULEBOOK)


def test_csv_opens_in_excel_and_shows_the_last_good_day(late_and_owed: list[Finding]) -> None:
    """CSV carries the UTF-8 mark, local times without offset, and due as the last good day."""
    stream = io.BytesIO()
    write(findings_frame(late_and_owed, _source("2019-10-11"), RULEBOOK), stream, "csv")
    raw = stream.getvalue()
    assert raw.startswith(b"\xef\xbb\xbfnorm,article,matter,")
    assert raw.endswith(b"\r\n")
    _, late, owed = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert (late["opened"], late["discharged"]) == ("2019-09-27 09:00:00", "2019-10-09 09:00:00")
    assert (late["due"], late["late_working_days"]) == ("2019-10-08", "1")
    assert (owed["discharged"], owed["late_working_days"]) == ("", "3")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_same_findings_give_the_same_bytes(late_and_owed: list[Finding], form: str) -> None:
    """CSV and JSON carry no date and no chance."""
    written = []
    for _ in range(2):
        stream = io.BytesIO()
        write(findings_frame(late_and_owed, _source("2019-10-11"), RULEBOOK), stream, form)
        written.append(stream.getvalue())
    assert written[0] == written[1]


def test_excel_gets_dates_as_dates(late_and_owed: list[Finding], tmp_path: Path) -> None:
    """In the sheet the due day is a date, the times are local, the late days are numbers."""
    path = tmp_path / "findings.xlsx"
    write(findings_frame(late_and_owed, _source("2019-10-11"), RULEBOOK), path)
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    row = dict(zip(rows[0], rows[2], strict=True))
    assert len(rows) == 1 + len(late_and_owed)
    assert row["due"] == dt.datetime(2019, 10, 8)  # noqa: DTZ001 (Excel knows no zone)
    assert row["discharged"] == dt.datetime(2019, 10, 9, 9)  # noqa: DTZ001
    assert row["late_working_days"] == 1
    assert dict(zip(rows[0], rows[3], strict=True))["discharged"] is None


def test_parquet_gives_the_frame_back_with_its_source(
    late_and_owed: list[Finding], tmp_path: Path
) -> None:
    """Parquet is for reading on: the same values, dtypes and source come back."""
    frame = findings_frame(late_and_owed, _source("2019-10-11"), RULEBOOK)
    path = tmp_path / "findings.parquet"
    write(frame, path)
    back = pd.read_parquet(path)
    for name in ("opened", "due", "discharged"):  # the zone's name comes back, not its object
        assert str(back[name].dtype) == str(frame[name].dtype)
        back[name] = back[name].dt.tz_convert(RULEBOOK.zone)
    pd.testing.assert_frame_equal(back, frame)
    assert back.attrs == frame.attrs


def test_the_source_names_ledger_position_and_titles(late_and_owed: list[Finding]) -> None:
    """A chart of the frame can say where it comes from and call organs and norms by name."""
    frame = findings_frame(late_and_owed, _source("2019-10-11", simulated=True), RULEBOOK)
    kept = {name: frame.attrs[name] for name in ("ledger", "position", "as_of", "simulated")}
    assert kept == {
        "ledger": "sqlite:///year.db", "position": 123, "as_of": "2019-10-11", "simulated": True,
    }  # fmt: skip
    assert frame.attrs["labels"]["finance"] == {"zh": "区财政局", "en": "Finance"}
    assert frame.attrs["labels"]["54.4"]["zh"] == "3个工作日内回复"


@pytest.mark.parametrize(
    ("norm", "title"),
    [
        ("50.1", "会议决定的事项由办公室负责督办"),
        ("64.1", "发现的问题建立台账"),
        ("64.3", "限期整改落实"),
        ("78.6", "2个工作日内分解到相关街乡和部门"),
    ],
)
def test_of_two_norms_under_one_id_the_first_gives_the_title(norm: str, title: str) -> None:
    """Given an id that a duty and a second norm share, then every table calls it as the first."""
    assert len([one for one in RULEBOOK.norms if one.id == norm]) > 1
    spoken = findings_frame([], _source(), RULEBOOK).attrs["labels"]
    assert spoken[norm]["zh"] == title
    first = next(one for one in RULEBOOK.norms if one.id == norm)
    assert norm_labels(RULEBOOK)[norm] == (first.zh, first.en)
    assert spoken[norm]["en"] == first.en


def test_reading_the_tables_loads_no_pandas_before_one_is_made() -> None:
    """The command line answers at once: only making a frame imports pandas."""
    modules = ("findings", "register", "openings", "due_list", "narrative")
    imports = "; ".join(f"import projections.{module}" for module in modules)
    code = f"import sys; {imports}; sys.exit('pandas' in sys.modules)"
    root = Path(findings_module.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0  # noqa: S603


def test_no_findings_make_a_table_of_the_same_columns() -> None:
    """An empty year is a table without rows that every reader of findings accepts."""
    frame = findings_frame([], _source(), RULEBOOK)
    assert list(frame.columns) == list(COLUMNS)
    assert str(frame["due"].dtype) == "datetime64[ns, Asia/Shanghai]"
    demand_verdicts(frame)
    for form in ("csv", "json", "xlsx", "parquet"):
        write(frame, io.BytesIO(), form)


def test_findings_of_another_rulebook_are_refused(late_and_owed: list[Finding]) -> None:
    """A norm the rulebook does not have has no kind; the sentence says what to do."""
    strange = late_and_owed[0]._replace(norm="999.1")
    with pytest.raises(LookupError, match="pass the rulebook it was judged by"):
        findings_frame([strange], _source(), RULEBOOK)


def test_a_provisional_calendar_counts_what_is_still_owed(late_and_owed: list[Finding]) -> None:
    """Owed from 2019 to a year without a notice: only a calendar that is given can count it."""
    owed = late_and_owed[2:]
    beyond = load_calendar("cn").latest.last_year + 1
    source = _source(f"{beyond}-06-30")
    with pytest.raises(ValueError, match=str(beyond)):
        findings_frame(owed, source, RULEBOOK)
    calendar = provisional_calendar(load_calendar("cn"), [beyond])
    frame = findings_frame(owed, source, RULEBOOK, calendar)
    assert frame["late_working_days"].iloc[0] > 1000


def test_no_cell_is_taken_for_a_formula(tmp_path: Path) -> None:
    """Text from a foreign file that begins like a formula stays text in CSV and in Excel."""
    frame = pd.DataFrame({"title": ["=1+1", "+x", "ordinary"], "days": [-1, 0, 1]})
    stream = io.BytesIO()
    write(frame, stream, "csv")
    assert stream.getvalue().decode("utf-8-sig").splitlines()[1:] == [
        "'=1+1,-1",
        "'+x,0",
        "ordinary,1",
    ]
    write(frame, tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx").active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_numbers_that_are_no_numbers_are_null_in_json() -> None:
    """A rate of nothing and a median never reached are null, since JSON has no NaN."""
    frame = pd.DataFrame({"rate": [0.5, float("nan"), float("inf")], "n": [1, 2, 3]})
    stream = io.BytesIO()
    write(frame, stream, "json")
    assert [row["rate"] for row in json.loads(stream.getvalue())] == [0.5, None, None]


def test_an_unknown_form_and_a_table_too_long_are_refused(tmp_path: Path) -> None:
    """Each refusal is one sentence that names the way out, and writes no file."""
    frame = pd.DataFrame({"n": range(3)})
    with pytest.raises(ValueError, match="csv, json, xlsx, parquet"):
        write(frame, tmp_path / "table.docx")
    long = pd.DataFrame({"n": range(MOST_ROWS + 1)})
    with pytest.raises(ValueError, match="write csv or parquet instead"):
        write(long, tmp_path / "table.xlsx")
    assert list(tmp_path.iterdir()) == []
