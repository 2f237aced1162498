"""``taizhang audit --with``: what another number would have changed, and that it is not the law."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import attrs
import pytest

from domain.rulebook.amending import ChangeError, amended, numbers_of, read_changes
from domain.rulebook.norms import Duty, Effect
from domain.rulebook.wujiagang_2019 import RULEBOOK

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

pytestmark = pytest.mark.printed


def test_another_number_changes_only_the_norms_that_use_it(taizhang: Run, year: str) -> None:
    """Two days instead of three: some replies in time are late now; nothing else moves."""
    given = taizhang("audit", year, "--with", "54.4.days=2", "--format", "json")
    shown = json.loads(given.stdout)
    assert shown["not_the_law"] == ["54.4.days=2"]
    rows = {row["norm"]: row for row in shown["norms"]}
    assert set(rows) <= {"54.4", "54.6", "54.5", "25.4"}
    law, assumed = rows["54.4"]["law"], rows["54.4"]["assumed"]
    assert assumed["compliant"] < law["compliant"]
    assert sum(law.values()) == sum(assumed.values())


def test_the_laws_own_number_changes_nothing(taizhang: Run, year: str) -> None:
    """Assuming what is the law anyway gives the findings of the law."""
    given = taizhang("audit", year, "--with", "54.4.days=3", "--format", "json")
    assert json.loads(given.stdout)["norms"] == []


def test_the_table_says_that_it_is_not_the_law(taizhang: Run, year: str) -> None:
    """In both languages nobody can take the comparison for a verdict."""
    zh = taizhang("audit", year, "--with", "54.4.days=2").stdout
    en = taizhang("audit", year, "--with", "54.4.days=2", "--lang", "en").stdout
    assert "不是现行规则" in zh
    assert "NOT THE LAW" in en


@pytest.mark.parametrize("change", ["54.4", "54.4.days=two", "54.4.weeks=1", "99.9.days=1"])
def test_a_change_of_no_number_is_refused(taizhang: Run, year: str, change: str) -> None:
    """One clear sentence and exit code 2, naming what could be changed."""
    refused = taizhang("audit", year, "--with", change)
    assert refused.exit_code == 2
    assert change.partition("=")[0] in refused.stderr


def test_norms_that_share_a_clock_go_on_sharing_it() -> None:
    """54.4 and 54.6 run on one clock: the deemed consent comes with the shorter term too."""
    changed = amended(RULEBOOK, read_changes(["54.4.days=2"]))
    reply = next(one for one in changed.norms if one.id == "54.4" and isinstance(one, Duty))
    deemed = next(one for one in changed.norms if one.id == "54.6" and isinstance(one, Effect))
    assert reply.clock is deemed.clock


def test_the_rulebook_itself_is_as_it_was() -> None:
    """Assuming is not amending: the numbers of the law stay."""
    before = numbers_of(RULEBOOK)
    amended(RULEBOOK, {"54.4.days": 1, "69.6.days": 9})
    assert numbers_of(RULEBOOK) == before
    assert before["69.6.days"] == 3


def test_every_number_can_be_assumed() -> None:
    """Each number that is listed is changed by its name, and by nothing else."""
    for name, value in numbers_of(RULEBOOK).items():
        after = numbers_of(amended(RULEBOOK, {name: value + 1}))
        moved = {one for one, number in after.items() if number != numbers_of(RULEBOOK)[one]}
        assert name in moved


def test_an_unknown_change_names_the_numbers_there_are() -> None:
    """The message lists the numbers of the norm asked about."""
    with pytest.raises(ChangeError, match=r"54\.4\.days"):
        amended(RULEBOOK, {"54.4.hours": 5})


def test_an_open_word_can_be_given_a_number_for_once() -> None:
    """A parameter takes an assumed value, marked as one."""
    name = next(one for one, entry in RULEBOOK.parameters.items() if not entry.values)
    (value,) = amended(RULEBOOK, {name: 15}).parameters[name].values
    assert value.value == 15
    assert "not the law" in value.reference
    assert attrs.asdict(RULEBOOK.parameters[name])["values"] == ()
