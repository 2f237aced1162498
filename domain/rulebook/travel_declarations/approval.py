"""审批 Approval: each approver answers in three working days, and payment waits for the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import declarations
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
)
from domain.rulebook.terms import WorkingDays

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting
    from domain.world import World

# --- 1 each approver answers within three working days of having the declaration ---


class Turn(Opening):
    """轮次: one approver's turn. Whose it was shows only in the answer.

    The log says who answered, never who had been asked. So the bearer is looked up when a finding
    is made, in what has happened to the declaration by then; empty while nobody has answered.
    """

    __slots__ = ("_matter", "_turn", "_world")
    _world: World
    _matter: str
    _turn: int

    def __init__(self, matter: str, world: World, turn: int) -> None:
        # An opening is frozen, and its bearer is no stored field here: hence not its own __init__.
        fields = {"key": matter, "limit": None, "start": None, "recounts": False}
        for name, given in {**fields, "_world": world, "_matter": matter, "_turn": turn}.items():
            object.__setattr__(self, name, given)

    @property
    def bearer(self) -> str:
        """Who answered this turn, by the acts judged so far."""
        state = self._world.state("declaration", self._matter)
        return declarations.answered_by(state, self._turn)


def _reached_an_approver(act: Act, setting: Setting) -> tuple[Opening, ...]:
    state: declarations.Declaration = setting.world.state("declaration", act.matter)
    return (Turn(act.matter, setting.world, len(state.answers)),)


ANSWER = Clock(
    opens={
        declarations.Submitted: _reached_an_approver,
        declarations.Approved: _reached_an_approver,
    },
    terms=since(2017, 1, 1, WorkingDays(3), "the project's own term, see docs/decisions/0003"),
    stopped_by={
        declarations.Approved: by_matter,
        declarations.FinallyApproved: by_matter,
        declarations.Rejected: by_matter,
    },
    cancelled_by={
        declarations.Saved: by_matter,
        declarations.TakenBack: by_matter,
        declarations.PaymentRequested: by_matter,
        declarations.Paid: by_matter,
    },
)

ANSWER_IN_THREE_WORKING_DAYS = Duty(
    id="1",
    article="1",
    modality=Modality.SHOULD,
    zh="各审批人应在3个工作日内答复",
    en="Each approver answers within three working days of having the declaration",
    breach=Verdict.DEVIATION,
    clock=ANSWER,
    reading=(
        "提交或上一环节同意之时即为送达下一审批人之时，当日不计；同意、最终批准、退回均为答复；"
        "日志不记下一审批人是谁，故承担人取实际答复的角色，未答复的为空；"
        "再次提交或本人收回的，未完的一轮不再计。"
    ),
)

# --- 2 a payment follows the final approval ---


def _finally_approved(act: Act, setting: Setting) -> Ruling | None:
    state: declarations.Declaration | None = setting.world.state("declaration", act.matter)
    if state is None or not state.approved_ref:
        return breached("付款前无最终批准 / no final approval stands before the payment")
    return met(state.approved_ref)


PAID_WHEN_APPROVED = Gate(
    id="2",
    article="2",
    modality=Modality.MUST,
    zh="最终批准后方可付款",
    en="Payment is requested and made only after the final approval",
    on=(declarations.PaymentRequested, declarations.Paid),
    holds=_finally_approved,
    reading="发布者的流程说明：全部审批之后才申请付款；批准后又被退回的，批准不再有效。",
)

NORMS: tuple[Norm, ...] = (ANSWER_IN_THREE_WORKING_DAYS, PAID_WHEN_APPROVED)
