"""事项类别 Kinds: for every kind of matter, what it is called, whose it is, what opens and ends it.

One constant per kind, in the order of ``domain.world.AGGREGATES``. Acts are given by their
permanent names, fields by the names they have in the acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from domain.act import Act

WHOLE: Final = ""
"""The part of a matter that is the matter itself."""
STAGES: Final[Mapping[str, tuple[str, Mapping[object, tuple[str, str]]]]] = {
    "supervision.verified": ("ok", {False: ("核查未通过", "not verified")}),
    "consultation.closed": (
        "result",
        {
            "agreed": ("协商一致", "agreed"),
            "deemed": ("视为无不同意见", "deemed no objection"),
            "disagreed": ("未达成一致", "not agreed"),
            "coordinated": ("经协调", "coordinated"),
        },
    ),
}
"""Stages that an act's gloss alone does not tell: by act, the field that does, and its values."""


@attrs.frozen(kw_only=True)
class Kind:
    """类别: how a kind of matter is read.

    Attributes:
        zh: its name in Chinese.
        en: its name in English.
        opens: acts that open it (again), and the field whose values are the parts they open, such
            as the units asked; ``WHOLE`` for the matter itself. A first act always opens something.
        closes: acts that end it, and the field whose parts they end; ``WHOLE`` ends everything.
        closes_only: for an act of ``closes``, what a field of the opening act must say.
        lapses: acts that say when it will be over by itself, and their field that says it; a day
            stands for its first instant.
        organ: fields that name the organ whose matter it is, the first filled one counts; where
            none is, the organ of whoever opens it.
        office_desk: whether it lies on the Office's desk, whoever's matter it is.
        title: fields that may carry a title.
        subject: field with its field of work, which decides the leader in charge.
        silent: acts that are no stage of their own.
        standing: a record that is kept and never worked off: always in the register, never in the
            workload, and without stages.

    """

    zh: str
    en: str
    opens: Mapping[str, str] = attrs.field(factory=dict)
    closes: Mapping[str, str] = attrs.field(factory=dict)
    closes_only: Mapping[str, tuple[str, str]] = attrs.field(factory=dict)
    lapses: Mapping[str, str] = attrs.field(factory=dict)
    organ: tuple[str, ...] = ("unit",)
    office_desk: bool = False
    title: tuple[str, ...] = ("title",)
    subject: str = ""
    silent: frozenset[str] = frozenset()
    standing: bool = False


def _acts(kind: str, *verbs: str) -> dict[str, str]:
    """Return acts that touch a matter as a whole."""
    return {f"{kind}.{verb}": WHOLE for verb in verbs}


