"""第八章 会议制度, Art. 49: who signs the minutes, and when they and decided documents go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import documents, meetings, minutes, organisation
from domain.authority import NOBODY, Power, Standing, resolve, substitution
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.terms import WorkingDays
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import NO_PORTFOLIOS, no_portfolios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting


def meeting_of(act: Act, setting: Setting) -> meetings.Meeting | None:
    """Return the meeting an act belongs to, as it stands."""
    return setting.world.state("meeting", act.matter)  # type: ignore[no-any-return]


# --- 49.1 minutes of the three headed kinds: the head or the executive deputy ---

TOP = Power(posts=(organisation.HEAD, organisation.EXECUTIVE_DEPUTY), entrustable=False)
"""区长或常务副区长: nobody stands in for them here."""


def _drafted(act: Act, setting: Setting) -> tuple[str, minutes.MinutesDrafted | None]:
    meeting = meeting_of(act, setting)
    return (meeting.convened.meeting_kind, meeting.drafted) if meeting else ("", None)


def _signed_at_the_top(act: Act, setting: Setting, *evidence: str) -> Ruling:
    standing = resolve(setting.world, act.by, TOP, act.occurred_at)
    if standing.may:
        return met(*evidence, *standing.refs)
    if _cannot_tell(act, setting):
        why = f"{act.by}的职务未登记 / the post of {act.by} is not on record"
        return unknown(why, *evidence)
    why = f"{act.by}不是区长或常务副区长 / {act.by} is neither the head nor the executive deputy"
    return breached(why, *evidence)


def _cannot_tell(act: Act, setting: Setting) -> bool:
    """Say whether a signer nobody knows may be the head or executive deputy nobody recorded."""
    chart, at = setting.world.organisation, act.occurred_at
    on_record = all(organisation.holder_of(chart, post, at) for post in TOP.posts)
    return not on_record and not organisation.unit_of(chart, act.by, at)


def _headed_minutes(act: Act, setting: Setting) -> Ruling | None:
    kind, drafted = _drafted(act, setting)
    if kind not in meetings.HEADED or drafted is None:
        return None
    return _signed_at_the_top(act, setting, drafted.ref)


HEAD_OR_EXECUTIVE_SIGNS_MINUTES = Gate(
    id="49.1",
    article="49",
    modality=Modality.DECLARATIVE,
    zh="全体、常务会议和区长例会纪要由区长或常务副区长签发",
    en="Minutes of plenary, executive and regular meetings: the head or the executive deputy",
    on=(minutes.MinutesSigned,),
    holds=_headed_minutes,
    reading="常务副区长的AB角不得代签。",
)

# --- 49.2 minutes of a special meeting: normally the deputy head in charge ---


def _special_minutes(act: Act, setting: Setting) -> Ruling | None:
    meeting = meeting_of(act, setting)
    if meeting is None or meeting.convened.meeting_kind != meetings.SPECIAL:
        return None
    drafted = meeting.drafted
    if drafted is None or drafted.major:
        return None
    top = resolve(setting.world, act.by, TOP, act.occurred_at)
    if top.may:
        return met(drafted.ref, *top.refs)
    subjects = drafted.subjects or meeting.convened.subjects
    if not subjects:
        return unknown("未登记议题所属分工 / the fields of work are not on record", drafted.ref)
    standing = _in_charge(subjects, act, setting)
    if not standing.may and _cannot_tell(act, setting):
        why = f"{act.by}的职务未登记 / the post of {act.by} is not on record"
        return unknown(why, drafted.ref)
    if not standing.may and no_portfolios(setting):
        return unknown(NO_PORTFOLIOS, drafted.ref)
    if not standing.may:
        return breached(f"{act.by}不是分管副区长 / {act.by} is not in charge of it", drafted.ref)
    return _with_countersigns(meeting, standing, act, setting)


def _in_charge(subjects: tuple[str, ...], act: Act, setting: Setting) -> Standing:
    """Resolve a deputy head in charge 分管副区长; the Office director is none, whatever he has."""
    world, at = setting.world, act.occurred_at
    if organisation.holds_post(world.organisation, act.by, organisation.OFFICE_DIRECTOR, at):
        return NOBODY
    powers = (Power(subject=s, substitutable=True, entrustable=False) for s in subjects)
    standings = (resolve(world, act.by, power, at) for power in powers)
    return next((standing for standing in standings if standing.may), NOBODY)


def _with_countersigns(
    meeting: meetings.Meeting, standing: Standing, act: Act, setting: Setting
) -> Ruling:
    """A joint meeting 共同召集: every other convenor countersigns, as for documents (56.5b)."""
    missing = [
        convenor
        for convenor in meeting.convenors
        if not _stands_for(act, convenor, meeting, setting)
        and not any(_stands_for(one, convenor, meeting, setting) for one in meeting.countersigns)
    ]
    refs = (meeting.convened.ref, *standing.refs, *(one.ref for one in meeting.countersigns))
    if missing and len(meeting.convenors) > 1:
        named = ", ".join(missing)
        return breached(f"{named}未会签 / not countersigned by {named}", *refs)
    return met(*refs)


def _stands_for(act: Act, convenor: str, meeting: meetings.Meeting, setting: Setting) -> bool:
    """Say whether a signature is the convenor's own, or by his AB partner.

    Either may have stood in for the other: the signer now, or the convenor when he convened.
    """
    world = setting.world
    if act.by == convenor or substitution(world, act.by, convenor, act.occurred_at):
        return True
    return substitution(world, convenor, act.by, meeting.convened.occurred_at) is not None


DEPUTY_IN_CHARGE_SIGNS_SPECIAL_MINUTES = Gate(
    id="49.2",
    article="49",
    modality=Modality.NORMALLY,
    zh="专题会议纪要一般由分管副区长签发",
    en="Special-meeting minutes: normally the deputy head in charge",
    breach=Verdict.DEVIATION,
    on=(minutes.MinutesSigned,),
    holds=_special_minutes,
    reading="AB角在对方外出期间可代签，区长、常务副区长可签，办公室主任不在此列；共同召集的由其他召集人会签（区长、常务副区长签发的除外）。",
)

# --- 49.3 major matters: the executive deputy or the head ---


def _major_special_minutes(act: Act, setting: Setting) -> Ruling | None:
    kind, drafted = _drafted(act, setting)
    if kind != meetings.SPECIAL or drafted is None or not drafted.major:
        return None
    return _signed_at_the_top(act, setting, drafted.ref)


MAJOR_SPECIAL_MINUTES_GO_UP = Gate(
    id="49.3",
    article="49",
    modality=Modality.DECLARATIVE,
    zh="涉及重大事项的专题会议纪要，报常务副区长或区长签发",
    en="Special-meeting minutes on major matters: the executive deputy or the head",
    on=(minutes.MinutesSigned,),
    holds=_major_special_minutes,
    reading="任一议题为重大事项即适用，以纪要起草时的认定为准。",
)

# --- 49.4 minutes and decided documents go out within five working days of the meeting's end ---


def _outputs_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    meeting = meeting_of(act, setting)
    if meeting is None or meeting.convened.meeting_kind not in meetings.DECIDING:
        return
    yield Opening(key=_minutes_of(act), bearer=the_office(setting), recounts=True)
    for item in meeting.items:
        document: documents.Document | None = setting.world.state("document", item.document)
        if not item.document or (document and _out_of_hand(document)):
            continue
        unit = document.drafted.unit if document else item.lead_unit
        bearer = unit or the_office(setting)
        yield Opening(key=_document(item.document), bearer=bearer, recounts=True)


def _out_of_hand(document: documents.Document) -> bool:
    """Say whether a document is out already, between two sessions, or will never be."""
    return document.issued is not None or document.status == "withdrawn"


def _minutes_of(act: Act) -> str:
    return f"meeting:{act.matter}/{meetings.MINUTES}"


def _document(matter: str) -> str:
    return f"document:{matter}"


def _justified(act: Act) -> str | None:
    if not isinstance(act, minutes.IssuanceDelayJustified) or not act.reason.strip():
        return None
    return _minutes_of(act) if act.output == meetings.MINUTES else _document(act.output)


ISSUE_IN_FIVE_WORKING_DAYS = Duty(
    id="49.4",
    article="49",
    modality=Modality.IN_PRINCIPLE,
    zh="原则上须在会议结束后5个工作日内印发",
    en="Minutes and decided documents are in principle issued within five working days",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={meetings.Ended: _outputs_owed},
        terms=since(2019, 3, 1, WorkingDays(5), "第四十九条"),
        stopped_by={
            minutes.MinutesIssued: _minutes_of,
            documents.Issued: lambda act: _document(act.matter),
        },
        excused_by={minutes.IssuanceDelayJustified: _justified},
        cancelled_by={documents.Withdrawn: lambda act: _document(act.matter)},
    ),
    reading="会议结束当日不计，以印发为止；纪要和每份文件各自计时；多次开会的从末次结束起算；学习会不适用。",
)

NORMS: tuple[Norm, ...] = (
    HEAD_OR_EXECUTIVE_SIGNS_MINUTES,
    DEPUTY_IN_CHARGE_SIGNS_SPECIAL_MINUTES,
    MAJOR_SPECIAL_MINUTES_GO_UP,
    ISSUE_IN_FIVE_WORKING_DAYS,
)
