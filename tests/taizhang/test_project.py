"""``taizhang project``: the stored views are what the pure functions give, wherever they stand."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import time
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING

import attrs
import pytest

import taizhang as tz
from domain.rulebook.findings import Finding
from ledger.errors import ConflictError
from ledger.ledger import Ledger
from projections.due_list import due_rows
from projections.register import Register
from taizhang.judging import Question, heard
from taizhang.projecting import Projector, stored
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    from domain.act import Act

    Run = Callable[..., Result]

ACTS = 1_500
PAGE = 400


@pytest.fixture(scope="session")
def some_acts(played: Path) -> list[Act]:
    """The first acts of the played spring, moved to days on which the rulebook is in force."""
    later = dt.timedelta(days=63)
    with Ledger.open(f"sqlite:///{played / 'year.db'}", read_only=True) as year:
        return [
            attrs.evolve(
                act, occurred_at=act.occurred_at + later, recorded_at=act.recorded_at + later
            )
            for act in year.acts(until=ACTS)
        ]


@pytest.fixture
def begun(
    database: str, some_acts: list[Act], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Ledger]:
    """A ledger with nothing but its opening, in each database."""
    url = f"sqlite:///{tmp_path / 'begun.db'}"
    if database != "sqlite":
        url = str(request.getfixturevalue("fresh_schema")())
    with Ledger.create(url, some_acts[0]) as ledger:  # type: ignore[arg-type]
        yield ledger


@pytest.fixture
def begun_with(begun: Ledger, some_acts: list[Act]) -> Ledger:
    """That ledger with the first acts of the spring."""
    begun.append(some_acts[1:])
    return begun


def holds_what_is_so(ledger: Ledger) -> int:
    """Check the stored views against the pure functions of the same acts; return where they are."""
    found = stored(ledger)
    until = found.mark.position
    acts = ledger.positioned(order="occurred", until=until)
    verdict = heard(acts, ledger.opening, Question(), name=ledger.name)
    as_of = verdict.source.as_of
    end = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), verdict.rulebook.zone)
    register = Register(verdict.rulebook.zone)
    for act in ledger.acts(order="occurred", until=until):
        if act.occurred_at < end:
            register.feed(act)
    assert found.mark.as_of == as_of
    assert found.verdict.findings == verdict.findings
    assert list(found.due) == due_rows(verdict.findings, verdict.calendar, as_of)
    assert list(found.register) == list(register.rows(end))
    return until


def test_after_every_page_the_views_hold_what_is_so(begun_with: Ledger) -> None:
    """Each page leaves the views as the pure functions have it there, in every column."""
    projector = Projector(begun_with, page=PAGE)
    seen = [(mark.position, holds_what_is_so(begun_with)) for mark in projector.run()]
    assert seen == [(at, at) for at in (400, 800, 1_200, 1_500)]
    assert list(projector.run()) == []
    assert stored(begun_with).verdict.findings
    assert stored(begun_with).due


def test_a_new_worker_goes_on_behind_what_is_stored(begun: Ledger, some_acts: list[Act]) -> None:
    """Acts that come later are folded in by whoever looks next, one after another."""
    for first, last in ((1, 700), (700, 701), (701, 1_100)):
        begun.append(some_acts[first:last])
        assert [mark.position for mark in Projector(begun).run()] == [last]
        assert holds_what_is_so(begun) == last


def test_an_act_recorded_late_is_judged_where_it_happened(
    begun: Ledger, some_acts: list[Act]
) -> None:
    """What happened before acts that were folded already changes the views as it must."""
    late = next(n for n in range(800, ACTS) if some_acts[n].originator_version == 1)
    whole = some_acts[1:late] + some_acts[late + 1 :]
    of_others = [act for act in whole if act.originator_id != some_acts[late].originator_id]
    begun.append(of_others[:-1])
    projector = Projector(begun, page=PAGE)
    list(projector.run())
    begun.append([some_acts[late], of_others[-1]])
    assert [mark.position for mark in projector.run()] == [len(begun)]
    assert holds_what_is_so(begun) == len(begun)


def test_a_ledger_opened_after_what_it_tells_of(begun: Ledger, some_acts: list[Act]) -> None:
    """An import opens its ledger years later; its pages are folded one by one all the same."""
    later = dt.timedelta(days=3 * 365)
    earlier = [attrs.evolve(act, occurred_at=act.occurred_at - later) for act in some_acts[1:900]]
    begun.append(earlier)
    marks = [mark.position for mark in Projector(begun, page=PAGE).run()]
    assert marks == [400, 800, 900]
    assert holds_what_is_so(begun) == 900


def test_an_empty_ledger_has_views(begun: Ledger) -> None:
    """A ledger of one act, its opening, can be projected."""
    list(Projector(begun).run())
    assert holds_what_is_so(begun) == 1


def test_two_workers_do_not_write_twice(begun_with: Ledger) -> None:
    """Of two workers at one page the second is told; what the first wrote stays, and it goes on."""
    slow = Projector(begun_with, page=PAGE)
    pages = slow.run()
    next(pages)
    list(Projector(begun_with, page=PAGE).run())
    with pytest.raises(ConflictError, match="Another worker"):
        list(pages)
    assert holds_what_is_so(begun_with) == ACTS
    assert list(slow.run()) == []


def test_another_edition_begins_anew(begun_with: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program folded is not trusted: it is refused, then folded from the start."""
    monkeypatch.setattr("taizhang.projecting.edition", lambda: "an older one")
    list(Projector(begun_with, page=PAGE).run())
    monkeypatch.undo()
    with pytest.raises(CannotError, match="taizhang project"):
        stored(begun_with)
    marks = [mark.position for mark in Projector(begun_with, page=PAGE).run()]
    assert marks == [400, 800, 1_200, 1_500]
    assert holds_what_is_so(begun_with) == ACTS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child to kill")
