"""《伍家岗区人民政府工作规则》 The district government's Working Rules, 2019.

In force [2019-03-01, 2024-03-01) (Art. 83). One module per chapter, in the text's order; one
constant per norm. Ids are article.item as in the reference reading of the text.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain import organisation
from domain.rulebook.norms import Predecessor, Rulebook
from domain.rulebook.wujiagang_2019 import (
    chapter_02_members,
    chapter_08_meetings,
    chapter_09_documents,
    chapter_10_supervision,
    chapter_11_discipline,
    chapter_12_conduct,
    chapter_13_supplement,
)

RULEBOOK = Rulebook(
    id="wjg-2019",
    zh="伍家岗区人民政府工作规则（2019）",
    en="Working Rules of the Wujiagang District People's Government (2019)",
    zone=ZoneInfo("Asia/Shanghai"),
    calendar="cn",
    since=dt.date(2019, 3, 1),
    until=dt.date(2024, 3, 1),
    predecessor=Predecessor(
        id="wjg-2015",
        since=dt.date(2015, 3, 18),
        reason="2015年规则文本缺失 / 2015 rules, text not available",
    ),
    softened_units=frozenset({organisation.BY_REFERENCE}),
    norms=(
        *chapter_02_members.NORMS,
        *chapter_08_meetings.NORMS,
        *chapter_09_documents.NORMS,
        *chapter_10_supervision.NORMS,
        *chapter_11_discipline.NORMS,
        *chapter_12_conduct.NORMS,
        *chapter_13_supplement.NORMS,
    ),
)
