"""第十章 监督制度, Art. 62: emergencies and the findings of superior inspections."""

from __future__ import annotations

from domain import incidents, oversight
from domain.rulebook.keys import by_matter, each, since
from domain.rulebook.norms import Clock, Duty, Modality, Norm
from domain.rulebook.terms import AsSet, InGoodTime

# --- 62.12 emergencies are handled and reported ---

RESPOND_TO_EMERGENCIES = Duty(
    id="62.12",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="发生重大突发事件，迅速处置",
    en="Major emergencies are handled at once",
    clock=Clock(
        opens={incidents.Occurred: each("unit", when="major")},
        terms=since(2019, 3, 1, InGoodTime("62.12.response"), "第62条"),
        stopped_by={incidents.ResponseStarted: by_matter},
    ),
)

REPORT_EMERGENCIES = Duty(
    id="62.12",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="按规定向上级报告",
    en="Major emergencies are reported to superiors as prescribed",
    clock=Clock(
        opens={incidents.Occurred: each("unit", when="major")},
        terms=since(2019, 3, 1, InGoodTime("62.12.report"), "第62条"),
        stopped_by={incidents.ReportedToSuperior: by_matter},
    ),
)

# --- 62.13 findings of superior inspections are rectified in time ---

RECTIFY_SUPERIOR_FINDINGS = Duty(
    id="62.13",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="上级巡视、督查、检查反馈的问题，按照规定时间整改到位",
    en="Findings of superior inspections are rectified within their limit",
    clock=Clock(
        opens={oversight.FindingReceived: each("unit", limit="limit", when="superior")},
        terms=since(2019, 3, 1, AsSet(), "第62条"),
        stopped_by={oversight.Rectified: by_matter},
    ),
)

NORMS: tuple[Norm, ...] = (
    RESPOND_TO_EMERGENCIES,
    REPORT_EMERGENCIES,
    RECTIFY_SUPERIOR_FINDINGS,
)
