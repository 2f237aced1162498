"""基层问题 Grassroots issues that go on: not dispatched, with units, or not solved (78.6–78.7)."""

from __future__ import annotations

from domain import grassroots as g
from simulations.flows import grassroots as flow
from simulations.kernel import Steps
from simulations.resuming.past import Past, day_after_or_anew, minute_after
from simulations.year import Year


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with an issue that is not solved and fed back."""
    return None if past.state.status == "fed back" else _resumed(year, past)


def _resumed(year: Year, past: Past) -> Steps:
    state: g.Issue = past.state
    dice = year.dice("grassroots", past.matter)
    if state.status == "resolved":
        year.record(g.FedBack, past.matter, "office")
        return
    if not state.tracks:  # a unit may have it though no act says that it was dispatched
        yield minute_after(year, "grassroots.dispatching", past.acts[0].occurred_at, dice)
        yield from flow.dispatched(year, past.matter, dice)
        return
    owing = [track for track in state.tracks.values() if track.returned_at is None]
    yield [year.spawn(_track(year, past, track)) for track in owing]
    since = past.last(g.OpinionReturned, g.Dispatched).occurred_at
    if owing:
        yield year.working_days_on(year.draw("grassroots.solving", dice))
    else:
        yield day_after_or_anew(year, "grassroots.solving", since, dice)
    flow.resolved(year, past.matter, next(iter(state.tracks)))


def _track(year: Year, past: Past, track: g.Track) -> Steps:
    dice = year.dice("grassroots", f"{past.matter}/{track.unit}")
    if track.received_at is None:
        sent = past.last(g.Dispatched)
        yield minute_after(year, "grassroots.transit", sent.occurred_at, dice)
        yield from flow.received(year, past.matter, track.unit, sent, dice)
        return
    yield minute_after(year, "grassroots.opinion", track.received_at, dice)
    receipt = past.last(g.ReceivedByUnit, unit=track.unit)
    year.record(g.OpinionReturned, past.matter, track.unit, unit=track.unit, cause=receipt)
