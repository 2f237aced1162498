"""印发 Sending out: what was signed is referred, printed, numbered, issued, followed (56.7, 57)."""

from __future__ import annotations

from domain import documents as d
from domain import number_registers as registers
from domain import organisation as org
from simulations.flows import issue
from simulations.flows.issue import Fate
from simulations.kernel import Steps
from simulations.signers import Signer, stand_in, still
from simulations.streams import Stream
from simulations.year import Year


def issued(year: Year, drafted: d.Drafted, fate: Fate, dice: Stream) -> Steps:
    """Refer, print, number, give out and follow what was signed."""
    if drafted.issuer == d.OFFICE and year.happens("documents.share_referred", dice):
        yield from _referred(year, drafted, dice)
    yield from printed(year, drafted, fate, dice)


def printed(year: Year, drafted: d.Drafted, fate: Fate, dice: Stream) -> Steps:
    """Print and number it, and give it out."""
    matter = drafted.matter
    yield year.clerk("office", "documents.printing", dice)
    register = registers.register_of(issue.CODES[drafted.issuer], year.instant.year)
    taken = year.record(registers.Taken, register, "office", document=matter)
    assert taken is not None  # noqa: S101 - no gate stands before a number
    number = taken.originator_version
    year.record(d.Numbered, matter, "office", register=register, number=number)
    issue.plan_amended(year, drafted, fate)
    text = registers.document_number(register, number)
    yield from given_out(year, drafted, text, fate, dice)


def given_out(year: Year, drafted: d.Drafted, text: str, fate: Fate, dice: Stream) -> Steps:
    """Issue it under its number, unless it is never to go out, and follow it."""
    matter = drafted.matter
    while year.record(d.Issued, matter, "office", number=text) is None:
        if issue.never_to_go_out(year, drafted):
            year.record(d.Withdrawn, matter, "office", reason="不予印发，文号作废 / not issued")
            return
        yield year.working_days_on(1)
    transmitted(year, drafted, fate)
    yield year.working_days_on(year.draw("documents.tracking", dice))
    tracked(year, drafted, fate)


def transmitted(year: Year, drafted: d.Drafted, fate: Fate) -> None:
    """Send it to its addressees."""
    year.record(
        d.Transmitted, drafted.matter, "office", addressees=_addressees(year, drafted),
        channels=issue.channels(fate),
    )  # fmt: skip


def tracked(year: Year, drafted: d.Drafted, fate: Fate) -> None:
    """The Office notes how it is carried out."""
    year.record(d.ImplementationTracked, drafted.matter, "office")
    issue.found_repeating(year, drafted, fate)


def _addressees(year: Year, drafted: d.Drafted) -> tuple[str, ...]:
    """Downward papers go to the units in the fields they touch, to all where they reach wide."""
    if drafted.direction != d.DOWN:
        return ("city_government",) if drafted.direction == d.UP else ("other_bodies",)
    units = year.scenario.units
    if d.WIDE_IMPACT in drafted.tags:
        return tuple(unit.id for unit in units)
    return tuple(unit.id for unit in units if unit.subject in drafted.subjects)


def _referred(year: Year, drafted: d.Drafted, dice: Stream) -> Steps:
    """The Office director refers the text to a leader (56.7); now and then nobody waits for it."""
    leader = stand_in(year, year.leader_in_charge(drafted.subjects[0]))
    if year.posts[leader.person] == org.OFFICE_DIRECTOR:
        leader = stand_in(year, "head")
    by = "office_director"
    year.record(d.Referred, drafted.matter, by, leader=leader.person)
    approval = year.spawn(approval_of(year, drafted, leader))
    if not year.happens("documents.share_issued_unapproved", dice):
        yield approval


def approval_of(year: Year, drafted: d.Drafted, leader: Signer) -> Steps:
    """The leader it was referred to approves it."""
    dice = year.dice("approval", drafted.matter)
    yield year.desk_of(leader.person, "documents.signing", dice)
    leader = still(year, leader, dice)
    year.record(d.Approved, drafted.matter, leader.person, capacity=leader.capacity)
