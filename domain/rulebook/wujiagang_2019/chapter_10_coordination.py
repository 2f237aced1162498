"""第十章 监督制度, Art. 62: disagreements are coordinated before they go up."""

from __future__ import annotations

from domain import consultations
from domain.act import Act
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.leaders import is_leader


def _to_a_leader(act: Act, setting: Setting) -> consultations.Consultation | None:
    """Return the consultation whose dispute is put to a leader, None for any other escalation."""
    if not isinstance(act, consultations.Escalated):
        return None
    if not is_leader(setting, act.to, act.occurred_at):
        return None
    state: consultations.Consultation | None = setting.world.state(act.kind, act.matter)
    return state


def _office_gave_its_opinion(act: Act, setting: Setting) -> Ruling | None:
    state = _to_a_leader(act, setting)
    if state is None:
        return None
    refs = tuple(one.ref for one in state.negotiations)
    if not state.coordinated:
        why = "无区政府办公室的协调意见 / the Office gave no coordination opinion first"
        return breached(why, *refs, bearer=state.host)
    return met(*refs, state.coordinated, bearer=state.host)


OFFICE_GIVES_ITS_OPINION = Gate(
    id="62.6",
    article="62",
    modality=Modality.DECLARATIVE,
    zh="牵头部门难以协调的，由区政府办公室提出明确的协调意见或倾向性意见",
    en="The Office gives a coordination opinion before a dispute goes to a leader",
    breach=Verdict.DEVIATION,
    on=(consultations.Escalated,),
    holds=_office_gave_its_opinion,
    refuses=False,
)


def _talked_first(act: Act, setting: Setting) -> Ruling | None:
    state = _to_a_leader(act, setting)
    if state is None:
        return None
    if state.negotiations:
        return met(*(one.ref for one in state.negotiations), bearer=state.host)
    why = "事先未经沟通协调 / the units had not talked with each other first"
    return breached(why, bearer=state.host)


TALK_FIRST = Gate(
    id="62.7",
    article="62",
    modality=Modality.MUST_NOT,
    zh="不得直接上交矛盾，不得事先未经沟通提请领导协调",
    en="Conflicts are not passed to leaders without prior communication",
    on=(consultations.Escalated,),
    holds=_talked_first,
    reading="及于提请区政府领导协调；报办公室或区政府的见46.5、54.3。",
)

NORMS: tuple[Norm, ...] = (OFFICE_GIVES_ITS_OPINION, TALK_FIRST)
