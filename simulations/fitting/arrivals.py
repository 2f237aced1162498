"""来件 Arrivals: how many matters of each kind came on each day of a history.

Reading order: the kinds, the counts.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Final

import attrs

from domain import consultations as c
from domain import deputies_proposals as proposals
from domain import directives, disclosure, incidents, leave, petitions, research, supervision
from domain import documents as d
from domain import grassroots as g
from domain import meetings as m
from domain import service_matters as service
from domain import submissions as s
from domain.act import Act
from simulations.fitting.office_time import OfficeTime
from simulations.flows.supervision import OWN_INSTRUCTIONS

# --- the kinds ---


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of matter that arrives.

    Attributes:
        number: its rate in the scenario.
        first: whether an act is the first trace of a matter of this kind.
        zh, en: what it is called.
        at_once: whether that trace is recorded as it arrives.

    """

    number: str
    first: Callable[[Act], bool]
    zh: str
    en: str
    at_once: bool = True


def _is(*acts: type[Act]) -> Callable[[Act], bool]:
    return lambda act: isinstance(act, acts)


def _meeting(kind: str) -> Callable[[Act], bool]:
    return lambda act: isinstance(act, m.Convened) and act.meeting_kind == kind


SUBMISSIONS: Final = "submissions.per_working_day"
DOCUMENTS: Final = "documents.per_working_day"
VISITS: Final = "grassroots.visits_per_working_day"

KINDS: Final = (
    Kind(number=SUBMISSIONS, at_once=False, zh="报文", en="submissions", first=_is(s.Submitted)),
    Kind(number=DOCUMENTS, at_once=False, zh="自行发文", en="own documents",
         first=lambda act: isinstance(act, d.Drafted) and not act.decided_item),
    Kind(number="directives.per_working_day", zh="上级文件", en="directives",
         first=lambda act: isinstance(act, directives.Received) and act.unit == "office"),
    Kind(number="meetings.special_per_working_day", zh="专题会议", en="special meetings",
         first=_meeting(m.SPECIAL)),
    Kind(number="meetings.study_per_working_day", zh="学习会", en="study meetings",
         first=_meeting(m.STUDY)),
    Kind(number="directives.superior_meetings_per_working_day", zh="上级会议",
         en="superior meetings", first=_is(directives.SuperiorMeetingHeld)),
    Kind(number="supervision.problems_per_working_day", zh="督查问题", en="problems found",
         first=_is(supervision.ProblemFound)),
    Kind(number="supervision.instructions_per_working_day", zh="领导批示件", en="instructions",
         first=lambda act: isinstance(act, supervision.ItemOpened)
         and act.focus in (OWN_INSTRUCTIONS, None) and not act.origin),
    Kind(number="outreach.proposals_per_working_day", zh="建议提案", en="deputies' proposals",
         first=_is(proposals.Received)),
    Kind(number="outreach.petitions_per_working_day", zh="信访", en="petitions",
         first=_is(petitions.Received)),
    Kind(number="outreach.requests_per_working_day", zh="信息公开申请",
         en="information requests", first=_is(disclosure.Requested)),
    Kind(number="outreach.clues_per_working_day", zh="线索", en="clues",
         first=_is(incidents.ClueReceived)),
    Kind(number="outreach.services_per_working_day", zh="服务事项", en="service matters",
         first=_is(service.Accepted)),
    Kind(number="outreach.visits_per_working_day", zh="调研", en="research visits",
         first=_is(research.VisitConducted)),
)  # fmt: skip

# --- the counts ---

Counts = dict[str, Counter[dt.date]]


@attrs.define
class Traces:
    """Takes acts one by one, in order, and counts the first trace of every matter by its day."""

    office: OfficeTime
    counts: Counts = attrs.field(factory=dict)
    approved: int = 0
    issues: int = 0
    _seen: set[tuple[str, str]] = attrs.field(factory=set)
    _consulted: dict[str, dt.date] = attrs.field(factory=dict)
    _bypasses: set[str] = attrs.field(factory=set)
    _away: dict[str, dt.date] = attrs.field(factory=dict)
    head_away: list[tuple[dt.date, dt.date]] = attrs.field(factory=list)

    def feed(self, act: Act) -> None:
        """Count an act if it is the first trace of its matter."""
        day = self.office.day(act.occurred_at)
        self._note(act)
        for kind in KINDS:
            if kind.first(act) and (kind.number, act.matter) not in self._seen:
                self._seen.add((kind.number, act.matter))
                traced = self._consulted.get(act.matter, day) if kind.number == SUBMISSIONS else day
                self.counts.setdefault(kind.number, Counter())[traced] += 1

    def _note(self, act: Act) -> None:
        match act:
            case c.Opened():
                self._consulted.setdefault(act.about, self.office.day(act.occurred_at))
            case s.Approved() if act.by != "city_government":
                self.approved += 1
            case g.Received() | g.OnSiteDecided():
                self.issues += 1
            case leave.Reported(matter="head"):
                self.head_away.append((act.departs_on, act.returns_on))
