"""发文 Documents: drafted, reviewed, countersigned, signed, numbered, issued (Arts 53, 56, 57)."""

from __future__ import annotations

from domain import documents as d
from domain import number_registers as registers
from domain import organisation as org
from domain.meetings import EXECUTIVE, PLENARY
from simulations.flows import issue
from simulations.flows.issue import Fate
from simulations.kernel import Steps
from simulations.streams import Stream
from simulations.year import Signer, Year

RESERVED = frozenset({d.NORMATIVE, d.PERSONNEL, d.OVERSEAS, d.BILL})
SPECIAL = frozenset({d.REQUEST, d.REPORT})


def document(
    year: Year, matter: str, unit: str, subject: str, *, decided_item: str = "", ready: float = 0.0
) -> Steps:
    """Play one outgoing document; ``ready`` is how much of the drafting is already done (0–1)."""
    dice = year.dice("document", matter)
    drafting = year.clerk(unit, "documents.drafting", dice)
    begun = year.kernel.instant
    yield year.office.next_open(drafting - ready * (drafting - begun))
    fate = issue.fate_of(year, matter)
    drafted = _drafted(year, matter, unit, subject, decided_item, fate, dice)
    if year.happens("documents.share_withdrawn", dice) and not decided_item:
        year.record(d.Withdrawn, matter, unit, reason="不再需要 / no longer needed")
        return
    if not (yield from _reviewed(year, drafted, 1, fate, dice)):
        return
    text_version = 1
    while not (yield from _signed(year, drafted, text_version, dice)):
        text_version += 1
        yield year.clerk(unit, "documents.review", dice)
        year.record(d.Revised, matter, unit, text_version=text_version, reason="按批示修改")
        yield from _reviewed(year, drafted, text_version, fate, dice)
    yield from issue.with_the_party_committee(year, drafted, fate)
    yield from _issued(year, drafted, fate, dice)


def _drafted(
    year: Year, matter: str, unit: str, subject: str, decided_item: str, fate: Fate, dice: Stream
) -> d.Drafted:
    classes = year.scenario.number("documents.classes")
    chosen = classes.names[classes.choose(dice)]
    at_the_top = _decided_at_the_top(year, decided_item)
    upward = chosen in SPECIAL
    document_class = d.NOTICE if upward and decided_item and not at_the_top else chosen
    document_class, annexes = issue.form(document_class, decided_item, fate)
    planned = document_class in issue.PLANNED and fate.planned
    office = document_class == d.NOTICE and year.happens("documents.share_office_name", dice)
    act = year.record(
        d.Drafted, matter, unit,
        unit=unit,
        document_class=document_class,
        issuer=d.OFFICE if office and not decided_item else d.GOVERNMENT,
        direction=_direction(document_class),
        subjects=_subjects(year, subject, document_class, dice),
        tags=(
            *_tags(year, document_class, dice),
            *_importance(year, matter, document_class, at_the_top=at_the_top),
        ),
        decided_item=decided_item,
        joint=fate.joint and document_class == d.NOTICE and not decided_item,
        plan_item=issue.plan_item(unit) if planned else "",
        annexes=annexes,
    )  # fmt: skip
    assert act is not None  # noqa: S101 - no gate stands before a draft
    return act


def _direction(document_class: str) -> str:
    if document_class in SPECIAL:
        return d.UP
    return d.PEER if document_class in (d.OTHER, d.BILL) else d.DOWN


def _subjects(year: Year, subject: str, document_class: str, dice: Stream) -> tuple[str, ...]:
    several = year.happens("documents.share_several_portfolios", dice)
    if document_class != d.NOTICE or not several:
        return (subject,)
    others = [s for s in year.leader_of if year.leader_of[s] != year.leader_in_charge(subject)]
    others = [s for s in others if year.leader_of[s] != "office_director"]
    more = dice.choice(others, [1.0] * len(others))
    return (subject, more)


def _tags(year: Year, document_class: str, dice: Stream) -> tuple[str, ...]:
    wide = document_class == d.NOTICE and year.happens("documents.share_wide_impact", dice)
    return (d.WIDE_IMPACT,) if wide else ()


def _decided_at_the_top(year: Year, decided_item: str) -> bool:
    """Say whether the plenary or the executive meeting decided an item."""
    meeting = year.world.state("meeting", decided_item.rpartition("/")[0])
    return meeting is not None and meeting.convened.meeting_kind in (PLENARY, EXECUTIVE)


def _importance(
    year: Year, matter: str, document_class: str, *, at_the_top: bool
) -> tuple[str, ...]:
    """Tag the important papers, which nearly all come from the executive meeting (42.4)."""
    if document_class not in SPECIAL and document_class != d.NORMATIVE:
        return ()
    share = "share_important_decided" if at_the_top else "share_important_undecided"
    important = year.happens(f"documents.{share}", year.dice("importance", matter))
    return (d.IMPORTANT,) if important else ()


def _reviewed(year: Year, drafted: d.Drafted, text_version: int, fate: Fate, dice: Stream) -> Steps:
    """The Office reviews the text; the value is whether it goes on."""
    yield year.clerk("office", "documents.review", dice)
    return issue.reviewed(year, drafted, text_version, fate)


