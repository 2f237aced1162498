"""年度事项 Annual: what the Rules ask of each leader and of the Office once a year.

Plans, symposia and assessments of the Office; topics, stays and personal matters of everybody.
"""

from __future__ import annotations

import datetime as dt

from domain import disclosure, integrity, major_decisions, plans, reports, research
from domain import organisation as org
from domain.capacity import holding
from simulations.flows.issue import plan_items, plan_of
from simulations.kernel import Steps
from simulations.people import Person
from simulations.year import Year

LEADERS = (org.HEAD, org.EXECUTIVE_DEPUTY, org.DEPUTY)


def of_the_office(year: Year) -> Steps:
    """Play the Office's year: the two plans in spring, a symposium, the assessment in winter."""
    dice = year.dice("annual", "office")
    of_year = str(year.scenario.first_day.year)
    yield year.working_days_on(year.draw("annual.plans_after", dice))
    year.record(plans.SupervisionPlanAdopted, f"supervision-{of_year}", "office")
    items = plan_items(year)
    year.record(plans.IssuancePlanAdopted, plan_of(year), "office", items=items)
    yield year.working_days_on(year.draw("annual.symposium_after", dice))
    year.record(major_decisions.SymposiumHeld, f"symposium-{of_year}", "office")
    yield year.working_days_on(year.draw("annual.assessment_after", dice))
    year.record(disclosure.Assessed, f"assessment-{of_year}", "office", period=of_year)


def reports_to_the_leaders(year: Year) -> Steps:
    """Play the Office's reports on implementation 督办落实情况, one towards each quarter's end."""
    dice = year.dice("annual", "supervision reports")
    of_year = year.scenario.first_day.year
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


def of_a_person(year: Year, person: Person) -> Steps:
    """Play a member's year: personal matters; for a leader a topic, a stay and a report."""
    dice = year.dice("annual", person.id)
    capacity = holding(person.post)
    if year.happens("annual.share_reporting_matters", dice):
        yield year.working_days_on(year.draw("annual.matters_after", dice))
        year.record(integrity.PersonalMattersReported, person.id, person.id, capacity=capacity)
    if person.post not in LEADERS:
        return
    topic = year.number("K", of=person.id)
    year.record(research.TopicSet, topic, person.id, capacity=capacity, leader=person.id, title="")
    place = f"contact-{person.id}"
    year.record(research.ContactPointAssigned, person.id, "office", place=place)
    yield year.working_days_on(year.draw("annual.stay_after", dice))
    if year.happens("annual.share_staying", dice):
        year.record(research.Stayed, person.id, person.id, capacity=capacity, place=place)
    yield year.working_days_on(year.draw("annual.report_after", dice))
    year.record(research.ReportSubmitted, topic, person.id, capacity=capacity, leader=person.id)
