"""所依规范 The norm a finding is of, where several share an id: a duty and a gate, or two duties.

A finding names its norm by the id of the text. What it rests on says which of them judged.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.norms import Duty, Effect, Gate, Norm, Rulebook


def norm_judged(rulebook: Rulebook, finding: Finding, acts: Sequence[str]) -> Norm:
    """Return the norm that judged.

    Args:
        rulebook: the one the finding was judged by.
        finding: what it said.
        acts: the names of the acts of its evidence, in order.

    Raises:
        LookupError: the rulebook has no norm of that id.

    """
    first = rulebook.norm(finding.norm)
    alike = [norm for norm in rulebook.norms if norm.id == finding.norm]
    if len(alike) == 1 or not acts:
        return first
    return next((norm for norm in alike if _judged(norm, finding, acts)), first)


def _judged(norm: Norm, finding: Finding, acts: Sequence[str]) -> bool:
    """Say whether a norm may have judged: a duty by what began it, a gate by the act it is on."""
    match norm:
        case Effect():
            return finding.verdict is Verdict.EFFECT
        case Duty():
            timed = finding.due is not None or finding.verdict is Verdict.INDETERMINATE
            return timed and acts[0] in {cls.name for cls in norm.clock.opens}
        case Gate():
            on = {cls.name for cls in norm.on}
            return finding.due is None and (acts[-1] in on or bool(norm.on_capacity))
    return False
