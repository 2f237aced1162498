"""基层问题 Grassroots issues: raised on the head's visits, dispatched, answered (78.6–78.7)."""

from __future__ import annotations

from domain import grassroots as g
from domain import organisation as org
from domain.act import Act
from simulations.kernel import Steps
from simulations.streams import Stream
from simulations.year import Year


def visit(year: Year) -> Steps:
    """Play one field visit of the head: every issue raised goes its own way."""
    if year.away("head"):
        return
    number = year.number("V")
    dice = year.dice("visit", number)
    streets = [unit.id for unit in year.scenario.units if unit.kind == org.STREET]
    street = dice.choice(streets, [1.0] * len(streets))
    for place in range(int(year.draw("grassroots.issues_per_visit", dice))):
        year.spawn(_issue(year, year.number("G", of=f"{number}/{place}"), street))
        yield year.kernel.instant + year.scenario.value("grassroots.between_issues")


def _issue(year: Year, matter: str, street: str) -> Steps:
    dice = year.dice("grassroots", matter)
    capacity = f"post:{org.HEAD}"
    if year.happens("grassroots.share_decided_on_site", dice):
        year.record(g.OnSiteDecided, matter, "head", capacity=capacity, leader="head")
    else:
        year.record(g.Received, matter, "head", capacity=capacity, leader="head", unit=street)
    yield year.after(year.draw("grassroots.dispatching", dice))
    yield from dispatched(year, matter, dice)


def dispatched(year: Year, matter: str, dice: Stream) -> Steps:
    """The Office dispatches an issue to units, and it is solved."""
    count = year.scenario.number("grassroots.units_per_issue").choose(dice) + 1
    units = [unit.id for unit in year.scenario.units if unit.id != "office"]
    chosen = tuple(sorted(dice.several(units, [1.0] * len(units), count)))
    sent = year.record(g.Dispatched, matter, "office", units=chosen)
    yield [year.spawn(_answered(year, matter, unit, sent)) for unit in chosen]
    yield year.working_days_on(year.draw("grassroots.solving", dice))
    resolved(year, matter, chosen[0])


def resolved(year: Year, matter: str, unit: str) -> None:
    """It is solved, and the head hears of it."""
    year.record(g.Resolved, matter, unit)
    year.record(g.FedBack, matter, "office")


def _answered(year: Year, matter: str, unit: str, sent: g.Dispatched | None) -> Steps:
    dice = year.dice("grassroots", f"{matter}/{unit}")
    yield year.after(year.draw("grassroots.transit", dice))
    yield from received(year, matter, unit, sent, dice)


def received(year: Year, matter: str, unit: str, sent: Act | None, dice: Stream) -> Steps:
    """A unit has an issue, and returns its opinion."""
    receipt = year.record(g.ReceivedByUnit, matter, unit, unit=unit, cause=sent)
    yield year.after(year.draw("grassroots.opinion", dice))
    year.record(g.OpinionReturned, matter, unit, unit=unit, cause=receipt)
