"""Document numbers 发文字号 in every form a register of the last thirty years holds."""

from __future__ import annotations

import pytest

from domain.document_numbers import DocumentNumber, read_number


@pytest.mark.parametrize(
    "written",
    [
        "宜伍府发〔2019〕12号",
        "宜伍府发[2019]12号",
        "宜伍府发［2019］12号",
        "宜伍府发(2019)12号",
        "宜伍府发（2019）12号",
        "宜伍府发【2019】12号",
        "宜伍府发〔2019〕第12号",
        "宜伍府发〔2019〕012号",
        "宜伍府发〔２０１９〕１２号",
        " 宜伍府发 〔2019〕 12 号 ",
        "宜伍府发〔2019〕12",
    ],
)
def test_one_number_is_read_in_whatever_form(written: str) -> None:
    """Brackets, widths, 第, noughts and spaces do not make it another number."""
    assert read_number(written) == DocumentNumber(code="宜伍府发", year=2019, serial=12)


def test_only_the_standards_form_is_written_back_alike() -> None:
    """A number in the form of 7.2.5 is itself again; any other form shows that it departs."""
    assert str(read_number("宜伍府发〔2019〕12号")) == "宜伍府发〔2019〕12号"
    assert str(read_number("宜伍府发[2019]第012号")) == "宜伍府发〔2019〕12号"


def test_an_order_has_no_year() -> None:
    """国令第718号 is number 718 of a series that runs on from year to year."""
    order = read_number("国令第718号")
    assert order == DocumentNumber(code="国令", year=None, serial=718)
    assert str(order) == "国令第718号"
    assert order.series == "国令"


def test_a_telegram_has_a_code_of_its_own() -> None:
    """国办发明电〔2019〕5号 is counted apart from 国办发〔2019〕5号."""
    telegram, document = read_number("国办发明电〔2019〕5号"), read_number("国办发〔2019〕5号")
    assert telegram == DocumentNumber(code="国办发明电", year=2019, serial=5)
    assert document is not None
    assert telegram is not None
    assert telegram.series != document.series


@pytest.mark.parametrize(
    "text", ["", "12", "〔2019〕12号", "D2019-00012", "宜伍府发〔19〕12号", "第12号"]
)
def test_what_is_no_number_is_not_guessed_at(text: str) -> None:
    """A text without a code, or with half a year, is not read as a document number."""
    assert read_number(text) is None
