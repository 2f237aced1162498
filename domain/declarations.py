"""报销申报 Declarations: travel expenses declared, approved role by role, and paid.

Written for imported workflow logs, which say who answered but not who had been asked. A *turn* is
the stretch in which the declaration waits for one approver: it begins when the declaration is
submitted or passed on, and ends with the answer, which alone shows whose turn it was.
Reading order: acts, state, evolve, decisions, questions.
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

# --- acts ---


@recorded_as("declaration.saved", zh="保存草稿", en="draft saved")
@attrs.frozen(kw_only=True)
class Saved(Act):
    """保存草稿: the employee keeps a draft; nobody is asked anything yet."""


@recorded_as("declaration.submitted", zh="提交申报", en="submitted")
@attrs.frozen(kw_only=True)
class Submitted(Act):
    """提交申报: the employee submits; ``amount`` in euros and ``budget`` as the source has them."""

    amount: float | None = None
    budget: str = ""


@recorded_as("declaration.set_for_approval", zh="置为待批", en="set for approval")
@attrs.frozen(kw_only=True)
class SetForApproval(Act):
    """置为待批: an approver puts the declaration up for approval without answering it."""


@recorded_as("declaration.approved", zh="审核同意", en="approved and passed on")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """审核同意: an approver agrees and the declaration goes on to the next."""


@recorded_as("declaration.finally_approved", zh="最终批准", en="finally approved")
@attrs.frozen(kw_only=True)
class FinallyApproved(Act):
    """最终批准: the last approver agrees; it may be paid."""


@recorded_as("declaration.rejected", zh="退回申报", en="rejected")
@attrs.frozen(kw_only=True)
class Rejected(Act):
    """退回申报: an approver sends the declaration back to the employee."""


@recorded_as("declaration.taken_back", zh="收回申报", en="taken back by the employee")
@attrs.frozen(kw_only=True)
class TakenBack(Act):
    """收回申报: the employee takes the declaration back, as a rule after a rejection."""


@recorded_as("declaration.payment_requested", zh="申请付款", en="payment requested")
@attrs.frozen(kw_only=True)
class PaymentRequested(Act):
    """申请付款: the payment is ordered."""


@recorded_as("declaration.paid", zh="付款", en="paid")
@attrs.frozen(kw_only=True)
class Paid(Act):
    """付款: the payment is handled."""


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Declaration:
    """Where a declaration stands.

    ``answers`` has one entry per turn so far: who answered it, empty for nobody (yet);
    ``approved_ref`` is the final approval that stands, empty for none.
    """

    matter: str
    version: int
    status: str = "draft"
    answers: tuple[str, ...] = ()
    open: bool = False
    approved_ref: str = ""


_STATUS: dict[type[Act], str] = {
    Saved: "draft",
    Submitted: "submitted",
    Approved: "passed on",
    FinallyApproved: "approved",
    Rejected: "rejected",
    TakenBack: "taken back",
    PaymentRequested: "payment requested",
    Paid: "paid",
}


# --- evolve ---


def evolve(act: Act, state: Declaration | None) -> Declaration:
    """Fold one act into a declaration. Pure and total: a history may begin with any act."""
    before = state or Declaration(matter=act.matter, version=0)
    status = _STATUS.get(type(act), before.status)
    return changed(
        before,
        version=act.originator_version,
        status=status,
        answers=_answers(act, before),
        open=_open(act, before),
        approved_ref=_approved(act, before),
    )


def _answers(act: Act, before: Declaration) -> tuple[str, ...]:
    answers = before.answers
    if isinstance(act, (Approved, FinallyApproved, Rejected)) and before.open:
        answers = (*answers[:-1], act.by)
    return (*answers, "") if isinstance(act, (Submitted, Approved)) else answers


def _open(act: Act, before: Declaration) -> bool:
    if isinstance(act, SetForApproval):
        return before.open
    return isinstance(act, (Submitted, Approved))


def _approved(act: Act, before: Declaration) -> str:
    if isinstance(act, FinallyApproved):
        return act.ref
    return "" if isinstance(act, (Submitted, Rejected, TakenBack)) else before.approved_ref


# --- decisions ---


def refusal(act: Act, state: Declaration | None) -> str | None:
    """Say why an act cannot be recorded of a declaration, in ``zh / en``, or None."""
    del state  # any order can be found in a real log
    if not act.matter.strip():
        return "缺少申报编号 / the number of the declaration is missing"
    if not act.by.strip():
        return "缺少经办角色 / the role that acted is missing"
    return None


# --- questions ---


def answered_by(state: Declaration | None, turn: int) -> str:
    """Return who answered a turn (counted from 1), empty where nobody has."""
    return state.answers[turn - 1] if state and 0 < turn <= len(state.answers) else ""
