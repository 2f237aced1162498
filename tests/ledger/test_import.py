from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path
from typing import Any

import pytest

from domain.bills import LapseRecorded, Presented, Proceeding, Signed
from ledger.import_errors import ImportRefusedError
from ledger.importing import ImportReport, import_history, import_into
from ledger.ledger import Ledger

NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
HEADER = "file,type,name,event_id,date,action,body,result,last_modified\n"
SENT = (
    "Int 1,Introduction,Tax,1,2025-07-01T17:00:00Z,Sent to Mayor by Council,"
    "City Council,,2025-07-02T09:00:00.5Z\n"
)
SIGNED = (
    "Int 1,Introduction,Tax,2,2025-07-20T10:00:00Z,Signed Into Law by Mayor,"
    "Mayor,,2025-07-19T09:00:00Z\n"
)
HEARING = (
    'Int 2,Introduction,"A title\nof two lines",3,2025-06-30T10:00:00Z,Hearing Held by Committee,'
    ",Pass,2025-07-19T09:00:00Z\n"
)


def noon() -> dt.datetime:
    """Return the instant at which the tests import."""
    return NOON


@pytest.fixture
def source(tmp_path: Path) -> Any:
    """Write a council's record and return its path."""

    def write(*rows: str, name: str = "council.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        text = (header + "".join(rows)).encode()
        path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
        return path

    return write


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a ledger that is not there yet."""
    return f"sqlite:///{tmp_path / 'council.db'}"


def imported(url: str, source: Path, mapping: str = "nyc_council") -> ImportReport:
    """Import at noon."""
    return import_into(url, source, mapping, clock=noon)


def reasons(report: ImportReport) -> list[tuple[int, str]]:
    """Return the line and reason of every row that became no act."""
    return [(one.line, one.reason) for one in report.unmapped]


def acts_in(url: str) -> list[Any]:
    """Return every act after the opening, as recorded."""
    with Ledger.open(url, read_only=True) as ledger:
        return list(ledger.acts())[1:]


@pytest.mark.parametrize("name", ["council.csv", "council.csv.gz"])
def test_each_row_becomes_one_act_in_order_of_occurrence(source: Any, url: str, name: str) -> None:
    """Three rows, plain or gzipped: three acts, the earliest first, each with its file and line."""
    report = imported(url, source(SENT, SIGNED, HEARING, name=name))
    assert (report.rows, report.recorded, report.already, report.unmapped) == (3, 3, 0, ())
    acts = acts_in(url)
    assert [type(act) for act in acts] == [Proceeding, Presented, Signed]
    assert [act.source for act in acts] == [f"{name}:4#3", f"{name}:2#1", f"{name}:3#2"]
    assert [act.ref for act in acts] == ["bill:Int 2#1", "bill:Int 1#1", "bill:Int 1#2"]


def test_an_act_keeps_the_times_of_its_source_and_of_the_ledger(source: Any, url: str) -> None:
    """A date labelled Z is read as New York's clock; the source's own registration stays UTC."""
    imported(url, source(SENT))
    (act,) = acts_in(url)
    assert act.occurred_at.isoformat() == "2025-07-01T17:00:00-04:00"
    assert act.source_recorded_at.isoformat() == "2025-07-02T09:00:00.500000+00:00"
    assert act.recorded_at == NOON
    assert act.by == "City Council"


def test_a_new_ledger_says_what_was_imported_into_it(source: Any, url: str) -> None:
    """The opening names the government, the rulebook and the calendar of the mapping."""
    imported(url, source(SENT))
    with Ledger.open(url, read_only=True) as ledger:
        opening = ledger.opening
    assert (opening.government, opening.rulebook, opening.calendar, opening.simulated) == (
        "New York City Council",
        "nyc-charter-37",
        "every_day",
        False,
    )


def test_the_same_import_twice_adds_nothing(source: Any, url: str) -> None:
    """A second run finds every row again, whatever the file is called and wherever a row stands."""
    imported(url, source(SENT, HEARING))
    report = imported(url, source(HEARING, SENT, name="again.csv"))
    assert (report.recorded, report.already, report.unmapped) == (0, 2, ())
    assert len(acts_in(url)) == 2


def test_a_longer_file_adds_only_what_is_new(source: Any, url: str) -> None:
    """A row that comes to light late, of an earlier day, is appended as a late-recorded fact."""
    imported(url, source(SIGNED))
    report = imported(url, source(SENT, SIGNED))
    assert (report.recorded, report.already) == (1, 1)
    assert [act.ref for act in acts_in(url)] == ["bill:Int 1#1", "bill:Int 1#2"]
    assert [type(act) for act in acts_in(url)] == [Signed, Presented]


def test_a_row_that_changed_since_is_listed_and_the_ledger_keeps_the_old(
    source: Any, url: str
) -> None:
    """The same row id with another day is no new act and not passed over; a mere touch is."""
    imported(url, source(SENT))
    touched = SENT.replace("2025-07-02T09", "2025-08-02T09")
    assert imported(url, source(touched)).already == 1
    report = imported(url, source(SENT.replace("2025-07-01", "2025-07-03")))
    assert reasons(report) == [(2, "row 1 of Int 1 was imported before and says otherwise now")]
    assert len(acts_in(url)) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            SENT.replace("Sent to Mayor by Council", "Sent to the Moon"),
            "the mapping has no act for the activity 'Sent to the Moon'",
        ),
        (SENT.replace("2025-07-01T17:00:00Z", "soon"), "date 'soon' is no instant"),
        (SENT.replace("2025-07-01T17:00:00Z", ""), "date '' is no instant"),
        (
            SENT.replace("2025-07-01T17:00:00Z", "2025-03-09T02:30:00Z"),
            "'2025-03-09T02:30:00Z' was skipped by the clock of America/New_York",
        ),
        (SENT.replace("Int 1,", " ,"), "file is blank"),
        (SENT.replace(",1,2025", ",,2025"), "event_id is blank"),
        (SENT.replace(",Tax,", ",Tax,Tax,"), "it has 10 cells where the header has 9"),
    ],
)
def test_a_row_that_cannot_be_mapped_is_listed_with_its_line_and_reason(
    source: Any, url: str, row: str, reason: str
) -> None:
    """Nothing is guessed and nothing dropped in silence: after two lines of title, line 5."""
    report = imported(url, source(HEARING, SIGNED, row))
    assert (report.rows, report.recorded, reasons(report)) == (3, 2, [(5, reason)])


def test_a_row_listed_twice_in_one_file_is_one_act(source: Any, url: str) -> None:
    """The source's own repetition is recorded once and listed once."""
    report = imported(url, source(SENT, SENT))
    assert (report.recorded, reasons(report)) == (1, [(3, "it repeats row 1 of line 2")])


def test_a_clock_set_back_is_read_the_first_time_round(source: Any, url: str) -> None:
    """01:30 on 2025-11-02 came twice in New York; the first, at -04:00, is taken."""
    imported(url, source(SENT.replace("2025-07-01T17:00:00Z", "2025-11-02T01:30:00Z")))
    (act,) = acts_in(url)
    assert act.occurred_at.isoformat() == "2025-11-02T01:30:00-04:00"


def test_progress_is_told_as_rows_are_read_and_acts_recorded(source: Any, url: str) -> None:
    """12,000 rows: told at every 5,000 and at the end, when all are recorded at once."""
    rows = (SENT.replace(",1,2025", f",{number},2025") for number in range(12_000))
    told: list[tuple[int, int]] = []
    path = source(*rows)
    import_into(url, path, "nyc_council", progress=lambda *far: told.append(far))
    assert told == [(5_000, 0), (10_000, 0), (12_000, 12_000)]


def test_no_row_of_a_refused_source_is_recorded(source: Any, url: str) -> None:
    """Truncated gzip: one sentence; the ledger that was there is as it was."""
    imported(url, source(SENT))
    path = source(*(SIGNED.replace(",2,", f",{n},") for n in range(9_000)), name="long.csv.gz")
    path.write_bytes(path.read_bytes()[:-1_000])
    with pytest.raises(ImportRefusedError, match=r"long\.csv\.gz is truncated .*: fetch it again"):
        imported(url, path)
    assert len(acts_in(url)) == 1


def test_no_ledger_is_made_for_a_refused_source(tmp_path: Path, url: str) -> None:
    """A source that is not there leaves no new ledger behind."""
    with pytest.raises(ImportRefusedError, match="There is no source"):
        imported(url, tmp_path / "absent.csv")
    assert not (tmp_path / "council.db").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no header"),
        (b"\x1f\x8b\x08broken", "damaged gzip"),
        (b"file,\xff\xfe\n", "is not UTF-8 text"),
        (b"a,a\n1,2\n", "has the column 'a' twice"),
        (b"file,event_id\n1,2\n", "has no column 'action', which the mapping"),
        (HEADER.encode() + b'Int 1,"open quote', "is not CSV at line 2"),
    ],
)
def test_a_file_that_is_no_such_source_is_refused_in_one_sentence(
    tmp_path: Path, url: str, content: bytes, said: str
) -> None:
    """What is wrong with the whole file is said at once, and nothing is recorded."""
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(ImportRefusedError, match=said) as refused:
        imported(url, path)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "council.db").exists()


