"""第七章 监督, Arts 34–38: proposals, courts, findings, clues and petitions."""

from __future__ import annotations

from collections.abc import Iterator

from domain import deputies_proposals, incidents, oversight, petitions
from domain.act import Act
from domain.rulebook.checks import after
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, by_unit, each, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Move,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import AsSet, InGoodTime


def _public_result(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, deputies_proposals.Replied) or act.secret:
        return
    published = setting.dossier(act.kind, act.matter).last(deputies_proposals.ResultPublished)
    if published is None:  # answered again after that, the result is public already
        yield Opening(key=act.matter, bearer=act.unit)


# --- 34.4–34.6 proposals of deputies are discussed, answered in time, published ---


def _discussed(act: Act, setting: Setting) -> Ruling | None:
    dossier = setting.dossier(act.kind, act.matter)
    assignments = dossier.all(deputies_proposals.Assigned)
    if not assignments:
        return None
    unit = getattr(act, "unit", "")
    assigned = next((one for one in reversed(assignments) if one.unit == unit), assignments[-1])
    contact = dossier.last(deputies_proposals.ProposerContacted)
    if not assigned.responsible:
        why = "未明确责任人 / no responsible person was named"
        return breached(why, assigned.ref, bearer=assigned.unit)
    if contact is None:
        why = "答复前未与代表委员沟通 / the proposer was not contacted before the answer"
        return breached(why, assigned.ref, bearer=assigned.unit)
    return met(assigned.ref, contact.ref, bearer=assigned.unit)


DISCUSS_PROPOSALS = Gate(
    id="34.4",
    article="34",
    modality=Modality.DIRECTIVE,
    zh="办理议案、建议和提案，加强沟通，落实责任",
    en="Proposals are handled by a named person who speaks with the proposer",
    breach=Verdict.DEVIATION,
    on=(deputies_proposals.Replied,),
    holds=_discussed,
    refuses=False,
)


def _extended(act: Act) -> Move | None:
    if not isinstance(act, deputies_proposals.Extended):
        return None
    return Move(key=act.matter, until=act.until)


ANSWER_PROPOSALS_IN_TIME = Duty(
    id="34.5",
    article="34",
    modality=Modality.DIRECTIVE,
    zh="限时办结",
    en="Proposals are answered within the limit of the assignment",
    clock=Clock(
        opens={deputies_proposals.Assigned: each("unit", limit="limit")},
        terms=since(2019, 3, 1, AsSet(), "第34条"),
        stopped_by={deputies_proposals.Replied: by_matter},
        moved_by={deputies_proposals.Extended: _extended},
    ),
    reading="本规则无具体期限，以交办所定之日为准；再次交办视为改办，责任和期限随之转移，此前已逾期的仍为违反；会办不登记为交办。",
)

PUBLISH_PROPOSAL_RESULTS = Duty(
    id="34.6",
    article="34",
    modality=Modality.DIRECTIVE,
    zh="主动公开办理结果",
    en="Results of proposals are published",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={deputies_proposals.Replied: _public_result},
        terms=since(2019, 3, 1, InGoodTime("34.6.within"), "第34条"),
        stopped_by={deputies_proposals.ResultPublished: by_matter},
    ),
)

# --- 35.2, 35.4 courts are answered, findings rectified and reported ---

ANSWER_LAWSUITS = Duty(
    id="35.2",
    article="35",
    modality=Modality.DIRECTIVE,
    zh="依法做好行政应诉",
    en="Lawsuits are answered within their limit",
    clock=Clock(
        opens={oversight.CaseReceived: each("unit", limit="limit", key=by_unit)},
        terms=since(2019, 3, 1, AsSet(), "第35条"),
        stopped_by={oversight.CaseAnswered: by_unit},
    ),
    reading="一案涉及几个单位的，各自应诉。",
)

PERFORM_JUDGMENTS = Duty(
    id="35.2",
    article="35",
    modality=Modality.DIRECTIVE,
    zh="履行人民法院的生效判决、裁定",
    en="Effective judgments are performed within their own limit",
    clock=Clock(
        opens={
            oversight.JudgmentEffective: each(
                "unit", limit="limit", when="imposes_duty", key=by_unit
            )
        },
        terms=since(2019, 3, 1, AsSet(), "第35条"),
        stopped_by={oversight.JudgmentPerformed: by_unit},
    ),
    reading="判决令几个单位履行的，各自履行。",
)

