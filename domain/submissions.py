"""报文 Submissions: requests and reports that streets and departments send up (Arts 53–55).

Reading order: acts, state, evolve, decisions.
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

REQUEST, REPORT = "request", "report"
TYPES = frozenset({REQUEST, REPORT})
MAJOR = "major"
SUPERIOR_BODIES = frozenset(
    {
        *("city_government", "provincial_government", "state_council"),
        *("city_party_committee", "provincial_party_committee", "central_committee"),
    }
)
"""Addressees above the district, to whom a street or department writes only if allowed (53.3)."""
AGREED, PREFERRED = "agreed", "preferred"
RESULTS = frozenset({AGREED, PREFERRED})
"""取得一致意见、提出倾向性建议: what a leader's coordination comes to (55.2)."""

# --- acts ---


@recorded_as("submission.submitted", zh="报送公文", en="submitted")
@attrs.frozen(kw_only=True)
class Submitted(Act):
    """报送公文: a request 请示 or a report 报告 goes to the district government.

    ``bypass_approval`` is the request by which going over the district's head was allowed (53.3);
    ``assignment`` the leader's assignment that a document sent to him personally answers, and
    ``secret`` marks a secret that has to go to him directly (53.7).
    """

    unit: str
    type: str
    subject: str
    matters: tuple[str, ...]
    addressees: tuple[str, ...]
    title: str = ""
    contains_request: bool = False
    related_units: tuple[str, ...] = ()
    consultation: str = ""
    bypass_approval: str = ""
    assignment: str = ""
    secret: bool = False


@recorded_as("submission.received", zh="收文登记", en="received by the Office")
@attrs.frozen(kw_only=True)
class Received(Act):
    """收文登记: the Office registers the document."""


@recorded_as("submission.classified", zh="认定事项性质", en="matter classified")
@attrs.frozen(kw_only=True)
class Classified(Act):
    """认定事项性质: the Office tags the matter (``major``, ``important``); by whom is recorded."""

    tags: tuple[str, ...]
    reason: str = ""


@recorded_as(
    "submission.intake_checked", zh="审核公文规范", en="checked against the rules on documents"
)
@attrs.frozen(kw_only=True)
class IntakeChecked(Act):
    """审核公文规范: what the Office found wrong, and why it takes it on all the same (53.1)."""

    faults: tuple[str, ...] = ()
    accepted_because: str = ""


@recorded_as("submission.accepted", zh="审核受理", en="accepted at intake")
@attrs.frozen(kw_only=True)
class Accepted(Act):
    """审核受理: the Office's intake check passes the document on."""


@recorded_as("submission.returned", zh="退文", en="returned at intake")
@attrs.frozen(kw_only=True)
class Returned(Act):
    """退文: the Office sends the document back to its author."""

    reason: str


@recorded_as("submission.opinion_proposed", zh="提出拟办意见", en="handling opinion proposed")
@attrs.frozen(kw_only=True)
class OpinionProposed(Act):
    """提出拟办意见: the Office proposes how to handle the document (55.1)."""


@recorded_as("submission.routed", zh="呈批", en="routed to a leader")
@attrs.frozen(kw_only=True)
class Routed(Act):
    """呈批: the document and the opinion go to a leader (55.4)."""

    leader: str


@recorded_as("submission.referred", zh="转请审批", en="referred to another leader")
@attrs.frozen(kw_only=True)
class Referred(Act):
    """转请审批: a leader refers the document on, to the head for instance (55.6)."""

    leader: str


@recorded_as(
    "submission.coordination_held", zh="领导协调分歧", en="dispute coordinated by a leader"
)
@attrs.frozen(kw_only=True)
class CoordinationHeld(Act):
    """领导协调分歧: a leader brings departments to agree, or to a preferred proposal (55.2)."""

    result: str
    participants: tuple[str, ...]


@recorded_as("submission.approved", zh="批准", en="approved")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """批准: a leader approves; the instruction 批示 is the answer to the author."""


@recorded_as("submission.refused", zh="不予批准", en="refused")
@attrs.frozen(kw_only=True)
class Refused(Act):
    """不予批准: a leader refuses, with the reason."""

    reason: str


@recorded_as("submission.withdrawn", zh="撤回", en="withdrawn")
@attrs.frozen(kw_only=True)
class Withdrawn(Act):
    """撤回: the author takes the document back."""

    reason: str = ""


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Submission:
    """A submitted document: what it is, where it stands, who has it."""

    matter: str
    version: int
    submitted: Submitted
    status: str = "submitted"
    leader: str = ""
    tags: tuple[str, ...] = ()
    tag_refs: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    intake: IntakeChecked | None = None
    opinion: str = ""
    coordinations: tuple[CoordinationHeld, ...] = ()
    ended_ref: str = ""


_STATUS: dict[type[Act], str] = {
    Received: "received",
    IntakeChecked: "checked at intake",
    Accepted: "accepted",
    Returned: "returned",
    OpinionProposed: "opinion proposed",
    Routed: "routed",
    Referred: "routed",
    Approved: "approved",
    Refused: "refused",
    Withdrawn: "withdrawn",
}
ENDED = frozenset({"returned", "approved", "refused", "withdrawn"})


# --- evolve ---


def evolve(act: Act, state: Submission | None) -> Submission:
    """Fold one act into a submission. Pure; total once it has been submitted."""
    if isinstance(act, Submitted):
        return _submitted(act, state)
    if state is None:
        raise LookupError(f"{act.matter}: a submission begins with submission.submitted 报送公文.")
    version = act.originator_version
    match act:
        case Classified():
            tags = tuple(dict.fromkeys((*state.tags, *act.tags)))
            refs = (*state.tag_refs, act.ref)
            return changed(state, version=version, tags=tags, tag_refs=refs)
        case Routed() | Referred():
            return changed(state, version=version, status="routed", leader=act.leader)
        case IntakeChecked():
            return changed(state, version=version, status=_STATUS[type(act)], intake=act)
        case OpinionProposed():
            return changed(state, version=version, status=_STATUS[type(act)], opinion=act.ref)
        case CoordinationHeld():
            return changed(state, version=version, coordinations=(*state.coordinations, act))
    status = _STATUS[type(act)]
    ended_ref = act.ref if status in ENDED else ""
    return changed(state, version=version, status=status, ended_ref=ended_ref)


def _submitted(act: Submitted, before: Submission | None) -> Submission:
    """A paper submitted anew is another paper on the same matter, as it was tagged and settled."""
    fresh = Submission(matter=act.matter, version=act.originator_version, submitted=act)
    if before is None:
        return fresh
    return changed(
        fresh,
        tags=before.tags,
        tag_refs=before.tag_refs,
        coordinations=before.coordinations,
    )


# --- decisions ---


def refusal(act: Act, state: Submission | None) -> str | None:
    """Say why an act cannot follow in this submission, in ``zh / en``, or None."""
    if isinstance(act, Submitted):
        if act.type not in TYPES:
            return f"文种须为请示或报告 / type must be one of {sorted(TYPES)}, not {act.type!r}"
        if state is not None and state.status != "returned":
            return "已报送 / it has already been submitted"
        return None
    if state is None:
        return "尚未报送 / it has not been submitted"
    if act.occurred_at < state.submitted.occurred_at:
        return "早于报送 / it happened before the document was submitted"
    if isinstance(act, CoordinationHeld) and act.result not in RESULTS:
        return f"结果须为其一 / result must be one of {sorted(RESULTS)}"
    if state.status in ENDED and not isinstance(act, Classified):
        return f"已办结 / it has ended ({state.status})"
    return None
