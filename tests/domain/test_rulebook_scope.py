from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from domain import leave
from domain.calendar import load_calendar
from domain.rulebook.findings import Verdict
from domain.rulebook.judge import Judge
from domain.rulebook.norms import Modality, Opening
from domain.rulebook.wujiagang_2019 import RULEBOOK

SCOPE = """
6.3 6.4 8.2 8.3 8.4 8.5 41.4 42.5 46.1 46.2 46.3 46.4 46.5 46.6 49.1 49.2 49.3 49.4 50.1
53.4 53.5 53.6 54.1 54.2 54.3 54.4 54.5 54.6 55.4 55.6 56.1 56.2 56.3 56.4 56.5a 56.5b 56.5c
56.6 56.7a 56.7b 62.8 62.9 62.10 64.1 64.2 64.3 64.4 69.6 78.6 78.7 81.1 81.2 82.1 83.1 83.2 83.3
""".split()  # noqa: SIM905 - a line per article reads better than a list


def test_the_rulebook_has_every_norm_with_a_number_or_an_authority() -> None:
    """The committed list is complete, and the norms stand in the text's order."""
    ids = list(dict.fromkeys(norm.id for norm in RULEBOOK.norms))
    assert ids == SCOPE


def test_breaches_are_called_what_the_reference_calls_them(
    articles: dict[str, dict[str, Any]],
) -> None:
    """The verdict of a breach follows the reference reading of each norm's words."""
    for norm in RULEBOOK.norms:
        said = str(articles[norm.id]["breach_verdict"])
        if said.startswith("NONE"):
            continue
        wanted = Verdict.DEVIATION if said.startswith("DEVIATION") else Verdict.VIOLATION
        assert norm.breach is wanted, norm.id


def test_the_force_of_each_norm_is_its_own_word(articles: dict[str, dict[str, Any]]) -> None:
    """须, 应, 一般, 不得 … are kept as the reference reads them."""
    words = {
        "mandatory": Modality.MUST, "should": Modality.SHOULD, "directive": Modality.DIRECTIVE,
        "declarative": Modality.DECLARATIVE, "normally": Modality.NORMALLY, "may": Modality.MAY,
        "in_principle": Modality.IN_PRINCIPLE, "must_not": Modality.MUST_NOT,
        "normally_not": Modality.NORMALLY_NOT, "as_needed": Modality.AS_NEEDED,
    }  # fmt: skip
    for norm in RULEBOOK.norms:
        assert norm.modality is words[articles[norm.id]["modality"]["code"]], norm.id


def test_every_norm_is_titled_in_both_languages() -> None:
    """Whoever reads a chart sees each norm in the text's words and in English."""
    for norm in RULEBOOK.norms:
        assert norm.zh
        assert norm.en.isascii()


def test_every_deadline_vector_falls_where_the_reference_says(shared: Path) -> None:
    """All 37 dated vectors, through the terms of the norms themselves."""
    yaml = pytest.importorskip("yaml")
    text = (shared / "rules" / "articles.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    vectors = [v for v in loaded["deadline_vectors"] if v["unit"] == "wd"]
    setting = Judge(RULEBOOK, load_calendar("cn")).setting
    for vector in vectors:
        start = dt.datetime.combine(
            dt.date.fromisoformat(vector["start"]), dt.time(10), RULEBOOK.zone
        )
        due = setting.due(setting.clock(vector["norm"]), Opening(key="", bearer=""), start)
        assert due is not None
        assert str((due - dt.timedelta(days=1)).date()) == vector["last_compliant"], vector
        assert str(due.date()) == vector["first_late"], vector
    assert len(vectors) == 34


def test_every_backward_vector_falls_where_the_reference_says(district: Any, shared: Path) -> None:
    """69.6: reported on the last good day is in time, the day after is not."""
    yaml = pytest.importorskip("yaml")
    text = (shared / "rules" / "articles.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    vectors = [v for v in loaded["deadline_vectors"] if v["unit"] == "cd-back"]
    expected = []
    for number, vector in enumerate(vectors):
        for day, verdict in ((vector["last_compliant"], "compliant"), ("first_late", "violation")):
            reported = vector.get(day, day)
            trip = f"L{number}{verdict}"
            departs = dt.date.fromisoformat(vector["start"])
            who = "education_principal"
            district.has(
                leave.Reported, who, reported, by=who, leave=trip, departs_on=departs,
                returns_on=departs,
            )  # fmt: skip
            start = f"{vector['start']} {10 + len(expected)}:00"
            district.has(leave.Started, who, start, by=who, leave=trip)
            expected.append((start, verdict))
    found = district.findings("69.6")
    assert [str(finding.verdict) for finding in found] == [v for _, v in sorted(expected)]
    assert len(vectors) == 3
