"""发文把关 Issue: whether a text is planned, worth issuing and in the right form (Arts 53, 57).

Every draw comes from a stream of its own, so that none of this shifts the document's own.
"""

from __future__ import annotations

from domain import documents as d
from domain import number_registers as registers
from domain import plans
from simulations.kernel import Steps
from simulations.year import Year

CODES = {d.GOVERNMENT: "宜伍府发", d.OFFICE: "宜伍府办发"}
PLANNED = (d.NOTICE, d.NORMATIVE)


def plan_of(year: Year) -> str:
    """Return the number of the issuance plan of the year being played."""
    return f"issuance-{year.instant.year}"


def plan_items(year: Year) -> tuple[str, ...]:
    """Return the items of the year's plan: what each organ means to issue."""
    return tuple(f"{unit.zh}发文 {unit.id}" for unit in year.scenario.units)


def plan_item(year: Year, matter: str, unit: str, document_class: str) -> str:
    """Return the plan's item a draft belongs to; empty where it was not thought of."""
    dice = year.dice("plan", matter)
    planned = document_class in PLANNED and year.happens("documents.share_planned", dice)
    return next((item for item in plan_items(year) if planned and item.endswith(f" {unit}")), "")


def plan_amended(year: Year, drafted: d.Drafted) -> None:
    """Put what was not planned into the plan before it goes out; mostly."""
    plan = year.world.state("plan", plan_of(year))
    downward = drafted.document_class in PLANNED and drafted.direction == d.DOWN
    if plan is None or not downward or drafted.plan_item:
        return
    dice = year.dice("amendment", drafted.matter)
    if year.happens("documents.share_plan_amended", dice):
        year.record(plans.PlanAmended, plan_of(year), "office", items=(drafted.matter,))


def division_of_work(
    year: Year, matter: str, document_class: str, decided_item: str
) -> tuple[str, tuple[str, ...]]:
    """Return the class and the annexes of a draft: a plan by itself, or annexed to a notice."""
    dice = year.dice("division", matter)
    if document_class != d.NOTICE:
        return document_class, ()
    if not decided_item and year.happens("documents.share_division_alone", dice):
        return d.DIVISION_OF_WORK, ()
    annexed = year.happens("documents.share_division_annexed", dice)
    return document_class, (d.DIVISION_OF_WORK,) if annexed else ()


def joint(year: Year, matter: str, document_class: str, decided_item: str) -> bool:
    """Say whether a notice is meant for issue together with the Party committee."""
    dice = year.dice("joint", matter)
    ordinary = document_class == d.NOTICE and not decided_item
    return ordinary and year.happens("documents.share_joint", dice)


def with_the_party_committee(year: Year, drafted: d.Drafted) -> Steps:
    """The government considers a joint paper before it goes to the Party committee; mostly."""
    if not drafted.joint:
        return
    dice = year.dice("party committee", drafted.matter)
    early = year.happens("documents.share_joint_too_early", dice)
    if early and _to_the_party_committee(year, drafted):
        return
    yield year.working_days_on(year.draw("documents.considered", dice))
    year.record(d.GovernmentReviewed, drafted.matter, "office")
    _to_the_party_committee(year, drafted)


def _to_the_party_committee(year: Year, drafted: d.Drafted) -> bool:
    sent = year.record(
        d.SubmittedToPartyCommittee, drafted.matter, drafted.unit, government_duties=True,
        joint_issue=True,
    )  # fmt: skip
    return sent is not None


def found_at_review(year: Year, drafted: d.Drafted, text_version: int) -> tuple[bool, str]:
    """Return whether the review finds substance, and what the text would repeat, if anything."""
    dice = year.dice("found at review", drafted.matter)
    if drafted.decided_item or text_version > 1:
        return True, ""
    worth = not year.happens("documents.share_without_substance", dice)
    repeats = worth and year.happens("documents.share_repeating", dice)
    return worth, _standing(year, drafted) if repeats else ""


def _standing(year: Year, drafted: d.Drafted) -> str:
    """Return a document of the year before that still stands."""
    before = year.scenario.first_day.year - 1
    number = year.dice("standing", drafted.matter).integer(1, 90)
    return registers.document_number(registers.register_of(CODES[d.GOVERNMENT], before), number)


def given_up(year: Year, drafted: d.Drafted, *, worth: bool, repeats: str) -> bool:
    """Say whether a text that should not go out is given up at once."""
    dice = year.dice("given up", drafted.matter)
    kept = year.happens("documents.share_issued_all_the_same", dice)
    return (not worth or bool(repeats)) and not kept


def never_to_go_out(year: Year, drafted: d.Drafted) -> bool:
    """Say whether what a gate refused to issue is refused for good, and not for today."""
    reviewed = year.world.state("document", drafted.matter).reviewed
    empty = reviewed is not None and reviewed.substance is False
    return empty or drafted.document_class == d.DIVISION_OF_WORK


def channels(year: Year, matter: str) -> tuple[str, ...]:
    """Return how a document is sent out."""
    dice = year.dice("channels", matter)
    if year.happens("documents.share_on_paper_only", dice):
        return (d.PAPER,)
    too = year.happens("documents.share_on_paper_too", dice)
    return (d.INTRANET, d.PAPER) if too else (d.INTRANET,)


def found_repeating(year: Year, drafted: d.Drafted) -> None:
    """Somebody finds in the end that an issued notice says what another one said."""
    dice = year.dice("found repeating", drafted.matter)
    notice = drafted.document_class == d.NOTICE
    if notice and year.happens("documents.share_found_repeating_later", dice):
        repeats = _standing(year, drafted)
        year.record(d.DuplicateFound, drafted.matter, "office", repeats=repeats)
