"""年度事项 Annual: what the Rules ask of each leader and of the Office once a year.

Plans, symposia and assessments of the Office; topics, stays and personal matters of everybody.
"""

from __future__ import annotations

import datetime as dt

from domain import disclosure, integrity, major_decisions, plans, reports, research
from domain import organisation as org
from domain.act import Act
from domain.capacity import holding
from simulations.flows.issue import plan_items, plan_of
from simulations.kernel import Steps
from simulations.people import Person
from simulations.streams import Stream
from simulations.year import Year

LEADERS = (org.HEAD, org.EXECUTIVE_DEPUTY, org.DEPUTY)


def of_the_office(year: Year) -> Steps:
    """Play the Office's year: the two plans in spring, a symposium, the assessment in winter."""
    dice = year.dice("annual", "office")
    of_year = str(year.scenario.begins.year)
    day = _later(year, _first_day(year), "annual.plans_after", dice)
    yield _morning(year, day)
    supervision, items = f"supervision-{of_year}", plan_items(year)
    if not _done(year, plans.SupervisionPlanAdopted, supervision):
        year.record(plans.SupervisionPlanAdopted, supervision, "office")
    if not _done(year, plans.IssuancePlanAdopted, plan_of(year)):
        year.record(plans.IssuancePlanAdopted, plan_of(year), "office", items=items)
    day = _later(year, day, "annual.symposium_after", dice)
    yield _morning(year, day)
    if not _done(year, major_decisions.SymposiumHeld, f"symposium-{of_year}"):
        year.record(major_decisions.SymposiumHeld, f"symposium-{of_year}", "office")
    yield _morning(year, _later(year, day, "annual.assessment_after", dice))
    if not _done(year, disclosure.Assessed, f"assessment-{of_year}"):
        year.record(disclosure.Assessed, f"assessment-{of_year}", "office", period=of_year)


def _first_day(year: Year) -> dt.date:
    """Return the first day of the year as far as the scenario has it."""
    return max(year.scenario.first_day, dt.date(year.scenario.begins.year, 1, 1))


def _later(year: Year, day: dt.date, after: str, dice: Stream) -> dt.date:
    """Return the day so many working days after another as a number of the scenario says."""
    return year.calendar.add_working_days(day, max(1, int(year.draw(after, dice))))


def _morning(year: Year, day: dt.date) -> float:
    """Return the minute at which a day's business begins, or now if that has passed."""
    return max(
        year.office.next_open(max(year.origin.minute_on(day, 9.0), 0.0)), year.kernel.instant
    )


def _done(year: Year, act_class: type[Act], matter: str) -> bool:
    """Say whether it was done this year already, in what the year goes on from."""
    dossier = year.world.state(act_class.kind, matter)
    done = dossier.all(act_class) if dossier else ()
    return any(act.occurred_at.year == year.scenario.begins.year for act in done)


def reports_to_the_leaders(year: Year) -> Steps:
    """Play the Office's reports on implementation 督办落实情况, one towards each quarter's end."""
    dice = year.dice("annual", "supervision reports")
    of_year = year.scenario.begins.year
    for quarter in range(1, QUARTERS + 1):
        last = dt.date(of_year + quarter // QUARTERS, quarter * 3 % 12 + 1, 1)
        due = last - dt.timedelta(days=int(year.draw("annual.report_before_quarter_end", dice)))
        missed = year.happens("annual.share_reports_to_leaders_missed", dice)
        if missed or not year.instant.date() <= due <= year.scenario.last_day:
            continue
        yield max(year.origin.minute_on(year.calendar.on_or_after(due), 10.0), year.kernel.instant)
        year.record(
            reports.ImplementationReported, f"{of_year}-Q{quarter}", "office",
            to=("head", "executive_deputy"),
        )  # fmt: skip


QUARTERS = 4
TRIES = 64
"""Draws after which a day that is always past is taken to be none."""


def of_a_person(year: Year, person: Person) -> Steps:
    """Play a member's year: personal matters; for a leader a topic, a stay and a report."""
    dice = year.dice("annual", person.id)
    capacity = holding(person.post)
    day = _first_day(year)
    reports_on = _reports_on(year, day, dice)
    if reports_on is not None:
        day = reports_on
        yield _morning(year, day)
        if not _done(year, integrity.PersonalMattersReported, person.id):
            year.record(integrity.PersonalMattersReported, person.id, person.id, capacity=capacity)
    if person.post in LEADERS:
        yield from _research(year, person, day, dice)


def _reports_on(year: Year, first: dt.date, dice: Stream) -> dt.date | None:
    """Draw the day on which somebody reports personal matters; None where he does not.

    It is a day to come: whoever has not reported by now does not report yesterday.
    """
    for _ in range(TRIES):
        if not year.happens("annual.share_reporting_matters", dice):
            return None
        day = _later(year, first, "annual.matters_after", dice)
        if day >= year.scenario.begins:
            return day
    return None


def _research(year: Year, person: Person, day: dt.date, dice: Stream) -> Steps:
    """Play a leader's topic, stay and report (78)."""
    capacity, place = holding(person.post), f"contact-{person.id}"
    topic = _topic_of(year, person.id)
    if not topic:
        topic = year.number("K", of=person.id)
        year.record(
            research.TopicSet, topic, person.id, capacity=capacity, leader=person.id, title=""
        )
        year.record(research.ContactPointAssigned, person.id, "office", place=place)
    day = _later(year, day, "annual.stay_after", dice)
    yield _morning(year, day)
    stays = year.happens("annual.share_staying", dice)
    if stays and _is_to_come(year, day, research.Stayed, person.id):
        year.record(research.Stayed, person.id, person.id, capacity=capacity, place=place)
    yield _morning(year, _later(year, day, "annual.report_after", dice))
    if not _done(year, research.ReportSubmitted, topic):
        year.record(research.ReportSubmitted, topic, person.id, capacity=capacity, leader=person.id)


def _is_to_come(year: Year, day: dt.date, act_class: type[Act], matter: str) -> bool:
    """Say whether what not everybody does is still to be done on a day.

    Whoever has not done it by the time a year goes on from is not taken to do it all at once.
    """
    return day >= year.scenario.begins and not _done(year, act_class, matter)


def _topic_of(year: Year, leader: str) -> str:
    """Return the number of the topic a leader has set this year already; mostly empty."""
    for matter, dossier in year.world.states("research_topic").items():
        if any(act.leader == leader for act in dossier.all(research.TopicSet)) and _done(
            year, research.TopicSet, matter
        ):
            return str(matter)
    return ""
