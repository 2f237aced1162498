"""规范 Norms: the six kinds, all declarative. The judge reads them; it knows no law by name.

Reading order: modality, rulings, the parts of a clock, the six kinds, the rulebook.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import attrs

from domain.act import Act
from domain.rulebook.findings import Verdict
from domain.rulebook.parameters import Parameters
from domain.rulebook.terms import DatedTerm

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting  # noqa: TC004 - setting imports these norms


class Modality(StrEnum):
    """语气: the force of the text's own word, which decides what a breach is called."""

    MUST = "must"  # 须 必须 需
    SHOULD = "should"  # 应 应当
    MUST_NOT = "must not"  # 不得 严禁 不予
    DIRECTIVE = "directive"  # 要
    DECLARATIVE = "declarative"  # 由…负责 (indicative that allocates a competence)
    NORMALLY = "normally"  # 一般
    NORMALLY_NOT = "normally not"  # 一般不 一般不得
    AS_NEEDED = "as needed"  # 根据需要
    IN_PRINCIPLE = "in principle"  # 原则上 参照
    MAY = "may"  # 可

    @property
    def zh(self) -> str:
        """The text's own word."""
        return _WORDS[self]


_WORDS = {
    Modality.MUST: "须",
    Modality.SHOULD: "应",
    Modality.MUST_NOT: "不得",
    Modality.DIRECTIVE: "要",
    Modality.DECLARATIVE: "直陈",
    Modality.NORMALLY: "一般",
    Modality.NORMALLY_NOT: "一般不",
    Modality.AS_NEEDED: "根据需要",
    Modality.IN_PRINCIPLE: "原则上",
    Modality.MAY: "可",
}


class Outcome(StrEnum):
    """What a gate found: the text's requirement is met, breached, or cannot be known."""

    MET = "met"
    BREACHED = "breached"
    UNKNOWN = "unknown"


class Ruling(NamedTuple):  # made for every gated act: a tuple is the frozen thing made fastest
    """What one gate says of one act; None instead of a ruling means it does not apply.

    ``justified`` marks a soft norm departed from with a reason recorded in time.
    """

    outcome: Outcome
    evidence: tuple[str, ...] = ()
    because: str = ""
    bearer: str = ""
    key: str = ""
    due: dt.datetime | None = None
    discharged: dt.datetime | None = None
    justified: bool = False


_made = tuple.__new__
"""Makes a ruling of its fields, in their order, without the call of a named tuple's own."""
_MET, _BREACHED, _UNKNOWN = Outcome.MET, Outcome.BREACHED, Outcome.UNKNOWN
"""Looked up once: on Python 3.11 an enumeration looks its members up slowly."""


def met(*evidence: str, bearer: str = "", key: str = "") -> Ruling:
    """Rule that the requirement holds."""
    return _made(Ruling, (_MET, evidence, "", bearer, key, None, None, False))


def breached(because: str, *evidence: str, bearer: str = "", key: str = "") -> Ruling:
    """Rule that the requirement is broken, and say why in ``zh / en``."""
    return Ruling(_BREACHED, evidence, because, bearer, key)


def counted_only(act: Act, setting: Setting) -> str | None:
    """Count an act for whoever did it: for permissions and for metrics without a verdict."""
    del setting
    return act.by


def unknown(because: str, *evidence: str, bearer: str = "") -> Ruling:
    """Rule that a fact or a parameter is missing, and say which in ``zh / en``."""
    return Ruling(_UNKNOWN, evidence, because, bearer)


@attrs.frozen(kw_only=True, slots=False)  # unslotted, a frozen class is made faster
class Opening:
    """A clock to start: whose, told apart by which key, and the limit the act itself carries.

    ``start`` replaces the act's own instant where the text counts from another. ``recounts`` marks
    one that counts the same term from a later instant, as the text does where that is known: what
    had run out by the earlier count is then no breach.
    """

    key: str
    bearer: str
    limit: dt.date | None = None
    start: dt.datetime | None = None
    recounts: bool = False


@attrs.frozen(kw_only=True)
class Move:
    """A new last day for a running clock; void where it came after the old one had passed.

    ``only_later``: void too where it would leave less time than there was.
    """

    key: str
    until: dt.date
    only_later: bool = False


Opens = Callable[[Act, "Setting"], Iterable[Opening]]
KeyOf = Callable[[Act], str | tuple[str, ...] | None]
KeysIn = Callable[[Act, "Setting"], Iterable[str]]
BearersIn = Callable[[Act, "Setting"], Mapping[str, str]]
MoveOf = Callable[[Act], Move | None]


@attrs.frozen(kw_only=True)
class Clock:
    """A running term: what starts, moves, excuses, stops and cancels it, and how long it is.

    Every mapping goes from an act class to the key or keys of the clocks the act touches;
    ``ended_by`` finds them in the world, where an act ends a whole matter and names no part of it.
    ``passed_by`` names terms that go over to another bearer, to nobody where he is "".
    ``owes`` says whether a bearer owes what is still not done, on its last day or, before, today:
    who has left a post by then does not.
    """

    opens: Mapping[type[Act], Opens]
    terms: tuple[DatedTerm, ...]
    stopped_by: Mapping[type[Act], KeyOf]
    moved_by: Mapping[type[Act], MoveOf] = attrs.field(factory=dict)
    excused_by: Mapping[type[Act], KeyOf] = attrs.field(factory=dict)
    cancelled_by: Mapping[type[Act], KeyOf] = attrs.field(factory=dict)
    ended_by: Mapping[type[Act], KeysIn] = attrs.field(factory=dict)
    passed_by: Mapping[type[Act], BearersIn] = attrs.field(factory=dict)
    owes: Callable[[Setting, str, dt.datetime], bool] | None = None


