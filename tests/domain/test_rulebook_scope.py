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

TEXT = """
1.1 2.1 3.1 3.2 3.3 3.4 4.1 5.1 6.1 6.2 6.3 6.4 7.1 7.2 8.1 8.2 8.3 8.4 8.5 9.1 10.1 10.2 10.3
11.1 12.1 13.1 14.1 15.1 16.1 17.1 18.1 19.1 19.2 20.1 20.2 20.3 20.4 20.5 20.6 20.7 20.8 20.9
20.10 20.11 20.12 20.13 20.14 21.1 22.1 22.2 23.1 24.1 24.2 24.3 24.4 24.5 24.6 25.1 25.2 25.3
25.4 26.1 27.1 28.1 28.2 29.1 29.2 30.1 30.2 30.3 30.4 31.1 31.2 32.1 33.1 33.2 34.1 34.2 34.3
34.4 34.5 34.6 35.1 35.2 35.3 35.4 36.1 37.1 37.2 38.1 38.2 39.1 39.2 39.3 40.1 41.1 41.2 41.3
41.4 41.5 41.6 42.1 42.2 42.3 42.4 42.5 42.6 42.7 43.1 43.2 43.3 43.4 43.5 44.1 44.2 44.3 44.4
44.5 44.6 45.1 45.2 45.3 45.4 46.1 46.2 46.3 46.4 46.5 46.6 47.1 47.2 47.3 48.1 48.2 48.3 48.4a
48.4b 48.5 49.1 49.2 49.3 49.4 50.1 50.2 51.1 51.2 51.3 51.4 51.5 51.6 52.1 52.2 52.3 53.1 53.2
53.3 53.4 53.5 53.6 53.7 53.8 54.1 54.2 54.3 54.4 54.5 54.6 55.1 55.2 55.3 55.4 55.5 55.6 56.1
56.2 56.3 56.4 56.5a 56.5b 56.5c 56.6 56.7a 56.7b 57.1 57.2 57.3 57.4 57.5 57.6 58.1 59.1 60.1
61.1 61.2 62.1 62.2 62.3 62.4 62.5 62.6 62.7 62.8 62.9 62.10 62.11 62.12 62.13 62.14 62.15 63.1
63.2 63.3 64.1 64.2 64.3 64.4 64.5 65.1 65.2 65.3 65.4 66.1 67.1 67.2 67.3 68.1 68.2 69.1 69.2
69.3 69.4 69.5 69.6 69.7 70.1 70.2 71.1 71.2 72.1 73.1 73.2 73.3 73.4 73.5 74.1 74.2 74.3 74.4
74.5 74.6 75.1 75.2 75.3 75.4 76.1 77.1 77.2 78.1 78.2 78.3 78.4 78.5 78.6 78.7 78.8 78.9 78.10a
78.10b 78.11 78.12 78.13 79.1 79.2 79.3 80.1 81.1 81.2 82.1 83.1 83.2 83.3
""".split()  # noqa: SIM905 - a list per line of the page reads better than one per norm
"""Every norm of the 83 articles, in the text's order: 281."""


def test_the_rulebook_has_every_norm_of_the_text() -> None:
    """The committed list of 281 is complete, the norms stand in its order, none is unsaid."""
    ids = list(dict.fromkeys(norm.id for norm in RULEBOOK.norms))
    assert len(TEXT) == len(set(TEXT)) == 281
    assert ids == TEXT


def test_the_list_of_norms_is_the_references(articles: dict[str, dict[str, Any]]) -> None:
    """The committed ids are exactly those of the reference reading."""
    assert set(TEXT) == set(articles)


def test_breaches_are_called_what_the_reference_calls_them(
    articles: dict[str, dict[str, Any]],
) -> None:
    """The verdict of a breach follows the reference reading of each norm's words."""
    for norm_id, entry in articles.items():
        said = str(entry["breach_verdict"])
        known = {norm.breach for norm in RULEBOOK.norms if norm.id == norm_id}
        if said.startswith("NONE") or not known:
            continue
        wanted = {Verdict.DEVIATION if said.startswith("DEVIATION") else Verdict.VIOLATION}
        if "DEVIATION above" in said:  # 78.3: too many is softer than none
            wanted.add(Verdict.DEVIATION)
        assert known == wanted, norm_id


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
