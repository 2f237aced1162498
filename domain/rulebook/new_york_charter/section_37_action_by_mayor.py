"""第37条 Section 37: local laws; action by mayor. Norms in the order of the text.

The charter says for the city what Municipal Home Rule Law §21 says for any. The mayor owes nothing
by a term: silence is one of the three answers, so 37.b.4 is an effect and no duty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import bills
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import (
    Clock,
    Effect,
    Gate,
    Modality,
    Norm,
    Opening,
    Principle,
    Ruling,
    breached,
    met,
)
from domain.rulebook.terms import CalendarDays

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 37.a every local law is presented to the mayor ---


def _was_presented(act: Act, setting: Setting) -> Ruling | None:
    bill = _bill(act, setting)
    if bill is None or bill.presented is None:
        return breached("无送交市长的记录 / no presentation to the mayor is on record")
    return met(bill.presented.ref)


def _bill(act: Act, setting: Setting) -> bills.Bill | None:
    return setting.world.state("bill", act.matter)  # type: ignore[no-any-return]


PRESENTED_TO_MAYOR = Gate(
    id="37.a",
    article="37",
    modality=Modality.MUST,
    zh="地方法通过后须送交市长",
    en="Every local law, once passed and certified, is presented to the mayor",
    breach=Verdict.INDETERMINATE,
    on=(bills.Signed, bills.Vetoed, bills.LapseRecorded),
    holds=_was_presented,
    reading="已发生的处理无送交记录的，可能只是来源缺一行，列为无法认定；新作的处理则不予登记。",
)

# --- 37.b.1 signed: deemed adopted ---


def _by_signature(act: Act, setting: Setting) -> str:
    del act, setting
    return "市长签署，视为通过 / signed by the mayor, deemed adopted"


SIGNED_IS_ADOPTED = Effect(
    id="37.b.1",
    article="37",
    modality=Modality.DECLARATIVE,
    zh="市长签署的，视为通过",
    en="A local law the mayor signs and returns is deemed adopted",
    on={bills.Signed: _by_signature},
)

# --- 37.b.2 passed again by two thirds over the objections: deemed adopted ---


def _over_objections(act: Act, setting: Setting) -> str | None:
    bill = _bill(act, setting)
    if bill is None:
        return None
    return "推翻否决，视为通过 / passed again over the objections, deemed adopted"


REPASSED_IS_ADOPTED = Effect(
    id="37.b.2",
    article="37",
    modality=Modality.DECLARATIVE,
    zh="经三分之二以上再次通过的，视为通过",
    en="Repassed by two thirds of all members, it is adopted notwithstanding the objections",
    on={bills.Overridden: _over_objections},
    reading="是否达到三分之二以来源所记“推翻”为准，不重新计票。",
)

# --- 37.b.3 thirty days to reconsider, from the meeting that had the objections ---

RECONSIDERED_IN_THIRTY_DAYS = Principle(
    id="37.b.3",
    article="37",
    modality=Modality.MAY,
    zh="市议会可在三十日内再议",
    en="The council may reconsider within thirty days of the meeting that had the objections",
    reading="起算日是收到异议后的下次例会，来源不记该日，故不能从日志判断。",
)

# --- 37.b.4 neither signed nor returned within thirty days: adopted as if signed ---


def _on_the_mayors_desk(act: Act, setting: Setting) -> tuple[Opening, ...]:
    del setting
    return (Opening(key=by_matter(act), bearer=MAYOR),)


MAYOR = "Mayor"

ON_THE_MAYORS_DESK = Clock(
    opens={bills.Presented: _on_the_mayors_desk},
    terms=since(1990, 1, 1, CalendarDays(30), "New York City Charter §37(b)"),
    stopped_by={bills.Signed: by_matter, bills.Vetoed: by_matter},
    cancelled_by={bills.Recalled: by_matter},
)

SILENCE_IS_ADOPTION = Effect(
    id="37.b.4",
    article="37",
    modality=Modality.DECLARATIVE,
    zh="送交后三十日内不签不退的，视同签署通过",
    en="Neither approved nor returned within thirty days of presentation: adopted as if signed",
    clock=ON_THE_MAYORS_DESK,
    recorded_by={bills.LapseRecorded: by_matter},
    reading=(
        "送交当日不计，三十个日历日（General Construction Law §20），遇周末不顺延（§25-a针对"
        "“作为”的期限，此处是不作为的效果）；第三十日24时届满，第三十一日起视为通过。"
        "未签退回而无异议的不停止计时；重复送交的以最后一次为准；归档不停止计时。"
    ),
)

# --- 37.b.5 the council may recall the law before the mayor returns it ---


def _still_with_mayor(act: Act, setting: Setting) -> Ruling | None:
    bill = _bill(act, setting)
    if bill is None or bill.presented is None:
        return breached("未送交市长，无可撤回 / it was not with the mayor")
    presented = bill.presented
    if bill.ended_ref:
        why = "市长已处理，不能撤回 / the mayor had already dealt with it"
        return breached(why, presented.ref, bill.ended_ref)
    opening = Opening(key="", bearer=MAYOR)
    due = setting.due(ON_THE_MAYORS_DESK, opening, presented.occurred_at)
    if due is not None and due <= act.occurred_at:
        return breached("已期满视为通过 / it had been adopted by lapse", presented.ref)
    return met(presented.ref)


RECALLED_IN_TIME = Gate(
    id="37.b.5",
    article="37",
    modality=Modality.MAY,
    zh="市长退回前市议会可以撤回再议",
    en="Before the mayor returns it, the council may recall the law and reconsider",
    on=(bills.Recalled,),
    holds=_still_with_mayor,
)

NORMS: tuple[Norm, ...] = (
    PRESENTED_TO_MAYOR,
    SIGNED_IS_ADOPTED,
    REPASSED_IS_ADOPTED,
    RECONSIDERED_IN_THIRTY_DAYS,
    SILENCE_IS_ADOPTION,
    RECALLED_IN_TIME,
)
