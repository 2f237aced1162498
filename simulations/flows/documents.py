"""发文 Documents: drafted, reviewed, countersigned, signed, numbered, issued (Arts 53, 56, 57)."""

from __future__ import annotations

from domain import documents as d
from domain import organisation as org
from domain.meetings import EXECUTIVE, PLENARY
from simulations.flows import issue, sending_out
from simulations.flows.issue import Fate
from simulations.kernel import Steps
from simulations.signers import Signer, stand_in, still
from simulations.streams import Stream
from simulations.year import Year

RESERVED = frozenset({d.NORMATIVE, d.PERSONNEL, d.OVERSEAS, d.BILL})
SPECIAL = frozenset({d.REQUEST, d.REPORT})


def document(
    year: Year,
    matter: str,
    unit: str,
    subject: str,
    *,
    decided_item: str = "",
    ready: float = 0.0,
    begun: float = 0.0,
) -> Steps:
    """Play one outgoing document.

    ``ready`` is how much of the drafting is already done (0–1); ``begun`` as in `Year.drafting`.
    """
    dice = year.dice("document", matter)
    ends, begins = year.drafting(unit, "documents.drafting", dice, begun), year.kernel.instant
    if ends is None:
        return
    yield year.office.next_open(ends - ready * (ends - begins))
    fate = issue.fate_of(year, matter)
    drafted = _drafted(year, matter, unit, subject, decided_item, fate, dice)
    if year.happens("documents.share_withdrawn", dice) and not decided_item:
        year.record(d.Withdrawn, matter, unit, reason="不再需要 / no longer needed")
        return
    if (yield from reviewed(year, drafted, 1, fate, dice)):
        yield from signed_and_issued(year, drafted, 1, fate, dice)


def own_document(year: Year, begun: float = 0.0) -> Steps:
    """Play one document that begins with the Office or a department."""
    matter = year.number("D")
    dice = year.dice("author", matter)
    units = [unit for unit in year.scenario.units if unit.kind in ("department", "office")]
    unit = dice.choice(units, [one.weight for one in units])
    return document(year, matter, unit.id, unit.subject, begun=begun)


def signed_and_issued(
    year: Year, drafted: d.Drafted, text_version: int, fate: Fate, dice: Stream
) -> Steps:
    """Have a reviewed text signed, revised as often as it takes, and send it out."""
    while not (yield from _signed(year, drafted, text_version, dice)):
        text_version = yield from revised(year, drafted, text_version, fate, dice)
    yield from issue.with_the_party_committee(year, drafted, fate)
    yield from sending_out.issued(year, drafted, fate, dice)


def revised(year: Year, drafted: d.Drafted, text_version: int, fate: Fate, dice: Stream) -> Steps:
    """Revise a text that was sent back, and review it; the value is its new version."""
    text_version += 1
    yield year.clerk(drafted.unit, "documents.review", dice)
    year.record(
        d.Revised, drafted.matter, drafted.unit, text_version=text_version, reason="按批示修改"
    )
    yield from reviewed(year, drafted, text_version, fate, dice)
    return text_version


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


def reviewed(year: Year, drafted: d.Drafted, text_version: int, fate: Fate, dice: Stream) -> Steps:
    """The Office reviews the text; the value is whether it goes on."""
    yield year.clerk("office", "documents.review", dice)
    return issue.reviewed(year, drafted, text_version, fate)


def _signed(year: Year, drafted: d.Drafted, text_version: int, dice: Stream) -> Steps:
    """Countersign and put before the signer; the value is whether it was signed."""
    signer, wrong = _signer(year, drafted, dice)
    yield [
        year.spawn(_countersign(year, drafted, subject, text_version))
        for subject in _others(year, drafted, signer)
    ]
    year.record(d.SubmittedForSignature, drafted.matter, "office", text_version=text_version)
    return (yield from at_the_signer(year, drafted, signer, text_version, dice, wrong=wrong))


def at_the_signer(
    year: Year,
    drafted: d.Drafted,
    signer: Signer,
    text_version: int,
    dice: Stream,
    *,
    wrong: bool = False,
) -> Steps:
    """The signer reads it; the value is whether it was signed."""
    matter = drafted.matter
    yield year.desk_of(signer.person, "documents.signing", dice)
    if year.happens("documents.share_sent_back", dice):
        year.record(
            d.SignatureRefused, matter, signer.person, capacity=signer.capacity,
            reason="文稿需修改 / the text needs work",
        )  # fmt: skip
        return False
    if not wrong:
        signer = still(year, signer, dice)
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
        signer = right_signer(year, drafted)
        yield [
            year.spawn(_countersign(year, drafted, subject, text_version, must=True))
            for subject in _others(year, drafted, signer)
        ]
        yield year.desk_of(signer.person, "documents.signing", dice)
        signer = still(year, signer, dice)
    return True


def right_signer(year: Year, drafted: d.Drafted) -> Signer:
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
    return stand_in(year, "head" if leader == "office_director" else leader)


def _signer(year: Year, drafted: d.Drafted, dice: Stream) -> tuple[Signer, bool]:
    if year.happens("documents.share_wrong_signer", dice):
        wrong = dice.choice([spec.id for spec in year.scenario.leaders[1:7]], [1.0] * 6)
        return Signer(wrong, f"post:{year.posts[wrong]}"), True
    return right_signer(year, drafted), False


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
    if not must and _has_countersigned(year, drafted, subject):
        return
    leader = stand_in(year, year.leader_in_charge(subject))
    year.record(d.CountersignRequested, drafted.matter, "office", leader=leader.person)
    yield year.desk_of(leader.person, "documents.countersigning", dice)
    leader = still(year, leader, dice)
    year.record(
        d.Countersigned, drafted.matter, leader.person, capacity=leader.capacity,
        text_version=text_version, subject=subject,
    )  # fmt: skip


def _has_countersigned(year: Year, drafted: d.Drafted, subject: str) -> bool:
    """Say whether the text as it stands has been countersigned for a subject."""
    state: d.Document = year.world.state("document", drafted.matter)
    return any(one.subject == subject for one in state.countersigns)
