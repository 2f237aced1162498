"""立法案 Bills: legislation before a city council, from introduction to the mayor's answer.

Written for imported histories, which are irregular: a signature without a presentation on record, a
presentation entered twice. So nothing is refused but an act that names no matter or no activity; a
rulebook judges the rest. Reading order: acts, state, evolve, decisions.
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

# --- acts ---


@recorded_as("bill.introduced", zh="提出议案", en="introduced")
@attrs.frozen(kw_only=True)
class Introduced(Act):
    """提出议案: the bill comes before the council; type and title as the source has them."""

    activity: str
    type: str = ""
    title: str = ""


@recorded_as("bill.presented", zh="送交市长", en="presented to the mayor")
@attrs.frozen(kw_only=True)
class Presented(Act):
    """送交市长: a local law that the council passed goes to the mayor for approval."""


@recorded_as("bill.signed", zh="市长签署", en="signed by the mayor")
@attrs.frozen(kw_only=True)
class Signed(Act):
    """市长签署: the mayor approves."""


@recorded_as("bill.vetoed", zh="市长退回并附异议", en="returned with objections")
@attrs.frozen(kw_only=True)
class Vetoed(Act):
    """市长退回并附异议: the mayor disapproves and returns the law with objections in writing."""


@recorded_as("bill.returned_unsigned", zh="市长未签退回", en="returned unsigned")
@attrs.frozen(kw_only=True)
class ReturnedUnsigned(Act):
    """市长未签退回: the paper comes back with neither a signature nor objections."""


@recorded_as("bill.received_back", zh="市议会收回文本", en="received back from the mayor")
@attrs.frozen(kw_only=True)
class ReceivedBack(Act):
    """市议会收回文本: the council has the paper again, whatever the mayor did with it."""


@recorded_as("bill.recalled", zh="市议会撤回送交", en="recalled by the council")
@attrs.frozen(kw_only=True)
class Recalled(Act):
    """市议会撤回送交: the council takes the law back from the mayor to reconsider it."""


@recorded_as("bill.lapse_recorded", zh="登记期满视为通过", en="adoption by lapse recorded")
@attrs.frozen(kw_only=True)
class LapseRecorded(Act):
    """登记期满视为通过: somebody notes that the law was adopted by the mayor's silence.

    The adoption itself is never typed in: a rulebook derives it from the clock.
    """


@recorded_as("bill.overridden", zh="再议推翻否决", en="veto overridden")
@attrs.frozen(kw_only=True)
class Overridden(Act):
    """再议推翻否决: the council passes the law again over the objections."""


@recorded_as("bill.filed", zh="归档结案", en="filed")
@attrs.frozen(kw_only=True)
class Filed(Act):
    """归档结案: the bill ends without adoption; ``activity`` says by whom or why."""

    activity: str


@recorded_as("bill.withdrawn", zh="撤回议案", en="withdrawn")
@attrs.frozen(kw_only=True)
class Withdrawn(Act):
    """撤回议案: whoever brought the bill takes it back."""


@recorded_as("bill.proceeding", zh="议事", en="proceeding")
@attrs.frozen(kw_only=True)
class Proceeding(Act):
    """议事: any other step, under the source's own name for it: a hearing, a vote, a referral."""

    activity: str
    result: str = ""


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Bill:
    """Where a bill stands: with whom, and what was last done that matters to its adoption.

    ``presented`` is the latest presentation not recalled since; ``ended_ref`` the act by which the
    mayor's time with it ended.
    """

    matter: str
    version: int
    status: str = "before the council"
    presented: Presented | None = None
    ended_ref: str = ""


WITH_MAYOR = "with the mayor"
SIGNED = "signed"
RETURNED = "returned"
ADOPTED = frozenset({SIGNED, "adopted by lapse", "veto overridden"})

_STATUS: dict[type[Act], str] = {
    Introduced: "before the council",
    Presented: WITH_MAYOR,
    Signed: SIGNED,
    Vetoed: RETURNED,
    Recalled: "before the council",
    LapseRecorded: "adopted by lapse",
    Overridden: "veto overridden",
    Filed: "filed",
    Withdrawn: "withdrawn",
}


# --- evolve ---


def evolve(act: Act, state: Bill | None) -> Bill:
    """Fold one act into a bill. Pure and total: a history may begin with any act."""
    before = state or Bill(matter=act.matter, version=0)
    status = _STATUS.get(type(act), before.status)
    version = act.originator_version
    match act:
        case Presented():
            return changed(before, version=version, status=status, presented=act, ended_ref="")
        case Recalled():
            return changed(before, version=version, status=status, presented=None)
        case Signed() | Vetoed() | LapseRecorded():
            return changed(before, version=version, status=status, ended_ref=act.ref)
    return changed(before, version=version, status=status)


# --- decisions ---


def refusal(act: Act, state: Bill | None) -> str | None:
    """Say why an act cannot be recorded of a bill, in ``zh / en``, or None."""
    del state  # any order can be found in a real history
    if not act.matter.strip():
        return "缺少议案编号 / the number of the bill is missing"
    if isinstance(act, (Introduced, Filed, Proceeding)) and not act.activity.strip():
        return "缺少活动名称 / the activity is not named"
    return None
