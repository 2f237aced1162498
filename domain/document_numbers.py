"""发文字号 Document numbers: read in every usual form (GB/T 9704-2012, 7.2.5).

The standard's form is 机关代字〔年份〕顺序号: the issuer's code, the whole year in hexagonal
brackets, and a serial number without 第 and without leading noughts, closed by 号. Telegrams 发明电
have the same form under a code of their own (国办发明电〔2019〕5号). Orders 令 run on from year to
year and name none (国令第718号). Other brackets, full-width digits, a 第 or noughts are read as
well; written back, such a number differs from its text, which tells that it departs from the form.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import attrs

_DATED: Final = re.compile(
    r"(?P<code>[^\d\s〔〕\[\]()【】]+?)\s*[〔\[(【]\s*(?P<year>\d{4})\s*[〕\])】]\s*"
    r"第?\s*(?P<serial>\d{1,18})\s*号?"
)
_ORDER: Final = re.compile(r"(?P<code>[^\d\s〔〕\[\]()【】]*令)\s*第?\s*(?P<serial>\d{1,18})\s*号?")


@attrs.frozen(kw_only=True)
class DocumentNumber:
    """发文字号: a number taken apart.

    Attributes:
        code: the issuer's code 机关代字, ending in 令 for an order.
        year: the year; None for an order, whose numbers run on from year to year.
        serial: the number within code and year.

    """

    code: str
    year: int | None
    serial: int

    @property
    def series(self) -> str:
        """What it is counted in: ``宜伍府发〔2019〕``, or ``国令`` for orders."""
        return self.code if self.year is None else f"{self.code}〔{self.year}〕"

    def __str__(self) -> str:
        """Return it in the standard's form."""
        counted = f"第{self.serial}" if self.year is None else str(self.serial)
        return f"{self.series}{counted}号"


def read_number(text: str) -> DocumentNumber | None:
    """Return the document number that a text is, None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DATED.fullmatch(plain) or _ORDER.fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict()
    year = parts.get("year")
    return DocumentNumber(
        code=parts["code"], year=int(year) if year else None, serial=int(parts["serial"])
    )