@attrs.frozen(kw_only=True)
class Norm:
    """规范: one norm of the text. ``zh`` is a short title in the text's words, ``en`` its sense."""

    id: str
    article: str
    modality: Modality
    zh: str
    en: str
    breach: Verdict = Verdict.VIOLATION
    reading: str = ""


@attrs.frozen(kw_only=True)
class Duty(Norm):
    """义务: when X happens the bearer does Y by a due instant."""

    clock: Clock


@attrs.frozen(kw_only=True)
class Gate(Norm):
    """关口: an act needs this to hold at that moment.

    ``on`` lists act classes; ``on_capacity`` a basis of capacity, for rules about anybody who acts
    in it. ``holds`` rules on the act, or on each of several bearers it concerns, told apart by
    their keys. ``refuses`` is False for a rule that is only judged afterwards. ``numbers`` are the
    text's own numbers it judges by, read back with ``Setting.number``.

    ``rules_on`` names the occasion an act is about, where a later act may correct it: of the
    rulings on one occasion only the last stands. ``withdrawn_by`` are acts after which none stands
    on the occasions they name.
    """

    holds: Callable[[Act, Setting], Ruling | list[Ruling] | None]
    on: tuple[type[Act], ...] = ()
    on_capacity: str = ""
    refuses: bool = True
    numbers: Mapping[str, int] = attrs.field(factory=dict)
    rules_on: Callable[[Act, Setting], str] | None = None
    withdrawn_by: Mapping[type[Act], KeysIn] = attrs.field(factory=dict)


class Period(StrEnum):
    """The stretch a quota is counted over."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@attrs.frozen(kw_only=True)
class Quota(Norm):
    """限额: at least or at most n per bearer and period; with neither bound it is only counted.

    ``every`` names the parameter whose value, where it has one, replaces ``period`` (定期).
    ``passed_by`` names terms that go over to another bearer, to nobody where he is "".
    ``owes`` says whether somebody owes ``at_least`` in a period, [first day, day after).
    ``taken_back_by`` are acts after which what was done in their matter no longer counts.
    ``meant_for`` gives the period an act names, as a plan does its year, by a day in it; None: that
    of its own day. What comes after the period it names is too late to count.
    """

    on: tuple[type[Act], ...]
    counts: Callable[[Act, Setting], str | None]  # the bearer it counts for
    period: Period
    at_least: int = 0
    at_most: int | None = None
    bearers: Callable[[Setting], Iterable[str]] = lambda _: ()  # who owes at_least even if idle
    every: str = ""
    owes: Callable[[Setting, str, dt.date, dt.date], bool] = lambda *_: True
    taken_back_by: tuple[type[Act], ...] = ()
    meant_for: Callable[[Act], dt.date | None] | None = None


@attrs.frozen(kw_only=True)
class Cadence(Norm):
    """频次: no gap between two occasions longer than this.

    ``owed_by`` is who owes the next occasion; empty: whoever did the last.
    """

    on: tuple[type[Act], ...]
    counts: Callable[[Act, Setting], str | None]
    terms: tuple[DatedTerm, ...]
    owed_by: str = ""
    excused_by: Mapping[type[Act], KeyOf] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Effect(Norm):
    """法律效果: the law itself makes something so, when a clock runs out or an act is done.

    With a ``clock`` the effect arises at the due instant of each occasion that nothing stopped;
    with ``on`` it arises with the act. ``record`` names the act by which somebody noted it.
    """

    clock: Clock | None = None
    on: Mapping[type[Act], Callable[[Act, Setting], str | None]] = attrs.field(factory=dict)
    recorded_by: Mapping[type[Act], KeyOf] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Principle(Norm):
    """原则: cannot be judged from a log, and we say so."""


def in_text_order(norms: Iterable[Norm]) -> tuple[Norm, ...]:
    """Return norms by article and item; those that share an id keep their order."""
    return tuple(sorted(norms, key=lambda norm: _place(norm.id)))


def _place(norm_id: str) -> tuple[int, int, str]:
    article, _, item = norm_id.partition(".")
    number = item.rstrip("abcdefg")
    return int(article), int(number or 0), item.removeprefix(number)


@attrs.frozen(kw_only=True)
class Predecessor:
    """前规则: the rulebook before this one, whose text we do not have."""

    id: str
    since: dt.date
    reason: str


@attrs.frozen(kw_only=True)
class Rulebook:
    """规则: a law as dated norms. In force on [since, until); outside it nothing is judged.

    Attributes:
        id: permanent id (``wjg-2019``).
        zone: where its days begin and end.
        calendar: id of the working-day calendar its terms are counted by.
        predecessor: whose occasions are *indeterminate*; None: they are not judged at all.
        softened_units: kinds of unit to which it applies by reference only, so that no verdict on
            them goes beyond *deviation*.
        parameters: the open numbers of the text, by name.

    """

    id: str
    zh: str
    en: str
    zone: ZoneInfo
    calendar: str
    since: dt.date
    until: dt.date | None
    norms: tuple[Norm, ...]
    predecessor: Predecessor | None = None
    softened_units: frozenset[str] = frozenset()
    parameters: Parameters = attrs.field(factory=dict)

    def norm(self, norm_id: str) -> Norm:
        """Return a norm by its id.

        Raises:
            LookupError: there is none.

        """
        for norm in self.norms:
            if norm.id == norm_id:
                return norm
        raise LookupError(f"The rulebook {self.id} has no norm {norm_id!r}: see `taizhang rules`.")
