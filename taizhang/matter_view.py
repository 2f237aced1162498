"""单件 Matter view: all about one matter on one day, however long the ledger has grown."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from domain.rulebook.norms import Rulebook
from domain.world import fold
from projections.directory import Directory
from projections.narrative import Sentence, narrative
from taizhang.judging import Question
from taizhang.one_matter import Case, MatterFindings
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from domain.act import Act
    from ledger.ledger import Ledger
    from ledger.moments import Look


@attrs.frozen(kw_only=True)
class MatterView:
    """单件: the state, the history and the findings of one matter, as of the end of a day.

    Attributes:
        kind: kind of matter.
        matter: business number.
        as_of: the day.
        state: the state of its kind's module in ``domain``.
        sentences: one per act, in Chinese and English.
        judged: its findings, and the norms only the whole ledger can judge.
        rulebook: what it was judged by.
        directory: what people and organs are called.

    """

    kind: str
    matter: str
    as_of: dt.date
    state: Any
    sentences: tuple[Sentence, ...]
    judged: MatterFindings
    rulebook: Rulebook
    directory: Directory

    @property
    def zone(self) -> ZoneInfo:
        """On whose clock it is told."""
        return self.rulebook.zone


def view(ledger: Ledger, label: str, question: Question | None = None) -> MatterView:
    """Look at one matter.

    Args:
        ledger: where it is.
        label: business number, ``kind:number`` or document number 发文字号.
        question: as of which day (by default that of the last act recorded), what was known, under
            which rulebook.

    Raises:
        NothingFoundError: nothing, or more than one thing, goes by that label.
        CannotError: nothing had happened to it by then.

    """
    asked = question or Question()
    kind, matter = ledger.find(label)
    book, calendar = asked.law(ledger.opening)
    day = asked.as_of or _last_day(ledger, kind, matter, book.zone)
    look: Look = {"as_of": day, "known_at": asked.known_at, "known": asked.known}
    own = ledger.stream(kind, matter, **look)
    if not own:
        raise CannotError(f"Nothing was known 尚无记录 of {kind}:{matter} by then: look later.")
    case = Case(
        matter=(kind, matter),
        rulebook=book,
        calendar=calendar,
        government=ledger.opening.government,
        as_of=day,
        read=lambda kind, matter: ledger.stream(kind, matter, **look),
    )
    directory = _directory(ledger, look)
    told = narrative(own, book.zone, None if kind == "organisation" else directory)
    return MatterView(
        kind=kind,
        matter=matter,
        as_of=day,
        state=fold(kind, own),
        sentences=tuple(told),
        judged=case.judged(),
        rulebook=book,
        directory=directory,
    )


def _last_day(ledger: Ledger, kind: str, matter: str, zone: ZoneInfo) -> dt.date:
    """Return the day of the last act recorded, or of the matter's own last one if that is later."""
    newest: list[Act] = [*ledger.acts(after=ledger.position - 1), *ledger.stream(kind, matter)]
    return max(act.occurred_at for act in newest).astimezone(zone).date()


def _directory(ledger: Ledger, look: Look) -> Directory:
    """Return what people and organs are called in this ledger."""
    return Directory(ledger.matter("organisation", ledger.opening.government, **look))
