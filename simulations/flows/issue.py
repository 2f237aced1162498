"""发文把关 Issue: whether a text is planned, worth issuing and in the right form (Arts 53, 57)."""

from __future__ import annotations

import attrs

from domain import documents as d
from domain import number_registers as registers
from domain import plans
from simulations.kernel import Steps
from simulations.year import Year

CODES = {d.GOVERNMENT: "宜伍府发", d.OFFICE: "宜伍府办发"}
PLANNED = (d.NOTICE, d.NORMATIVE)


@attrs.frozen
class Fate:
    """What chance holds for one document, beside its own course: drawn at once from one stream.

    Named as the shares of the scenario are; ``considered`` is in working days, ``standing`` the
    number of the document that it would repeat.
    """

    planned: bool
    plan_amended: bool
    without_substance: bool
    repeating: bool
    issued_all_the_same: bool
    found_repeating_later: bool
    division_annexed: bool
    division_alone: bool
    joint: bool
    joint_too_early: bool
    on_paper_only: bool
    on_paper_too: bool
    considered: float
    standing: int


_SHARES = tuple(f.name for f in attrs.fields(Fate) if f.name not in ("considered", "standing"))


def fate_of(year: Year, matter: str) -> Fate:
    """Draw the fate of a document, always the same draws in the same order."""
    dice = year.dice("issue", matter)
    chances = {name: year.happens(f"documents.share_{name}", dice) for name in _SHARES}
    considered = year.draw("documents.considered", dice)
    return Fate(**chances, considered=considered, standing=dice.integer(1, 90))


# --- the plan of the year ---


def plan_of(year: Year) -> str:
    """Return the number of the issuance plan of the year being played."""
    return f"issuance-{year.instant.year}"


def plan_items(year: Year) -> tuple[str, ...]:
    """Return the items of the year's plan: what each organ means to issue."""
    return tuple(plan_item(unit.id) for unit in year.scenario.units)


def plan_item(unit: str) -> str:
    """Return the item of the plan under which an organ's documents stand."""
    return f"发文 issue {unit}"


def plan_amended(year: Year, drafted: d.Drafted, fate: Fate) -> None:
    """Put what was not planned into the plan before it goes out; mostly."""
    adopted = year.world.state("plan", plan_of(year)) is not None
    downward = drafted.document_class in PLANNED and drafted.direction == d.DOWN
    if adopted and downward and not drafted.plan_item and fate.plan_amended:
        year.record(plans.PlanAmended, plan_of(year), "office", items=(drafted.matter,))


# --- its form ---


def form(document_class: str, decided_item: str, fate: Fate) -> tuple[str, tuple[str, ...]]:
    """Return class and annexes of a draft: a division of work by itself, or annexed to a notice."""
    if document_class != d.NOTICE:
        return document_class, ()
    if fate.division_alone and not decided_item:
        return d.DIVISION_OF_WORK, ()
    return document_class, (d.DIVISION_OF_WORK,) if fate.division_annexed else ()


def channels(fate: Fate) -> tuple[str, ...]:
    """Return how a document is sent out."""
    if fate.on_paper_only:
        return (d.PAPER,)
    return (d.INTRANET, d.PAPER) if fate.on_paper_too else (d.INTRANET,)


# --- with the Party committee ---


def with_the_party_committee(year: Year, drafted: d.Drafted, fate: Fate) -> Steps:
    """The government considers a joint paper before it goes to the Party committee; mostly."""
    if not drafted.joint:
        return
    if fate.joint_too_early and _to_the_party_committee(year, drafted):
        return
    yield year.working_days_on(fate.considered)
    year.record(d.GovernmentReviewed, drafted.matter, "office")
    _to_the_party_committee(year, drafted)


def _to_the_party_committee(year: Year, drafted: d.Drafted) -> bool:
    sent = year.record(
        d.SubmittedToPartyCommittee, drafted.matter, drafted.unit, government_duties=True,
        joint_issue=True,
    )  # fmt: skip
    return sent is not None


# --- whether it is worth it ---


def reviewed(year: Year, drafted: d.Drafted, text_version: int, fate: Fate) -> bool:
    """Record the review; say whether the text goes on. What a meeting decided always does."""
    first = text_version == 1 and not drafted.decided_item
    empty = first and fate.without_substance
    repeats = standing(year, fate) if first and fate.repeating and not empty else ""
    year.record(
        d.Reviewed, drafted.matter, "office", text_version=text_version, substance=not empty,
        duplicate_of=repeats,
    )  # fmt: skip
    if fate.issued_all_the_same or not (empty or repeats):
        return True
    reason = "重复发文 / it only repeats" if repeats else "没有实质内容 / no substance"
    year.record(d.Withdrawn, drafted.matter, drafted.unit, reason=reason)
    return False


def standing(year: Year, fate: Fate) -> str:
    """Return a document of the year before that still stands."""
    register = registers.register_of(CODES[d.GOVERNMENT], year.scenario.begins.year - 1)
    return registers.document_number(register, fate.standing)


def never_to_go_out(year: Year, drafted: d.Drafted) -> bool:
    """Say whether what a gate refused to issue is refused for good, and not for today."""
    review = year.world.state("document", drafted.matter).reviewed
    empty = review is not None and review.substance is False
    return empty or drafted.document_class == d.DIVISION_OF_WORK


def found_repeating(year: Year, drafted: d.Drafted, fate: Fate) -> None:
    """Somebody finds in the end that an issued notice says what another one said."""
    if drafted.document_class == d.NOTICE and fate.found_repeating_later:
        repeats = standing(year, fate)
        year.record(d.DuplicateFound, drafted.matter, "office", repeats=repeats)
