"""A new ledger for every test, in each database, and a rulebook with one gate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Calendar, load_calendar
from domain.documents import Drafted, Reviewed, Signed
from domain.ledger_opening import Opened
from domain.organisation import Appointed
from domain.rulebook.norms import Gate, Modality, Rulebook, Ruling, breached, met
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from domain.act import Act
    from domain.rulebook.setting import Setting

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPENED_ON = dt.datetime(2019, 3, 1, 8, tzinfo=SHANGHAI)
LEARNT_AT = dt.datetime(2019, 9, 30, 17, 30, tzinfo=SHANGHAI)


def day(text: str, hour: int = 9) -> dt.datetime:
    """Return an hour of a day in Shanghai."""
    return dt.datetime.fromisoformat(text).replace(hour=hour, tzinfo=SHANGHAI)


@pytest.fixture
def on() -> Callable[..., dt.datetime]:
    """Read ``2019-03-01`` as 09:00 of that day in Shanghai, or another hour."""
    return day


@pytest.fixture
def opening() -> Opened:
    """The first act of a real ledger of the district."""
    return Opened(
        matter="wujiagang", occurred_at=OPENED_ON, recorded_at=OPENED_ON, by="office",
        government="wujiagang", simulated=False, rulebook="wjg-2019", calendar="cn",
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger of the test is."""
    return tmp_path / "year.db"


@pytest.fixture
def url(database: str, request: pytest.FixtureRequest) -> str:
    """The address of the ledger of the test, in each database."""
    if database == "sqlite":
        return f"sqlite:///{request.getfixturevalue('path')}"
    return str(request.getfixturevalue("fresh_schema")())


@pytest.fixture
def ledger(url: str, opening: Opened) -> Iterator[Ledger]:
    """A new ledger, whose clock stands still."""
    with Ledger.create(url, opening, clock=lambda: LEARNT_AT) as made:
        yield made


@pytest.fixture
def calendar() -> Calendar:
    """The working days of China."""
    return load_calendar("cn")


def _only_the_head(act: Act, setting: Setting) -> Ruling | None:
    heads = setting.world.organisation.posts.get("head", ())
    if any(one.by == act.by and one.covers(act.occurred_at) for one in heads):
        return met()
    return breached("须由区长签发 / only the head signs", bearer=act.by)


@pytest.fixture
def one_gate() -> Rulebook:
    """A rulebook of one gate: only the head signs."""
    gate = Gate(
        id="1", article="1", modality=Modality.MUST, zh="区长签发", en="The head signs",
        holds=_only_the_head, on=(Signed,),
    )  # fmt: skip
    return Rulebook(
        id="one-gate", zh="一条", en="One gate", zone=SHANGHAI, calendar="cn",
        since=dt.date(2019, 3, 1), until=None, norms=(gate,),
    )  # fmt: skip


@pytest.fixture
def told() -> Callable[..., Act]:
    """Tell an act that happened and was recorded on a day, 09:00; without a place unless given."""

    def tell(act_class: type[Act], matter: str, text: str, by: str = "office", **more: Any) -> Act:
        recorded_at = more.pop("recorded_at", day(text))
        return act_class(
            matter=matter, occurred_at=day(text), recorded_at=recorded_at, by=by, **more
        )

    return tell


@pytest.fixture
def drafted(told: Callable[..., Act]) -> Callable[..., Act]:
    """Tell that a normative document was drafted on a day."""

    def draft(matter: str = "D2019-00001", text: str = "2019-04-01", **more: Any) -> Act:
        fields = {
            "unit": "finance", "document_class": "normative", "issuer": "government",
            "direction": "down", "subjects": ("finance",), **more,
        }  # fmt: skip
        return told(Drafted, matter, text, "finance", **fields)

    return draft


@pytest.fixture
def file(drafted: Callable[..., Act], told: Callable[..., Act]) -> list[Act]:
    """One document, drafted and reviewed, reviewed again too late to be known in May."""
    return [
        told(Appointed, "wujiagang", "2019-03-01", "head", person="head", post="head",
             unit="office", label_zh="区长", label_en="Head"),
        drafted(),
        told(Reviewed, "D2019-00001", "2019-04-03", text_version=1),
        told(Reviewed, "D2019-00001", "2019-04-08", text_version=1,
             recorded_at=day("2019-06-03"), source_recorded_at=day("2019-04-09")),
    ]  # fmt: skip
