from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import FinallyApproved, PaymentRequested, Submitted
from ledger.import_errors import ImportRefusedError
from ledger.importing import ImportReport, import_into
from ledger.ledger import Ledger

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n<string key="concept:name" value="all"/>\n'
TRACE = (
    '<trace><string key="concept:name" value="declaration 1"/>'
    '<string key="BudgetNumber" value="budget 7"/><float key="Amount" value="26.85"/>\n'
)


def event(number: int, activity: str, at: str, role: str = "EMPLOYEE") -> str:
    """Return one event on one line."""
    return (
        f'<event><string key="id" value="step {number}"/>'
        f'<string key="concept:name" value="{activity}"><string key="nested" value="x"/></string>'
        f'<date key="time:timestamp" value="{at}"/><string key="org:role" value="{role}"/>'
        '<string key="org:resource" value="SYSTEM"/></event>\n'
    )


SUBMITTED = event(1, "Declaration SUBMITTED by EMPLOYEE", "2018-01-08T09:00:00.000+01:00")
APPROVED = event(
    2, "Declaration FINAL_APPROVED by SUPERVISOR", "2018-01-09T07:00:00Z", "SUPERVISOR"
)
PAYMENT = event(3, "Request Payment", "2018-01-10T09:00:00+01:00", "UNDEFINED")
LOG = HEAD + TRACE + SUBMITTED + APPROVED + PAYMENT + "</trace>\n</log>\n"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a ledger that is not there yet."""
    return f"sqlite:///{tmp_path / 'declarations.db'}"


def imported(url: str, path: Path, text: str) -> ImportReport:
    """Write a log and import it."""
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return import_into(url, path, "bpi2020_domestic")


def acts_in(url: str) -> list[Any]:
    """Return every act after the opening, as recorded."""
    with Ledger.open(url, read_only=True) as ledger:
        return list(ledger.acts())[1:]


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_each_event_becomes_one_act_with_its_line(tmp_path: Path, url: str, name: str) -> None:
    """Three events: three acts, each with line, event id and role; a trace's own fields come in."""
    report = imported(url, tmp_path / name, LOG)
    assert (report.rows, report.recorded, report.unmapped) == (3, 3, ())
    first, second, third = acts_in(url)
    assert (type(first), first.amount, first.budget) == (Submitted, 26.85, "budget 7")
    assert (type(second), second.by, second.source) == (
        FinallyApproved,
        "SUPERVISOR",
        f"{name}:6#step 2",
    )
    assert (type(third), third.by) == (PaymentRequested, "SYSTEM")


def test_an_instant_is_read_by_its_own_offset(tmp_path: Path, url: str) -> None:
    """07:00Z in January is 08:00 in the Netherlands."""
    imported(url, tmp_path / "log.xes", LOG)
    assert acts_in(url)[1].occurred_at.isoformat() == "2018-01-09T08:00:00+01:00"


def test_attributes_of_a_trace_may_follow_its_events(tmp_path: Path, url: str) -> None:
    """A trace whose name stands after its events is the same trace."""
    named_last = HEAD + "<trace>" + SUBMITTED + TRACE.removeprefix("<trace>") + "</trace></log>"
    imported(url, tmp_path / "log.xes", named_last + "\n")
    assert acts_in(url)[0].matter == "declaration 1"


def test_an_event_outside_a_trace_or_without_an_offset_is_listed(tmp_path: Path, url: str) -> None:
    """Neither is guessed: one has no matter, the other no zone."""
    stray = event(4, "Request Payment", "2018-01-10T09:00:00+01:00")
    vague = event(5, "Request Payment", "2018-01-10T09:00:00")
    text = LOG.replace("</trace>\n", vague + "</trace>\n" + stray)
    report = imported(url, tmp_path / "log.xes", text)
    assert [(one.line, one.reason) for one in report.unmapped] == [
        (8, "time:timestamp '2018-01-10T09:00:00' states no offset"),
        (10, "case:concept:name is blank"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LOG[:-20], "is no sound XML"),
        ("<html></html>", "is XML but no XES log: it begins with <html>"),
        ("file,action\n1,2\n", "is no sound XML"),
        (HEAD + "</log>", "has no column 'case:concept:name'"),
        (LOG.replace("org:role", "role"), "has no column 'org:role'"),
        ('<!DOCTYPE log [<!ENTITY a "b">]>' + LOG.split("\n", 1)[1], "declares a document type"),
        (LOG.replace("UTF-8", "gb2312"), "an encoding 编码 that is not read here"),
        (LOG.replace("UTF-8", "UTFUTF-8"), "an encoding 编码 that is not read here"),
    ],
)
def test_what_is_no_such_log_is_refused_and_leaves_no_ledger(
    tmp_path: Path, url: str, text: str, said: str
) -> None:
    """One sentence, and nothing is made: torn XML, another document, a column no event has."""
    with pytest.raises(ImportRefusedError, match=re.escape(said)):
        imported(url, tmp_path / "log.xes", text)
    assert not (tmp_path / "declarations.db").exists()


@pytest.mark.slow
def test_the_whole_log_of_the_university_is_accounted_for(shared: Path, url: str) -> None:
    """56,437 events of 10,500 declarations: as many acts, and none the second time."""
    path = shared / "data" / "BPI_2020_DomesticDeclarations.xes.gz"
    report = import_into(url, path, "bpi2020_domestic")
    assert (report.rows, report.recorded, report.unmapped) == (56_437, 56_437, ())
    again = import_into(url, path, "bpi2020_domestic")
    assert (again.recorded, again.already) == (0, 56_437)
    assert len({act.matter for act in acts_in(url)}) == 10_500
