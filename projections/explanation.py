"""释明 Explanation: why a finding says what it says, step by step, in Chinese and in English.

The norm and its force, what set it off, every day counted or skipped and why, who held which post
by which acts, what discharged it, and what would have made it compliant. Nothing is judged anew:
all of it is read off the finding, its evidence, the calendar version it was counted by and the
chart of that moment. Reading order: the section, the whole, its sections.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from domain import organisation
from domain.calendar import Calendar, DayKind, UncoveredYearError
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.norms import Cadence, Duty, Effect, Gate, Norm, Quota, Rulebook
from domain.rulebook.terms import AsSet, CalendarDays, EndOfMonth, InGoodTime, Term, term_on
from projections.directory import Directory
from projections.narrative import Sentence
from projections.norm_judged import norm_judged
from projections.sentences import Speaker

MOST_DAYS: Final = 60
"""Days listed one by one; a longer stretch is summed up."""
Line = tuple[str, str]
"""One line in Chinese and in English."""


@attrs.frozen
class Section:
    """一节: a heading and its lines, each in Chinese and in English."""

    heading: Line
    lines: tuple[Line, ...]


@attrs.frozen(kw_only=True)
class Ground:
    """依据: what an explanation is read off.

    Attributes:
        finding: the finding to explain.
        rulebook: the rulebook it was judged by.
        calendar: the calendar of that rulebook.
        chart: who held what, from the organisation's acts up to the occasion.
        sentences: the acts it rests on, told, in the order of the evidence.

    """

    finding: Finding
    rulebook: Rulebook
    calendar: Calendar
    chart: organisation.Organisation
    sentences: Sequence[Sentence]

    @property
    def norm(self) -> Norm:
        """The norm that was judged."""
        acts = [sentence.act for sentence in self.sentences]
        return norm_judged(self.rulebook, self.finding, acts)

    def day(self, instant: dt.datetime) -> dt.date:
        """Return the local day of an instant."""
        return instant.astimezone(self.rulebook.zone).date()


# --- the whole ---


def explain(ground: Ground) -> tuple[Section, ...]:
    """Explain a finding; sections that have nothing to say are left out."""
    sections = (
        Section(("规范", "Norm"), tuple(_norm(ground))),
        Section(("结论", "Verdict"), tuple(_verdict(ground.finding))),
        Section(("起因与依据", "What happened"), tuple(_acts(ground))),
        Section(("期限逐日计算", "Days"), tuple(_days(ground))),
        Section(("职务与分管", "Who was competent"), tuple(_competent(ground))),
        Section(("怎样才合规", "What would have been compliant"), tuple(_remedy(ground))),
    )
    return tuple(section for section in sections if section.lines)


def cited(ground: Ground) -> tuple[str, ...]:
    """Return the acts an explanation names: the evidence, and those that gave posts and fields."""
    held = [one.ref for _, one in _holdings(ground)]
    field = _field(ground)
    refs = (*ground.finding.evidence, *held, *([field[1].ref] if field else []))
    return tuple(dict.fromkeys(ref for ref in refs if ref))


# --- the norm and the verdict ---


def _norm(ground: Ground) -> Iterator[Line]:
    norm, book = ground.norm, ground.rulebook
    yield (
        f"{book.zh}第{norm.article}条（{norm.id}）：{norm.zh}",
        f"{book.en}, Article {norm.article} ({norm.id}): {norm.en}",
    )
    yield (f"语气：{norm.modality.zh}", f"force: {norm.modality.value}")
    if norm.reading:
        yield (f"采用的理解：{norm.reading}", f"reading chosen (in Chinese): {norm.reading}")


def _verdict(finding: Finding) -> Iterator[Line]:
    zh, _, en = finding.because.partition(" / ")
    late = finding.late_working_days
    yield (
        f"{finding.verdict.zh}{f'：{zh}' if zh else ''}",
        f"{finding.verdict.value}{f': {en or zh}' if zh else ''}",
    )
    if late is not None:
        yield (f"逾期{late}个工作日", f"late by {late} working days")


# --- what happened ---


def _acts(ground: Ground) -> Iterator[Line]:
    for sentence in ground.sentences:
        yield (f"{sentence.zh} [{sentence.ref}]", f"{sentence.en} [{sentence.ref}]")
    if ground.finding.due is not None and ground.finding.discharged is None:
        yield ("尚无办结的行为。", "No act has discharged it.")


# --- the days ---


def _days(ground: Ground) -> Iterator[Line]:
    """Tell each day from the start to the last good one: counted or not, and by what."""
    finding = ground.finding
    if finding.due is None:
        return
    start, last = ground.day(finding.opened), ground.day(finding.due) - dt.timedelta(days=1)
    yield (f"日历版本：{finding.calendar}", f"calendar version: {finding.calendar}")
    term = _term(ground.norm, start)
    if term is not None:
        yield (f"时限：{term.text('zh')}", f"term: {term.text('en')}")
    own = _own_last_day(ground, term)
    counted = min(last, own or last)
    if start <= counted and (counted - start).days <= MOST_DAYS:
        yield from _day_by_day(ground, start, counted)
    if own is not None and own != last:
        yield (
            f"另定时限或商定延期：至{last}（文本自身的期限到{own}为止）",
            f"another limit was set or agreed: {last} (the text's own term ended on {own})",
        )
    yield (f"最后期限：{last} 24:00", f"last good day: {last}, until 24:00")
    if finding.discharged is not None:
        done = f"{finding.discharged.astimezone(ground.rulebook.zone):%Y-%m-%d %H:%M}"
        yield (f"办结：{done}", f"discharged: {done}")


def _term(norm: Norm, day: dt.date) -> Term | None:
    """Return the term a norm has on a day; None for one that is not about time."""
    match norm:
        case Cadence():
            terms = norm.terms
        case Duty() | Effect() if norm.clock is not None:
            terms = norm.clock.terms
        case _:
            return None
    return term_on(terms, max(day, terms[0].since))


def _own_last_day(ground: Ground, term: Term | None) -> dt.date | None:
    """Return the last good day by the text's own term; None where it gives no number."""
    if term is None or isinstance(term, (AsSet, InGoodTime)):
        return None
    start = ground.finding.opened.astimezone(ground.rulebook.zone)
    try:
        return term.last_day(start, ground.calendar.known_on(start.date()))
    except UncoveredYearError:
        return None