def _signed(year: Year, drafted: d.Drafted, text_version: int, dice: Stream) -> Steps:
    """Countersign and put before the signer; the value is whether it was signed."""
    matter = drafted.matter
    signer, wrong = _signer(year, drafted, dice)
    yield [
        year.spawn(_countersign(year, drafted, subject, text_version))
        for subject in _others(year, drafted, signer)
    ]
    year.record(d.SubmittedForSignature, matter, "office", text_version=text_version)
    yield year.desk_of(signer.person, "documents.signing", dice)
    if year.happens("documents.share_sent_back", dice):
        year.record(
            d.SignatureRefused, matter, signer.person, capacity=signer.capacity,
            reason="文稿需修改 / the text needs work",
        )  # fmt: skip
        return False
    if not wrong:
        signer = year.still(signer, dice)
    return (yield from _signature(year, drafted, signer, text_version, dice))


def _signature(
    year: Year, drafted: d.Drafted, signer: Signer, text_version: int, dice: Stream
) -> Steps:
    """Sign; where a gate refuses it, mend what is missing and go to the right signer."""
    matter = drafted.matter
    while (
        year.record(
            d.Signed, matter, signer.person, capacity=signer.capacity, text_version=text_version
        )
        is None
    ):
        signer = _right_signer(year, drafted)
        yield [
            year.spawn(_countersign(year, drafted, subject, text_version, must=True))
            for subject in _others(year, drafted, signer)
        ]
        yield year.desk_of(signer.person, "documents.signing", dice)
        signer = year.still(signer, dice)
    return True


def _right_signer(year: Year, drafted: d.Drafted) -> Signer:
    """Return who may sign a document at this moment, as the Office understands Art. 56."""
    if drafted.issuer == d.OFFICE:
        return Signer("office_director", f"post:{org.OFFICE_DIRECTOR}")
    top = drafted.document_class in RESERVED or drafted.decided_item
    if top or drafted.direction == d.PEER:
        return Signer("head", f"post:{org.HEAD}")
    if drafted.document_class in SPECIAL or d.WIDE_IMPACT in drafted.tags:
        post = "executive_deputy" if year.away("head") else "head"
        return Signer(post, f"post:{year.posts[post]}")
    leader = year.leader_in_charge(drafted.subjects[0])
    return year.stand_in("head" if leader == "office_director" else leader)


def _signer(year: Year, drafted: d.Drafted, dice: Stream) -> tuple[Signer, bool]:
    if year.happens("documents.share_wrong_signer", dice):
        wrong = dice.choice([spec.id for spec in year.scenario.leaders[1:7]], [1.0] * 6)
        return Signer(wrong, f"post:{year.posts[wrong]}"), True
    return _right_signer(year, drafted), False


def _others(year: Year, drafted: d.Drafted, signer: Signer) -> tuple[str, ...]:
    """Return the subjects whose leaders must countersign (56.5b)."""
    ordinary = drafted.document_class == d.NOTICE and drafted.issuer == d.GOVERNMENT
    if not ordinary or drafted.decided_item or d.WIDE_IMPACT in drafted.tags:
        return ()
    if len(drafted.subjects) == 1:
        return ()
    return tuple(s for s in drafted.subjects if year.leader_in_charge(s) != signer.person)


def _countersign(
    year: Year, drafted: d.Drafted, subject: str, text_version: int, *, must: bool = False
) -> Steps:
    dice = year.dice("countersign", f"{drafted.matter}/{subject}/{text_version}/{must}")
    if not must and year.happens("documents.share_countersign_skipped", dice):
        return
    leader = year.stand_in(year.leader_in_charge(subject))
    year.record(d.CountersignRequested, drafted.matter, "office", leader=leader.person)
    yield year.desk_of(leader.person, "documents.countersigning", dice)
    leader = year.still(leader, dice)
    year.record(
        d.Countersigned, drafted.matter, leader.person, capacity=leader.capacity,
        text_version=text_version, subject=subject,
    )  # fmt: skip


def _issued(year: Year, drafted: d.Drafted, fate: Fate, dice: Stream) -> Steps:
    matter = drafted.matter
    if drafted.issuer == d.OFFICE and year.happens("documents.share_referred", dice):
        yield from _referred(year, drafted, dice)
    yield year.clerk("office", "documents.printing", dice)
    register = registers.register_of(issue.CODES[drafted.issuer], year.instant.year)
    taken = year.record(registers.Taken, register, "office", document=matter)
    assert taken is not None  # noqa: S101 - no gate stands before a number
    number = taken.originator_version
    year.record(d.Numbered, matter, "office", register=register, number=number)
    text = registers.document_number(register, number)
    issue.plan_amended(year, drafted, fate)
    while year.record(d.Issued, matter, "office", number=text) is None:
        if issue.never_to_go_out(year, drafted):
            year.record(d.Withdrawn, matter, "office", reason="不予印发，文号作废 / not issued")
            return
        yield year.working_days_on(1)
    year.record(
        d.Transmitted, matter, "office", addressees=_addressees(year, drafted),
        channels=issue.channels(fate),
    )  # fmt: skip
    yield year.working_days_on(year.draw("documents.tracking", dice))
    year.record(d.ImplementationTracked, matter, "office")
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
    leader = year.stand_in(year.leader_in_charge(drafted.subjects[0]))
    if year.posts[leader.person] == org.OFFICE_DIRECTOR:
        leader = year.stand_in("head")
    by = "office_director"
    year.record(d.Referred, drafted.matter, by, leader=leader.person)
    approval = year.spawn(_approval(year, drafted, leader))
    if not year.happens("documents.share_issued_unapproved", dice):
        yield approval


def _approval(year: Year, drafted: d.Drafted, leader: Signer) -> Steps:
    dice = year.dice("approval", drafted.matter)
    yield year.desk_of(leader.person, "documents.signing", dice)
    leader = year.still(leader, dice)
    year.record(d.Approved, drafted.matter, leader.person, capacity=leader.capacity)
