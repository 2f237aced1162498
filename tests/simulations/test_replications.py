"""Many years of one scenario: the same table however they are spread, and true to each year."""

from __future__ import annotations

import datetime as dt
import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pandas as pd
import pytest

from domain.calendar import load_calendar
from projections.adherence import adherence
from projections.findings import findings_frame
from projections.lateness import late_days
from projections.measure_names import MEASURES
from projections.source import Source
from simulations.lean import judged_year
from simulations.measures import ProposalToIssue, measured
from simulations.replications import COLUMNS, replicate
from simulations.scenario import ScenarioError
from simulations.spreading import Batch, InTurn, Spreading, Work, WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulations.scenario import Scenario

YEARS = 5


@pytest.fixture(scope="module")
def table(march: Scenario) -> pd.DataFrame:
    """Five replications, played one after the other in this process."""
    return replicate(march, YEARS, InTurn(), seed=3)


# --- however it is spread ---


def test_processes_give_the_same_table(march: Scenario, table: pd.DataFrame) -> None:
    """Two processes play the years that one plays in turn, whatever a task holds."""
    with ProcessPoolExecutor(2) as pool:
        for chunk in (None, 1, 3):
            spread = replicate(march, YEARS, pool, seed=3, chunk=chunk)
            pd.testing.assert_frame_equal(spread, table)
            assert spread.attrs == table.attrs


