"""报文 Submissions: from a unit's draft to a leader's instruction (Arts 53–55)."""

from __future__ import annotations

from domain import submissions as s
from simulations.flows.addressing import Draft, elsewhere
from simulations.flows.consultations import consultation, related_units
from simulations.flows.disputes import coordinated
from simulations.flows.documents import document
from simulations.kernel import Steps
from simulations.signers import Signer, stand_in, still
from simulations.streams import Stream
from simulations.year import Year


def submission(year: Year, matter: str, begun: float = 0.0) -> Steps:
    """Play one submission from draft to answer; ``begun`` as in `Year.drafting`."""
    dice = year.dice("submission", matter)
    draft = _drafted(year, matter, dice)
    drafted = year.drafting(draft.unit, "submissions.drafting", dice, begun)
    if drafted is None:
        return
    yield drafted
    if draft.related:
        yield from _consulted(year, draft, dice)
    yield from sent(year, draft, dice)


def sent(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Send a draft up, as often as it takes, and have it answered."""
    if (yield from elsewhere(year, draft)):
        return
    yield from handed_in_and_answered(year, draft, dice)


def handed_in_and_answered(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Hand it in, as often as it takes, and have it answered."""
    while not (yield from _handed_in(year, draft, dice)):
        mend(draft)
    yield from answered(year, draft, dice)


def _drafted(year: Year, matter: str, dice: Stream) -> Draft:
    authors = [unit for unit in year.scenario.units if unit.id != "office"]
    author = dice.choice(authors, [unit.weight for unit in authors])
    request = year.happens("submissions.share_requests", dice)
    two = request and year.happens("submissions.share_two_matters", dice)
    both = year.happens("submissions.share_two_addressees", dice)
    hidden = not request and year.happens("submissions.share_hidden_request", dice)
    touching = request and year.happens("submissions.share_touching_others", dice)
    return Draft(
        matter=matter,
        unit=author.id,
        type=s.REQUEST if request else s.REPORT,
        subject=author.subject,
        matters=(f"{matter}-1", f"{matter}-2") if two else (f"{matter}-1",),
        addressees=("district", "party_committee") if both else ("district",),
        contains_request=hidden,
        related=related_units(year, author.id, dice) if touching else (),
        consultation=year.number("C", of=matter) if touching else "",
    )


def _consulted(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Wait for the consultation's end, or lose patience and submit before it."""
    flow = consultation(year, draft.consultation, draft.unit, draft.matter, draft.related)
    process = year.spawn(flow)
    if year.happens("submissions.share_submitted_early", dice):
        yield year.working_days_on(1)
        return
    yield process


def mend(draft: Draft) -> None:
    """Put right what the gates refused: one matter, one addressee, and wait for the others."""
    draft.matters, draft.addressees = draft.matters[:1], draft.addressees[:1]
    draft.contains_request = False


def _handed_in(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Submit, register and check at intake; the value is whether it need not come again."""
    act = year.record(
        s.Submitted, draft.matter, draft.unit, unit=draft.unit, type=draft.type,
        subject=draft.subject, matters=draft.matters, addressees=draft.addressees,
        contains_request=draft.contains_request, related_units=draft.related,
        consultation=draft.consultation, assignment=draft.assignment, secret=draft.secret,
    )  # fmt: skip
    if act is None:
        yield year.working_days_on(1)
        return False
    return (yield from taken_in(year, draft, dice))


def taken_in(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Register and check at intake; the value is whether it goes on."""
    yield year.clerk("office", "submissions.registering", dice)
    year.record(s.Received, draft.matter, "office")
    if year.happens("submissions.share_major", dice):
        year.record(s.Classified, draft.matter, "office", tags=(s.MAJOR,), reason="涉及重大事项")
    return (yield from considered(year, draft, dice))


def considered(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Check it and accept it, or send it back; the value is whether it goes on."""
    yield year.clerk("office", "submissions.opinion", dice)
    fault = _checked(year, draft, dice)
    if fault or year.record(s.Accepted, draft.matter, "office") is None:
        year.record(s.Returned, draft.matter, "office", reason=fault or "报告夹带请示")
        yield year.after(year.draw("submissions.rework", dice))
        return False
    return True


def _checked(year: Year, draft: Draft, dice: Stream) -> str:
    """Return why it goes back; what is wrong is written down, and now and then let pass."""
    fault = _fault(year, draft, dice)
    if not fault:
        return ""
    own = year.dice("intake", f"{draft.matter}/{year.instant}")
    let_pass = year.happens("submissions.share_fault_let_pass", own)
    reasoned = year.happens("submissions.share_fault_reasoned", own)
    because = "时限紧迫 / urgent" if let_pass and reasoned else ""
    year.record(s.IntakeChecked, draft.matter, "office", faults=(fault,), accepted_because=because)
    return "" if let_pass else fault


def _fault(year: Year, draft: Draft, dice: Stream) -> str:
    """Return why the intake check sends it back; empty where it finds nothing (or misses it)."""
    if draft.contains_request and not year.happens("submissions.share_intake_misses", dice):
        return "报告夹带请示 / a report carries a request"
    if year.happens("submissions.share_returned", dice):
        return "附件不全 / enclosures missing"
    return ""


def answered(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Put what was accepted before a leader, who answers, unless its author takes it back."""
    if year.happens("submissions.share_withdrawn", dice):
        year.record(
            s.Withdrawn, draft.matter, draft.unit, reason="情况变化 / circumstances changed"
        )
        return
    if not (draft.hasty or year.world.state("submission", draft.matter).opinion):
        year.record(s.OpinionProposed, draft.matter, "office")
    yield from before(year, draft, _routed(year, draft, dice), dice)


def before(year: Year, draft: Draft, leader: Signer, dice: Stream) -> Steps:
    """The leader it was routed to reads it, and it is decided."""
    state: s.Submission = year.world.state("submission", draft.matter)
    yield year.desk_of(leader.person, "submissions.reading_by_leader", dice)
    leader = still(year, leader, dice)
    if s.MAJOR in state.tags and not year.happens("submissions.share_major_not_referred", dice):
        year.record(
            s.Referred, draft.matter, leader.person, capacity=leader.capacity, leader="head"
        )
        leader = stand_in(year, "head")
        yield year.desk_of(leader.person, "submissions.reading_by_leader", dice)
    yield from coordinated(year, draft, leader)
    yield from _decided(year, draft, leader, dice)


def _routed(year: Year, draft: Draft, dice: Stream) -> Signer:
    """Route to whoever acts for the leader in charge; a wrong leader is tried now and then."""
    if year.happens("submissions.share_misrouted", dice):
        wrong = dice.choice([spec.id for spec in year.scenario.leaders[1:7]], [1.0] * 6)
        if year.record(s.Routed, draft.matter, "office", leader=wrong):
            return Signer(wrong, f"post:{year.posts[wrong]}")
    former = _former_leader(year, draft)
    if former and year.record(s.Routed, draft.matter, "office", leader=former):
        return Signer(former, f"post:{year.posts[former]}")
    signer = stand_in(year, year.leader_in_charge(draft.subject))
    if year.record(s.Routed, draft.matter, "office", leader=signer.person) is None:
        year.record(s.OpinionProposed, draft.matter, "office")
        year.record(s.Routed, draft.matter, "office", leader=signer.person)
    return signer


def _former_leader(year: Year, draft: Draft) -> str:
    """Return who was in charge before, where the Office still thinks of him; mostly empty."""
    held = year.world.organisation.portfolios.get(draft.subject, ())
    former = [one.by for one in held if one.until is not None]
    if not former:
        return ""
    dice = year.dice("habit", draft.matter)
    return former[-1] if year.happens("personnel.share_routed_by_habit", dice) else ""


def _decided(year: Year, draft: Draft, leader: Signer, dice: Stream) -> Steps:
    """Approve or refuse; whoever acts by now is not always who the matter was sent to."""
    leader = still(year, leader, dice)
    if draft.type == s.REQUEST and year.happens("submissions.share_refused", dice):
        year.record(
            s.Refused, draft.matter, leader.person, capacity=leader.capacity,
            reason="条件不成熟 / not yet ripe",
        )  # fmt: skip
        return
    approved = year.record(s.Approved, draft.matter, leader.person, capacity=leader.capacity)
    if approved is None:
        head = stand_in(year, "head")
        yield year.desk_of(head.person, "submissions.reading_by_leader", dice)
        approved = year.record(s.Approved, draft.matter, head.person, capacity=head.capacity)
    if year.happens("submissions.share_leading_to_document", dice):
        number = year.number("D", of=draft.matter)
        year.springs(number, approved)
        year.spawn(document(year, number, draft.unit, draft.subject))
