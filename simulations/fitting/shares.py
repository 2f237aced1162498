"""比例 Shares: which choices of a scenario leave an act that shows how they fell.

Each function reads the acts of one matter and notes every occasion of a choice, with what was
chosen. A choice that a gate can refuse without a trace, or that only its consequences hint at, is
not here: its number stays assumed.

Reading order: the notes, one function per kind of matter, the table.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs

from domain import consultations as c
from domain import deputies_proposals as proposals
from domain import directives, execution, petitions, supervision
from domain import documents as d
from domain import grassroots as g
from domain import service_matters as service
from domain import submissions as s
from domain.act import Act
from simulations.fitting.office_time import OfficeTime
from simulations.flows.supervision import OWN_INSTRUCTIONS

Matter = Sequence[Act]
LONG: Final = 15
"""Working days after which what did not happen is taken not to happen at all."""
CITY: Final = "city_government"


@attrs.define
class Notes:
    """What was noted: occasions and hits of each share, choices by name, whole days drawn."""

    office: OfficeTime
    shares: dict[str, list[int]] = attrs.field(factory=dict)
    choices: dict[str, Counter[str]] = attrs.field(factory=dict)
    days: dict[str, list[int]] = attrs.field(factory=dict)

    def note(self, name: str, hit: bool) -> None:  # noqa: FBT001 - what was chosen
        """Note one occasion of a share."""
        counts = self.shares.setdefault(name, [0, 0])
        counts[0] += hit
        counts[1] += 1

    def choose(self, name: str, choice: str) -> None:
        """Note one choice."""
        self.choices.setdefault(name, Counter())[choice] += 1

    def drawn(self, name: str, days: int) -> None:
        """Note a number of days that was set."""
        self.days.setdefault(name, []).append(days)

    def settled(self, act: Act) -> bool:
        """Say whether an act is so long ago that what has not followed will not."""
        return self.office.days(act.occurred_at, self.office.end - dt.timedelta(seconds=1)) > LONG


# --- one function per kind of matter ---


def _submission(acts: Matter, notes: Notes) -> None:
    handed_in = [act for act in acts if isinstance(act, s.Submitted)]
    first = next((act for act in handed_in if CITY not in act.addressees), None)
    if first is None:
        return
    request = first.type == s.REQUEST
    notes.note("submissions.share_requests", request)
    if request:
        notes.note("submissions.share_touching_others", bool(first.consultation))
    if any(isinstance(act, s.Accepted) for act in acts):
        withdrawn = any(isinstance(act, s.Withdrawn) for act in acts)
        notes.note("submissions.share_withdrawn", withdrawn)
    answers = [act for act in acts if isinstance(act, s.Approved | s.Refused)]
    if request and answers:
        notes.note("submissions.share_refused", isinstance(answers[0], s.Refused))


def _consultation(acts: Matter, notes: Notes) -> None:
    for act in acts:
        match act:
            case c.Opened():
                notes.choose("consultations.units_asked", str(len(act.related_units)))
                if act.host != "finance":
                    known = f"{len(act.related_units)}/{int('finance' in act.related_units)}"
                    notes.choose("consultations.finance_weight", known)
            case c.Requested():
                notes.note("consultations.share_own_limit", act.limit is not None)
            case c.Replied():
                notes.note("consultations.share_disagree", act.position == c.DISAGREE)
                notes.note("consultations.share_comments", act.position == c.COMMENTS)
            case c.Negotiated():
                notes.note("consultations.share_settled", act.agreed)
    answered = {act.unit for act in acts if isinstance(act, c.Replied)}
    for act in acts:
        if isinstance(act, c.Received) and notes.settled(act):
            notes.note("consultations.share_silent", act.unit not in answered)


def _document(acts: Matter, notes: Notes) -> None:
    first = acts[0]
    if isinstance(first, d.Drafted) and not first.decided_item:
        notice = first.document_class == d.NOTICE
        if notice:
            notes.note("documents.share_office_name", first.issuer == d.OFFICE)
            notes.note("documents.share_several_portfolios", len(first.subjects) > 1)
            notes.note("documents.share_wide_impact", d.WIDE_IMPACT in first.tags)
        if notes.settled(first):
            withdrawn = len(acts) > 1 and isinstance(acts[1], d.Withdrawn)
            notes.note("documents.share_withdrawn", withdrawn)


def _directive(acts: Matter, notes: Notes) -> None:
    for act in acts:
        match act:
            case directives.Received(unit="office"):
                notes.note("directives.share_important", act.important)
                notes.note("directives.share_with_plan", act.plan_required)
                if act.plan_required:
                    notes.note("directives.share_plan_without_limit", act.plan_limit is None)
                local = act.occurred_at.astimezone(notes.office.zone)
                late = local.hour + local.minute / 60 >= notes.office.closes
                notes.note("directives.share_out_of_hours", late)
                if act.plan_limit is not None:
                    days = (act.plan_limit - local.date()).days
                    notes.drawn("directives.plan_limit", days)
            case directives.SuperiorMeetingHeld() if notes.settled(act):
                conveyed = any(isinstance(one, directives.Conveyed) for one in acts)
                notes.note("directives.share_not_conveyed", not conveyed)


def _grassroots(acts: Matter, notes: Notes) -> None:
    if isinstance(acts[0], g.Received | g.OnSiteDecided):
        decided = isinstance(acts[0], g.OnSiteDecided)
        notes.note("grassroots.share_decided_on_site", decided)


def _supervision(acts: Matter, notes: Notes) -> None:
    for act in acts:
        match act:
            case execution.NoticeIssued():
                notes.note("supervision.share_no_limit", act.limit is None)
                if act.limit is not None and isinstance(acts[0], supervision.ProblemFound):
                    days = (act.limit - notes.office.day(act.occurred_at)).days
                    notes.drawn("supervision.limit", days)
            case supervision.ItemOpened() if act.focus == OWN_INSTRUCTIONS and act.limit:
                days = (act.limit - notes.office.day(act.occurred_at)).days
                notes.drawn("supervision.limit", days)
    if (first := acts[0]) and notes.settled(first):
        registered = any(isinstance(act, supervision.Registered) for act in acts)
        notes.note("supervision.share_unregistered", not registered)
    verified = [act for act in acts if isinstance(act, supervision.Verified)]
    failed = [act for act in verified if not act.ok]
    for act in verified:
        notes.note("supervision.share_not_verified", not act.ok)
    called = sum(isinstance(act, supervision.AccountabilityTriggered) for act in acts)
    for place in range(len(failed)):
        notes.note("supervision.share_called_to_account", place < called)


def _proposal(acts: Matter, notes: Notes) -> None:
    for act in acts:
        if isinstance(act, proposals.Assigned) and act.limit is not None:
            days = (act.limit - notes.office.day(act.occurred_at)).days
            notes.drawn("outreach.proposal_days_given", days)
        if isinstance(act, proposals.Replied):
            contacted = any(isinstance(one, proposals.ProposerContacted) for one in acts)
            notes.note("outreach.share_proposers_contacted", contacted)


def _petition(acts: Matter, notes: Notes) -> None:
    if isinstance(acts[0], petitions.Received) and notes.settled(acts[0]):
        important = any(isinstance(act, petitions.Classified) and act.important for act in acts)
        notes.note("outreach.share_important_petitions", important)
    for act in acts:
        if isinstance(act, petitions.ReadInPerson):
            notes.note("outreach.share_read_in_person", act.post != "staff")


def _service(acts: Matter, notes: Notes) -> None:
    first = acts[0]
    if isinstance(first, service.Accepted) and first.limit is not None:
        given = notes.office.calendar.working_days_between(
            notes.office.day(first.occurred_at), first.limit
        )
        notes.drawn("outreach.service_days_given", given)


# --- the table ---

READERS: Final[Mapping[str, Callable[[Matter, Notes], None]]] = {
    "submission": _submission,
    "consultation": _consultation,
    "document": _document,
    "directive": _directive,
    "grassroots": _grassroots,
    "supervision": _supervision,
    "deputies_proposal": _proposal,
    "petition": _petition,
    "service_matter": _service,
}
"""How the matters of each kind are read."""
