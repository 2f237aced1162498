"""``taizhang exceptions``: a clean year has none but the overrides it tells of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def test_a_clean_year_raises_no_false_alarm(taizhang: Run, year: str) -> None:
    """Of a played spring only the overridden gates are listed, each of them and nothing else."""
    told = json.loads(taizhang("exceptions", year, "--format", "json").stdout)
    with Ledger.open(year, read_only=True) as ledger:
        overridden = [act.ref for act in ledger.acts() if act.override is not None]
    assert [one["refs"] for one in told["exceptions"]] == [[ref] for ref in overridden]
    assert {one["kind"] for one in told["exceptions"]} <= {"gate overridden"}
    assert told["unmeasured"] == 0


def test_what_was_looked_for_is_listed_with_its_count(taizhang: Run, year: str) -> None:
    """Every kind stands in the table, those of which there are none as well."""
    shown = taizhang("exceptions", year, "--lang", "en").stdout
    assert "facts only" in shown
    assert "number missing" in shown
    assert "文号重号" in taizhang("exceptions", year).stdout


def test_a_late_record_is_found_in_a_real_ledger(taizhang: Run, real: str, asked: str) -> None:
    """Acts of 2019 recorded by today's clock are late, and say by how much."""
    assert taizhang("record", real, "-", given=asked).exit_code == 0
    told = json.loads(taizhang("exceptions", real, "--format", "json").stdout)
    late = [one for one in told["exceptions"] if one["kind"] == "recorded late"]
    assert {one["refs"][0] for one in late} == {f"consultation:C1#{n}" for n in (1, 2, 3)}
    assert "days after it happened" in late[0]["en"]
