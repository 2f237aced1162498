"""第八章 会议制度, Arts 51–52: district-wide meetings of departments and leaders' activities."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

MEETINGS_ARE_REDUCED_MERGED_AND_KEPT = Principle(
    id="51.1",
    article="51",
    modality=Modality.DIRECTIVE,
    zh="从严控制、能不开的坚决不开",
    en="Meetings are reduced, merged and kept efficient; no implementing meetings by",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

MEETINGS_ARE_WELL_PREPARED_AND_DISCIPLINED = Principle(
    id="51.6",
    article="51",
    modality=Modality.DIRECTIVE,
    zh="会风会纪",
    en="Meetings are well prepared and disciplined",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (
    MEETINGS_ARE_REDUCED_MERGED_AND_KEPT,
    MEETINGS_ARE_WELL_PREPARED_AND_DISCIPLINED,
)