def _day_by_day(ground: Ground, start: dt.date, last: dt.date) -> Iterator[Line]:
    version = ground.calendar.known_on(start)
    term = _term(ground.norm, start)
    every_day = isinstance(term, (CalendarDays, EndOfMonth, InGoodTime))
    yield (f"{start} 当日不计", f"{start} the day of the start is not counted")
    counted = 0
    for offset in range(1, (last - start).days + 1):
        day = start + dt.timedelta(days=offset)
        try:
            kind = version.day_kind(day)
            counts = every_day or version.is_working_day(day)
        except UncoveredYearError:
            return
        counted += counts
        zh = f"计为第{counted}日" if counts else "不计"
        en = f"counted as day {counted}" if counts else "not counted"
        what_zh, what_en = _called(kind)
        yield (f"{day} {what_zh}，{zh}", f"{day} {what_en}: {en}")


def _called(kind: DayKind) -> Line:
    """Return what a day is; a weekend day worked has the name of the festival it pays for."""
    if kind.kind == "make-up day":
        return f"调休上班（{kind.zh}）", f"Make-up day for {kind.en}, worked"
    return kind.zh, kind.en


# --- who was competent ---


def _competent(ground: Ground) -> Iterator[Line]:
    """Tell which posts the bearer held at that moment, whose field it was, and by which acts."""
    for post, held in _holdings(ground):
        yield _post(ground, post, held)
    yield from _in_charge(ground)


def _holdings(ground: Ground) -> Iterator[tuple[str, organisation.Held]]:
    """Yield each post that the bearer and the leader held when the occasion arose."""
    finding = ground.finding
    for who in dict.fromkeys((finding.bearer, finding.leader)):
        for post, holdings in ground.chart.posts.items():
            for held in holdings:
                if who and held.by == who and held.covers(finding.opened):
                    yield post, held


