"""《伍家岗区人民政府工作规则》 The district government's Working Rules, 2019.

In force [2019-03-01, 2024-03-01) (Art. 83). One module per chapter, in the text's order; one
constant per norm. Ids are article.item as in the reference reading of the text.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from domain import organisation
from domain.rulebook.norms import Predecessor, Rulebook, in_text_order
from domain.rulebook.parameters import load_parameters
from domain.rulebook.wujiagang_2019 import (
    chapter_01_general,
    chapter_02_major_matters,
    chapter_02_members,
    chapter_02_organisation,
    chapter_03_functions,
    chapter_04_filing,
    chapter_04_lawful_administration,
    chapter_04_making,
    chapter_05_decisions,
    chapter_06_disclosure,
    chapter_06_openness,
    chapter_06_prior_publication,
    chapter_07_accountability,
    chapter_07_filing,
    chapter_07_handling,
    chapter_07_oversight,
    chapter_08_activities,
    chapter_08_attendance,
    chapter_08_kinds_of_meetings,
    chapter_08_meetings,
    chapter_09_documents,
    chapter_09_intake,
    chapter_09_issuance,
    chapter_10_coordination,
    chapter_10_emergencies,
    chapter_10_execution,
    chapter_10_inspections,
    chapter_10_plans,
    chapter_10_supervision,
    chapter_11_discipline,
    chapter_11_leave,
    chapter_11_speaking,
    chapter_11_statements,
    chapter_12_conduct,
    chapter_12_grounds,
    chapter_12_handling,
    chapter_12_integrity,
    chapter_12_publicity,
    chapter_12_research,
    chapter_12_service,
    chapter_12_visits,
    chapter_13_supplement,
)

_CHAPTERS = (
    chapter_01_general,
    chapter_02_major_matters,
    chapter_02_members,
    chapter_02_organisation,
    chapter_03_functions,
    chapter_04_filing,
    chapter_04_lawful_administration,
    chapter_04_making,
    chapter_05_decisions,
    chapter_06_disclosure,
    chapter_06_openness,
    chapter_06_prior_publication,
    chapter_07_accountability,
    chapter_07_filing,
    chapter_07_handling,
    chapter_07_oversight,
    chapter_08_activities,
    chapter_08_attendance,
    chapter_08_kinds_of_meetings,
    chapter_08_meetings,
    chapter_09_documents,
    chapter_09_intake,
    chapter_09_issuance,
    chapter_10_coordination,
    chapter_10_emergencies,
    chapter_10_execution,
    chapter_10_inspections,
    chapter_10_plans,
    chapter_10_supervision,
    chapter_11_discipline,
    chapter_11_leave,
    chapter_11_speaking,
    chapter_11_statements,
    chapter_12_conduct,
    chapter_12_grounds,
    chapter_12_handling,
    chapter_12_integrity,
    chapter_12_publicity,
    chapter_12_research,
    chapter_12_service,
    chapter_12_visits,
    chapter_13_supplement,
)

RULEBOOK = Rulebook(
    id="wjg-2019",
    zh="伍家岗区人民政府工作规则（2019）",
    en="Working Rules of the Wujiagang District People's Government (2019)",
    zone=ZoneInfo("Asia/Shanghai"),
    calendar="cn",
    since=dt.date(2019, 3, 1),
    until=dt.date(2024, 3, 1),
    predecessor=Predecessor(
        id="wjg-2015",
        since=dt.date(2015, 3, 18),
        reason="2015年规则文本缺失 / 2015 rules, text not available",
    ),
    softened_units=frozenset({organisation.BY_REFERENCE}),
    norms=in_text_order(norm for chapter in _CHAPTERS for norm in chapter.NORMS),
    parameters=load_parameters(Path(__file__).with_name("parameters.toml")),
)
