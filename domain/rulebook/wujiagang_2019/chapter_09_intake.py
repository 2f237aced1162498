"""第九章 公文审批, Art. 53: what is sent up, to whom, and what the Office's intake lets pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain import assignments, organisation
from domain import submissions as s
from domain.act import Act
from domain.change import changed
from domain.determinations import still_on
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Principle,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.leaders import is_leader

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting


def submission_of(act: Act, setting: Setting) -> s.Submission | None:
    """Return the submission of an act, with the tags still on it; None: it was not submitted."""
    state: s.Submission | None = setting.world.state("submission", act.matter)
    if state is None or not state.tags:
        return state
    about = setting.dossier("determination", f"submission:{act.matter}")
    return changed(state, tags=still_on(about, state.tags))


# --- 53.1 what comes in conforms, or goes back ---


def _check_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    yield Opening(key=act.matter, bearer=the_office(setting))


_LOOKED_AT = (s.IntakeChecked, s.Accepted, s.Returned, s.OpinionProposed)
"""Acts of the Office that show it looked at what came in."""

CHECK_WHAT_COMES_IN = Duty(
    id="53.1",
    article="53",
    modality=Modality.SHOULD,
    zh="报送公文应当符合公文处理的规定与要求",
    en="The Office checks what comes in against the rules on official documents",
    clock=Clock(
        opens={s.Received: _check_owed},
        terms=since(2019, 3, 1, InGoodTime("53.1.within"), "第五十三条"),
        stopped_by=dict.fromkeys(_LOOKED_AT, by_matter),
        cancelled_by={s.Withdrawn: by_matter},
    ),
    reading="审核受理、退文、登记审核结果或提出拟办意见均为已审核；格式本身由外部规定，台账不评判。",
)


def _faults_sent_back(act: Act, setting: Setting) -> Ruling | None:
    state = submission_of(act, setting)
    checked = state.intake if state else None
    if checked is None or not checked.faults:
        return None
    if isinstance(act, s.Returned) or checked.accepted_because:
        return met(checked.ref, bearer=checked.by)
    faults = "、".join(checked.faults)
    why = f"审核发现{faults}，未退文，也未说明受理理由"
    en = "taken on with faults, neither returned nor with a reason"
    return breached(f"{why} / {en}: {faults}", checked.ref, bearer=checked.by)


FAULTS_ARE_SENT_BACK = Gate(
    id="53.1",
    article="53",
    modality=Modality.SHOULD,
    zh="报送公文应当符合公文处理的规定与要求",
    en="What does not conform is returned, or taken on with a reason",
    on=(s.Accepted, s.Returned),
    holds=_faults_sent_back,
    refuses=False,
    reading="有瑕疵而已退文的为合规；由审核者承担。",
)

# --- 53.3 no going over the district's head ---


_NOT_BELOW = frozenset({organisation.OFFICE, "outside"})
"""区政府办公室 writes upward for the government; bodies outside have superiors of their own."""


def _no_bypass(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, s.Submitted) or s.SUPERIOR_BODIES.isdisjoint(act.addressees):
        return None
    if setting.unit_kind(act.unit) in _NOT_BELOW:
        return None
    above = "、".join(one for one in act.addressees if one in s.SUPERIOR_BODIES)
    if not act.bypass_approval:
        why = f"越级报送{above}，未经批准 / sent over the district to {above} without approval"
        return breached(why, bearer=act.unit)
    asked = setting.world.state("submission", act.bypass_approval)
    if asked is None:
        why = f"所引批准{act.bypass_approval}未登记 / the approval it cites is not recorded"
        return unknown(why, bearer=act.unit)
    if asked.status == "approved":
        return met(asked.submitted.ref, asked.ended_ref, bearer=act.unit)
    why = f"所引请示{act.bypass_approval}未获批准 / the request it cites has not been approved"
    return breached(why, asked.submitted.ref, bearer=act.unit)


NO_BYPASSING = Gate(
    id="53.3",
    article="53",
    modality=Modality.MUST_NOT,
    zh="未经批准不得越级行文",
    en="No document goes over the district's head without approval",
    on=(s.Submitted,),
    holds=_no_bypass,
    reading="及于街乡、部门等报送市以上政府和党委；向上级业务部门行文不在此列；批准以区政府此前批准的请示为据。",
)

# --- 53.7 not to a leader personally ---


def _not_personally(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, s.Submitted):
        return None
    units = setting.world.organisation.units
    people = [
        one
        for one in act.addressees
        if one != "district" and one not in units and is_leader(setting, one, act.occurred_at)
    ]
    if not people:
        return None
    if act.secret:
        return met(bearer=act.unit)
    return _assigned(act, people, setting)


def _assigned(act: s.Submitted, people: list[str], setting: Setting) -> Ruling:
    names = "、".join(people)
    if not act.assignment:
        why = f"直接报送{names}个人 / sent to {names} personally, neither assigned nor secret"
        return breached(why, bearer=act.unit)
    given = setting.dossier("assignment", act.assignment).first(assignments.Recorded)
    if given is None:
        why = f"所引交办事项{act.assignment}未登记 / the assignment it cites is not recorded"
        return unknown(why, bearer=act.unit)
    if given.unit == act.unit and given.leader in people:
        return met(given.ref, bearer=act.unit)
    why = f"{act.assignment}系{given.leader}交办{given.unit}"
    en = f"{act.assignment} was {given.leader}'s assignment to {given.unit}"
    return breached(f"{why} / {en}", given.ref, bearer=act.unit)


NOT_TO_A_LEADER_PERSONALLY = Gate(
    id="53.7",
    article="53",
    modality=Modality.NORMALLY_NOT,
    zh="一般不得直接向区政府领导同志个人报送公文",
    en="Documents are normally not sent to a leader personally",
    breach=Verdict.DEVIATION,
    on=(s.Submitted,),
    holds=_not_personally,
    refuses=False,
    reading="领导指区长、副区长；领导交办（引交办登记）和必须直接报送的涉密事项除外；由报送单位承担。",
)

# --- 53.2 ---

A_DOCUMENT_IS_ISSUED_ONLY_WHEN = Principle(
    id="53.2",
    article="53",
    modality=Modality.SHOULD,
    zh="确有必要、讲求实效",
    en="A document is issued only when truly necessary and effective",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (
    CHECK_WHAT_COMES_IN,
    FAULTS_ARE_SENT_BACK,
    A_DOCUMENT_IS_ISSUED_ONLY_WHEN,
    NO_BYPASSING,
    NOT_TO_A_LEADER_PERSONALLY,
)
