"""第八章 会议制度, Arts 40–45: the five meetings: who chairs, who attends, what for.

Who chairs is in ``chapter_08_chairs``, who is asked in ``chapter_08_composition``,
``chapter_08_units`` and ``chapter_08_guests``, what for in ``chapter_08_tasks``; ``NORMS`` has them
all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import meetings, organisation
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Principle,
    Quota,
    Ruling,
    breached,
    met,
)
from domain.rulebook.wujiagang_2019.chapter_08_chairs import NORMS as CHAIRS
from domain.rulebook.wujiagang_2019.chapter_08_composition import NORMS as COMPOSITION
from domain.rulebook.wujiagang_2019.chapter_08_guests import NORMS as GUESTS
from domain.rulebook.wujiagang_2019.chapter_08_meetings import first_session
from domain.rulebook.wujiagang_2019.chapter_08_tasks import NORMS as TASKS
from domain.rulebook.wujiagang_2019.chapter_08_units import NORMS as UNITS

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 40.1 five kinds ---


def _one_of_five(act: Act, setting: Setting) -> Ruling | None:
    del setting
    if not isinstance(act, meetings.Convened):
        return None
    if act.meeting_kind in meetings.KINDS:
        return met()
    return breached(
        f"{act.meeting_kind}不是规则规定的五种会议之一 / {act.meeting_kind!r} is none of the five: "
        "plenary, executive, regular, special, study"
    )


FIVE_KINDS_OF_MEETING = Gate(
    id="40.1",
    article="40",
    modality=Modality.DECLARATIVE,
    zh="实行全体会议、常务会议、区长例会、专题会议和学习会制度",
    en="There are five kinds: plenary, executive, regular, special and study meetings",
    on=(meetings.Convened,),
    holds=_one_of_five,
    reading="只及区政府的会议；现场会不另成一类，按专题会议登记；部门召开的会议另有规定（51、52）。",
)

# --- 43.4 the regular meeting is held as needed ---


def _regular(act: Act, setting: Setting) -> str | None:
    return organisation.HEAD if first_session(act, setting, meetings.REGULAR) else None


REGULAR_MEETING_AS_NEEDED = Quota(
    id="43.4",
    article="43",
    modality=Modality.AS_NEEDED,
    zh="区长例会根据需要不定期召开",
    en="The regular meeting is held as needed (counted only)",
    on=(meetings.Started,),
    counts=_regular,
    period=Period.MONTH,
    reading="只计数，不作认定。",
)

# --- 45.2 what study meetings are about ---

STUDY_CONTENTS_POLITICS_ECONOMY_TECHNOLOGY_FINANCE = Principle(
    id="45.2",
    article="45",
    modality=Modality.DECLARATIVE,
    zh="主要内容",
    en="Study contents: politics, economy, technology, finance, law, ecology, social",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (
    FIVE_KINDS_OF_MEETING,
    REGULAR_MEETING_AS_NEEDED,
    *CHAIRS,
    *COMPOSITION,
    *UNITS,
    *GUESTS,
    *TASKS,
    STUDY_CONTENTS_POLITICS_ECONOMY_TECHNOLOGY_FINANCE,
)
