"""征求意见 Consultations that go on: units that owe a reply, disputes under way (Arts 46, 54)."""

from __future__ import annotations

from domain import consultations as c
from simulations.flows import consultations as flow
from simulations.flows import submissions
from simulations.flows.addressing import Draft
from simulations.kernel import Steps
from simulations.resuming.past import TRIES, Past, minute_after, minutes_since
from simulations.streams import Stream
from simulations.year import Year


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a consultation that is not closed."""
    return None if past.state.result else _resumed(year, past)


def _resumed(year: Year, past: Past) -> Steps:
    state: c.Consultation = past.state
    dice = year.dice("consultation", past.matter)
    for unit in state.related_units:
        if unit not in state.tracks:
            year.record(c.Requested, past.matter, state.host, unit=unit, limit=None)
    asked: c.Consultation = year.world.state("consultation", past.matter)
    owing = [one for one in asked.tracks.values() if one.replied_at is None]
    yield [year.spawn(_track(year, past, one)) for one in owing]
    result = yield from _closing(year, past, dice)
    yield from _submitted(year, state, dice)
    return result


def _track(year: Year, past: Past, track: c.Track) -> Steps:
    dice = year.dice("track", f"{past.matter}/{track.unit}")
    if track.received_at is None:
        yield minute_after(year, "consultations.transit", track.requested_at, dice)
        request = past.last(c.Requested, unit=track.unit)
        yield from flow.received(year, past.matter, track.unit, request, dice)
        return
    waits = _waits(year, track, dice)
    if waits is None:  # it says nothing
        lapsed = year.calendar.add_working_days(track.received_at.date(), flow.NORMAL_TERM + 1)
        yield max(year.origin.minute_on(lapsed, 9.0), year.kernel.instant)
        return
    yield max(year.clerk(track.unit, "consultations.reply", dice), waits)
    receipt = past.last(c.Received, unit=track.unit)
    flow.reply(year, past.matter, track.unit, receipt, dice)


def _waits(year: Year, track: c.Track, dice: Stream) -> float | None:
    """Return until when a unit waits for its principal; None where it never answers.

    Both are drawn until they agree with its not having answered yet (Bayes' rule by rejection).
    """
    assert track.received_at is not None  # noqa: S101 - asked of received ones only
    agreed = [act.until for act in track.extensions if act.accepted_by_host]
    if agreed:
        name = "consultations.waiting_for_principal"
        ends = minute_after(year, name, track.received_at, dice)
        return max(ends, year.origin.minute_on(agreed[-1], 9.0))
    lasted = minutes_since(year, track.received_at)
    for _ in range(TRIES):
        if year.happens("consultations.share_silent", dice):
            return None
        if (whole := year.draw("consultations.waiting_for_principal", dice)) > lasted:
            return year.after(whole - lasted)
    return None


def _closing(year: Year, past: Past, dice: Stream) -> Steps:
    """Settle what is left of a dispute and close; the value is the result."""
    state, matter = past.state, past.matter
    if state.coordinated:
        return flow.close(year, matter, state.host, "coordinated")
    if state.escalated:
        since = past.last(c.Escalated).occurred_at
        yield minute_after(year, "consultations.coordination", since, dice)
        return flow.coordinated(year, matter, state.host)
    if state.negotiations and state.negotiations[-1].agreed:
        return flow.close(year, matter, state.host, "agreed")
    if state.negotiations:
        return (yield from flow.disputed(year, matter, state.host, dice))
    return (yield from flow.concluded(year, matter, state.host, dice))


def _submitted(year: Year, state: c.Consultation, dice: Stream) -> Steps:
    """Send up the request that a unit has asked others about and not handed in yet."""
    known = ("submission", "topic", "document")
    if not state.about or any(year.world.state(kind, state.about) for kind in known):
        return
    if state.about.startswith("T") or state.host not in year.subjects:
        return
    draft = Draft(
        matter=state.about,
        unit=state.host,
        type="request",
        subject=year.subjects[state.host],
        matters=(f"{state.about}-1",),
        addressees=("district",),
        contains_request=False,
        related=state.related_units,
        consultation=state.matter,
    )
    yield from submissions.sent(year, draft, dice)
