"""第九章 公文审批, Art. 53: what goes to the Party committee passes the government first."""

from __future__ import annotations

from domain import documents, organisation
from domain.act import Act
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.setting import Setting

GOVERNMENT_UNITS = frozenset(
    {organisation.OFFICE, organisation.DEPARTMENT, organisation.AFFILIATED}
)


def _government_first(act: Act, setting: Setting) -> Ruling | None:
    document = setting.world.state("document", act.matter)
    if not isinstance(act, documents.SubmittedToPartyCommittee) or document is None:
        return None
    drafted = document.drafted
    lead = setting.unit_kind(drafted.unit) in GOVERNMENT_UNITS
    if not act.government_duties or not lead:
        return None
    if document.government_reviewed:
        return met(drafted.ref, document.government_reviewed.ref, bearer=drafted.unit)
    if drafted.decided_item:
        return met(drafted.ref, bearer=drafted.unit)
    why = "未先报区政府审议审批 / the government had not considered it first"
    return breached(why, drafted.ref, bearer=drafted.unit)


GOVERNMENT_CONSIDERS_FIRST = Gate(
    id="53.8",
    article="53",
    modality=Modality.SHOULD,
    zh="提请区委审议或联合发文的文件稿，应先按程序报区政府审议或审批",
    en="Drafts for the Party committee first pass the district government's procedure",
    on=(documents.SubmittedToPartyCommittee,),
    holds=_government_first,
    reading="限于内容主要涉及区政府职责且由区政府部门牵头起草的；依据区政府会议决定起草的视为已审议。",
)

NORMS: tuple[Norm, ...] = (GOVERNMENT_CONSIDERS_FIRST,)
