"""计数 Counts: quotas per bearer and period, and cadences between two occasions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from domain.act import Act
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.norms import Cadence, Opening, Period, Quota
from domain.rulebook.verdicts import Bench, Occasion


def period_of(day: dt.date, period: Period) -> tuple[dt.date, dt.date]:
    """Return the calendar period a day lies in, as [first day, first day after)."""
    months = _MONTHS[period]
    first = (day.month - 1) // months * months + 1
    after = first + months
    begins = dt.date(day.year, first, 1)
    return begins, dt.date(day.year + (after > _YEAR), (after - 1) % _YEAR + 1, 1)


_YEAR = 12
_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: _YEAR}


@attrs.define
class Count:
    """What one bearer did in one period; ``early`` counts what came before the rulebook."""

    evidence: list[str] = attrs.field(factory=list)
    early: int = 0


class QuotaRoom:
    """The counts of one quota."""

    def __init__(self, quota: Quota, bench: Bench) -> None:
        self.quota = quota
        self._bench = bench
        self._counts: dict[tuple[str, dt.date], Count] = {}

    def counted(self, act: Act, found: list[Finding]) -> None:
        """Count an act for its bearer; what that amounts to is said at the closing."""
        del found
        bearer = self.quota.counts(act, self._bench.setting)
        if bearer is None:
            return
        day = self._bench.setting.day(act.occurred_at)
        named = self.quota.meant_for(act) if self.quota.meant_for else None
        first, after = period_of(named or day, self._period(named or day))
        if day >= after:
            return
        count = self._counts.setdefault((bearer, first), Count())
        if day < self._bench.setting.rulebook.since:
            count.early += 1
        else:
            count.evidence.append(act.ref)

    def taken_back(self, act: Act, found: list[Finding]) -> None:
        """Count no longer what was done in the matter of an act."""
        del found
        matter = f"{act.kind}:{act.matter}#"
        for count in self._counts.values():
            count.evidence[:] = [ref for ref in count.evidence if not ref.startswith(matter)]

    def _period(self, day: dt.date) -> Period:
        """Return the stretch it is counted over: the parameter's, where one is set."""
        value = self._bench.setting.parameter(self.quota.every, day) if self.quota.every else None
        return Period(value) if isinstance(value, str) else self.quota.period

    def tally(self) -> dict[tuple[str, str, dt.date], int]:
        """Return how often each bearer did it, by norm, bearer and first day of the period."""
        return {
            (self.quota.id, who, first): len(count.evidence) + count.early
            for (who, first), count in self._counts.items()
        }

    def closing(self, at: dt.datetime, found: list[Finding]) -> None:
        """Say how every bearer stands in every period begun by an instant."""
        if self.quota.at_least == 0 and self.quota.at_most is None:
            return
        for first, after in self._periods(at):
            bearers = {who for who, begun in self._counts if begun == first}
            for bearer in sorted(bearers | set(self.quota.bearers(self._bench.setting))):
                finding = self._stands(bearer, first, after, at)
                if finding is not None:
                    found.append(finding)

    def _periods(self, at: dt.datetime) -> Iterator[tuple[dt.date, dt.date]]:
        book, until = self._bench.setting.rulebook, self._bench.until()
        day, last = book.since, self._bench.setting.day(at - dt.timedelta(microseconds=1))
        while day <= last and (until is None or day < until):
            first, after = period_of(day, self._period(day))
            yield first, after
            day = after

    def _stands(
        self, bearer: str, first: dt.date, after: dt.date, at: dt.datetime
    ) -> Finding | None:
        setting, quota = self._bench.setting, self.quota
        count = self._counts.get((bearer, first), Count())
        until = self._bench.until()
        if count.early >= quota.at_least > 0 or (until is not None and after > until):
            return None  # satisfied before the rulebook began, or a period it does not outlast
        begins = max(first, setting.rulebook.since)
        if len(count.evidence) < quota.at_least and not (
            self._on_record(begins, after) and quota.owes(setting, bearer, first, after)
        ):
            return None
        due = setting.end_of(after - dt.timedelta(days=1))
        verdict, because = self._verdict(len(count.evidence), complete=due <= at)
        start = begins - dt.timedelta(days=1)
        occasion = Occasion(
            matter=f"period:{first}",
            bearer=bearer,
            opened=setting.end_of(start),
            day=start + dt.timedelta(days=1),
            due=due,
            evidence=tuple(count.evidence),
            key=bearer,
            because=because,
        )
        return self._bench.finding(quota, occasion, verdict)

    def _on_record(self, begins: dt.date, after: dt.date) -> bool:
        """Say whether the history tells of a period: from its first day, and of anything done.

        What happened before a ledger begins may well have happened; nobody is blamed for it.
        """
        told, done = self._bench.setting.told_since, self._bench.setting.done_since
        return (told is None or told <= begins) and (done is None or done < after)

    def _verdict(self, n: int, *, complete: bool) -> tuple[Verdict, str]:
        quota = self.quota
        if quota.at_most is not None and n > quota.at_most:
            return quota.breach, f"{n}次，多于{quota.at_most}次 / {n}, more than {quota.at_most}"
        if n >= quota.at_least and (complete or quota.at_most is None):
            return Verdict.COMPLIANT, ""
        if not complete:
            return Verdict.PENDING, ""
        return quota.breach, f"{n}次，少于{quota.at_least}次 / {n}, fewer than {quota.at_least}"


