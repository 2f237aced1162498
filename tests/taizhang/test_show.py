"""``taizhang show``: one matter, exactly as the whole ledger has it, without reading the ledger."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain.act import Act
from domain.world import AGGREGATES
from ledger.ledger import Ledger
from taizhang.judging import Judged, Question, judged
from taizhang.matter_view import view
from taizhang.state_texts import field_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture(scope="module")
def verdict(year: str) -> Judged:
    """The whole ledger judged."""
    with Ledger.open(year, read_only=True) as ledger:
        return judged(ledger)


@pytest.fixture(scope="module")
def matters(year: str) -> dict[str, list[str]]:
    """The business numbers of every kind of matter in the ledger."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    with Ledger.open(year, read_only=True) as ledger:
        for act in ledger.acts():
            found[act.kind][act.matter] = None
    return {kind: list(numbers) for kind, numbers in found.items()}


def test_the_state_the_history_and_the_findings_are_shown(taizhang: Run, year: str) -> None:
    """One screen tells where a consultation stands, what happened and what the rules say of it."""
    shown = taizhang("show", year, "C2019-00012", "--lang", "en").stdout
    assert shown.startswith("consultation:C2019-00012 as of 2019-03-31")
    assert "host: " in shown
    assert "opened consultation C2019-00012" in shown
    assert "[consultation:C2019-00012#1]" in shown
    assert "Reply within three" in shown


def test_it_speaks_chinese(taizhang: Run, year: str) -> None:
    """Fields, sentences and verdicts are Chinese by default."""
    shown = taizhang("show", year, "C2019-00012").stdout
    assert "主办单位：" in shown
    assert "启动征求意见C2019-00012" in shown


def test_a_document_is_found_by_its_number(taizhang: Run, year: str) -> None:
    """A document number leads to the document, in whatever brackets it is written."""
    shown = taizhang("show", year, "宜伍府发[2019]12号")
    assert shown.exit_code == 0
    assert "document:D2019-" in shown.stdout.splitlines()[0]
    assert "宜伍府发〔2019〕12号" in shown.stdout


def test_an_earlier_day_shows_an_earlier_state(taizhang: Run, year: str) -> None:
    """As of the day it was opened a consultation has no result and no reply."""
    with Ledger.open(year, read_only=True) as ledger:
        opened = ledger.stream("consultation", "C2019-00012")[0].occurred_at.date()
    shown = taizhang("show", year, "C2019-00012", "--as-of", opened, "--lang", "en").stdout
    assert f"as of {opened}" in shown
    assert "result:" not in shown
    assert taizhang("show", year, "C2019-00012", "--as-of", "2018-01-01").exit_code == 2


@pytest.mark.parametrize(
    "kind",
    sorted(
        {"consultation", "submission", "document", "directive", "supervision", "grassroots"}
        | {"topic", "meeting", "leave", "entrustment", "organisation", "rulebook"}
    ),
)
def test_findings_on_one_matter_are_those_of_the_whole_ledger(
    year: str, verdict: Judged, matters: dict[str, list[str]], kind: str
) -> None:
    """Read alone, a matter has every finding the audit has on it, but for the norms it names."""
    of_matter: dict[str, list[Any]] = defaultdict(list)
    for finding in verdict.findings:
        of_matter[finding.matter].append(finding)
    with Ledger.open(year, read_only=True) as ledger:
        for matter in matters[kind][:: max(1, len(matters[kind]) // 12)]:
            label = f"{kind}:{matter}"
            seen = view(ledger, label, Question(as_of=verdict.source.as_of))
            expected = [one for one in of_matter[label] if one.norm not in seen.judged.elsewhere]
            assert list(seen.judged.findings) == expected


def test_a_norm_that_needs_other_kinds_of_matter_is_named_and_not_guessed(
    taizhang: Run, year: str, matters: dict[str, list[str]]
) -> None:
    """49.4 counts from a meeting to a document: show says that only the audit can judge it."""
    shown = taizhang("show", year, f"document:{matters['document'][0]}", "--lang", "en").stdout
    assert "49.4" in shown
    assert "only the whole ledger can judge" in shown


def test_only_the_acts_that_concern_the_matter_are_read(
    year: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the log itself one act is read, the last; everything else comes from single streams."""
    read: list[Act] = []
    whole = Ledger.acts

    def counted(self: Ledger, **choice: Any) -> Iterator[Act]:
        for act in whole(self, **choice):
            read.append(act)
            yield act

    monkeypatch.setattr(Ledger, "acts", counted)
    with Ledger.open(year, read_only=True) as ledger:
        view(ledger, "C2019-00012")
    assert len(read) == 1


def test_every_field_of_every_state_has_a_chinese_name() -> None:
    """No state shows a field in English to a Chinese reader."""
    missing = {
        field.name
        for evolve, _ in AGGREGATES.values()
        for state in evolve.__globals__.values()
        if isinstance(state, type) and attrs.has(state) and not issubclass(state, Act)
        if state.__module__ == evolve.__globals__["__name__"]
        for field in attrs.fields(state)
    } - field_names().keys()
    assert not missing, f"add to taizhang/state_fields.toml: {sorted(missing)}"