def test_a_cluster_gives_the_same_table(march: Scenario, table: pd.DataFrame) -> None:
    """A local cluster of dask, through its executor and nothing else of it."""
    distributed = pytest.importorskip("distributed")
    import dask  # noqa: PLC0415 (present where distributed is)

    quiet = {"distributed.worker.memory.terminate": False, "distributed.admin.tick.limit": "1h"}
    with (
        dask.config.set(quiet),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        spread = replicate(march, YEARS, client.get_executor(), seed=3, chunk=2)
    pd.testing.assert_frame_equal(spread, table)
    assert spread.attrs == table.attrs


def test_more_years_begin_with_the_same_ones(march: Scenario, table: pd.DataFrame) -> None:
    """Replication 2 of a seed is the same year in any company."""
    fewer = replicate(march, 3, InTurn(), seed=3)
    both = [frame[frame["replication"] == 2].reset_index(drop=True) for frame in (fewer, table)]
    for column in COLUMNS:
        assert list(both[0][column]) == list(both[1][column])


class Recorder(Executor):
    """Notes the tasks it is given and pretends that each year takes a hundredth of a second."""

    def __init__(self) -> None:
        self.tasks: list[int] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Note a task; bring back empty years."""
        del fn, kwargs
        work: Work = args[0]
        self.tasks.append(len(work.replications))
        future: Future[Any] = Future()
        years = tuple((number, []) for number in work.replications)
        future.set_result(Batch(name=work.name, years=years, seconds=0.01 * len(years)))
        return future


def test_a_task_takes_a_tenth_of_a_second(march: Scenario) -> None:
    """Where a year takes 0.01 s, a few are timed alone and the others go ten to a task."""
    recorder, told = Recorder(), []
    Spreading(recorder, seed=1).play([Work("", march, range(34))], told.append)
    assert recorder.tasks == [1, 1, 1, 1, 10, 10, 10]
    assert told == [1, 2, 3, 4, 14, 24, 34]


def test_what_goes_wrong_in_a_worker_is_raised_here(march: Scenario) -> None:
    """A scenario that cannot be played is refused with its own sentence, not a lost task."""
    numbers = {k: v for k, v in march.numbers.items() if k != "people.sick_days"}
    broken = attrs.evolve(march, numbers=numbers)
    with ProcessPoolExecutor(1) as pool, pytest.raises(ScenarioError, match=r"people\.sick_days"):
        replicate(broken, 2, pool)


def _gone(*_: object) -> None:
    os._exit(3)


def test_a_worker_that_is_lost_is_one_sentence(
    march: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that the system ends, for want of memory or otherwise, is said to be gone."""
    monkeypatch.setattr("simulations.spreading.play_batch", _gone)
    with ProcessPoolExecutor(1) as pool, pytest.raises(WorkerLostError, match="fewer processes"):
        replicate(march, 2, pool)


# --- true to each year ---


@pytest.fixture(scope="module")
def findings(march: Scenario) -> pd.DataFrame:
    """The findings of the fourth year, as the tables know them."""
    year = judged_year(march, 3, 3)
    book, calendar = march.law(), load_calendar(march.calendar)
    source = Source(
        ledger="x", position=year.acts, as_of=march.last_day, rulebook=book.id, calendar="x"
    )
    return findings_frame(year.findings, source, book, calendar)


@pytest.mark.parametrize("by", [[], ["norm"], ["organ"], ["norm", "organ"], ["norm", "month"]])
def test_rates_are_those_of_the_adherence_table(
    table: pd.DataFrame, findings: pd.DataFrame, by: list[str]
) -> None:
    """What the laboratory counts is what an auditor's table counts, to the last occasion."""
    year = table[(table["replication"] == 3) & (table["measure"] == "adherence")]
    others = [key for key in ("norm", "organ", "month") if key not in by]
    ours = year[(year[others] == "").all(axis=1) & (year[by] != "").all(axis=1)]
    theirs = adherence(findings, by=by)
    theirs = theirs[theirs["judged"] > 0]
    if "organ" in by:
        theirs = theirs[theirs["organ"] != ""]
    key = by or ["measure"]
    one = ours.astype(dict.fromkeys(key, str)).set_index(key)[["value", "n"]].sort_index()
    other = theirs.assign(measure="adherence").set_index(key)[["rate", "judged"]].sort_index()
    assert list(one.index) == list(other.index)
    np.testing.assert_allclose(one["value"], other["rate"])
    np.testing.assert_array_equal(one["n"], other["judged"])


def test_lateness_is_that_of_the_lateness_table(
    table: pd.DataFrame, findings: pd.DataFrame
) -> None:
    """The mean and the ninth decile of the late ones' working days."""
    days = late_days(findings).dropna()
    year = table[(table["replication"] == 3) & (table["norm"] == "") & (table["organ"] == "")]
    value = year.set_index("measure")["value"]
    assert value["lateness"] == pytest.approx(days.mean())
    assert value["lateness_p90"] == pytest.approx(days.quantile(0.9))


def test_desks_are_those_of_the_kernel(march: Scenario, table: pd.DataFrame) -> None:
    """Every desk has its row, and all of them together one."""
    year = judged_year(march, 3, 3)
    listed = table[(table["replication"] == 3) & (table["norm"] == "") & (table["organ"] == "")]
    keys = zip(listed["measure"], listed["desk"], strict=True)
    rows = dict(zip(keys, listed["value"], strict=True))
    for desk in year.desks:
        assert rows["utilisation", desk.desk] == pytest.approx(desk.utilisation)
        assert rows["backlog", desk.desk] == desk.backlog
        assert rows["overtime", desk.desk] == pytest.approx(desk.overtime / 60)
    assert rows["backlog", ""] == sum(desk.backlog for desk in year.desks)
    busy = sum(desk.busy for desk in year.desks) / sum(desk.available for desk in year.desks)
    assert rows["utilisation", ""] == pytest.approx(busy)


def test_every_measure_is_described(march: Scenario) -> None:
    """No measure without its unit in both languages, and none described that is not there."""
    carried = {"carried_adherence", "carried_open"}  # of years that go on from a ledger
    assert {row.measure for row in measured(march, 3, 3)} == set(MEASURES) - carried


def test_from_proposal_to_issue(history: Any) -> None:
    """A topic proposed on Monday the 4th, its document issued a week later: five working days.

    Another document is drafted on the 5th and issued on the 7th: two. A third is withdrawn, and a
    fourth is still open.
    """
    from domain import documents as d  # noqa: PLC0415
    from domain import meetings as m  # noqa: PLC0415
    from domain import topics as t  # noqa: PLC0415

    draft = {"document_class": d.NOTICE, "issuer": d.GOVERNMENT, "direction": d.DOWN}

    def drafted(matter: str, day: str) -> None:
        history.has(d.Drafted, matter, day, unit="finance", subjects=("finance",), **draft)

    history.has(t.Proposed, "T1", "2019-03-04", unit="finance", meeting_kind=m.EXECUTIVE,
                subject="finance", related_units=())  # fmt: skip
    history.has(m.ItemDecided, "M1", "2019-03-06", item="1", topic="T1", actionable=False,
                document="D1", lead_unit="finance")  # fmt: skip
    drafted("D1", "2019-03-07")
    drafted("D2", "2019-03-05")
    history.has(d.Issued, "D2", "2019-03-07", number="2")
    drafted("D3", "2019-03-05")
    history.has(d.Withdrawn, "D3", "2019-03-06", reason="no longer needed")
    drafted("D4", "2019-03-08")
    history.has(d.Issued, "D1", "2019-03-11", number="1")
    heard = ProposalToIssue(load_calendar("cn").latest)
    for act in history.acts:
        heard(act)
    assert sorted(heard.days) == [2, 5]
    assert {row.measure: (row.value, row.n) for row in heard.rows()} == {
        "issue_time": (3.5, 2),
        "issue_time_p90": (pytest.approx(4.7), 2),
        "unissued": (1.0, 3),
    }


# --- when to stop ---


def test_it_stops_when_the_interval_is_narrow_enough(march: Scenario) -> None:
    """A wide aim is reached at the first look; a narrow one never, and all years are played."""
    wide = replicate(march, 12, InTurn(), until=0.2, seed=3)
    assert (wide.attrs["replications"], wide.attrs["half_width"] <= 0.2) == (10, True)
    told: list[tuple[int, int]] = []
    narrow = replicate(
        march, 12, InTurn(), until=1e-6, seed=3, progress=lambda *both: told.append(both)
    )
    assert narrow.attrs["replications"] == 12
    assert narrow.attrs["half_width"] > 1e-6
    assert (told[0], told[-1]) == ((1, 12), (12, 12))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"n": 0}, ScenarioError, "at least one"),
        ({"until": 0.0}, ScenarioError, "above 0"),
        ({"until": 0.1, "watch": ["99.9"]}, LookupError, "99.9"),
        ({"scenario": "atlantis"}, ScenarioError, "atlantis"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    march: Scenario, asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    """Before anything is played, and in one sentence."""
    with pytest.raises(error, match=said):
        replicate(**{"scenario": march, "executor": InTurn(), **asked})


def test_a_year_says_where_it_comes_from(march: Scenario, table: pd.DataFrame) -> None:
    """The table names scenario, seed, rulebook, calendar and last day, and what was changed."""
    assert table.attrs["scenario"] == "wujiagang-2019"
    assert (table.attrs["seed"], table.attrs["replications"]) == (3, YEARS)
    assert dt.date.fromisoformat(table.attrs["as_of"]) == march.last_day
    changed = replicate(march.term("54.4", days=2), 1, InTurn())
    assert changed.attrs["terms"] == {"54.4.days": 2}
    assert changed.attrs["changes"] == [{"zh": "假设54.4.days=2", "en": "assumed 54.4.days=2"}]
