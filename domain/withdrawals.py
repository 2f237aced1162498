"""撤销 Withdrawals: what somebody found or recorded against another no longer stands.

The log keeps both acts; from the withdrawal on no verdict rests on the earlier one. Reading order:
the act, decisions. The acts themselves stand in the modules of what they withdraw.
"""

from __future__ import annotations

import attrs

from domain.act import Act
from domain.dossiers import Dossier

# --- the act ---


@attrs.frozen(kw_only=True)
class Withdrawal(Act):
    """撤销: of an earlier act of the same stream, by its reference ``kind:matter#version``."""

    finding: str
    reason: str


# --- decisions ---


def refusal(act: Withdrawal, withdraws: type[Act], state: Dossier | None) -> str | None:
    """Say in ``zh / en`` why there is nothing to withdraw; None where there is."""
    about = state or Dossier(matter=act.matter)
    found = next((one for one in about.all(withdraws) if one.ref == act.finding), None)
    if found is None:
        return _nothing_there(act, [one.ref for one in about.all(withdraws)])
    if act.occurred_at < found.occurred_at:
        return f"早于{found.ref}的认定 / it happened before the finding {found.ref} was made"
    for one in about.all(type(act)):
        if one.finding == act.finding:
            return f"{found.ref}已由{one.ref}撤销 / {found.ref} is already withdrawn by {one.ref}"
    return None


def _nothing_there(act: Withdrawal, findings: list[str]) -> str:
    zh, en = "、".join(findings) or "无", ", ".join(findings) or "none"
    return f"{act.finding}不是本事项的认定（已有：{zh}） / {act.finding} is no finding here: {en}"