LEDGER = Kind(zh="台账", en="ledger", standing=True, title=("government",), organ=())
ORGANISATION = Kind(zh="机构", en="organisation chart", standing=True, organ=())
LEAVE = Kind(
    zh="请假外出",
    en="leave",
    opens={"leave.reported": "leave", "leave.started": "leave"},
    closes={"leave.ended": "leave", "leave.return_reported": "leave"},
    organ=(),
    title=("reason",),
    silent=frozenset(
        {
            "leave.late_report_explained",
            "leave.filed",
            "leave.reported_to_head",
            "leave.leaders_notified",
            "leave.forwarded",
        }
    ),
)
ENTRUSTMENT = Kind(
    zh="委托授权",
    en="entrustment",
    opens={
        "entrustment.granted": "entrustment",
        "entrustment.signing_authority_granted": "entrustment",
    },
    closes={"entrustment.revoked": "entrustment"},
    lapses={"entrustment.granted": "until", "entrustment.signing_authority_granted": "until"},
    organ=(),
)
CONSULTATION = Kind(
    zh="征求意见",
    en="consultation",
    opens={"consultation.opened": WHOLE, "consultation.received": "unit"},
    closes={"consultation.replied": "unit", "consultation.closed": WHOLE},
    organ=("host",),
    title=("about",),
)
SUBMISSION = Kind(
    zh="来文",
    en="submission",
    opens=_acts("submission", "submitted"),
    closes=_acts("submission", "returned", "approved", "refused", "withdrawn"),
    office_desk=True,
    subject="subject",
    silent=frozenset(
        {
            "submission.classified",
            "submission.intake_checked",
            "submission.coordination_held",
        }
    ),
)
DOCUMENT = Kind(
    zh="发文",
    en="outgoing document",
    opens=_acts("document", "drafted"),
    closes=_acts("document", "issued", "withdrawn"),
    subject="subjects",
    silent=frozenset({"document.classified", "document.duplicate_found"}),
)
NUMBER_REGISTER = Kind(zh="发文字号簿", en="number register", standing=True, organ=())
TOPIC = Kind(
    zh="议题",
    en="topic",
    opens=_acts("topic", "proposed", "approved", "deferred"),
    closes=_acts("topic", "heard", "refused", "withdrawn"),
    subject="subject",
)
MEETING = Kind(
    zh="会议",
    en="meeting",
    opens=_acts("meeting", "convened", "started"),
    closes=_acts("meeting", "cancelled", "minutes_issued", "ended"),
    closes_only={"meeting.ended": ("meeting_kind", "study")},  # the one kind without minutes
    organ=(),
    office_desk=True,
    subject="subjects",
    silent=frozenset(
        {
            "meeting.invited",
            "meeting.theme_proposed",
            "meeting.theme_approved",
            "meeting.form_recorded",
            "meeting.leave_requested",
            "meeting.leave_granted",
            "meeting.substitute_requested",
            "meeting.substitute_approved",
            "meeting.substitute_filed",
            "meeting.attendance_recorded",
            "meeting.unit_attended",
            "meeting.item_decided",
            "meeting.issuance_delay_justified",
        }
    ),
)
SUPERVISION = Kind(
    zh="督办事项",
    en="supervision item",
    opens=_acts("supervision", "item_opened", "problem_found", "reopened"),
    closes=_acts("supervision", "closed"),
    organ=("lead_unit", "unit"),
    title=("title", "description"),
)
DIRECTIVE = Kind(
    zh="上级文件",
    en="directive",
    opens={"directive.received": "unit", "directive.superior_meeting_held": WHOLE},
    closes={"directive.reported_back": "unit", "directive.closed": WHOLE},
)
GRASSROOTS = Kind(
    zh="基层问题",
    en="grassroots issue",
    opens={
        "grassroots.received": WHOLE,
        "grassroots.on_site_decided": WHOLE,
        "grassroots.dispatched": "units",
        "grassroots.received_by_unit": "unit",
    },
    closes={
        "grassroots.opinion_returned": "unit",
        "grassroots.resolved": WHOLE,
        "grassroots.fed_back": WHOLE,
    },
    organ=(),
    office_desk=True,
    title=("summary",),
)
ACTIVITY = Kind(
    zh="公务活动",
    en="activity",
    opens=_acts("activity", "foreign_represented"),
    closes=_acts("activity", "foreign_represented"),
    organ=(),
    title=("event",),
)
RULEBOOK = Kind(
    zh="规则",
    en="rulebook",
    opens=_acts("rulebook", "published", "enacted", "renewed"),
    lapses={
        "rulebook.enacted": "until",
        "rulebook.renewed": "until",
        "rulebook.repealed": "since",
    },
    organ=(),
    standing=True,
)
BILL = Kind(
    zh="立法案",
    en="bill",
    opens=_acts("bill", "introduced", "recalled"),
    closes=_acts("bill", "signed", "lapse_recorded", "overridden", "filed", "withdrawn"),
    organ=(),
    silent=frozenset({"bill.proceeding", "bill.received_back", "bill.returned_unsigned"}),
)
DECLARATION = Kind(
    zh="报销申报",
    en="declaration",
    opens=_acts("declaration", "saved", "submitted"),
    closes=_acts("declaration", "taken_back", "paid"),
    organ=(),
)

