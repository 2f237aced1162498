"""人事与分工 Personnel: members listed, portfolios that move, principals sent away (Arts 5–10).

Who is who is laid down at the founding; this is what changes in the course of the year.
"""

from __future__ import annotations

import datetime as dt

from domain import organisation as org
from simulations.kernel import Steps
from simulations.people import principal_id
from simulations.streams import Stream
from simulations.year import Year


def members_listed(year: Year, purpose: str) -> None:
    """The Office lists the members for a plenary; a deputy Office director slips in at times."""
    dice = year.dice("members", f"{purpose}/{year.instant.date()}")
    members = _members(year)
    deputies = tuple(p for p, post in year.posts.items() if post == org.DEPUTY_OFFICE_DIRECTOR)
    matter = year.scenario.government
    if year.happens("personnel.share_list_wrong", dice):
        wrong = (*members, *deputies)
        if year.record(org.MembersListed, matter, "office", members=wrong, purpose=purpose):
            return
    year.record(org.MembersListed, matter, "office", members=members, purpose=purpose)


def _members(year: Year) -> tuple[str, ...]:
    """Return who holds a member's post now, as the Office reads Art. 5."""
    single = {org.HEAD, org.EXECUTIVE_DEPUTY, org.DEPUTY, org.OFFICE_DIRECTOR}
    leaders = tuple(person for person, post in year.posts.items() if post in single)
    held = year.world.organisation.posts.get(org.PRINCIPAL, ())
    principals = dict.fromkeys(
        one.by
        for one in held
        if one.covers(year.instant) and year.kinds[one.unit] == org.DEPARTMENT
    )
    return (*leaders, *principals)


def portfolio_moved(year: Year, subject: str) -> Steps:
    """A field of work leaves its leader, is nobody's for some days, and goes to another."""
    dice = year.dice("portfolio", subject)
    yield _on_day(year, "personnel.portfolio_moved_on", dice)
    matter, former = year.scenario.government, year.leader_of.pop(subject)
    year.record(org.PortfolioWithdrawn, matter, "head", subject=subject, leader=former)
    yield year.working_days_on(year.draw("personnel.portfolio_vacant", dice))
    portfolio_taken(year, subject, former, dice)


def portfolio_taken(year: Year, subject: str, former: str, dice: Stream) -> None:
    """Another deputy takes a field of work that is nobody's."""
    matter = year.scenario.government
    others = [p for p, post in year.posts.items() if post == org.DEPUTY and p != former]
    leader = dice.choice(others, [1.0] * len(others))
    year.leader_of[subject] = leader
    year.record(org.PortfolioAssigned, matter, "head", subject=subject, leader=leader)


def secondment(year: Year, unit: str) -> Steps:
    """A department's principal is sent elsewhere for some weeks; a deputy acts in his place."""
    dice = year.dice("secondment", unit)
    yield _on_day(year, "personnel.seconded_on", dice)
    principal, acting = principal_id(unit), acting_id(unit)
    person = year.people.persons[principal]
    labels = (f"{person.zh}（代理）", f"Acting {person.en[0].lower()}{person.en[1:]}")
    yield from _succeeded(year, unit, principal, acting, labels)
    yield year.working_days_on(year.draw("personnel.seconded_for", dice))
    yield from back_from_secondment(year, unit)


def acting_id(unit: str) -> str:
    """Return the id of who acts for a principal who is away for weeks."""
    return f"{unit}_acting_principal"


def back_from_secondment(year: Year, unit: str) -> Steps:
    """A principal comes back to his department."""
    person = year.people.persons[principal_id(unit)]
    yield from _succeeded(year, unit, acting_id(unit), person.id, (person.zh, person.en))


def _succeeded(
    year: Year, unit: str, former: str, successor: str, labels: tuple[str, str]
) -> Steps:
    """Remove one principal and appoint the next; at times the removal is thought of too late."""
    dice = year.dice("succession", f"{unit}/{successor}")
    matter = year.scenario.government
    zh, en = labels

    def appointed() -> bool:
        return year.record(
            org.Appointed, matter, "head", person=successor, post=org.PRINCIPAL, unit=unit,
            label_zh=zh, label_en=en,
        ) is not None  # fmt: skip

    forgotten = year.happens("personnel.share_removal_forgotten", dice)
    done = forgotten and appointed()
    if done:
        yield year.working_days_on(3)
    year.record(org.Removed, matter, "head", person=former, post=org.PRINCIPAL)
    if not done:
        appointed()


def _on_day(year: Year, name: str, dice: Stream) -> float:
    """Return the minute of a day of the year that is drawn as one still to come."""
    first, today = dt.date(year.scenario.begins.year, 1, 1), year.scenario.begins
    days = (int(year.draw(name, dice)) for _ in range(TRIES))
    drawn = (first + dt.timedelta(days=day - 1) for day in days)
    day = year.calendar.on_or_after(next((day for day in drawn if day >= today), today))
    return max(year.origin.minute_on(day, 9.0), year.kernel.instant)


TRIES = 64
"""Draws after which a day that is always past is taken to be today."""
