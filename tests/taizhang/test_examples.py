from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.refusals import ImpossibleOrderError
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Quota
from domain.rulebook.wujiagang_2019 import RULEBOOK
from domain.world import World
from taizhang.coverage import coverage, markdown, summary
from taizhang.examples import Example, load_examples, outcome, refused_live, told

EXAMPLES = load_examples(RULEBOOK.id)
COVERED = tuple(coverage(RULEBOOK))
BREACHES = {"violation", "deviation"}
SAID = {
    "COMPLIANT": {"compliant"},
    "VIOLATION": {"violation"},
    "DEVIATION": {"deviation"},
    "REJECTED": {"violation", "deviation"},
    "INDETERMINATE": {"indeterminate"},
    "EXPIRED": {"not in force"},
    "EFFECT": {"effect"},
}


COUNTED_ONLY = {
    norm.id
    for norm in RULEBOOK.norms
    if isinstance(norm, Quota) and norm.at_least == 0 and norm.at_most is None
}


def _name(example: Example) -> str:
    return f"{example.norm}-{example.en[:40]}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_each_example_gets_the_verdicts_it_says(example: Example) -> None:
    """What a rulebook's example says of itself is what the judge says of it."""
    assert list(outcome(example, RULEBOOK)) == list(example.verdicts)


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_each_example_is_a_history_a_ledger_can_hold(example: Example) -> None:
    """An example shows unlawful acts, never impossible ones."""
    world = World()
    for act in told(example, RULEBOOK):
        try:
            world.admit(act)
        except ImpossibleOrderError as impossible:
            pytest.fail(str(impossible))
        world.apply(act)


def _breaking_a_refusing_gate() -> list[Example]:
    others = {norm.id for norm in RULEBOOK.norms if not (isinstance(norm, Gate) and norm.refuses)}
    return [one for one in EXAMPLES if one.norm not in others and BREACHES & set(one.verdicts)]


@pytest.mark.parametrize("example", _breaking_a_refusing_gate(), ids=_name)
def test_a_gate_refuses_live_what_it_finds_a_breach_afterwards(example: Example) -> None:
    """One definition, two uses: the same act is refused as a command and judged as a fact."""
    assert refused_live(example, RULEBOOK)


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.reference], ids=_name)
def test_the_references_own_examples_get_its_verdicts(
    example: Example, articles: dict[str, dict[str, Any]]
) -> None:
    """The dated example of the reference reading comes out as the reference says."""
    expected = str(articles[example.norm]["example"]["expected"]).split()[0].strip(";,(")
    verdicts = set(example.verdicts)
    assert verdicts <= {verdict.value for verdict in Verdict}
    if expected == "NOT_APPLICABLE" or example.norm in COUNTED_ONLY:
        assert not verdicts & BREACHES
    else:
        assert verdicts & SAID[expected]


def test_the_page_of_coverage_is_what_the_code_says() -> None:
    """docs/coverage.md is `taizhang rules --coverage --format markdown`, to the letter."""
    page = Path(__file__).parents[2] / "docs" / "coverage.md"
    assert page.read_text(encoding="utf-8") == markdown(RULEBOOK, COVERED), (
        "docs/coverage.md is out of date: "
        "run `taizhang rules --coverage --format markdown > docs/coverage.md`"
    )


def test_every_norm_is_judged_with_its_proof_or_listed_as_a_principle() -> None:
    """83 articles, 281 norms: 222 judged, 59 principles with their reason, none missing."""
    total = summary(COVERED)
    assert (total["articles"], total["norms"]) == (83, 281)
    assert (total["judged"], total["principles"], total["missing"]) == (222, 59, 0)
    assert total["both_outcomes"] + total["counted_only"] == total["judged"]
    assert all(one.norms[0].reading for one in COVERED if one.principle)


def test_every_operational_norm_has_the_references_own_example(
    articles: dict[str, dict[str, Any]],
) -> None:
    """Each norm whose entry has a dated example shows it, but 83.3, which is a look-up: no act."""
    shown = {one.norm for one in EXAMPLES if one.reference}
    operational = {one.id for one in COVERED if not one.principle}
    dated = {norm for norm, entry in articles.items() if entry["example"]} & operational
    assert dated - shown == {"83.3"}