REPORT_RECTIFICATION = Duty(
    id="35.4",
    article="35",
    modality=Modality.DIRECTIVE,
    zh="对监督中发现的问题认真整改，并向区政府报告",
    en="Findings of oversight are rectified and reported to the district government",
    clock=Clock(
        opens={oversight.FindingReceived: each("unit", key=by_unit)},
        terms=since(2019, 3, 1, InGoodTime("35.4.within"), "第35条"),
        stopped_by={oversight.Reported: by_unit},
    ),
    reading="意见涉及几个单位的，各自整改、各自报告；同一单位逾期后再次收到意见的，前次未报告仍为违反，其后另行起算。",
)

# --- 37.1, 37.2 what public and media raise is verified, handled, published ---

VERIFY_BEFORE_HANDLING = Gate(
    id="37.1",
    article="37",
    modality=Modality.DIRECTIVE,
    zh="对群众和媒体反映的问题，要调查核实，及时依法处理",
    en="What the public and the media raise is verified before it is handled",
    breach=Verdict.DEVIATION,
    on=(incidents.ClueHandled,),
    holds=after(incidents.ClueVerified),
    refuses=False,
)

HANDLE_CLUES = Duty(
    id="37.1",
    article="37",
    modality=Modality.DIRECTIVE,
    zh="对群众和媒体反映的问题，要调查核实，及时依法处理",
    en="What the public and the media raise is handled in good time",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={incidents.ClueReceived: each("unit")},
        terms=since(2019, 3, 1, InGoodTime("37.1.within"), "第37条"),
        stopped_by={incidents.ClueHandled: by_matter},
    ),
)


def _outcome_unpublished(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, incidents.ClueHandled) or not act.major:
        return
    if setting.dossier(act.kind, act.matter).last(incidents.ResultPublished) is None:
        yield Opening(key=act.matter, bearer=act.unit)


PUBLISH_MAJOR_OUTCOMES = Duty(
    id="37.2",
    article="37",
    modality=Modality.DIRECTIVE,
    zh="重大问题要公布处理结果",
    en="The outcome of major problems is published",
    clock=Clock(
        opens={incidents.ClueHandled: _outcome_unpublished},
        terms=since(2019, 3, 1, InGoodTime("37.2.within"), "第37条"),
        stopped_by={incidents.ResultPublished: by_matter},
    ),
    reading="是否重大由登记者认定；办结登记之前已经公布的不再要求。",
)

# --- 38.2 important petitions are read or received in person ---

RESPONSIBLE = frozenset({"leader", "principal", "deputy"})
"""负责同志: leaders of the district, principals and deputies of departments; not staff."""


def _handled_in_person(act: Act, setting: Setting) -> Ruling | None:
    dossier = setting.dossier(act.kind, act.matter)
    judged = dossier.last(petitions.Classified)
    if judged is None or not judged.important or not isinstance(act, petitions.Resolved):
        return None
    read = [one for one in dossier.all(petitions.ReadInPerson) if one.post in RESPONSIBLE]
    met_in_person = [
        one for one in dossier.all(petitions.PetitionerReceived) if one.post in RESPONSIBLE
    ]
    handled = [one.ref for one in read] + [one.ref for one in met_in_person]
    if not handled:
        why = "无领导或负责同志亲自阅批或接待 / no leader read or received it in person"
        return breached(why, judged.ref, bearer=act.unit)
    if judged.major and dossier.last(petitions.Urged) is None:
        why = "重大问题未经督促解决 / a solution of the major problem was not urged"
        return breached(why, judged.ref, bearer=act.unit)
    return met(judged.ref, *handled, bearer=act.unit)


HANDLE_PETITIONS_IN_PERSON = Gate(
    id="38.2",
    article="38",
    modality=Modality.DIRECTIVE,
    zh="亲自阅批、接待重要群众来信来访，督促解决重大问题",
    en="Important petitions are read or received in person, major ones urged",
    on=(petitions.Resolved,),
    holds=_handled_in_person,
    refuses=False,
    reading="重要、重大由登记者认定；负责同志含部门副职，不含工作人员；办结时认定。",
)

NORMS: tuple[Norm, ...] = (
    DISCUSS_PROPOSALS,
    ANSWER_PROPOSALS_IN_TIME,
    PUBLISH_PROPOSAL_RESULTS,
    ANSWER_LAWSUITS,
    PERFORM_JUDGMENTS,
    REPORT_RECTIFICATION,
    VERIFY_BEFORE_HANDLING,
    HANDLE_CLUES,
    PUBLISH_MAJOR_OUTCOMES,
    HANDLE_PETITIONS_IN_PERSON,
)
