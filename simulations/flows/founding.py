"""建制 Founding: the chart, the rulebook's entry into force, and standing authorities."""

from __future__ import annotations

from domain import entrustments, rulebook_lifecycle
from domain import organisation as org
from domain.capacity import holding
from simulations.kernel import Steps
from simulations.year import Year

MORNING = 8.0
"""Local hour at which the year and the rulebook begin."""


def chart(year: Year) -> None:
    """Record units, posts, portfolios, AB pairs and the standing authority to sign."""
    matter = year.scenario.government
    for unit in year.scenario.units:
        year.record(
            org.UnitRegistered, matter, "office", unit=unit.id, unit_kind=unit.kind,
            subject=unit.subject, label_zh=unit.zh, label_en=unit.en,
        )  # fmt: skip
    for person in year.people.persons.values():
        year.record(
            org.Appointed, matter, "head", person=person.id, post=person.post, unit=person.unit,
            label_zh=person.zh, label_en=person.en,
        )  # fmt: skip
    director = next(spec for spec in year.scenario.leaders if spec.post == org.OFFICE_DIRECTOR)
    year.record(org.AssistanceSet, matter, "head", person=director.id, assists=org.EXECUTIVE_DEPUTY)
    _deputies(year)
    paired: set[str] = set()
    for leader in year.scenario.leaders:
        for subject in leader.subjects:
            year.record(org.PortfolioAssigned, matter, "head", subject=subject, leader=leader.id)
        if leader.partner and leader.id not in paired:
            year.record(org.ABPairSet, matter, "head", first=leader.id, second=leader.partner)
            paired |= {leader.id, leader.partner}


def _deputies(year: Year) -> None:
    """Appoint a deputy 副职 in every department and street; he comes in the principal's place."""
    for unit in year.scenario.units:
        if unit.kind in {org.DEPARTMENT, org.STREET}:
            year.record(
                org.Appointed, year.scenario.government, "head", person=f"{unit.id}_deputy",
                post=org.DEPUTY_PRINCIPAL, unit=unit.id, label_zh=f"{unit.zh}副职",
                label_en=f"Deputy of {unit.en}",
            )  # fmt: skip


def rulebook(year: Year) -> Steps:
    """Publish and enact the rulebook on its first day."""
    book = year.judge.setting.rulebook
    if not year.scenario.begins <= book.since <= year.scenario.last_day:
        return
    yield year.origin.minute_on(book.since, 0.0)
    year.record(rulebook_lifecycle.Published, book.id, "office", title=book.zh)
    year.record(rulebook_lifecycle.Enacted, book.id, "office", since=book.since, until=book.until)
    if book.predecessor:
        year.record(rulebook_lifecycle.Repealed, book.predecessor.id, "office", since=book.since)


def signing_authority(year: Year) -> None:
    """The head lets each deputy sign what meetings decided in his portfolio (56.6)."""
    for leader in year.scenario.leaders:
        if leader.post == org.DEPUTY:
            year.record(
                entrustments.SigningAuthorityGranted, "head", "head",
                capacity=holding(org.HEAD), entrustment=f"A-{leader.id}", grantee=leader.id,
                scope=leader.subjects, since=year.instant,
            )  # fmt: skip
