"""``--known-at``: findings, explanations and charts as the ledger, or its source, knew then."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from domain.consultations import Opened, Received, Replied, Requested
from ledger.ledger import Ledger
from taizhang.commands import charts

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from taizhang.drawing import Subject

    Run = Callable[..., Result]

ZONE = dt.timezone(dt.timedelta(hours=8))
FINDING = "54.4@consultation:C1"
REPLY = "consultation:C1#4"


def at(day: str) -> dt.datetime:
    """Return 09:00 of a day."""
    return dt.datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZONE)


@pytest.fixture
def told_late(real: str) -> str:
    """A reply given in time on 11 September, known to its source on the 20th, to us on the 27th."""
    asked = {"matter": "C1", "occurred_at": at("2019-09-09"), "recorded_at": at("2019-09-09")}
    reply = Replied(
        matter="C1", occurred_at=at("2019-09-11"), recorded_at=at("2019-09-27"), by="finance",
        unit="finance", position="agree", source_recorded_at=at("2019-09-20"),
    )  # fmt: skip
    with Ledger.open(real) as ledger:
        ledger.record([
            Opened(**asked, by="office", host="office", about="T1", related_units=("finance",)),
            Requested(**asked, by="office", unit="finance"),
            Received(**asked, by="finance", unit="finance"),
            reply,
        ])  # fmt: skip
    return real


@pytest.mark.parametrize(
    ("moment", "known", "replied"),
    [
        ("2019-09-26", "ledger", False),
        ("2019-09-27", "ledger", True),
        ("2019-09-19", "source", False),
        ("2019-09-20", "source", True),
    ],
)
def test_a_finding_is_explained_as_it_was_known(
    taizhang: Run, told_late: str, moment: str, known: str, *, replied: bool
) -> None:
    """Until the reply is registered the duty is breached, and its explanation knows no reply."""
    asked = ("--as-of", "2019-10-15", "--known-at", moment, "--known", known)
    shown = taizhang("why", told_late, FINDING, *asked, "--lang", "en")
    assert shown.exit_code == 0
    assert (f"[{REPLY}]" in shown.stdout) == replied
    assert ("deviation" in shown.stdout) != replied
    audited = taizhang("audit", told_late, "--norm", "54.4", *asked, "--lang", "en").stdout
    whose = "the ledger" if known == "ledger" else "its source"
    assert f"as {whose} knew at {moment}" in audited


@pytest.mark.printed
@pytest.mark.parametrize(
    ("known", "verdicts"), [("ledger", ["deviation"]), ("source", ["compliant"])]
)
def test_charts_are_drawn_of_what_was_known(
    taizhang: Run,
    told_late: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    known: str,
    verdicts: list[str],
) -> None:
    """On the 25th the source knew the reply and the ledger did not; findings and workload agree."""
    drawn: list[Subject] = []

    monkeypatch.setattr(charts, "draw_each", lambda subject, *_: drawn.append(subject))
    monkeypatch.setattr(charts, "report", lambda _: None)
    asked = ("--as-of", "2019-10-15", "--known-at", "2019-09-25", "--known", known)
    done = taizhang("charts", told_late, "--out", tmp_path, *asked)
    assert done.exit_code == 0, done.output
    [subject] = drawn
    replies = subject.findings[subject.findings["norm"] == "54.4"]
    assert list(replies["verdict"]) == verdicts
    closed = subject.openings["closed"].notna()
    assert closed.any() == (known == "source")
    assert subject.findings.attrs["known"] == known
