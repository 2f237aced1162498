"""认定 Finding: what the rulebook says of the acts, on one occasion, with its evidence."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """结论: the possible verdicts of a norm on one occasion (model.md §0.5)."""

    COMPLIANT = "compliant"
    VIOLATION = "violation"
    DEVIATION = "deviation"
    JUSTIFIED = "justified"
    PENDING = "pending"
    INDETERMINATE = "indeterminate"
    NOT_IN_FORCE = "not in force"
    EFFECT = "effect"

    @property
    def zh(self) -> str:
        """The verdict in Chinese."""
        return _ZH[self]


_ZH = {
    Verdict.COMPLIANT: "合规",
    Verdict.VIOLATION: "违反",
    Verdict.DEVIATION: "偏离",
    Verdict.JUSTIFIED: "有理由的偏离",
    Verdict.PENDING: "未到期",
    Verdict.INDETERMINATE: "无法认定",
    Verdict.NOT_IN_FORCE: "规则不在有效期",
    Verdict.EFFECT: "视为",
}


class Finding(NamedTuple):  # frozen, and made in a third of the time of a frozen class
    """认定: one judged norm on one occasion.

    Attributes:
        norm: id of the norm, as in the text (``54.4``).
        article: number of the article.
        matter: ``kind:number`` of the matter.
        bearer: who bears the duty or did the act.
        organ: the bearer's organ, empty for none.
        leader: the leader in charge of that organ when the occasion arose, empty for none.
        opened: when the occasion arose, aware.
        due: end of the last good day (exclusive), aware; None where the norm has no term.
        discharged: when it was done, aware; None while it is not.
        verdict: the verdict.
        late_working_days: working days after the due day, to when it was done or, undone, ceased
            to be owed; None where lateness does not apply or still grows.
        evidence: references of the acts the verdict rests on.
        rulebook: id of the rulebook that governs the occasion.
        calendar: label of the calendar version the term was counted by.
        key: tells several occasions of one norm in one matter apart (a unit, an output).
        because: one sentence, ``zh / en``, for verdicts that need one.

    """

    norm: str
    article: str
    matter: str
    bearer: str
    organ: str
    leader: str
    opened: dt.datetime
    due: dt.datetime | None
    discharged: dt.datetime | None
    verdict: Verdict
    late_working_days: int | None
    evidence: tuple[str, ...]
    rulebook: str
    calendar: str
    key: str = ""
    because: str = ""

    @property
    def occasion(self) -> tuple[str, str, str, dt.datetime]:
        """What makes this finding this one, and the order findings are listed in."""
        return (self.norm, self.matter, self.key, self.opened)
