"""议题 Topics: proposed, consulted, reviewed, compiled, fixed by the head or the convenor (46)."""

from __future__ import annotations

import attrs

from domain import topics as t
from domain.meetings import SPECIAL, TASKS
from simulations.flows import invitations
from simulations.flows.consultations import consultation, related_units
from simulations.kernel import Steps
from simulations.signers import stand_in, still
from simulations.streams import Stream
from simulations.year import Year


@attrs.frozen
class AgendaItem:
    """A topic that is on a meeting's agenda."""

    matter: str
    unit: str
    related: tuple[str, ...] = ()

    def heard(self, year: Year, meeting: str) -> None:
        """Record that the meeting heard it; where it is refused, the Office reviews it first."""
        if year.record(t.Heard, self.matter, "office", meeting=meeting) is not None:
            return
        year.record(t.MaterialReviewed, self.matter, "office")
        year.record(t.Heard, self.matter, "office", meeting=meeting)


def topic(
    year: Year, kind: str, meeting: str, place: int, *, convenor: str = "", subject: str = ""
) -> Steps:
    """Play one topic up to the agenda; its value is the agenda item, or None."""
    matter = year.number("T", of=f"{meeting}/{place}")
    dice = year.dice("topic", matter)
    unit = _proposer(year, subject, dice)
    alone = year.happens("meetings.share_topic_alone", dice) or kind == SPECIAL
    related = () if alone else related_units(year, unit, dice)
    consulted = year.number("C", of=matter) if related else ""
    proposed = year.record(
        t.Proposed, matter, unit, unit=unit, meeting_kind=kind,
        subject=subject or year.subjects[unit], related_units=related, consultation=consulted,
        no_other_unit=alone,
        purpose=t.COORDINATION if kind == SPECIAL and not alone else t.DECISION,
    )  # fmt: skip
    if related and not year.happens("meetings.share_topic_unconsulted", dice):
        year.springs(consulted, proposed)
        yield year.spawn(consultation(year, consulted, unit, matter, related))
    if kind != SPECIAL:
        yield from reviewed(year, matter, unit, dice)
    item = AgendaItem(matter, unit, related)
    return (yield from fixed(year, item, kind, meeting, convenor, dice))


def _proposer(year: Year, subject: str, dice: Stream) -> str:
    units = [
        unit.id
        for unit in year.scenario.units
        if unit.kind == "department" and subject in ("", unit.subject)
    ]
    units = units or ["development_reform"]
    return dice.choice(units, [1.0] * len(units))


def reviewed(year: Year, matter: str, unit: str, dice: Stream) -> Steps:
    """The leader in charge reviews the topic and its material, and the Office compiles it."""
    leader = stand_in(year, year.leader_in_charge(year.subjects[unit]))
    if not year.happens("meetings.share_topic_unreviewed", dice):
        yield year.desk_of(leader.person, "submissions.reading_by_leader", dice)
        leader = still(year, leader, dice)
        year.record(t.ReviewedByLeader, matter, leader.person, capacity=leader.capacity)
    year.record(t.MaterialDrafted, matter, unit)
    if not year.happens("meetings.share_material_unapproved", dice):
        year.record(t.MaterialApproved, matter, leader.person, capacity=leader.capacity)
    yield from compiled(year, matter, dice)


def compiled(year: Year, matter: str, dice: Stream) -> Steps:
    """The Office reviews the material and compiles the topic."""
    yield year.clerk("office", "submissions.registering", dice)
    if not year.happens("meetings.share_material_unreviewed", dice):
        year.record(t.MaterialReviewed, matter, "office")
    year.record(t.Compiled, matter, "office")


def fixed(
    year: Year, item: AgendaItem, kind: str, meeting: str, convenor: str, dice: Stream
) -> Steps:
    """Put it before whoever fixes the agenda; the value is the item, None where he refuses it."""
    signer = stand_in(year, convenor or "head")
    yield year.desk_of(signer.person, "submissions.reading_by_leader", dice)
    signer = still(year, signer, dice)
    if kind != SPECIAL and year.happens("meetings.share_topic_refused", dice):
        year.record(
            t.Refused, item.matter, signer.person, capacity=signer.capacity,
            reason="议题不成熟 / not yet ripe",
        )  # fmt: skip
        return None
    fixed = year.record(
        t.Approved, item.matter, signer.person, capacity=signer.capacity, meeting=meeting,
        task=_task(year, item, kind),
    )  # fmt: skip
    if fixed is None:
        year.record(t.Deferred, item.matter, "office", reason="会前程序未完成 / not prepared")
        return None
    invitations.units(year, meeting, item.matter, (item.unit, *item.related))
    return item


def _task(year: Year, item: AgendaItem, kind: str) -> int:
    """Return under which of the meeting's main tasks a topic comes; 0 where nobody says."""
    dice = year.dice("task", item.matter)
    untold = year.happens("meetings.share_topic_without_task", dice)
    return 0 if untold else dice.integer(1, TASKS[kind])
