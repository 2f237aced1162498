"""第二章 组成人员及职责, Art. 7: major matters are decided in a meeting."""

from __future__ import annotations

from domain import determinations
from domain.act import Act
from domain.major_decisions import Issued, Proposed
from domain.rulebook.norms import Gate, Modality, Norm, Outcome, Ruling, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_05_evidence import (
    BEGINNING_UNKNOWN,
    by_the_right_meeting,
    dossier_and_unit,
)


def _major_decided(act: Act, setting: Setting) -> Ruling | None:
    tag = setting.tagged(act.about, determinations.MAJOR)
    if tag is None:
        return None
    dossier, unit = dossier_and_unit(act, setting)
    ruling = by_the_right_meeting(dossier, unit)
    if ruling.outcome is Outcome.BREACHED and dossier.first(Proposed) is None:
        ruling = unknown(BEGINNING_UNKNOWN, *ruling.evidence, bearer=unit)
    return ruling._replace(evidence=(tag.ref, *ruling.evidence))


DECIDE_MAJOR_MATTERS = Gate(
    id="7.2",
    article="7",
    modality=Modality.MUST,
    zh="重大事项必须经全体会议或常务会议讨论决定",
    en="Major matters must be decided by the plenary or the executive meeting",
    on=(Issued,),
    holds=_major_decided,
    reading="是否重大由标识认定，载明认定人；区长例会不在其列；提出情况未登记的（如只导入了后半段）无法认定。",
)

NORMS: tuple[Norm, ...] = (DECIDE_MAJOR_MATTERS,)