def test_a_ledger_under_another_law_is_not_imported_into(source: Any, url: str) -> None:
    """The ledger says which rulebook it is kept under; a mapping for another is refused."""
    imported(url, source(SENT))
    with pytest.raises(ImportRefusedError, match="kept under 'nyc-charter-37'"):
        imported(url, source(SENT), "bpi2020_domestic")


def test_an_open_ledger_stamps_the_import_by_its_own_clock(source: Any, url: str) -> None:
    """One instant for the whole run: the ledger's clock, or the one the caller gives."""
    imported(url, source(SENT))
    given = NOON + dt.timedelta(days=1)
    with Ledger.open(url, clock=noon) as ledger:
        import_history(source(SENT, SIGNED), "nyc_council", ledger, recorded_at=given)
    assert [act.recorded_at for act in acts_in(url)] == [NOON, given]


@pytest.mark.slow
def test_the_whole_record_of_new_york_is_accounted_for(shared: Path, url: str) -> None:
    """116,848 rows: 116,846 acts, and two rows that the source lists under a second type."""
    path = shared / "data" / "nyc_council_history.csv.gz"
    report = imported(url, path)
    assert (report.rows, report.recorded) == (116_848, 116_846)
    assert [one.line for one in report.unmapped] == [110_913, 110_914]
    again = imported(url, path)
    assert (again.recorded, again.already, len(again.unmapped)) == (0, 116_846, 2)
    with Ledger.open(url, read_only=True) as ledger:
        (lapse,) = (
            act for act in ledger.stream("bill", "Int 0429-2024") if isinstance(act, LapseRecorded)
        )
        instants = [act.occurred_at for act in ledger.acts(after=1)]
    assert lapse.occurred_at.isoformat() == "2025-10-25T23:59:00-04:00"
    registered = dt.datetime(2025, 10, 27, 14, 4, 34, 177_000, tzinfo=dt.UTC)
    assert lapse.source_recorded_at == registered
    assert instants == sorted(instants)
