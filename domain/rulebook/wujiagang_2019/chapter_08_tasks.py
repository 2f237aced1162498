"""第八章 会议制度, Arts 41–44: what each meeting is for, and what belongs before another one.

The lists of main tasks 主要任务 are no duties. What is judged is that a plenary's topics say under
which task they come; that important papers were before the plenary or the executive meeting when
they were signed; and that a regular or special meeting alone did not decide what is theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain import determinations, documents, major_decisions, meetings, topics
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_05_evidence import (
    COLLECTIVE,
    dossier_and_unit,
    enough_for,
    is_general,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 41.3 the tasks of the plenary ---


def _under_a_task(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, topics.Approved):
        return None
    meeting: meetings.Meeting | None = setting.world.state("meeting", act.meeting)
    topic: topics.Topic | None = setting.world.state("topic", act.matter)
    if topic is None:
        return None
    kind = meeting.convened.meeting_kind if meeting else topic.proposed.meeting_kind
    if kind != meetings.PLENARY:
        return None
    bearer, tasks = the_office(setting), setting.number("41.3", "tasks")
    if 1 <= act.task <= tasks:
        return met(topic.proposed.ref, bearer=bearer)
    why = (
        f"未注明属于四项主要任务中的哪一项 / it does not say which of the {tasks} tasks it is under"
    )
    return breached(why, topic.proposed.ref, bearer=bearer)


PLENARY_TOPICS_UNDER_A_TASK = Gate(
    id="41.3",
    article="41",
    modality=Modality.DECLARATIVE,
    zh="全体会议的主要任务",
    en="A plenary's topics come under its four main tasks",
    breach=Verdict.DEVIATION,
    on=(topics.Approved,),
    holds=_under_a_task,
    refuses=False,
    numbers={"tasks": meetings.TASKS[meetings.PLENARY]},
    reading="第四项为兜底，任何议题均可归入；只列出未归类的议题，属登记缺漏，不涉及议题本身。",
)

# --- what decided a document, and whether it is an important one ---


def _decided_by(
    document: documents.Document, kinds: frozenset[str], setting: Setting
) -> meetings.ItemDecided | None:
    """Return the decision of a meeting of some kinds that a document be issued, or None."""
    names = {document.matter, document.drafted.decided_item} - {""}
    for meeting in setting.world.naming("meeting", meetings.decided_on, *names):
        if meeting.convened.meeting_kind not in kinds:
            continue
        for item in meeting.items:
            if document.matter == item.document or _named_by(document, item):
                return item  # type: ignore[no-any-return]
    return None


def _named_by(document: documents.Document, item: meetings.ItemDecided) -> bool:
    return document.drafted.decided_item == f"{item.matter}/{item.item}"


def _is_important(document: documents.Document, setting: Setting) -> bool:
    """重要: tagged so on the document, or by the Office's determination about it."""
    if {documents.IMPORTANT, documents.MAJOR} & set(document.tags):
        return True
    about = f"document:{document.matter}"
    names = (determinations.IMPORTANT, determinations.MAJOR)
    return any(setting.tagged(about, name) for name in names)


def _document_signed(act: Act, setting: Setting) -> documents.Document | None:
    """Return the district government's document an act signs; the Office's own are none."""
    if not isinstance(act, documents.Signed):
        return None
    document: documents.Document | None = setting.world.state("document", act.matter)
    ours = document is not None and document.drafted.issuer == documents.GOVERNMENT
    return document if ours else None


# --- 42.4 the tasks of the executive meeting ---


def _before_the_executive_meeting(act: Act, setting: Setting) -> Ruling | None:
    document = _document_signed(act, setting)
    if document is None or not _for_the_executive(document, setting):
        return None
    refs, unit = (document.drafted.ref, *document.tag_refs), document.drafted.unit
    item = _decided_by(document, COLLECTIVE, setting)
    if item is not None:
        return met(*refs, item.ref, bearer=unit)
    why = "签发前未经常务会议（全体会议）研究 / signed before the executive meeting considered it"
    return breached(why, *refs, bearer=unit)


def _for_the_executive(document: documents.Document, setting: Setting) -> bool:
    """Say whether it is an important request or report to the city, rule, or a plan (items 2–4)."""
    if documents.PLAN in document.tags:
        return True
    drafted = document.drafted
    upward = drafted.direction == documents.UP and drafted.document_class in _TO_THE_CITY
    if not upward and drafted.document_class != documents.NORMATIVE:
        return False
    return _is_important(document, setting)


_TO_THE_CITY: Final = frozenset({documents.REQUEST, documents.REPORT})

