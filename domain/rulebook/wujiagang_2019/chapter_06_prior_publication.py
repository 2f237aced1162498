"""第六章 推进政务公开, Art. 30: drafts are published before they are decided."""

from __future__ import annotations

from domain import determinations, major_decisions
from domain.act import Act
from domain.major_decisions import Decided
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_05_evidence import (
    BEGINNING_UNKNOWN,
    COLLECTIVE,
    dossier_and_unit,
)


def _published_before(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, Decided) or act.meeting_kind not in COLLECTIVE:
        return None
    if setting.tagged(act.about, determinations.SECRET) is not None:
        return None
    dossier, unit = dossier_and_unit(act, setting)
    published = dossier.last(major_decisions.DraftPublished)
    if published is not None:
        return met(published.ref, bearer=unit)
    if dossier.first(major_decisions.Proposed) is None:
        return unknown(BEGINNING_UNKNOWN, bearer=unit)
    reasons = [one.ref for one in dossier.all(major_decisions.NotPublishedBecause) if one.reason]
    why = "决策前未公布草案 / the draft was not published before the decision"
    return breached(why, *reasons, bearer=unit)._replace(justified=bool(reasons))


PUBLISH_THE_DRAFT = Gate(
    id="30.2",
    article="30",
    modality=Modality.IN_PRINCIPLE,
    zh="应逐步在决策前公布决策草案、决策依据，听取意见",
    en="Drafts and their basis are, progressively, published before the decision",
    breach=Verdict.DEVIATION,
    on=(Decided,),
    holds=_published_before,
    refuses=False,
    reading="“应逐步”至多为偏离，事先说明理由的为有理由的偏离；涉密的除外；提出情况未登记的无法认定。",
)

NORMS: tuple[Norm, ...] = (PUBLISH_THE_DRAFT,)
