"""第十二章 廉政和作风, Art. 78: no decision without research, hearing or advice."""

from __future__ import annotations

from domain import major_decisions
from domain.act import Act
from domain.major_decisions import Decided
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_05_evidence import (
    BEGINNING_UNKNOWN,
    dossier_and_unit,
    waived,
)

GROUNDS: dict[str, tuple[tuple[type[Act], ...], str]] = {
    "调查研究 research": ((major_decisions.Investigated,), "investigation"),
    "听取意见 hearing": (
        (major_decisions.PublicTookPart, major_decisions.ExternalPartiesHeard),
        "participation",
    ),
    "咨询论证 expert advice": (
        (major_decisions.ExpertsArgued, major_decisions.DepartmentHeard),
        "experts",
    ),
}
"""The three grounds, the acts that give each, and the step by whose waiver it falls away."""


def _grounded(act: Act, setting: Setting) -> Ruling | None:
    dossier, unit = dossier_and_unit(act, setting)
    released = waived(dossier)
    refs = [one.ref for one in dossier.acts if isinstance(one, _ALL)]
    missing = [
        name
        for name, (acts, step) in GROUNDS.items()
        if step not in released and not any(isinstance(one, acts) for one in dossier.acts)
    ]
    if not missing:
        return met(*refs, *released.values(), bearer=unit)
    if dossier.first(major_decisions.Proposed) is None:
        return unknown(BEGINNING_UNKNOWN, *refs, bearer=unit)
    listed = ", ".join(missing)
    return breached(f"缺{listed} / missing: {listed}", *refs, bearer=unit)


_ALL = tuple(act for acts, _ in GROUNDS.values() for act in acts)

NO_DECISION_WITHOUT_GROUNDS = Gate(
    id="78.1",
    article="78",
    modality=Modality.MUST_NOT,
    zh="没有深入调研、没有广泛听取意见、没有充分咨询论证不决策",
    en="Nothing is decided without research, wide hearing and expert advice",
    on=(Decided,),
    holds=_grounded,
    reading="及于第22、23条的决策；三者缺一不可，免除须有批准人和理由；提出情况未登记的无法认定。",
)

NORMS: tuple[Norm, ...] = (NO_DECISION_WITHOUT_GROUNDS,)
