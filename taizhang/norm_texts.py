"""规范全文 Norms in full: what a norm says, its terms with their days, and worked examples.

Reading order: the lines, how it is judged, its terms, the examples.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from domain.calendar import Calendar, UncoveredYearError, load_calendar
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import (
    Cadence,
    Duty,
    Effect,
    Gate,
    Norm,
    Principle,
    Quota,
    Rulebook,
)
from domain.rulebook.terms import AsSet, DatedTerm
from taizhang.examples import Example, load_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS: Final[dict[type[Norm], tuple[str, str]]] = {
    Duty: ("义务", "duty"),
    Gate: ("关口", "gate"),
    Quota: ("限额", "quota"),
    Cadence: ("频次", "cadence"),
    Effect: ("法律效果", "effect"),
    Principle: ("原则", "principle"),
}
MORNING: Final = dt.time(9)


def kind_of(norm: Norm, lang: str) -> str:
    """Return the kind of a norm in a language."""
    zh, en = KINDS[type(norm)]
    return zh if lang == "zh" else en


def modality_of(norm: Norm, lang: str) -> str:
    """Return the force of a norm's own word in a language."""
    return norm.modality.zh if lang == "zh" else norm.modality.value


# --- the lines ---


def lines_of(norm: Norm, book: Rulebook, lang: str) -> Iterator[str]:
    """Yield a norm in full with worked examples, line by line; its title in both languages."""
    yield from wording(norm, book, lang)
    for example in examples(norm, book, lang):
        yield _pair("例", "example", example, lang)
    for dated_example in (one for one in load_examples(book.id) if one.norm == norm.id):
        yield _pair("判例", "case", _case(dated_example, lang), lang)


def wording(norm: Norm, book: Rulebook, lang: str) -> Iterator[str]:
    """Yield what a norm says, its force, terms and reading, line by line, without examples."""
    zh = lang == "zh"
    yield f"{book.zh if zh else book.en}（{book.id}）" if zh else f"{book.en} ({book.id})"
    yield f"{norm.id}  {norm.zh}"
    yield f"{' ' * len(norm.id)}  {norm.en}"
    yield _pair("条文", "article", _article(norm.article, lang), lang)
    yield _pair("类别", "kind", kind_of(norm, lang), lang)
    yield _pair("语气", "modality", modality_of(norm, lang), lang)
    breach = norm.breach.zh if zh else norm.breach.value
    if not isinstance(norm, (Effect, Principle)):
        yield _pair("不遵守即", "breach is a", breach, lang)
    yield _pair("如何认定", "judged", way_of(norm, lang), lang)
    for dated in terms_of(norm):
        yield _pair("时限", "term", _term(dated, lang), lang)
    if norm.reading:
        yield _pair("采用的理解", "reading", norm.reading, lang)


def _pair(zh: str, en: str, text: str, lang: str) -> str:
    return f"{zh}：{text}" if lang == "zh" else f"{en}: {text}"


def _article(article: str, lang: str) -> str:
    return f"第{article}条" if lang == "zh" else f"Article {article}"


# --- how it is judged ---


def way_of(norm: Norm, lang: str) -> str:
    """Return how and when a norm is judged, in a language."""
    zh, en = _how(norm)
    return zh if lang == "zh" else en


def _how(norm: Norm) -> tuple[str, str]:
    match norm:
        case Gate(refuses=True):
            on = _named(norm.on) or norm.on_capacity
            return f"办理时拦截，事后评判：{on}", f"refused when done, and judged after: {on}"
        case Gate():
            on = _named(norm.on) or norm.on_capacity
            zh, en = f"只作事后评判：{on}", f"only judged after: {on}"
            ends = _named(tuple(norm.withdrawn_by))
            if norm.rules_on is None:
                return zh, en
            if not ends:
                return f"{zh}，以最后一次为准", f"{en}, as last recorded"
            return f"{zh}，至{ends}止", f"{en}, until {ends}"
        case Duty():
            clock = norm.clock
            starts, stops = _named(tuple(clock.opens)), _named(tuple(clock.stopped_by))
            return f"自{starts}起算，至{stops}止", f"the clock runs from {starts} to {stops}"
        case Effect(clock=None):
            on = _named(tuple(norm.on))
            return f"随{on}发生", f"arises with {on}"
        case Effect():
            return "时限届满即发生", "arises when the term has run out"
        case Quota():
            return _quota(norm)
        case Cadence():
            on = _named(norm.on)
            return f"相邻两次{on}之间", f"between one {on} and the next"
    return "不能从台账认定", "cannot be judged from a log"


def _quota(norm: Quota) -> tuple[str, str]:
    on = _named(norm.on)
    zh, en = f"每{norm.period.value}统计{on}", f"{on} counted per {norm.period.value}"
    if norm.at_least:
        zh, en = f"{zh}，至少{norm.at_least}次", f"{en}, at least {norm.at_least}"
    if norm.at_most is not None:
        zh, en = f"{zh}，至多{norm.at_most}次", f"{en}, at most {norm.at_most}"
    return zh, en


def _named(classes: tuple[type, ...]) -> str:
    return ", ".join(getattr(cls, "name", "") for cls in classes)


# --- its terms ---


def terms_of(norm: Norm) -> tuple[DatedTerm, ...]:
    """Return the dated terms of a norm, none where it has no clock."""
    if isinstance(norm, Cadence):
        return norm.terms
    clock = norm.clock if isinstance(norm, (Duty, Effect)) else None
    return clock.terms if clock else ()


def _term(dated: DatedTerm, lang: str) -> str:
    text = dated.term.text(lang)
    if lang == "zh":
        return f"{text}，自{dated.since}起（{dated.reference}）"
    return f"{text}, since {dated.since} ({dated.reference})"


# --- the examples ---


def examples(norm: Norm, book: Rulebook, lang: str) -> Iterator[str]:
    """Yield the latest term worked out: from an ordinary day, and from the day it takes longest.

    Both lie in the first year the term was in force, counted by the calendar known on the day.
    """
    terms = terms_of(norm)
    if not terms or isinstance(terms[-1].term, AsSet):
        return
    spans = list(_spans(terms[-1], book, load_calendar(book.calendar)))
    if not spans:
        return
    lengths = sorted((last - start).days for start, last in spans)
    usual = lengths[len(lengths) // 2]
    ordinary = next(span for span in spans if (span[1] - span[0]).days == usual)
    longest = max(spans, key=lambda span: span[1] - span[0])
    for start, last in dict.fromkeys((ordinary, longest)):
        over = last + dt.timedelta(days=1)
        yield (
            f"{start} 09:00起算，最后期限为{last}，{over}起逾期"
            if lang == "zh"
            else f"begun on {start} at 09:00, the last good day is {last}; late from {over}"
        )


def _case(example: Example, lang: str) -> str:
    """Say what happened in a dated example and what the norm says of it."""
    said = [Verdict(one) for one in example.verdicts]
    if lang == "zh":
        return f"{example.zh}：{'、'.join(one.zh for one in said) or '不作认定'}"
    return f"{example.en}: {', '.join(one.value for one in said) or 'no verdict'}"


def _spans(
    dated: DatedTerm, book: Rulebook, calendar: Calendar
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the working days of a year on which a term may begin, each with its last good day."""
    first = max(dated.since, book.since, dt.date(calendar.latest.first_year, 1, 1))
    for offset in range(365):
        start = first + dt.timedelta(days=offset)
        try:
            known = calendar.known_on(start)
            if known.is_working_day(start):
                begun = dt.datetime.combine(start, MORNING, book.zone)
                yield start, dated.term.last_day(begun, known)
        except UncoveredYearError:
            return
