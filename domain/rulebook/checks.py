"""查验 Checks: what many gates ask in the same way.

Each returns the ``holds`` of a gate: what must have happened before in the same matter, and what a
reviewer has found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from domain.act import Act
from domain.determinations import Found, Withdrawn
from domain.rulebook.norms import Gate, Ruling, breached, met
from domain.rulebook.setting import Setting
from domain.withdrawals import Withdrawal

Holds = Callable[[Act, Setting], Ruling | None]
Applies = Callable[[Act, Setting], bool]


def always(act: Act, setting: Setting) -> bool:
    """Apply to every act."""
    del act, setting
    return True


def after(*needed: type[Act], applies: Applies = always) -> Holds:
    """Require that each of these has been done in the matter before; name those that have not."""

    def holds(act: Act, setting: Setting) -> Ruling | None:
        if not applies(act, setting):
            return None
        dossier = setting.dossier(act.kind, act.matter)
        done = [dossier.last(one) for one in needed]
        refs = [one.ref for one in done if one is not None]
        missing = [cls for cls, one in zip(needed, done, strict=True) if one is None]
        if not missing:
            return met(*refs)
        zh, en = "、".join(one.zh for one in missing), ", ".join(one.en for one in missing)
        return breached(f"缺{zh} / missing: {en}", *refs)

    return holds


def found_by_reviewer(norm_id: str) -> Holds:
    """Rule as a person found: the verdict is his who made the finding, and the act names him."""

    def holds(act: Act, setting: Setting) -> Ruling | None:
        del setting
        if not isinstance(act, Found) or act.norm != norm_id:
            return None
        if not act.breach:
            return met(bearer=act.bearer)
        why = f"{act.by}认定：{act.statement} / found by {act.by}"
        return breached(why, bearer=act.bearer)

    return holds


def itself(act: Act, setting: Setting) -> str:
    """Rule on each act alone; for what can only be withdrawn."""
    del setting
    return act.ref


def withdrawn(act: Act, setting: Setting) -> tuple[str, ...]:
    """Return what a withdrawal withdraws."""
    del setting
    return (act.finding,) if isinstance(act, Withdrawal) else ()


found_only = partial(
    Gate,
    on=(Found,),
    refuses=False,
    rules_on=itself,
    withdrawn_by={Withdrawn: withdrawn},
    reading="只能由人认定，结论载明认定人；认定被撤销的，自撤销之日起不再据以认定，此前各日仍从当时的认定。",
)
"""A gate that speaks only where a reviewer has found something, until he withdraws it."""
