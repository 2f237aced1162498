"""``import taizhang as tz``: a year, its findings, rates and charts, and a ledger to look into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import taizhang as tz
from domain.ledger_opening import Opened
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def simulated(spring: Path) -> tz.SimulatedYear:
    """The spring of seed 1, in memory."""
    return tz.simulate(str(spring), seed=1)


def test_a_year_is_its_acts(simulated: tz.SimulatedYear) -> None:
    """The opening comes first; the acts are those the ledger of the same seed holds."""
    first, *_ = simulated
    assert isinstance(first, Opened)
    assert len(simulated) > 20_000


def test_tables_name_the_calendar_of_their_last_day(simulated: tz.SimulatedYear, year: str) -> None:
    """A spring of 2019 was counted by the calendar of that spring, not by the latest there is."""
    assert tz.judge(simulated).attrs["calendar"] == "cn-2019-03-22"
    assert tz.judge(simulated, as_of="2019-03-01").attrs["calendar"] == "cn-2018-12-04"
    with tz.open(year) as ledger:
        assert ledger.openings().attrs["calendar"] == "cn-2019-03-22"


def test_a_year_in_memory_is_the_year_on_disk(simulated: tz.SimulatedYear, year: str) -> None:
    """Played in memory or into a ledger, the same seed gives the same acts."""
    with tz.open(year) as ledger:
        assert list(ledger.acts()) == list(simulated)


def test_a_frame_of_findings_leads_to_rates_and_charts(simulated: tz.SimulatedYear) -> None:
    """Judge, count, draw: each takes what the one before gives."""
    findings = tz.judge(simulated)
    rates = tz.adherence(findings, by=["norm", "month"])
    assert {"norm", "month", "judged", "kept", "open", "rate", "low", "high"} <= set(rates)
    assert findings.attrs["simulated"] is True
    assert tz.charts.adherence_by_month(findings, lang="zh").axes
    assert tz.charts.adherence_by_month_and_norm(findings, lang="zh").axes
    assert not tz.lateness(findings).empty
    assert not tz.workload(simulated.openings()).empty


def test_judging_anew_gives_what_was_judged_while_it_was_played(
    simulated: tz.SimulatedYear, year: str
) -> None:
    """From memory, from memory anew, and from the ledger: the same findings."""
    played = tz.judge(simulated)
    assert tz.judge(simulated, as_of="2019-03-31").equals(played)
    assert tz.judge(year, as_of="2019-03-31").equals(played)


def test_an_earlier_day_has_fewer_findings(simulated: tz.SimulatedYear) -> None:
    """Days may be given as text."""
    earlier = tz.judge(simulated, as_of="2019-02-01")
    assert len(earlier) < len(tz.judge(simulated))
    assert earlier.attrs["as_of"] == "2019-02-01"


def test_a_file_is_seen_as_of_a_day(year: str) -> None:
    """The state of one file on one day, by its document number."""
    with tz.open(year) as ledger:
        final = ledger.matter("宜伍府发〔2019〕12号", as_of="2019-03-31")
        assert final.number == "宜伍府发〔2019〕12号"
        day_before = final.drafted.occurred_at.date().replace(day=1)
        assert ledger.matter("宜伍府发〔2019〕12号", as_of="2018-12-31") is None
        assert ledger.matter("宜伍府发〔2019〕12号", as_of=day_before) != final


def test_a_ledger_gives_its_register_its_story_and_its_due_list(year: str) -> None:
    """Where every matter stands, one matter told, and what presses."""
    with tz.open(year) as ledger:
        register = ledger.register()
        assert len(register) > 1_000
        assert register["open"].any()
        story = ledger.narrative("C2019-00012")
        assert story["zh"].str.endswith("。").all()
        due = ledger.due("2019-03-20")
        assert set(due["light"]) == {"red", "amber", "green"}
        assert ledger.show("C2019-00012").judged.findings


def test_a_saved_year_is_the_year_and_is_never_overwritten(
    simulated: tz.SimulatedYear, tmp_path: Path
) -> None:
    """What was played in memory is kept act by act, verifies, and stays what it was."""
    path = simulated.save(tmp_path / "spring.db")
    with tz.open(str(path)) as ledger:
        assert list(ledger.acts()) == list(simulated)
    assert not tz.verify(f"sqlite:///{path}").faults
    with pytest.raises(CannotError, match="已存在"):
        simulated.save(path)


def test_why_is_told_in_either_language(year: str) -> None:
    """A finding is explained by name, as text and for a notebook."""
    findings = tz.judge(year)
    one = findings[(findings["norm"] == "54.4") & (findings["verdict"] == "deviation")].iloc[0]
    with tz.open(year) as ledger:
        told = ledger.why(f"54.4@{one['matter']}@{one['key']}", lang="en")
    assert "What would have been compliant" in str(told)
    assert "**Verdict**\n\n- deviation" in told._repr_markdown_()


def test_a_short_sheet_lists_the_norms_breached_most_often(simulated: tz.SimulatedYear) -> None:
    """Only so many rows below the first, which stays that of all norms."""
    findings = tz.judge(simulated)
    sheet = tz.charts.adherence_by_month_and_norm(findings, lang="en", most=3)
    assert len(sheet.axes[0].get_yticklabels()) == 1 + 3
