"""``taizhang why``: a verdict walked back to its acts and its days."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

pytestmark = pytest.mark.printed

RECEIPT_AND_REPLY = 2


def _one(taizhang: Run, year: str, verdict: str) -> dict[str, Any]:
    """Return some finding of 54.4 with a verdict: received and replied to, nothing agreed."""
    given = json.loads(taizhang("audit", year, "--norm", "54.4", "--format", "json").stdout)
    return next(
        one
        for one in given
        if one["verdict"] == verdict
        and one["discharged"] is not None
        and len(one["evidence"]) == RECEIPT_AND_REPLY
    )


def test_every_day_is_told_and_the_last_good_one_named(taizhang: Run, year: str) -> None:
    """The days counted add up to the term, the rest days between are said to be none of them."""
    late = _one(taizhang, year, "deviation")
    name = f"54.4@{late['matter']}@{late['key']}" if "key" in late else f"54.4@{late['matter']}"
    shown = taizhang("why", year, name, "--lang", "en").stdout
    assert "counted as day 3" in shown
    assert "counted as day 4" not in shown
    assert f"last good day: {late['due'][:10]}" in shown
    assert "What would have been compliant" in shown


def test_it_names_the_acts_the_verdict_rests_on(taizhang: Run, year: str) -> None:
    """Each act of the evidence is told with its reference, in Chinese by default."""
    late = _one(taizhang, year, "deviation")
    shown = taizhang("why", year, f"54.4@{late['matter']}").stdout
    for ref in late["evidence"]:
        assert f"[{ref}]" in shown
    assert "怎样才合规" in shown
    assert "不计" in shown


def test_a_kept_norm_needs_no_remedy(taizhang: Run, year: str) -> None:
    """What was in time is explained too, but nothing would have had to be otherwise."""
    kept = _one(taizhang, year, "compliant")
    shown = taizhang("why", year, f"54.4@{kept['matter']}", "--most", "1", "--lang", "en").stdout
    assert "last good day" in shown


def test_show_explains_when_asked(taizhang: Run, year: str) -> None:
    """``show --why`` gives the same explanation under the findings of the matter."""
    late = _one(taizhang, year, "deviation")
    shown = taizhang("show", year, late["matter"], "--why", "--lang", "en").stdout
    assert "What would have been compliant" in shown
    assert "What would have been compliant" not in taizhang("show", year, late["matter"]).stdout


@pytest.mark.parametrize("name", ["54.4", "54.4@", "54.4@consultation:none", "9.9@leave:nobody"])
def test_a_name_of_no_finding_is_refused_with_what_there_is(
    taizhang: Run, year: str, name: str
) -> None:
    """One sentence, exit code 2, and the way out."""
    refused = taizhang("why", year, name)
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
