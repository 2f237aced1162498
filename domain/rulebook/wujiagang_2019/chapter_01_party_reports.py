"""第一章 总则, Art. 3: important matters are reported to the Party committee."""

from __future__ import annotations

from domain import determinations, major_decisions
from domain.act import Act
from domain.reports import ReportedToParty
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.setting import Setting


def _reported_first(act: Act, setting: Setting) -> Ruling | None:
    tag = setting.tagged(act.about, determinations.IMPORTANT)
    if tag is None:
        return None
    report = setting.dossier("party_report", act.about).last(ReportedToParty)
    if report is not None:
        return met(tag.ref, report.ref)
    why = f"印发前未向区委请示报告（{tag.by}认定重要） / not reported to the Party committee first"
    return breached(why, tag.ref)


REPORT_TO_THE_PARTY = Gate(
    id="3.4",
    article="3",
    modality=Modality.DIRECTIVE,
    zh="重要事项及时向区委请示报告",
    en="Important matters are reported to the Party committee before they are carried out",
    breach=Verdict.DEVIATION,
    on=(major_decisions.Issued,),
    holds=_reported_first,
    refuses=False,
    reading="是否重要由标识认定，载明认定人；至迟为印发或实施之前。",
)

NORMS: tuple[Norm, ...] = (REPORT_TO_THE_PARTY,)
