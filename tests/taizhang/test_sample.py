"""``taizhang sample``: the root says what was drawn from, the seed what was drawn."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ledger.act_bytes import leaf_hashes
from ledger.ledger import Ledger
from ledger.proving import tree_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def sampled(taizhang: Run, year: str, *asked: object) -> dict[str, Any]:
    """Return a sample as JSON."""
    done = taizhang("sample", year, *asked, "--format", "json")
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_root_over_all_acts_is_the_ledgers_own(taizhang: Run, year: str) -> None:
    """So a sample of the whole ledger rests on any checkpoint of it, and can be drawn by hand."""
    told = sampled(taizhang, year, "--size", 20, "--seed", "2019")
    with Ledger.open(year, read_only=True) as ledger:
        head = tree_head(ledger)
        with ledger.tree() as rows:
            leaves = leaf_hashes([row[1:] for row in rows.acts(0, head.size, head.size)])
    assert (told["population"], told["root"]) == (head.size, head.root.hex())
    start = sha256(b"2019").digest()
    by_hand = sorted(range(head.size), key=lambda at: sha256(start + leaves[at]).digest())[:20]
    assert [one["position"] for one in told["items"]] == [at + 1 for at in sorted(by_hand)]


def test_the_same_seed_draws_the_same_and_another_does_not(taizhang: Run, year: str) -> None:
    """A seed that nobody gave is printed, and draws the same when it is given."""
    asked = ("--act", "consultation.replied", "--size", 5)
    first, other = sampled(taizhang, year, *asked), sampled(taizhang, year, *asked)
    assert first["root"] == other["root"]
    assert first["items"] != other["items"]
    assert sampled(taizhang, year, *asked, "--seed", first["seed"]) == first


def test_findings_of_a_norm_are_a_population_too(taizhang: Run, year: str) -> None:
    """The size is reckoned from the plan and the population."""
    told = sampled(taizhang, year, "--of", "findings", "--norm", "54.4", "--seed", "x")
    assert told["size"] == min(told["population"], len(told["items"]))
    assert told["plan"]["deviations"] == 0
    assert all(one["ref"].startswith("54.4 ") for one in told["items"])


def test_it_is_printed_in_both_languages(taizhang: Run, year: str) -> None:
    """Root and seed stand above the sample."""
    asked = ("sample", year, "--size", 3, "--seed", "x", "--kind", "consultation")
    assert "总体默克尔根" in taizhang(*asked).stdout
    assert "seed: x" in taizhang(*asked, "--lang", "en").stdout


def test_what_cannot_be_drawn_is_refused(taizhang: Run, year: str) -> None:
    """An empty population, no plan, and acts where findings are asked for."""
    for wrong in (
        ("--matter", "nothing"),
        ("--expected", "0.5"),
        ("--of", "findings", "--by", "finance"),
    ):
        assert taizhang("sample", year, *wrong).exit_code == 2
