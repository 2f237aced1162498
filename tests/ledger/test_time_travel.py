"""One matter as it stood: by version, by what had happened, by what was known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from domain.documents import Signed
from ledger.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act
    from ledger.ledger import Ledger

D1 = "D2019-00001"


@pytest.fixture
def filed(ledger: Ledger, file: list[Act], told: Callable[..., Act]) -> Ledger:
    """A ledger with one document: drafted, reviewed twice, signed on 10 April."""
    ledger.record([*file, told(Signed, D1, "2019-04-10", "head", text_version=1)])
    return ledger


@pytest.mark.parametrize(
    ("look", "versions"),
    [
        ({}, [1, 2, 3, 4]),
        ({"version": 2}, [1, 2]),
        ({"as_of": dt.date(2019, 4, 8)}, [1, 2, 3]),
        ({"as_of": dt.date(2019, 4, 7)}, [1, 2]),
        ({"known_at": dt.date(2019, 5, 1)}, [1, 2, 4]),
        ({"known_at": dt.date(2019, 5, 1), "known": "source"}, [1, 2, 3, 4]),
        ({"as_of": dt.date(2019, 4, 9), "known_at": dt.date(2019, 5, 1)}, [1, 2]),
        ({"as_of": dt.date(2019, 4, 9), "version": 1}, [1]),
        ({"as_of": dt.date(2019, 3, 31)}, []),
    ],
)
def test_a_matter_is_seen_as_it_stood(
    filed: Ledger, look: dict[str, Any], versions: list[int]
) -> None:
    """A version, a day of happening and a day of knowing each leave out what came later."""
    assert [act.originator_version for act in filed.stream("document", D1, **look)] == versions


def test_a_state_is_that_of_its_day(filed: Ledger) -> None:
    """The same document was under review on one day and signed on another; before, it was not."""
    assert filed.matter("document", D1, as_of=dt.date(2019, 4, 9)).status == "reviewed"
    assert filed.matter("document", D1, as_of=dt.date(2019, 4, 10)).status == "signed"
    assert filed.matter("document", D1, as_of=dt.date(2019, 3, 1)) is None
    assert filed.matter("document", "D2019-00404") is None


def test_a_day_ends_at_midnight_and_an_instant_includes_itself(
    filed: Ledger, on: Callable[..., dt.datetime]
) -> None:
    """09:00 is within its own instant and its day, and not a microsecond before."""
    signed_at = on("2019-04-10")
    almost = signed_at - dt.timedelta(microseconds=1)
    assert len(filed.stream("document", D1, as_of=signed_at)) == 4
    assert len(filed.stream("document", D1, as_of=almost)) == 3
    assert len(filed.stream("document", D1, as_of=signed_at.astimezone(dt.UTC))) == 4


def test_an_instant_needs_its_zone(filed: Ledger) -> None:
    """An instant without a zone could be anybody's: it is refused."""
    with pytest.raises(LedgerError, match="time zone"):
        filed.stream("document", D1, as_of=dt.datetime(2019, 4, 10, 9))  # noqa: DTZ001


def test_an_unknown_kind_is_refused(filed: Ledger) -> None:
    """A kind of matter that no act has is a slip, and says what there is."""
    with pytest.raises(LedgerError, match="number_register"):
        filed.stream("dokument", D1)
