"""对外事务 Outreach: proposals, petitions, disclosure, clues, services, visits, as they come."""

from __future__ import annotations

import datetime as dt

from domain import deputies_proposals as proposals
from domain import disclosure, incidents, petitions, research
from domain import organisation as org
from domain import service_matters as service
from domain.capacity import holding
from simulations.kernel import Steps
from simulations.streams import Stream
from simulations.year import Year


def _department(year: Year, dice: Stream) -> str:
    return dice.choice(*_departments(year))


def _departments(year: Year) -> tuple[list[str], list[float]]:
    """Return the departments, and how much of the district's work begins with each."""
    units = [unit for unit in year.scenario.units if unit.kind == org.DEPARTMENT]
    return [unit.id for unit in units], [unit.weight for unit in units]


def proposal(year: Year) -> Steps:
    """Play one proposal of deputies: assigned with a day, discussed, answered, published (34)."""
    matter = year.number("N")
    dice = year.dice("proposal", matter)
    unit = _department(year, dice)
    year.record(proposals.Received, matter, "office", proposer="deputies")
    yield year.after(year.draw("outreach.registering", dice))
    yield from assigned(year, matter, dice, unit)


def assigned(year: Year, matter: str, dice: Stream, unit: str = "") -> Steps:
    """Assign a proposal to a department, which discusses, answers and publishes it."""
    unit = unit or _department(year, dice)
    days = int(year.draw("outreach.proposal_days_given", dice))
    limit = year.instant.date() + dt.timedelta(days=days)
    year.record(
        proposals.Assigned,
        matter,
        "office",
        unit=unit,
        limit=limit,
        responsible=f"{unit}_principal",
    )
    yield year.working_days_on(year.draw("outreach.proposal_studying", dice))
    yield from discussed(year, matter, unit, dice)


def discussed(year: Year, matter: str, unit: str, dice: Stream) -> Steps:
    """A unit speaks with the proposers, most of the time, answers and publishes the answer."""
    if year.happens("outreach.share_proposers_contacted", dice):
        year.record(proposals.ProposerContacted, matter, unit, unit=unit)
    yield year.working_days_on(year.draw("outreach.proposal_answering", dice))
    year.record(proposals.Replied, matter, unit, unit=unit)
    yield year.working_days_on(year.draw("outreach.publishing", dice))
    year.record(proposals.ResultPublished, matter, unit, unit=unit)


def petition(year: Year) -> Steps:
    """Play one petition: the important ones are read by a leader, most of the time (38)."""
    matter = year.number("W")
    dice = year.dice("petition", matter)
    unit = _department(year, dice)
    year.record(petitions.Received, matter, "office", unit=unit)
    yield year.after(year.draw("outreach.registering", dice))
    yield from sorted_out(year, matter, unit, dice)


def sorted_out(year: Year, matter: str, unit: str, dice: Stream) -> Steps:
    """The Office sorts out the important petitions, and they are resolved like the others."""
    if year.happens("outreach.share_important_petitions", dice):
        year.record(petitions.Classified, matter, "office", important=True)
        yield from read(year, matter, unit, dice)
    yield year.working_days_on(year.draw("outreach.resolving", dice))
    year.record(petitions.Resolved, matter, unit, unit=unit)


def read(year: Year, matter: str, unit: str, dice: Stream) -> Steps:
    """Somebody reads an important petition: the principal, or only the Office."""
    yield year.working_days_on(1)
    in_person = year.happens("outreach.share_read_in_person", dice)
    reader = f"{unit}_principal" if in_person else "office"
    post = "principal" if in_person else "staff"
    year.record(petitions.ReadInPerson, matter, reader, post=post)


def request(year: Year) -> Steps:
    """Play one application for information (28.1)."""
    matter = year.number("X")
    dice = year.dice("disclosure", matter)
    unit = _department(year, dice)
    year.record(disclosure.Requested, matter, "office", unit=unit)
    yield year.working_days_on(year.draw("outreach.disclosing", dice))
    year.record(disclosure.Replied, matter, unit, unit=unit)


def clue(year: Year) -> Steps:
    """Play one thing the public or the media raise: verified, handled (37.1)."""
    matter = year.number("Q")
    dice = year.dice("clue", matter)
    unit = _department(year, dice)
    year.record(incidents.ClueReceived, matter, "office", unit=unit)
    yield year.working_days_on(year.draw("outreach.verifying", dice))
    year.record(incidents.ClueVerified, matter, unit, unit=unit)
    yield year.working_days_on(year.draw("outreach.handling", dice))
    year.record(incidents.ClueHandled, matter, unit, unit=unit)


def matter_of_service(year: Year) -> Steps:
    """Play one matter a unit handles for somebody, with the day its own rules give (73.2)."""
    matter = year.number("B")
    dice = year.dice("service", matter)
    unit = _department(year, dice)
    days = int(year.draw("outreach.service_days_given", dice))
    limit = year.calendar.add_working_days(year.instant.date(), days)
    year.record(service.Accepted, matter, unit, unit=unit, limit=limit)
    yield year.working_days_on(year.draw("outreach.serving", dice))
    year.record(service.Completed, matter, unit, unit=unit)


def research_visit(year: Year) -> Steps:
    """Play one research visit of a leader: who goes along, whether it was announced (78)."""
    matter = year.number("T")
    dice = year.dice("research", matter)
    leaders = [one for one in year.posts if one != "office_director" and not year.away(one)]
    if not leaders:
        return
    leader = dice.choice(leaders, [1.0] * len(leaders))
    going = int(year.draw("outreach.companions", dice))
    along = dice.several(*_departments(year), going)
    year.record(
        research.VisitConducted, matter, leader, capacity=holding(year.posts[leader]),
        leader=leader, place="street", department_heads=tuple(f"{one}_principal" for one in along),
        unannounced=year.happens("outreach.share_unannounced", dice),
    )  # fmt: skip
    yield year.kernel.instant