@attrs.define
class Beat:
    """The last occasion of a cadence."""

    at: dt.datetime
    matter: str
    bearer: str
    ref: str
    excuses: list[str] = attrs.field(factory=list)


class CadenceRoom:
    """The last occasion of one cadence, by key."""

    def __init__(self, cadence: Cadence, bench: Bench) -> None:
        self.cadence = cadence
        self._bench = bench
        self._last: dict[str, Beat] = {}

    def counted(self, act: Act, found: list[Finding]) -> None:
        """Judge the gap an occasion ends, and start the next."""
        key = self.cadence.counts(act, self._bench.setting)
        if key is None:
            return
        last = self._last.get(key)
        if last is not None:
            self._gap(found, key, last, act.occurred_at, act.ref)
        bearer = self.cadence.owed_by or act.by
        self._last[key] = Beat(act.occurred_at, act.about, bearer, act.ref)

    def excused(self, act: Act, found: list[Finding]) -> None:
        """Note a reason, where it was recorded before the gap had grown too long."""
        del found
        key = self.cadence.excused_by[type(act)](act)
        last = self._last.get(key) if isinstance(key, str) else None
        if last and act.occurred_at < self._due(last):
            last.excuses.append(act.ref)

    def closing(self, at: dt.datetime, found: list[Finding]) -> None:
        """Say how the gap still running stands at an instant."""
        for key, last in self._last.items():
            self._gap(found, key, last, None, "", at)

    def _due(self, last: Beat) -> dt.datetime:
        due = self._bench.setting.due(self.cadence, Opening(key="", bearer=""), last.at)
        assert due is not None  # noqa: S101 - a cadence's term is a number, never set by an act
        return due

    def _gap(
        self,
        found: list[Finding],
        key: str,
        last: Beat,
        ended: dt.datetime | None,
        ref: str,
        at: dt.datetime | None = None,
    ) -> None:
        due = self._due(last)
        until = ended or at
        if ended is not None and ended < due:
            verdict = Verdict.COMPLIANT
        elif until is not None and until < due:
            verdict = Verdict.PENDING
        elif self._outlasts_the_rulebook(due):
            return
        else:
            verdict = Verdict.JUSTIFIED if last.excuses else self.cadence.breach
        occasion = Occasion(
            matter=last.matter,
            bearer=last.bearer,
            opened=last.at,
            day=self._bench.setting.day(last.at),
            due=due,
            discharged=ended,
            evidence=tuple(filter(None, (last.ref, *last.excuses, ref))),
            key=key,
        )
        finding = self._bench.finding(self.cadence, occasion, verdict)
        if finding is not None:
            found.append(finding)

    def _outlasts_the_rulebook(self, due: dt.datetime) -> bool:
        """Say whether a gap had not yet grown too long when the rulebook ended."""
        last_good_day = self._bench.setting.day(due) - dt.timedelta(days=1)
        force = self._bench.governing(last_good_day)
        return force is not None and force.overruling is Verdict.NOT_IN_FORCE
