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
    silent=frozenset({"leave.late_report_explained"}),
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
    silent=frozenset({"submission.classified"}),
)
DOCUMENT = Kind(
    zh="发文",
    en="outgoing document",
    opens=_acts("document", "drafted"),
    closes=_acts("document", "issued", "withdrawn"),
    subject="subjects",
    silent=frozenset({"document.classified"}),
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
            "meeting.attendance_recorded",
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
    opens={"directive.received": "unit"},
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
