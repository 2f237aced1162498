"""征求意见 Consultations: a host asks units, they answer, lapse or dispute (Arts 46, 54)."""

from __future__ import annotations

import datetime as dt

from domain import consultations as c
from domain.act import Act
from simulations.kernel import Steps
from simulations.signers import principal_of
from simulations.streams import Stream
from simulations.year import Year

NORMAL_TERM = 3
"""The working days of 54.4, which an extension goes beyond."""


def consultation(year: Year, matter: str, host: str, about: str, units: tuple[str, ...]) -> Steps:
    """Play one consultation to its close; its value is the result."""
    dice = year.dice("consultation", matter)
    opened = year.record(c.Opened, matter, host, host=host, about=about, related_units=units)
    requests = []
    for unit in units:
        limit = _own_limit(year, dice)
        asking = year.record(c.Requested, matter, host, unit=unit, limit=limit, cause=opened)
        requests.append(asking)
    asked = zip(units, requests, strict=True)
    yield [year.spawn(track(year, matter, unit, request)) for unit, request in asked]
    return (yield from concluded(year, matter, host, dice))


def concluded(year: Year, matter: str, host: str, dice: Stream) -> Steps:
    """Close it once all have answered or lapsed, or settle the dispute; the value is the result."""
    state: c.Consultation = year.world.state("consultation", matter)
    if c.dissenting(state):
        return (yield from _dispute(year, matter, host, dice))
    silent = any(track.replied_at is None for track in state.tracks.values())
    return close(year, matter, host, "deemed" if silent else "agreed")


def related_units(year: Year, host: str, dice: Stream) -> tuple[str, ...]:
    """Draw the units a matter of a host concerns; Finance more often than any other."""
    count = year.scenario.number("consultations.units_asked").choose(dice) + 2
    others = [unit.id for unit in year.scenario.units if unit.id not in (host, "office")]
    often = year.scenario.value("consultations.finance_weight")
    weights = [often if unit == "finance" else 1.0 for unit in others]
    return dice.several(others, weights, count)


def _own_limit(year: Year, dice: Stream) -> dt.date | None:
    if not year.happens("consultations.share_own_limit", dice):
        return None
    days = int(year.draw("consultations.own_limit", dice))
    return year.calendar.add_working_days(year.instant.date(), days)


def track(year: Year, matter: str, unit: str, request: Act | None) -> Steps:
    """Play one consulted unit's way, from the request to its reply or silence."""
    dice = year.dice("track", f"{matter}/{unit}")
    yield year.after(year.draw("consultations.transit", dice))
    yield from received(year, matter, unit, request, dice)


def received(year: Year, matter: str, unit: str, request: Act | None, dice: Stream) -> Steps:
    """The unit has the request, and answers it or does not."""
    receipt = year.record(c.Received, matter, unit, unit=unit, cause=request)
    day = year.instant.date()
    if year.happens("consultations.share_silent", dice):
        yield year.working_days_on(NORMAL_TERM + 1)
        return
    extended = year.happens("consultations.share_extended", dice)
    done = year.clerk(unit, "consultations.reply", dice)
    if extended:
        yield _asks_at(year, day, dice)
        done = max(done, _extend(year, matter, unit, day, dice))
    yield max(done, year.kernel.instant)
    yield year.after(year.draw("consultations.waiting_for_principal", dice))
    reply(year, matter, unit, receipt, dice)


def _asks_at(year: Year, received: dt.date, dice: Stream) -> float:
    """The unit asks in time, or only after its term has passed."""
    late = year.happens("consultations.share_extended_late", dice)
    day = year.calendar.add_working_days(received, NORMAL_TERM + 1 if late else NORMAL_TERM - 1)
    return max(year.origin.minute_on(day, 10.0), year.kernel.instant)


def _extend(year: Year, matter: str, unit: str, received: dt.date, dice: Stream) -> float:
    days = NORMAL_TERM + int(year.draw("consultations.extension", dice))
    until = year.calendar.add_working_days(received, days)
    if year.record(c.ExtensionAgreed, matter, unit, unit=unit, until=until, manner="书面 written"):
        return year.origin.minute_on(until, 9.0)
    return year.kernel.instant


def reply(year: Year, matter: str, unit: str, receipt: Act | None, dice: Stream) -> None:
    """The unit says what it thinks."""
    position = _position(year, dice)
    year.record(c.Replied, matter, unit, unit=unit, position=position, cause=receipt)


def _position(year: Year, dice: Stream) -> str:
    disagree = year.scenario.value("consultations.share_disagree")
    comments = year.scenario.value("consultations.share_comments")
    weights = (disagree, comments, 1.0 - disagree - comments)
    return dice.choice((c.DISAGREE, c.COMMENTS, c.AGREE), weights)


def _dispute(year: Year, matter: str, host: str, dice: Stream) -> Steps:
    yield year.after(year.draw("consultations.negotiation", dice))
    dissenting = c.dissenting(year.world.state("consultation", matter))
    present = not year.happens("consultations.share_principal_absent", dice)
    settled = year.happens("consultations.share_settled", dice)
    by = principal_of(year, host) if present and host != "office" else host
    year.record(
        c.Negotiated, matter, by, units=dissenting, principal_present=present, agreed=settled
    )
    if settled:
        return close(year, matter, host, "agreed")
    return (yield from disputed(year, matter, host, dice))


def disputed(year: Year, matter: str, host: str, dice: Stream) -> Steps:
    """Take what the units could not settle to the Office or the government."""
    dissenting = c.dissenting(year.world.state("consultation", matter))
    sides = (host, *dissenting)
    if year.happens("consultations.share_one_sided", dice):
        sides = (host,)
    year.record(c.StatementFiled, matter, host, reasons_of=sides, preferred_opinion=True)
    state: c.Consultation = year.world.state("consultation", matter)
    to = "office" if state.about.startswith("T") else "government"
    year.record(c.Escalated, matter, host, to=to, reasons_of=sides, proposal=True)
    yield year.after(year.draw("consultations.coordination", dice))
    return coordinated(year, matter, host)


def coordinated(year: Year, matter: str, host: str) -> str:
    """The Office gives its opinion, and the host closes."""
    year.record(c.Coordinated, matter, "office", opinion="按倾向性意见办理 / as preferred")
    return close(year, matter, host, "coordinated")


def close(year: Year, matter: str, host: str, result: str) -> str:
    """The host closes; the value is the result."""
    year.record(c.Closed, matter, host, result=result)
    return result
