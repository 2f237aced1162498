"""``taizhang chain``: the acts that one act led to, as they were and as they were known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from domain.act import Act

    Run = Callable[..., Result]


@pytest.fixture(scope="module")
def acts(year: str) -> dict[int, Act]:
    """The acts of the spring by position."""
    with Ledger.open(year, read_only=True) as ledger:
        return dict(ledger.positioned())


def steps(taizhang: Run, ledger: str, *asked: object) -> list[dict[str, Any]]:
    """Return the steps of a chain."""
    found = taizhang("chain", ledger, *asked, "--format", "json")
    assert found.exit_code == 0, found.output
    listed: list[dict[str, Any]] = json.loads(found.stdout)["steps"]
    return listed


def _decided(acts: dict[int, Act]) -> int:
    """Return the position of a decision of a meeting that led to a supervised item."""
    causes = {act.cause for act in acts.values() if act.name == "supervision.item_opened"}
    return next(at for at, act in acts.items() if act.ref in causes)


def test_a_decision_is_followed_to_what_it_caused(
    taizhang: Run, year: str, acts: dict[int, Act]
) -> None:
    """All acts that state it are there, and each is marked caused only if it states its parent."""
    at = _decided(acts)
    found = steps(taizhang, year, at)
    assert steps(taizhang, year, acts[at].ref) == found
    refs = {one["position"]: one["ref"] for one in found}
    assert len(refs) == len(found)
    stating = [place for place, act in acts.items() if act.cause == acts[at].ref]
    assert stating
    assert set(stating) <= refs.keys()
    for one in found[1:]:
        assert (one["tie"] == "caused") == (one["cause"] == refs[one["under"]])


def test_a_played_year_states_only_causes_that_came_before(acts: dict[int, Act]) -> None:
    """A cause is an act of the year that had been recorded and had happened by then."""
    placed = {act.ref: at for at, act in acts.items()}
    stated = [(at, act) for at, act in acts.items() if act.cause]
    assert len(stated) > 1000
    for at, act in stated:
        cause = acts[placed[act.cause]]
        assert placed[act.cause] < at
        assert cause.occurred_at <= act.occurred_at


def test_it_looks_as_of_a_day(taizhang: Run, year: str, acts: dict[int, Act]) -> None:
    """What had not happened by the end of that day is not in the chain, nor asked for."""
    at = _decided(acts)
    day = acts[at].occurred_at.date()
    early = steps(taizhang, year, at, "--as-of", day)
    assert len(early) < len(steps(taizhang, year, at))
    assert all(one["occurred_at"][:10] <= f"{day}" for one in early)
    refused = taizhang("chain", year, at, "--as-of", "2018-12-31")
    assert refused.exit_code == 2
    assert "had not happened" in refused.stderr


def test_it_goes_back_too(taizhang: Run, year: str, acts: dict[int, Act]) -> None:
    """From an act a decision led to, the way back comes to that decision."""
    at = _decided(acts)
    stating = next(place for place, act in acts.items() if act.cause == acts[at].ref)
    assert steps(taizhang, year, stating, "--back")[1]["position"] == at


@pytest.mark.printed
def test_the_tree_says_how_each_act_is_tied(taizhang: Run, year: str, acts: dict[int, Act]) -> None:
    """Caused, then and named in are words of their own, in both languages."""
    at = _decided(acts)
    english = taizhang("chain", year, at, "--lang", "en", "--through-names").stdout
    chinese = taizhang("chain", year, at, "--lang", "zh", "--through-names").stdout
    for words, shown in ((("caused: ", "then: ", "named in: "), english),
                         (("引起：", "其后：", "被提及："), chinese)):  # fmt: skip
        assert all(word in shown for word in words)
    assert f"[{acts[at].ref}]" in english.splitlines()[0]
    back = taizhang("chain", year, at, "--back", "--lang", "en").stdout
    assert "after: " in back
    assert taizhang("chain", year, at, "--most", "1").stdout.count("\n") == 2


def test_real_acts_state_their_causes(
    taizhang: Run, real: str, asked: str, as_line: Callable[..., str]
) -> None:
    """A clerk's line may state a cause; a cause that is not there is refused with its line."""
    at, reply = "2019-09-28T09:00:00+08:00", {"unit": "finance", "position": "agree"}
    given = as_line("consultation.replied", "C1", at, "finance", **reply, cause="consultation:C1#3")
    wrong = as_line("consultation.replied", "C1", at, "finance", **reply, cause="consultation:C1#9")
    refused = taizhang("record", real, "-", given=f"{asked}\n{wrong}")
    assert refused.exit_code == 2
    assert "Line 行 4" in refused.stderr
    assert "consultation:C1#9" in refused.stderr
    assert taizhang("record", real, "-", given=f"{asked}\n{given}").exit_code == 0
    found = steps(taizhang, real, "consultation:C1#1")
    assert [one["tie"] for one in found] == ["start", "follows", "follows", "caused"]


@pytest.mark.parametrize("act", ["0", "99999999", "9" * 40, "D1", "consultation:none#1", "x:y#1"])
def test_an_act_that_is_not_there(taizhang: Run, year: str, act: str) -> None:
    """One sentence and exit code 2."""
    refused = taizhang("chain", year, act)
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
