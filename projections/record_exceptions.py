"""例外事项 Record exceptions: what in a log an auditor looks at first; facts, and no accusation.

Late recording, times out of sequence, overridden gates, withdrawn findings, and document numbers
that are missing or used twice each have innocent reasons: a register kept on paper until the
evening, a number given to a draft that was withdrawn. So every row says what the log says and
nothing more.

When an act was registered is what its source says of an imported act, else what the ledger says. An
imported act whose source does not say is not measured, but counted (``unmeasured``).

Reading order: the kinds, the row, the fold, acts, findings, numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from domain.act import Act, Override
from domain.determinations import Found
from domain.integrity import InterventionRecorded
from domain.withdrawals import Withdrawal
from projections.directory import SHANGHAI, Directory
from projections.number_series import NumberSeries, Use

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from domain.rulebook.findings import Finding


class Kind(StrEnum):
    """例外类别: the kinds of exception, in the order they are listed."""

    LATE = "recorded late"
    AFTER_TERM = "recorded after the term it is dated within"
    AHEAD = "recorded before it happened"
    OUT_OF_SEQUENCE = "out of sequence"
    CLOCK_BACK = "ledger clock went back"
    OVERRIDDEN = "gate overridden"
    WITHDRAWN = "finding withdrawn"
    GAP = "number missing"
    DUPLICATE = "number used twice"
    RENUMBERED = "several numbers"
    FORM = "number not in the standard's form"

    @property
    def zh(self) -> str:
        """The kind in Chinese."""
        return _ZH[self]


_ZH: Final = {
    Kind.LATE: "迟登记",
    Kind.AFTER_TERM: "期满后补登",
    Kind.AHEAD: "先登记后发生",
    Kind.OUT_OF_SEQUENCE: "次序颠倒",
    Kind.CLOCK_BACK: "登记时钟回拨",
    Kind.OVERRIDDEN: "强行通过",
    Kind.WITHDRAWN: "撤销认定",
    Kind.GAP: "文号缺号",
    Kind.DUPLICATE: "文号重号",
    Kind.RENUMBERED: "一文多号",
    Kind.FORM: "文号格式不合",
}


@attrs.frozen(kw_only=True)
class Limits:
    """界限: beyond what a thing is an exception.

    Attributes:
        late: how long after it happened an act may be registered.
        ahead: how long before.
        clock_back: how far the ledger's clock may go back between two acts; several writers stamp
            an act some time before it is their turn.
        from_first: whether a year's numbers are counted from the first there is, and not from 1.

    """

    late: dt.timedelta = dt.timedelta(days=3)
    ahead: dt.timedelta = dt.timedelta()
    clock_back: dt.timedelta = dt.timedelta(minutes=1)
    from_first: bool = False


@attrs.frozen(kw_only=True)
class Row:
    """例外: one fact. ``position`` and ``refs`` lead to the acts, ``zh`` and ``en`` say it.

    ``happened`` and ``registered`` are those of the first act, None for numbers.
    """

    kind: Kind
    position: int
    refs: tuple[str, ...]
    happened: dt.datetime | None
    registered: dt.datetime | None
    zh: str
    en: str


COLUMNS: Final = tuple(field.name for field in attrs.fields(Row))


@attrs.frozen
class Registered:
    """An act that was registered after it happened."""

    position: int
    act: Act
    at: dt.datetime


class RecordExceptions:
    """Folds acts, in order of record, into exceptions."""

    def __init__(self, limits: Limits | None = None, zone: ZoneInfo = SHANGHAI) -> None:
        self._limits, self._zone = limits or Limits(), zone
        self._rows: list[Row] = []
        self._numbers, self._directory = NumberSeries(), Directory()
        self._latest: dict[tuple[str, str], tuple[dt.datetime, str]] = {}
        self._clock: dt.datetime | None = None
        self._delayed: dict[str, Registered] = {}
        self._against: dict[str, str] = {}
        self.unmeasured = 0

    # --- acts ---

    def feed(self, position: int, act: Act) -> None:
        """Take in the next act."""
        self._directory.feed(act)
        self._numbers.feed(position, act)
        registered = act.source_recorded_at or (None if act.source else act.recorded_at)
        if registered is None:
            self.unmeasured += 1
        else:
            self._measure(Registered(position, act, registered))
        self._sequence(position, act)
        self._follow_clock(position, act)
        if act.override is not None:
            self._overridden(position, act, act.override)
        if isinstance(act, Found):
            self._against[act.ref] = act.bearer
        elif isinstance(act, InterventionRecorded):
            self._against[act.ref] = act.matter
        elif isinstance(act, Withdrawal):
            self._withdrawn(position, act)

    def _withdrawn(self, position: int, act: Withdrawal) -> None:
        bearer = self._against.get(act.finding)
        zh, en = f"{act.zh}{act.finding}", f"{act.finding} was withdrawn"
        if bearer is not None:
            whose_zh, whose = (self._directory.label(bearer, lang) for lang in ("zh", "en"))
            zh, en = f"{zh}（{whose_zh}）", f"{en} ({whose})"
            if act.by == bearer:
                zh, en = f"{zh}，由本人撤销", f"{en} by whom it was about"
        zh, en = f"{zh}，理由：{act.reason}", f"{en}, reason: {act.reason}"
        self._add(Kind.WITHDRAWN, position, act, zh, en, act.finding)

    def _overridden(self, position: int, act: Act, override: Override) -> None:
        norms, reason = ", ".join(override.norms), override.reason
        zh, en = (self._directory.label(override.allowed_by, lang) for lang in ("zh", "en"))
        self._add(
            Kind.OVERRIDDEN, position, act,
            f"越过规范{norms}，准许人{zh}，理由：{reason}",
            f"norm {norms} was overridden, allowed by {en}, reason: {reason}",
        )  # fmt: skip

    def _measure(self, one: Registered) -> None:
        delay = one.at - one.act.occurred_at
        if delay > dt.timedelta():
            self._delayed[one.act.ref] = one
        if delay > self._limits.late:
            days = delay / dt.timedelta(days=1)
            self._add(
                Kind.LATE, one.position, one.act,
                f"{one.act.zh}发生后{days:.1f}日登记",
                f"{one.act.en}: registered {days:.1f} days after it happened",
            )  # fmt: skip
        elif -delay > self._limits.ahead:
            hours = -delay / dt.timedelta(hours=1)
            self._add(
                Kind.AHEAD, one.position, one.act,
                f"{one.act.zh}所记时间晚于登记时间{hours:.1f}小时",
                f"{one.act.en}: dated {hours:.1f} hours after it was registered",
            )  # fmt: skip

    def _sequence(self, position: int, act: Act) -> None:
        """Compare with what was recorded of the same matter before."""
        key = (act.kind, act.matter)
        at, ref = self._latest.get(key, (act.occurred_at, ""))
        if act.occurred_at < at:
            self._add(
                Kind.OUT_OF_SEQUENCE, position, act,
                f"{act.zh}所记时间早于同一事项先登记的{ref}（{self._stamp(at)}）",
                f"{act.en}: dated before {ref} ({self._stamp(at)}), recorded earlier in the matter",
                ref,
            )  # fmt: skip
        else:
            self._latest[key] = (act.occurred_at, act.ref)

    def _follow_clock(self, position: int, act: Act) -> None:
        if self._clock is not None and self._clock - act.recorded_at > self._limits.clock_back:
            back = self._clock - act.recorded_at
            self._add(
                Kind.CLOCK_BACK, position, act,
                f"本台账登记时间比先登记的行为早{back}",
                f"the ledger's time of recording is {back} before that of an act recorded earlier",
            )  # fmt: skip
        self._clock = max(self._clock or act.recorded_at, act.recorded_at)

    def _add(self, kind: Kind, position: int, act: Act, zh: str, en: str, *others: str) -> None:
        registered = act.source_recorded_at or act.recorded_at
        self._rows.append(
            Row(
                kind=kind,
                position=position,
                refs=(act.ref, *others),
                happened=act.occurred_at,
                registered=registered,
                zh=zh,
                en=en,
            )
        )

    def _stamp(self, moment: dt.datetime) -> str:
        return f"{moment.astimezone(self._zone):%Y-%m-%d %H:%M}"

    # --- findings ---

    @property
    def any_delayed(self) -> bool:
        """Say whether any act was registered after it happened, so that findings are needed."""
        return bool(self._delayed)

    def compare(self, findings: Iterable[Finding]) -> None:
        """Look for acts dated within a term and registered after it had run out.

        Args:
            findings: of the same acts.

        """
        for finding in findings:
            due, done = finding.due, finding.discharged
            if due is None or done is None or done >= due:
                continue
            for ref in finding.evidence:
                one = self._delayed.get(ref)
                if one is not None and one.act.occurred_at == done and one.at >= due:
                    self._add(
                        Kind.AFTER_TERM, one.position, one.act,
                        f"规范{finding.norm}（{finding.matter}）的期限于{self._stamp(due)}届满，"
                        f"{one.act.zh}所记时间在期限内，登记在期满后",
                        f"the term of norm {finding.norm} ({finding.matter}) ended "
                        f"{self._stamp(due)}; {one.act.en} is dated within it, registered after",
                    )  # fmt: skip

    # --- numbers ---

    def rows(self) -> list[Row]:
        """Return the exceptions, by kind and position."""
        rows = [*self._rows, *self._of_numbers()]
        order = list(Kind)
        return sorted(rows, key=lambda row: (order.index(row.kind), row.position, row.refs))

    def _of_numbers(self) -> Iterator[Row]:
        for gap in self._numbers.gaps(from_first=self._limits.from_first):
            span = f"{gap.first}" if gap.first == gap.last else f"{gap.first}–{gap.last}"
            many = gap.last - gap.first + 1
            uses = (gap.after,) if gap.before is None else (gap.after, gap.before)
            yield _of_uses(
                Kind.GAP, uses,
                f"{gap.series}缺{span}号，共{many}个",
                f"{gap.series}: {span} missing, {many} in all",
            )  # fmt: skip
        for shared in self._numbers.shared():
            names = [use.subject for use in shared.uses]
            yield _of_uses(
                Kind.DUPLICATE, shared.uses,
                f"{shared.number}用于{'、'.join(names)}", f"{shared.number}: {', '.join(names)}",
            )  # fmt: skip
        for one in self._numbers.renumbered():
            texts = [str(number) for number in one.numbers]
            yield _of_uses(
                Kind.RENUMBERED, one.uses,
                f"{one.subject}有{'、'.join(texts)}", f"{one.subject} has {', '.join(texts)}",
            )  # fmt: skip
        for departed in self._numbers.departed:
            as_said = departed.number
            yield _of_uses(
                Kind.FORM, (departed.use,),
                f"写作{departed.text}；GB/T 9704-2012第7.2.5条的格式："
                f"{as_said or '无法识别为发文字号'}",
                f"written {departed.text}; as GB/T 9704-2012, 7.2.5 has it: "
                f"{as_said or 'it does not read as a document number'}",
            )  # fmt: skip


def _of_uses(kind: Kind, uses: tuple[Use, ...], zh: str, en: str) -> Row:
    return Row(
        kind=kind,
        position=uses[0].position,
        refs=tuple(use.ref for use in uses),
        happened=None,
        registered=None,
        zh=zh,
        en=en,
    )
