"""第七章 监督, Art. 39: major decisions can be traced for life."""

from __future__ import annotations

from domain.act import Act
from domain.major_decisions import Decided
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_05_evidence import dossier_and_unit


def _traceable(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, Decided):
        return None
    dossier, unit = dossier_and_unit(act, setting)
    facts = {
        "提出人 proposer": bool(dossier.acts),
        "会议 meeting": bool(act.meeting),
        "审核人 reviewer": bool(act.reviewed_by),
        "参会人及其意见 attendees and their positions": bool(act.attended)
        and len(act.positions) == len(act.attended),
    }
    missing = [name for name, known in facts.items() if not known]
    if not missing:
        return met(bearer=unit)
    zh, en = "、".join(missing), ", ".join(missing)
    return breached(f"无法倒查，缺{zh} / it cannot be traced, missing: {en}", bearer=act.by)


TRACE_DECISIONS = Gate(
    id="39.2",
    article="39",
    modality=Modality.DIRECTIVE,
    zh="重大决策终身责任追究制度及责任倒查机制",
    en="For every major decision the log says who proposed, reviewed and decided",
    breach=Verdict.DEVIATION,
    on=(Decided,),
    holds=_traceable,
    refuses=False,
    reading="台账须答得出何人提出、审核、参会、如何表态；签发人见公文。",
)

NORMS: tuple[Norm, ...] = (TRACE_DECISIONS,)