IMPORTANT_PAPERS_BEFORE_THE_EXECUTIVE_MEETING = Gate(
    id="42.4",
    article="42",
    modality=Modality.DECLARATIVE,
    zh="常务会议审议重要请示报告、重要规范性文件，讨论规划",
    en="The executive meeting considers important requests, normative documents and plans",
    breach=Verdict.DEVIATION,
    on=(documents.Signed,),
    holds=_before_the_executive_meeting,
    refuses=False,
    reading="主要任务不是明文义务，签发前未经研究的为偏离；是否重要、是否规划由标识认定，载明认定人；第五项的金额标准文中未定，不作认定。",
)

# --- 43.3, 44.4 the tasks of the regular and of the special meeting ---


def _not_alone(kind: str) -> Callable[[Act, Setting], Ruling | None]:
    """Require that a kind of meeting did not alone decide what Art. 23 gives to others."""

    def holds(act: Act, setting: Setting) -> Ruling | None:
        if isinstance(act, major_decisions.Issued):
            return _matter_not_alone(kind, act, setting)
        return _document_not_alone(kind, act, setting)

    return holds


def _matter_not_alone(kind: str, act: Act, setting: Setting) -> Ruling | None:
    dossier, unit = dossier_and_unit(act, setting)
    proposed = dossier.first(major_decisions.Proposed)
    decisions = dossier.all(major_decisions.Decided)
    refs = [one.ref for one in decisions]
    if proposed is None or all(one.meeting_kind != kind for one in decisions):
        return None
    enough = enough_for(general=is_general(proposed, act, setting))
    if proposed.matter_kind == "other" or any(one.meeting_kind in enough for one in decisions):
        return met(*refs, bearer=unit)
    return breached(_ALONE[kind], proposed.ref, *refs, bearer=unit)


def _document_not_alone(kind: str, act: Act, setting: Setting) -> Ruling | None:
    document = _document_signed(act, setting)
    if document is None or not document.drafted.decided_item:
        return None
    number, _, _ = document.drafted.decided_item.rpartition("/")
    meeting: meetings.Meeting | None = setting.world.state("meeting", number)
    if meeting is None or meeting.convened.meeting_kind != kind:
        return None
    refs, unit = (document.drafted.ref, meeting.convened.ref), document.drafted.unit
    if document.drafted.document_class != documents.NORMATIVE:
        return met(*refs, bearer=unit)
    enough = enough_for(general=not _is_important(document, setting))
    item = _decided_by(document, enough, setting)
    if item is not None:
        return met(*refs, item.ref, bearer=unit)
    return breached(_ALONE[kind], *refs, *document.tag_refs, bearer=unit)


_ALONE: Final = {
    meetings.REGULAR: "仅经区长例会，未经全体会议或常务会议决定（23.1） / decided by the regular "
    "meeting alone, not by the plenary or the executive meeting (23.1)",
    meetings.SPECIAL: "仅经专题会议，未经全体会议或常务会议决定（23.1） / decided by a special "
    "meeting alone, not by the plenary or the executive meeting (23.1)",
}

REGULAR_MEETING_DOES_NOT_DECIDE_ALONE = Gate(
    id="43.3",
    article="43",
    modality=Modality.DECLARATIVE,
    zh="区长例会的主要任务",
    en="The regular meeting does not alone decide what Art. 23 gives to the executive meeting",
    on=(documents.Signed, major_decisions.Issued),
    holds=_not_alone(meetings.REGULAR),
    refuses=False,
    reading="印发（签发）前只经区长例会决定第二十三条所列事项的，与23.1同为一事；一般性或内部管理的规范性文件可由区长例会讨论，未标识为重要的视为一般；金额标准文中未定，不作认定。",
)
SPECIAL_MEETING_DOES_NOT_DECIDE_ALONE = Gate(
    id="44.4",
    article="44",
    modality=Modality.DECLARATIVE,
    zh="专题会议的主要任务",
    en="A special meeting coordinates; it does not alone decide what Art. 23 gives to others",
    on=(documents.Signed, major_decisions.Issued),
    holds=_not_alone(meetings.SPECIAL),
    refuses=False,
    reading="专题会议可以研究协调（第四项），印发（签发）前另经有权会议决定的不是问题；与23.1同为一事。",
)

NORMS: tuple[Norm, ...] = (
    PLENARY_TOPICS_UNDER_A_TASK,
    IMPORTANT_PAPERS_BEFORE_THE_EXECUTIVE_MEETING,
    REGULAR_MEETING_DOES_NOT_DECIDE_ALONE,
    SPECIAL_MEETING_DOES_NOT_DECIDE_ALONE,
)
