"""第七章 监督, Art. 34: district normative documents are filed with the People's Congress."""

from __future__ import annotations

from collections.abc import Iterator

from domain.act import Act
from domain.normative_documents import GOVERNMENT, FiledWithCongress, Issued
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import Clock, Duty, Modality, Norm, Opening
from domain.rulebook.setting import Setting
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.chapter_04_filing import GONE, filed_by_then


def _district(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, Issued) or GOVERNMENT not in act.issuers:
        return
    if not filed_by_then(act, FiledWithCongress, setting):
        yield Opening(key=act.matter, bearer=GOVERNMENT)


FILE_WITH_THE_CONGRESS = Duty(
    id="34.2",
    article="34",
    modality=Modality.DIRECTIVE,
    zh="依法向区人大常委会备案规范性文件",
    en="District normative documents are filed with the People's Congress committee",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={Issued: _district},
        terms=since(2019, 3, 1, InGoodTime("34.2.within"), "第三十四条"),
        stopped_by={FiledWithCongress: by_matter},
        cancelled_by=GONE,
    ),
)

NORMS: tuple[Norm, ...] = (FILE_WITH_THE_CONGRESS,)
