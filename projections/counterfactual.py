"""假设比较 Counterfactual: the same history under the law and under other numbers, norm by norm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from domain.rulebook.findings import Finding, Verdict
from projections.columns import text_order

_COUNTED = (
    Verdict.COMPLIANT,
    Verdict.JUSTIFIED,
    Verdict.DEVIATION,
    Verdict.VIOLATION,
    Verdict.PENDING,
)


@attrs.frozen(kw_only=True)
class Difference:
    """差别: the verdicts of one norm under the law and under the assumption.

    Attributes:
        norm: id of the norm.
        law: number of findings by verdict under the law.
        assumed: the same under the assumption.
        changed: findings whose verdict is another; one that only one side has counts too.

    """

    norm: str
    law: dict[str, int]
    assumed: dict[str, int]
    changed: int


def differences(law: Iterable[Finding], assumed: Iterable[Finding]) -> list[Difference]:
    """Return the norms whose findings differ, in the order of the text."""
    before, after = _by_occasion(law), _by_occasion(assumed)
    changed = Counter(
        str(occasion[0])
        for occasion in before.keys() | after.keys()
        if before.get(occasion) is not after.get(occasion)
    )
    return [
        Difference(
            norm=norm,
            law=_counts(norm, before),
            assumed=_counts(norm, after),
            changed=changed[norm],
        )
        for norm in sorted(changed, key=text_order)
    ]


def _by_occasion(findings: Iterable[Finding]) -> dict[tuple[object, ...], Verdict]:
    """Return verdicts by occasion; a second check of one norm on one occasion gets its place."""
    verdicts: dict[tuple[object, ...], Verdict] = {}
    places: Counter[tuple[object, ...]] = Counter()
    for finding in findings:
        places[finding.occasion] += 1
        verdicts[*finding.occasion, places[finding.occasion]] = finding.verdict
    return verdicts


def _counts(norm: str, verdicts: dict[tuple[object, ...], Verdict]) -> dict[str, int]:
    counted = Counter(verdict for occasion, verdict in verdicts.items() if occasion[0] == norm)
    return {verdict.value: counted[verdict] for verdict in _COUNTED}
