"""人事与分工 Personnel that goes on: the chart completed, its changes under way (Arts 5–10)."""

from __future__ import annotations

import datetime as dt

from domain import organisation as org
from simulations.flows import personnel as flow
from simulations.kernel import Steps
from simulations.people import Person, principal_id
from simulations.resuming.past import day_after_or_anew
from simulations.year import Year

# --- the chart ---


def chart(year: Year) -> None:
    """Know who is in charge as the ledger says, and appoint whom the scenario needs besides."""
    held = year.world.organisation.portfolios.items()
    for subject, holdings in held:
        if holdings and holdings[-1].until is None and holdings[-1].by in year.posts:
            year.leader_of[subject] = holdings[-1].by
    for person in year.people.persons.values():
        if person.post == org.PRINCIPAL and not _has_principal(year, person):
            _appoint(year, person.id, person.post, person.unit, (person.zh, person.en))
    for unit in year.scenario.units:
        deputy = f"{unit.id}_deputy"
        if unit.kind in {org.DEPARTMENT, org.STREET} and not _holds(
            year, deputy, org.DEPUTY_PRINCIPAL
        ):
            labels = (f"{unit.zh}副职", f"Deputy of {unit.en}")
            _appoint(year, deputy, org.DEPUTY_PRINCIPAL, unit.id, labels)


def _has_principal(year: Year, person: Person) -> bool:
    acting = flow.acting_id(person.unit)
    return any(_holds(year, who, org.PRINCIPAL) for who in (person.id, acting))


def _holds(year: Year, person: str, post: str) -> bool:
    return org.holds_post(year.world.organisation, person, post, year.instant) is not None


def _appoint(year: Year, person: str, post: str, unit: str, labels: tuple[str, str]) -> None:
    zh, en = labels
    year.record(
        org.Appointed, year.world.organisation.matter or year.scenario.government, "head",
        person=person, post=post, unit=unit, label_zh=zh, label_en=en,
    )  # fmt: skip


# --- its changes ---


def portfolio_moved(year: Year, subject: str) -> Steps | None:
    """Go on with a field of work that is to change hands, or has nobody; None where it has."""
    holdings = year.world.organisation.portfolios.get(subject, ())
    if not holdings or holdings[-1].by not in year.posts:
        return None
    if holdings[-1].until is not None:
        return _vacant(year, subject, holdings[-1])
    moved = any(one.until and one.until.year == year.scenario.begins.year for one in holdings)
    return (
        None
        if moved or not _to_come(year, "personnel.portfolio_moved_on", subject)
        else (flow.portfolio_moved(year, subject))
    )


def _vacant(year: Year, subject: str, last: org.Held) -> Steps:
    assert last.until is not None  # noqa: S101 - asked of what nobody holds
    dice = year.dice("portfolio", subject)
    yield day_after_or_anew(year, "personnel.portfolio_vacant", last.until, dice)
    flow.portfolio_taken(year, subject, last.by, dice)


def secondment(year: Year, unit: str) -> Steps | None:
    """Go on with a principal's secondment that is to come or under way; None where it is over."""
    principal = principal_id(unit)
    holdings = year.world.organisation.posts.get(org.PRINCIPAL, ())
    acting = [one for one in holdings if one.by == flow.acting_id(unit)]
    if acting and acting[-1].until is None and not _holds(year, principal, org.PRINCIPAL):
        return _seconded(year, unit, acting[-1])
    done = any(one.since.year == year.scenario.begins.year for one in acting)
    due = not done and _to_come(year, "personnel.seconded_on", unit)
    return flow.secondment(year, unit) if due else None


def _seconded(year: Year, unit: str, acting: org.Held) -> Steps:
    dice = year.dice("secondment", unit)
    yield day_after_or_anew(year, "personnel.seconded_for", acting.since, dice)
    yield from flow.back_from_secondment(year, unit)


def _to_come(year: Year, name: str, entity: str) -> bool:
    """Draw whether what happens on some day of the year, and has not yet, is still to come."""
    begins = year.scenario.begins
    passed = (begins - dt.date(begins.year, 1, 1)).days
    high = year.scenario.number(name).high or 0.0
    low = year.scenario.number(name).low or 0.0
    if passed <= low:
        return True
    dice = year.dice("to come", f"{name}/{entity}")
    return passed < high and dice.bernoulli((high - passed) / (high - low))