def _field(ground: Ground) -> tuple[organisation.Unit, organisation.Held] | None:
    """Return the organ, and who had it in his portfolio then; None where nobody had."""
    unit = ground.chart.units.get(ground.finding.organ)
    opened = ground.finding.opened
    held = unit and organisation.leader_in_charge(ground.chart, unit.subject, opened)
    return (unit, held) if unit and held else None


def _post(ground: Ground, post: str, held: organisation.Held) -> Line:
    speaker = Speaker(Directory(ground.chart), ground.rulebook.zone)

    def said(lang: str) -> tuple[str, str, str]:
        words = (("person", held.by), ("unit", held.unit), ("post", post))
        who, unit, name = (speaker.text(field, value, lang) for field, value in words)
        return who, unit, name

    who, unit, name = said("zh")
    who_en, unit_en, name_en = said("en")
    return (
        f"{who}任{unit}{name} [{held.ref}]",
        f"{who_en} held the post of {name_en}, {unit_en} [{held.ref}]",
    )


def _in_charge(ground: Ground) -> Iterator[Line]:
    """Tell whose portfolio the organ was in."""
    for unit, held in filter(None, [_field(ground)]):
        zh, en = (_label(ground.chart, held.by, lang) for lang in ("zh", "en"))
        yield (
            f"{unit.label_zh}由{zh}分管 [{held.ref}]",
            f"{unit.label_en} was in the portfolio of {en} [{held.ref}]",
        )


def _label(chart: organisation.Organisation, who: str, lang: str) -> str:
    zh, en = chart.labels.get(who, ("", ""))
    return (zh if lang == "zh" else en) or who


# --- what would have been compliant ---


def _remedy(ground: Ground) -> Iterator[Line]:
    finding = ground.finding
    if finding.verdict in (Verdict.COMPLIANT, Verdict.EFFECT, Verdict.NOT_IN_FORCE):
        return
    match ground.norm:
        case Duty() as duty:
            yield from _in_time(duty, ground)
        case Gate() as gate:
            yield (f"办理时符合：{gate.zh}", f"meeting this when it was done: {gate.en}")
        case Quota() as quota:
            yield from _within(quota)
        case Cadence() as cadence:
            last = _last_good(ground)
            yield (f"下一次不迟于{last}", f"the next occasion by the end of {last}")
            yield from _excuse(cadence)


def _in_time(duty: Duty, ground: Ground) -> Iterator[Line]:
    stops = tuple(duty.clock.stopped_by)
    if not stops:
        return
    zh = "或".join(act.zh for act in stops)
    en = " or ".join(act.en for act in stops)
    if ground.finding.due is None:
        yield (f"规定了时限，并在限内：{zh}", f"a limit, and within it: {en}")
        return
    last = _last_good(ground)
    yield (f"不迟于{last} 24:00：{zh}", f"by the end of {last}: {en}")
    if duty.clock.moved_by:
        moved = "或".join(act.zh for act in duty.clock.moved_by)
        moved_en = " or ".join(act.en for act in duty.clock.moved_by)
        yield (f"或在此前：{moved}", f"or, before that: {moved_en}")
    for act in duty.clock.excused_by:
        yield (
            f"或在此前说明理由（{act.zh}），即为有理由的偏离",
            f"or a reason on record before that ({act.en}): then a justified departure",
        )


def _last_good(ground: Ground) -> str:
    due = ground.finding.due
    return str(ground.day(due) - dt.timedelta(days=1)) if due else ""


def _within(quota: Quota) -> Iterator[Line]:
    if quota.at_least:
        yield (f"至少{quota.at_least}次", f"at least {quota.at_least}")
    if quota.at_most is not None:
        yield (f"至多{quota.at_most}次", f"at most {quota.at_most}")


def _excuse(cadence: Cadence) -> Iterator[Line]:
    for act in cadence.excused_by:
        yield (f"或事先说明理由（{act.zh}）", f"or a reason on record before ({act.en})")
