"""``taizhang acts`` and ``taizhang rules``: what can be recorded, and what it is judged by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from domain.act import all_acts
from domain.rulebook.catalogue import RULEBOOKS, rulebook
from taizhang.act_lines import read_act

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]
    Write = Callable[..., str]


def test_every_act_is_listed(taizhang: Run) -> None:
    """The catalogue names every act there is."""
    shown = taizhang("acts", "--lang", "en").stdout
    assert f"Acts ({len(all_acts())})" in shown
    for name in all_acts():
        assert name in shown


def test_one_act_is_shown_with_its_fields(taizhang: Run) -> None:
    """An act's own fields and those of every act, which must be given and which may."""
    shown = taizhang("acts", "consultation.requested", "--lang", "en").stdout
    rows = {row.split("│")[1].strip(): row for row in shown.splitlines() if row.count("│") == 4}
    assert "required" in rows["unit"]
    assert "date or null" in rows["limit"]
    assert "optional" in rows["limit"]
    assert "recorded_at" not in rows


def test_the_schema_of_every_act_is_one_document(taizhang: Run) -> None:
    """All acts in one JSON Schema, told apart by their name; unknown fields are ruled out."""
    schema = json.loads(taizhang("acts", "--schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["discriminator"]["propertyName"] == "act"
    assert set(schema["discriminator"]["mapping"]) == set(all_acts())
    replied = schema["$defs"]["consultation.replied"]
    assert replied["required"] == [
        *("act", "matter", "occurred_at", "by"), *("unit", "position")
    ]  # fmt: skip
    assert replied["additionalProperties"] is False


def test_the_schema_of_one_act_may_be_asked_for(taizhang: Run) -> None:
    """One act's schema names no other act."""
    schema = json.loads(taizhang("acts", "consultation.replied", "--schema").stdout)
    assert set(schema["$defs"]) == {"consultation.replied", "Override"}
    unknown = taizhang("acts", "consultation.whispered", "--schema")
    assert unknown.exit_code == 2


def test_a_line_is_read_as_the_act_it_names(as_line: Write) -> None:
    """What the schema allows is read, times and days as such."""
    line = as_line("consultation.requested", "C1", "2019-09-27T09:00:00+08:00", "office",
                   unit="finance", limit="2019-10-11")  # fmt: skip
    act = read_act(line.encode())
    assert act.name == "consultation.requested"
    assert act.occurred_at.isoformat() == "2019-09-27T09:00:00+08:00"
    assert str(getattr(act, "limit", "")) == "2019-10-11"
    assert act.originator_version == 0


def test_the_norms_are_listed_in_the_order_of_the_text(taizhang: Run) -> None:
    """Every norm of the rulebook, and from when until when it is in force."""
    shown = taizhang("rules", "--lang", "en").stdout
    book = rulebook("wjg-2019")
    assert "in force from 2019-03-01, until before 2024-03-01" in shown
    places = [shown.index(f"│ {norm.id} ") for norm in book.norms]
    assert len(places) == len(book.norms)
    assert shown.index("│ 6.3 ") < shown.index("│ 54.4 ") < shown.index("│ 62.10 ")


def test_a_norm_is_shown_in_full(taizhang: Run) -> None:
    """54.4: three working days since 2019-03-01, worked out across the National Day holiday."""
    shown = taizhang("rules", "54.4", "--lang", "en").stdout
    assert "3个工作日内回复" in shown
    assert "Reply within three working days of receipt" in shown
    assert "Article 54" in shown
    assert "normally" in shown
    assert "3 working days, since 2019-03-01" in shown
    assert "begun on 2019-09-27 at 09:00, the last good day is 2019-10-08" in shown
    assert "街乡" in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_norm_of_every_rulebook_can_be_shown(taizhang: Run, lang: str) -> None:
    """No norm is left without words, whatever its kind."""
    for book_id in RULEBOOKS:
        for norm in rulebook(book_id).norms:
            shown = taizhang("rules", norm.id, "--rulebook", book_id, "--lang", lang)
            assert shown.exit_code == 0
            assert norm.zh in shown.stdout
            assert norm.en in shown.stdout


def test_a_norm_that_is_not_there_is_refused(taizhang: Run) -> None:
    """The rulebook and the norm are named."""
    shown = taizhang("rules", "99.9")
    assert shown.exit_code == 2
    assert "99.9" in shown.stderr
