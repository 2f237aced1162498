"""第十章 监督制度, Art. 62: emergencies and the findings of superior inspections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import incidents, oversight
from domain.rulebook.keys import by_matter, by_unit, each, since
from domain.rulebook.norms import Clock, Duty, Modality, Norm, Opening, Opens
from domain.rulebook.terms import AsSet, InGoodTime
from domain.rulebook.wujiagang_2019.chapter_10_directives import NOT_ADDRESSED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- whom the sentence addresses: 区政府及各部门, as in 62.8 ---


def _addressed(opens: Opens) -> Opens:
    def among_the_addressed(act: Act, setting: Setting) -> Iterable[Opening]:
        if setting.unit_kind(getattr(act, "unit", "")) in NOT_ADDRESSED:
            return ()
        return opens(act, setting)

    return among_the_addressed


_major_occurred = _addressed(each("unit", when="major"))
_superior_finding = _addressed(each("unit", limit="limit", when="superior", key=by_unit))

# --- 62.12 emergencies are handled and reported ---

RESPOND_TO_EMERGENCIES = Duty(
    id="62.12",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="发生重大突发事件，迅速处置",
    en="Major emergencies are handled at once",
    clock=Clock(
        opens={incidents.Occurred: _major_occurred},
        terms=since(2019, 3, 1, InGoodTime("62.12.response"), "第62条"),
        stopped_by={incidents.ResponseStarted: by_matter},
    ),
    reading="“迅速”“按规定”均无具体期限，仅报告用时；不及街乡。",
)

REPORT_EMERGENCIES = Duty(
    id="62.12",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="按规定向上级报告",
    en="Major emergencies are reported to superiors as prescribed",
    clock=Clock(
        opens={incidents.Occurred: _major_occurred},
        terms=since(2019, 3, 1, InGoodTime("62.12.report"), "第62条"),
        stopped_by={incidents.ReportedToSuperior: by_matter},
    ),
    reading="“迅速”“按规定”均无具体期限，仅报告用时；不及街乡。",
)

# --- 62.13 findings of superior inspections are rectified in time ---

RECTIFY_SUPERIOR_FINDINGS = Duty(
    id="62.13",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="上级巡视、督查、检查反馈的问题，按照规定时间整改到位",
    en="Findings of superior inspections are rectified within their limit",
    clock=Clock(
        opens={oversight.FindingReceived: _superior_finding},
        terms=since(2019, 3, 1, AsSet(), "第62条"),
        stopped_by={oversight.Rectified: by_unit},
    ),
    reading="期限依反馈意见所定；意见涉及几个单位的，各自整改；不及街乡。",
)

NORMS: tuple[Norm, ...] = (
    RESPOND_TO_EMERGENCIES,
    REPORT_EMERGENCIES,
    RECTIFY_SUPERIOR_FINDINGS,
)
