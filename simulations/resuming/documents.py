"""发文 Documents that go on: drafted, at a signer's desk, signed but not issued (53, 56, 57)."""

from __future__ import annotations

from domain import documents as d
from simulations.flows import documents as flow
from simulations.flows import issue, sending_out
from simulations.flows.issue import Fate
from simulations.kernel import Steps
from simulations.resuming.numbers import number_taken
from simulations.resuming.past import Past, day_after
from simulations.signers import stand_in
from simulations.streams import Stream
from simulations.year import Year

ENDED = frozenset({"withdrawn", "tracked", "repealed"})


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a document that is not given up, nor issued and followed.

    One that took its number before anybody signed it has no further step in the flow.
    """
    state: d.Document = past.state
    if state.status in ENDED or past.has(d.ImplementationTracked):
        return None
    if state.signed is None and not state.issued and number_taken(year, past.matter):
        return None
    return _followed(year, past) if state.issued else _resumed(year, past)


def _resumed(year: Year, past: Past) -> Steps:
    dice, fate = year.dice("document", past.matter), issue.fate_of(year, past.matter)
    if past.state.signed is None:
        yield from _to_signature(year, past.state, fate, dice)
    else:
        yield from _signed(year, past.state, fate, dice)


def _to_signature(year: Year, state: d.Document, fate: Fate, dice: Stream) -> Steps:
    drafted, version = state.drafted, state.text_version
    if state.status in ("drafted", "revised"):
        if (yield from flow.reviewed(year, drafted, version, fate, dice)):
            yield from flow.signed_and_issued(year, drafted, version, fate, dice)
        return
    if state.status == "awaiting signature":
        signer = flow.right_signer(year, drafted)
        if (yield from flow.at_the_signer(year, drafted, signer, version, dice)):
            yield from _signed(year, state, fate, dice)
            return
    if state.status in ("awaiting signature", "sent back"):
        version = yield from flow.revised(year, drafted, version, fate, dice)
    yield from flow.signed_and_issued(year, drafted, version, fate, dice)


def _signed(year: Year, state: d.Document, fate: Fate, dice: Stream) -> Steps:
    """Take what is signed on: to the Party committee, a leader, the printer, and out."""
    drafted = state.drafted
    if state.status != "with the Party committee":
        yield from issue.with_the_party_committee(year, drafted, fate)
    if state.number or _numbered(year, state):
        state = year.world.state("document", state.matter)
        yield from sending_out.given_out(year, drafted, state.number, fate, dice)
        return
    if state.referred is None:
        yield from sending_out.issued(year, drafted, fate, dice)
        return
    if state.approved is None:
        leader = stand_in(year, state.referred.leader)
        yield from sending_out.approval_of(year, drafted, leader)
    yield from sending_out.printed(year, drafted, fate, dice)


def _numbered(year: Year, state: d.Document) -> bool:
    """Put a document under the number it has taken already; say whether it has taken one."""
    taken = number_taken(year, state.matter)
    if taken is not None:
        register, number = taken
        year.record(d.Numbered, state.matter, "office", register=register, number=number)
    return taken is not None


def _followed(year: Year, past: Past) -> Steps:
    """Send out what was issued and see how it is carried out, unless that was forgotten."""
    drafted, dice = past.state.drafted, year.dice("document", past.matter)
    fate = issue.fate_of(year, past.matter)
    since = past.last(d.Transmitted, d.Issued).occurred_at
    ends = day_after(year, "documents.tracking", since, dice)
    if ends is None:
        return
    if not past.has(d.Transmitted):
        sending_out.transmitted(year, drafted, fate)
    yield ends
    sending_out.tracked(year, drafted, fate)