RECORDS: Final[Mapping[str, Kind]] = {
    "determination": Kind(
        zh="认定标识",
        en="determination",
        standing=True,
        organ=(),
    ),
    "threshold": Kind(
        zh="限额标准",
        en="threshold",
        standing=True,
        organ=(),
    ),
    "normative_document": Kind(
        zh="规范性文件",
        en="normative document",
        opens=_acts("normative_document", "drafted"),
        closes=_acts("normative_document", "issued", "repealed", "revoked"),
    ),
    "major_decision": Kind(
        zh="重大决策",
        en="major decision",
        opens=_acts("major_decision", "proposed"),
        closes=_acts("major_decision", "issued"),
    ),
    "deputies_proposal": Kind(
        zh="建议提案",
        en="deputies' proposal",
        opens=_acts("deputies_proposal", "received"),
        closes=_acts("deputies_proposal", "replied"),
    ),
    "petition": Kind(
        zh="信访",
        en="petition",
        opens=_acts("petition", "received"),
        closes=_acts("petition", "resolved"),
    ),
    "oversight_finding": Kind(
        zh="监督意见",
        en="oversight finding",
        opens=_acts("oversight_finding", "received"),
        closes=_acts("oversight_finding", "reported"),
    ),
    "legal_case": Kind(
        zh="行政应诉",
        en="legal case",
        opens=_acts("legal_case", "received", "judgment_effective"),
        closes=_acts("legal_case", "answered", "judgment_performed"),
    ),
    "incident": Kind(
        zh="舆情事件",
        en="public-opinion incident",
        opens=_acts("incident", "detected"),
        closes=_acts("incident", "answered"),
    ),
    "clue": Kind(
        zh="监督线索",
        en="clue",
        opens=_acts("clue", "received"),
        closes=_acts("clue", "handled"),
    ),
    "emergency": Kind(
        zh="突发事件",
        en="emergency",
        opens=_acts("emergency", "occurred"),
        closes=_acts("emergency", "reported"),
    ),
    "disclosure": Kind(
        zh="政务公开",
        en="disclosure",
        opens=_acts("disclosure", "requested", "enforcement_decided"),
        closes=_acts(
            "disclosure",
            "replied",
            "request_withdrawn",
            "enforcement_published",
            "assessed",
            "published",
            "interpreted",
            "observers_invited",
        ),
    ),
    "power_list": Kind(
        zh="权责清单",
        en="list of powers",
        standing=True,
    ),
    "party_report": Kind(
        zh="请示报告区委",
        en="report to the Party committee",
        standing=True,
        organ=(),
    ),
    "information_report": Kind(
        zh="政务信息",
        en="information report",
        standing=True,
    ),
    "supervision_report": Kind(
        zh="督办落实报告",
        en="report on implementation",
        standing=True,
    ),
    "department_meeting": Kind(
        zh="部门全区性会议",
        en="department meeting",
        opens=_acts("department_meeting", "consented", "requested"),
        closes=_acts("department_meeting", "held", "rejected", "withdrawn"),
    ),
    "government_event": Kind(
        zh="大型活动",
        en="government event",
        opens=_acts("government_event", "proposed"),
        closes=_acts("government_event", "held"),
        organ=(),
    ),
    "field_inspection": Kind(
        zh="督查检查",
        en="field inspection",
        opens=_acts("field_inspection", "planned"),
        closes=_acts("field_inspection", "conducted"),
    ),
    "statement": Kind(
        zh="讲话文章",
        en="statement",
        opens=_acts("statement", "approval_requested"),
        closes=_acts("statement", "approved", "delivered", "article_published"),
        organ=(),
    ),
    "release": Kind(
        zh="信息发布",
        en="release",
        opens=_acts("release", "reviewed"),
        closes=_acts("release", "released"),
    ),
    "research_topic": Kind(
        zh="调研课题",
        en="research topic",
        opens=_acts("research_topic", "set"),
        closes=_acts("research_topic", "report_submitted", "withdrawn"),
        organ=("leader",),
    ),
    "research_visit": Kind(
        zh="调研",
        en="research visit",
        opens=_acts("research_visit", "planned"),
        closes=_acts("research_visit", "conducted"),
        organ=("leader",),
    ),
    "contact_point": Kind(
        zh="基层联系点",
        en="contact point",
        standing=True,
        organ=(),
    ),
    "plan": Kind(
        zh="年度计划",
        en="annual plan",
        standing=True,
        organ=(),
    ),
    "assignment": Kind(
        zh="交办事项",
        en="assignment",
        standing=True,
    ),
    "service_matter": Kind(
        zh="办事",
        en="service matter",
        opens=_acts("service_matter", "accepted"),
        closes=_acts("service_matter", "completed", "refused"),
    ),
    "integrity": Kind(
        zh="廉政记录",
        en="integrity record",
        standing=True,
        organ=(),
    ),
}
"""案卷 The kinds whose matters are dossiers: opened and ended as a whole, or only kept."""

KINDS: Final[Mapping[str, Kind]] = {
    "ledger": LEDGER,
    "organisation": ORGANISATION,
    "leave": LEAVE,
    "entrustment": ENTRUSTMENT,
    "consultation": CONSULTATION,
    "submission": SUBMISSION,
    "document": DOCUMENT,
    "number_register": NUMBER_REGISTER,
    "topic": TOPIC,
    "meeting": MEETING,
    "supervision": SUPERVISION,
    "directive": DIRECTIVE,
    "grassroots": GRASSROOTS,
    "activity": ACTIVITY,
    "rulebook": RULEBOOK,
    "bill": BILL,
    "declaration": DECLARATION,
    **RECORDS,
}


def stage(act: Act, kind: Kind) -> tuple[str, str] | None:
    """Return the stage 环节 an act brings its matter to, in Chinese and English; None for none."""
    if act.name in kind.silent:
        return None
    field, stages = STAGES.get(act.name, ("", {}))
    return stages.get(getattr(act, field), (act.zh, act.en)) if field else (act.zh, act.en)


def first_filled(act: Act, fields: tuple[str, ...]) -> str:
    """Return the first filled text among some fields of an act; empty where none is."""
    for field in fields:
        text = getattr(act, field, "")
        if text:
            return str(text)
    return ""