@pytest.mark.parametrize("pages", [1, 3])
def test_a_killed_worker_leaves_whole_pages(begun_with: Ledger, pages: int) -> None:
    """After SIGKILL the views are those of some page, and the next worker goes on behind it."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with Ledger.open(begun_with.url) as own:
            for _ in Projector(own, page=100).run():
                os.write(tell, b".")
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb", buffering=0) as pipe:
        for _ in range(pages):
            assert pipe.read(1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert holds_what_is_so(begun_with) >= pages * 100
    list(Projector(begun_with).run())
    assert holds_what_is_so(begun_with) == ACTS


def recorded_late(acts: list[Act], dice: Random) -> list[Act]:
    """Return acts as a careless office records them: one in twenty late, with all after it."""
    places: dict[str, float] = {}
    placed = []
    for place, act in enumerate(acts):
        late = dice.uniform(1, 400) if dice.random() < 0.05 else 0
        at = max(places.get(act.originator_id, 0), place + late)
        places[act.originator_id] = at
        placed.append((at, place, act))
    return [act for _, _, act in sorted(placed, key=lambda one: one[:2])]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_however_late_acts_are_recorded(begun: Ledger, some_acts: list[Act], seed: int) -> None:
    """Random lateness, random pages, old workers and new ones: the views hold what is so."""
    dice = Random(seed)  # noqa: S311 - lateness, not a secret
    waiting = recorded_late(some_acts[1:], dice)
    projector = Projector(begun, page=100)
    while waiting:
        some = dice.randint(1, 500)
        begun.append(waiting[:some])
        waiting = waiting[some:]
        if dice.random() < 0.5:
            projector = Projector(begun, page=dice.randint(50, 400))
        list(projector.run())
        assert holds_what_is_so(begun) == begun.position


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child to kill")
def test_a_worker_killed_again_and_again(begun_with: Ledger) -> None:
    """125 kills at any instant: each leaves views that are so, and the last run ends them."""
    dice = Random(1)  # noqa: S311 - as above
    for _ in range(125):
        child = os.fork()
        if child == 0:
            with Ledger.open(begun_with.url) as own:
                list(Projector(own, page=30).run())
            os._exit(0)
        time.sleep(dice.uniform(0.01, 0.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        mark = begun_with.views.mark()
        if mark is not None and holds_what_is_so(begun_with) == ACTS:
            begun_with.views.make()
    list(Projector(begun_with).run())
    assert holds_what_is_so(begun_with) == ACTS


def test_stored_findings_are_told_as_judged_ones(taizhang: Run, begun_with: Ledger) -> None:
    """``--stored`` prints, writes and lists what judging anew does."""
    url = begun_with.url
    shown = taizhang("project", url, "--lang", "en", "--page", PAGE).stdout
    assert "0 acts behind" in shown
    assert "1,500" in shown
    for command in (
        ("audit", url, "--lang", "en"),
        ("audit", url, "--format", "json"),
        ("due", url, "--lang", "en"),
    ):
        assert taizhang(*command, "--stored").stdout == taizhang(*command).stdout


def test_a_notebook_reads_the_stored_findings(begun_with: Ledger) -> None:
    """What ``tz.open(…).stored()`` gives is the frame that ``tz.judge`` makes."""
    list(Projector(begun_with).run())
    with tz.open(begun_with.url) as ledger:
        assert ledger.stored().verdict.frame().equals(tz.judge(ledger))
        assert ledger.stored().behind == 0


def test_views_are_not_read_for_more_than_they_say(taizhang: Run, real: str, asked: str) -> None:
    """Views that were never folded, are behind, or of another day are refused, never passed off."""
    for words, given in (
        ("taizhang project", None),
        ("3 acts behind", asked),
    ):
        if given is not None:
            assert taizhang("project", real).exit_code == 0
            taizhang("record", real, "-", given=given)
        refused = taizhang("due", real, "--stored")
        assert (refused.exit_code, words in refused.stderr) == (2, True)
    taizhang("project", real)
    assert taizhang("due", real, "--stored").exit_code == 0
    refused = taizhang("audit", real, "--stored", "--as-of", "2019-05-01")
    assert (refused.exit_code, "--stored" in refused.stderr) == (2, True)


def test_a_ledger_of_an_earlier_version_is_migrated(taizhang: Run, tmp_path: Path) -> None:
    """A file without the tables of the views says so; they are made once, the acts untouched."""
    path = tmp_path / "old.db"
    taizhang("create", path, "--government", "wujiagang")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TABLE view_due")
    refused = taizhang("project", path)
    assert (refused.exit_code, "taizhang migrate" in refused.stderr) == (2, True)
    assert "views" in taizhang("migrate", path, "--lang", "en").stdout
    assert "Nothing" in taizhang("migrate", path, "--lang", "en").stdout
    assert taizhang("project", path).exit_code == 0


def test_findings_are_stored_in_every_field() -> None:
    """A field that a finding gains must be stored too, or reading it back would fail."""
    from ledger.views import FINDINGS  # noqa: PLC0415 - beside what it is compared with

    fields = getattr(Finding, "__attrs_attrs__", None)
    names = [field.name for field in fields] if fields else list(Finding._fields)  # type: ignore[attr-defined]
    assert sorted(names) == sorted(set(FINDINGS.columns) - {"id", "n"})
