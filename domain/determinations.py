"""认定与标识 Determinations: what a person must judge because no log shows it, with its author.

A tag (重大, 重要, 影响面广 …) is put on a matter by the Office or a reviewer; a human finding says
that a norm was kept or broken, until it is withdrawn; a threshold or a cap gives an amount that
other law sets. A determination stream is about one matter, named ``kind:number``, or one person.
Reading order: acts, state and evolve (a dossier), decisions, questions.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from domain import withdrawals
from domain.act import Act, recorded_as
from domain.dossiers import Dossier
from domain.withdrawals import Withdrawal

MAJOR: Final = "major"  # 重大
IMPORTANT: Final = "important"  # 重要
WIDE_IMPACT: Final = "wide_impact"  # 影响面广
HIGH_ATTENTION: Final = "high_attention"  # 社会关注度高
PUBLIC_RIGHTS: Final = "public_rights"  # 涉及群众切身利益
STABILITY_RISK: Final = "stability_risk"  # 可能引发社会稳定问题
SECRET: Final = "secret"  # noqa: S105 - 涉密, the tag, no password
DISCLOSABLE: Final = "disclosable"  # 应公开
PUBLIC_POLICY: Final = "public_policy"  # 公共政策

# --- acts ---


@recorded_as("determination.tagged", zh="认定标识", en="tag put on a matter")
@attrs.frozen(kw_only=True)
class Tagged(Act):
    """认定标识: the Office or the reviewer tags the matter this stream is about."""

    tag: str
    reason: str = ""


@recorded_as("determination.untagged", zh="取消标识", en="tag taken off a matter")
@attrs.frozen(kw_only=True)
class Untagged(Act):
    """取消标识: a tag is taken off again; what was judged before stands."""

    tag: str
    reason: str = ""


@recorded_as("determination.found", zh="人工认定", en="finding by a reviewer")
@attrs.frozen(kw_only=True)
class Found(Act):
    """人工认定: a reviewer, ``by``, finds that a norm was broken (``breach``) or examined and kept.

    ``bearer`` is whom it is about; ``kind_of_breach`` a word of the norm's own; ``occasion`` the
    matter or event it concerns.
    """

    norm: str
    breach: bool
    bearer: str
    statement: str
    kind_of_breach: str = ""
    occasion: str = ""


@recorded_as("determination.withdrawn", zh="撤销认定", en="finding withdrawn")
@attrs.frozen(kw_only=True)
class Withdrawn(Withdrawal):
    """撤销认定: an earlier finding of this stream is withdrawn (``determination:v1#2``).

    Where a new examination ends otherwise, that is a finding of its own.
    """


@recorded_as("threshold.set", zh="设定限额标准", en="threshold or cap set")
@attrs.frozen(kw_only=True)
class ThresholdSet(Act):
    """设定限额标准: an amount or a number that the text leaves to other rules, from a day on.

    The matter is the threshold's name (``42.4.fiscal``, ``74.2.trips``).
    """

    amount: float
    unit: str
    effective_from: dt.date
    reference: str


# --- decisions ---


def refusal(act: Act, state: Dossier | None) -> str | None:
    """Say in ``zh / en`` why an act cannot come here; None where it can."""
    return withdrawals.refusal(act, Found, state) if isinstance(act, Withdrawn) else None


# --- questions ---


def tagged(about: Dossier | None, tag: str) -> Tagged | None:
    """Return the act that put a tag now on a matter, or None; it names who judged so."""
    acts = about.acts if about else ()
    for act in reversed(acts):
        if isinstance(act, Tagged) and act.tag == tag:
            return act
        if isinstance(act, Untagged) and act.tag == tag:
            return None
    return None


def still_on(about: Dossier, tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the tags a matter was given elsewhere that were not taken off it since."""
    off: set[str] = set()
    for act in about.acts:
        if isinstance(act, Untagged):
            off.add(act.tag)
        elif isinstance(act, Tagged):
            off.discard(act.tag)
    return tuple(tag for tag in tags if tag not in off)


def threshold_on(threshold: Dossier | None, day: dt.date) -> ThresholdSet | None:
    """Return the threshold in effect on a day, or None where none was recorded."""
    begun = (
        [one for one in threshold.all(ThresholdSet) if one.effective_from <= day]
        if (threshold)
        else []
    )
    return max(begun, key=lambda one: one.effective_from, default=None)
