"""From what a person writes to the one matter it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.number_registers import Taken
from ledger.errors import NothingFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act
    from ledger.ledger import Ledger

D1 = "D2019-00001"


@pytest.fixture
def numbered(ledger: Ledger, file: list[Act], told: Callable[..., Act]) -> Ledger:
    """A ledger where one document took the second number of its register."""
    taken = [
        told(Taken, "伍府发〔2019〕", "2019-04-11", document=one) for one in ("D2019-00002", D1)
    ]
    ledger.record([*file, *taken])
    return ledger


@pytest.mark.parametrize(
    "label",
    [
        D1,
        f"document:{D1}",
        "伍府发〔2019〕2号",
        "伍府发[2019]2号",
        "伍府发（2019）2号",
        " 伍府发〔2019〕 2 号",
    ],
)
def test_a_document_goes_by_several_labels(numbered: Ledger, label: str) -> None:
    """By its business number, with its kind, and by its document number in any brackets."""
    assert numbered.find(label) == ("document", D1)


def test_the_register_itself_can_be_found(numbered: Ledger) -> None:
    """A register's business number is a label like any other."""
    assert numbered.find("伍府发〔2019〕") == ("number_register", "伍府发〔2019〕")


@pytest.mark.parametrize(
    "label",
    [
        "D2019-00404",
        f"meeting:{D1}",
        "伍府发〔2019〕3号",
        "伍府发〔2019〕0号",
        "伍府办发〔2019〕1号",
        "",
    ],
)
def test_what_is_not_there_is_not_found(numbered: Ledger, label: str) -> None:
    """A number never given names nothing, and the message says how to write one."""
    with pytest.raises(NothingFoundError, match="查无此件"):
        numbered.find(label)


def test_a_label_of_two_matters_names_them(numbered: Ledger) -> None:
    """The government's chart and the ledger's opening share a number: which was meant?"""
    with pytest.raises(NothingFoundError, match="ledger:wujiagang, organisation:wujiagang"):
        numbered.find("wujiagang")
    assert numbered.find("organisation:wujiagang") == ("organisation", "wujiagang")
