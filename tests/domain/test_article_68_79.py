"""Whose statements and releases Arts 68, 70 and 79 speak of."""

from __future__ import annotations

from typing import Any

import pytest

from domain import releases, statements

SAID = {
    "68.1": (statements.Delivered, {"title": "一", "on_behalf": True}),
    "68.2": (statements.ArticlePublished, {"title": "一"}),
    "79.2": (statements.CongratulationSent, {"to": "education"}),
    "79.3": (statements.InscriptionMade, {"place": "学校"}),
}


@pytest.mark.parametrize("norm", SAID)
def test_only_leaders_are_bound(district: Any, norm: str) -> None:
    """区政府领导同志: what a bureau chief or a street says in its own name is outside it."""
    act_class, fields = SAID[norm]
    for number, who in (("1", "education_principal"), ("2", "street_1"), ("3", "v3")):
        district.has(act_class, f"T{number}", "2019-06-25", by=who, **fields)
    found = district.findings(norm)
    assert [(one.bearer, str(one.verdict)) for one in found] == [("v3", "violation")]


@pytest.mark.parametrize("norm", ["70.1", "70.2"])
def test_releases_of_streets_are_outside(district: Any, norm: str) -> None:
    """70.1, 70.2: 区政府各部门; a street's own release is not theirs."""
    for number, unit in (("1", "street_1"), ("2", "housing")):
        released = {"unit": unit, "channel": "网站", "listed": True, "major": True}
        district.has(releases.Released, f"R{number}", "2019-04-30", by=unit, **released)
    found = district.findings(norm)
    assert [(one.bearer, str(one.verdict)) for one in found] == [("housing", "violation")]
