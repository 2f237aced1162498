"""环节 Steps: the stretches of a matter's way whose beginning and end are both recorded acts.

Only these durations can be read off a ledger. What a clerk does at a desk (drafting, reviewing,
signing) has no recorded beginning: it waits in a queue first, so those numbers stay assumed.

Reading order: the step, when it begins, the table, the fold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import attrs

from domain import consultations as c
from domain import deputies_proposals as proposals
from domain import directives, disclosure, execution, incidents, supervision
from domain import documents as d
from domain import grassroots as g
from domain import service_matters as service
from domain import submissions as s
from domain.act import Act

Matter = Sequence[Act]
"""The acts of one matter so far, in order of occurrence."""


@attrs.frozen(kw_only=True)
class Step:
    """环节: one stretch, named by the number of the scenario that it is drawn from.

    Attributes:
        number: of the scenario.
        begins: acts with which it begins; the last before its end counts.
        ends: acts with which it ends.
        zh, en: what it is called on a chart.
        passed_over: acts that show it was left out.
        in_days: whether it is counted in working days, else in office minutes.
        if_so: whether such an act begins it, by the matter so far; by default it always does.

    """

    number: str
    begins: tuple[type[Act], ...]
    ends: tuple[type[Act], ...]
    zh: str
    en: str
    passed_over: tuple[type[Act], ...] = ()
    in_days: bool = False
    if_so: Callable[[Matter, Act], bool] = lambda _so_far, _act: True


# --- when it begins ---


def _all_in_and_one_against(so_far: Matter, _: Act) -> bool:
    asked = {act.unit for act in so_far if isinstance(act, c.Requested)}
    replies = [act for act in so_far if isinstance(act, c.Replied)]
    against = any(act.position == c.DISAGREE for act in replies)
    return against and asked == {act.unit for act in replies}


def _planning(so_far: Matter, act: Act) -> bool:
    assert isinstance(act, directives.Deployed)  # noqa: S101 - it is what begins the step
    received = (one for one in so_far if isinstance(one, directives.Received))
    return any(one.unit == act.unit and one.plan_required for one in received)


def _planned_or_none_asked(so_far: Matter, act: Act) -> bool:
    return isinstance(act, directives.PlanIssued) or not _planning(so_far, act)


def _all_opinions_in(so_far: Matter, _: Act) -> bool:
    asked = {unit for act in so_far if isinstance(act, g.Dispatched) for unit in act.units}
    return asked == {act.unit for act in so_far if isinstance(act, g.OpinionReturned)}


# --- the table ---

STEPS: Final = (
    Step(number="consultations.transit", begins=(c.Requested,), ends=(c.Received,),
         zh="征求意见送达", en="consultation: request to receipt"),
    Step(number="consultations.negotiation", begins=(c.Replied,), ends=(c.Negotiated,),
         if_so=_all_in_and_one_against,
         zh="分歧协商", en="consultation: last reply to negotiation"),
    Step(number="consultations.coordination", begins=(c.Escalated,), ends=(c.Coordinated,),
         zh="办公室协调", en="consultation: escalated to opinion"),
    Step(number="submissions.rework", begins=(s.Returned,), ends=(s.Submitted,),
         zh="退文修改", en="submission: returned to handed in again"),
    Step(number="directives.reporting", begins=(directives.Received,),
         ends=(directives.ReportedToPrincipal,),
         zh="上级文件报告主要负责人", en="directive: receipt to the principal's knowing"),
    Step(number="directives.deploying", begins=(directives.ReportedToPrincipal,),
         ends=(directives.Deployed,),
         zh="上级文件部署", en="directive: reported to arranged"),
    Step(number="directives.planning", begins=(directives.Deployed,),
         ends=(directives.PlanIssued,), if_so=_planning,
         zh="上级文件制定方案", en="directive: arranged to plan issued"),
    Step(number="grassroots.dispatching", begins=(g.Received, g.OnSiteDecided),
         ends=(g.Dispatched,), zh="基层问题交办", en="grassroots issue: raised to dispatched"),
    Step(number="grassroots.transit", begins=(g.Dispatched,), ends=(g.ReceivedByUnit,),
         zh="基层问题送达", en="grassroots issue: dispatched to received"),
    Step(number="grassroots.opinion", begins=(g.ReceivedByUnit,), ends=(g.OpinionReturned,),
         zh="基层问题办理意见", en="grassroots issue: received to opinion"),
    Step(number="supervision.registering", begins=(supervision.ProblemFound,),
         ends=(supervision.Registered, execution.NoticeIssued),
         passed_over=(execution.ProgressReported, execution.RectificationReported),
         zh="督查问题登记", en="supervision: found to registered"),
    Step(number="supervision.listing", begins=(execution.NoticeIssued,),
         ends=(execution.ListsFiled,), zh="三个清单报送", en="supervision: notice to lists filed"),
    Step(number="supervision.verifying",
         begins=(execution.RectificationReported, execution.CompletionReported),
         ends=(supervision.Verified,), zh="督查核查", en="supervision: reported to verified"),
    Step(number="outreach.registering", begins=(proposals.Received,), ends=(proposals.Assigned,),
         zh="建议提案交办", en="deputies' proposal: received to assigned"),
    Step(number="directives.reporting_back", begins=(directives.Deployed, directives.PlanIssued),
         ends=(directives.ReportedBack,), if_so=_planned_or_none_asked, in_days=True,
         zh="上级文件反馈", en="directive: arranged to reported back"),
    Step(number="directives.conveying", begins=(directives.SuperiorMeetingHeld,),
         ends=(directives.Conveyed,), in_days=True,
         zh="上级会议传达", en="superior meeting: held to conveyed"),
    Step(number="documents.tracking", begins=(d.Transmitted,), ends=(d.ImplementationTracked,),
         in_days=True, zh="发文跟踪", en="document: sent to implementation noted"),
    Step(number="grassroots.solving", begins=(g.OpinionReturned,), ends=(g.Resolved,),
         if_so=_all_opinions_in, in_days=True,
         zh="基层问题解决", en="grassroots issue: last opinion to solved"),
    Step(number="outreach.disclosing", begins=(disclosure.Requested,), ends=(disclosure.Replied,),
         in_days=True, zh="信息公开答复", en="information: applied for to answered"),
    Step(number="outreach.verifying", begins=(incidents.ClueReceived,),
         ends=(incidents.ClueVerified,), in_days=True,
         zh="线索核实", en="clue: raised to verified"),
    Step(number="outreach.handling", begins=(incidents.ClueVerified,),
         ends=(incidents.ClueHandled,), in_days=True,
         zh="线索处置", en="clue: verified to handled"),
    Step(number="outreach.serving", begins=(service.Accepted,), ends=(service.Completed,),
         in_days=True, zh="服务事项办理", en="service: accepted to completed"),
    Step(number="outreach.proposal_studying", begins=(proposals.Assigned,),
         ends=(proposals.ProposerContacted,), in_days=True,
         zh="建议提案研究", en="deputies' proposal: assigned to contacted"),
    Step(number="outreach.proposal_answering", begins=(proposals.ProposerContacted,),
         ends=(proposals.Replied,), in_days=True,
         zh="建议提案答复", en="deputies' proposal: contacted to answered"),
    Step(number="outreach.publishing", begins=(proposals.Replied,),
         ends=(proposals.ResultPublished,), in_days=True,
         zh="建议提案公开", en="deputies' proposal: answered to published"),
)  # fmt: skip
"""Every step whose both ends are acts of their own."""

REPLY: Final = Step(
    number="consultations.answering",
    begins=(c.Received,),
    ends=(c.Replied,),
    zh="征求意见答复（收到至回复）",
    en="consultation: receipt to reply",
)
"""Measured but no number of a scenario: the clerk's work, its waiting and the principal's."""

# --- the fold ---


@attrs.frozen
class Stretch:
    """One time a step was taken: by which unit (empty for the matter), and when it ended."""

    unit: str
    began: dt.datetime
    ended: dt.datetime | None


def stretches(step: Step, acts: Matter) -> Iterator[Stretch]:
    """Yield every time a matter took a step; what has not ended has no end."""
    running: dict[str, dt.datetime] = {}
    for place, act in enumerate(acts):
        if isinstance(act, step.ends):
            for unit in _units(act):
                key = unit if unit in running else ""
                if key in running:
                    yield Stretch(unit, running.pop(key), act.occurred_at)
        if isinstance(act, step.passed_over):
            running.clear()
        if isinstance(act, step.begins) and step.if_so(acts[: place + 1], act):
            running.update(dict.fromkeys(_units(act, step), act.occurred_at))
    for unit, began in running.items():
        yield Stretch(unit, began, None)


def _units(act: Act, step: Step | None = None) -> Iterable[str]:
    """Return the units an act is about: each begins a step of its own where each ends its own."""
    if step is not None and not any("unit" in _fields(ends) for ends in step.ends):
        return ("",)
    many = getattr(act, "units", ())
    return tuple(many) or (getattr(act, "unit", ""),)


def _fields(act: type[Act]) -> set[str]:
    return {field.name for field in attrs.fields(act)}
