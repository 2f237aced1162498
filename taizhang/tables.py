"""打印 Tables: what commands print, as ``rich`` tables in Chinese or English.

Reading order: the headings, the console, a table from rows, findings in cells, the source note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from domain.rulebook.findings import Verdict
from projections.findings import last_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from domain.rulebook.findings import Finding
    from projections.explanation import Section
    from taizhang.judging import Judged

PLAIN_WIDTH: Final = 140
"""Characters across where the output is no terminal."""
NUMBERS: Final = frozenset(
    {
        *("judged", "kept", "breached", "open", "rate", "interval", "late", "n"),
        *("estimate", "between_years", "baseline", "changed_to", "difference", "simultaneous"),
        *("value", "variance_cut", "used", "queue", "backlog", "overtime"),
        *("cost", "under_way", "carried_on", "left_out", "observed", "median", "forecast"),
        *("years", "at_low", "at_high", "mu_star", "sigma", "first_order", "total"),
    }
)
WORDS: Final = {
    "norm": "规范",
    "title": "标题",
    "judged": "已认定",
    "kept": "合规",
    "breached": "违反或偏离",
    "open": "未到期",
    "rate": "遵守率",
    "interval": "95%区间",
    "verdict": "结论",
    "happened": "发生时间",
    "registered": "登记时间",
    "fact": "事实",
    "before": "此前",
    "after": "此后",
    "change": "变化",
    "caused_by": "所由行为",
    "ref": "记录",
    "sentence": "记述",
    "deviations": "偏差数",
    "upper_limit": "偏差率上限",
    "matter": "事项",
    "bearer": "责任主体",
    "opened": "发生",
    "due": "最后期限",
    "discharged": "办结",
    "late": "逾期工作日",
    "evidence": "依据",
    "n": "次数",
    "light": "灯",
    "left": "剩余工作日",
    "leader": "分管领导",
    "field": "字段",
    "type": "类型",
    "given": "是否必填",
    "name": "名称",
    "what": "含义",
    "fields": "字段",
    "article": "条",
    "modality": "语气",
    "kind": "类别",
    "outcome": "情形",
    "how": "如何认定",
    "compliant": "合规",
    "deviation": "偏离",
    "violation": "违反",
    "changed": "结论有变",
    "passes": "合规例",
    "fails": "违反例",
    "acts": "行为",
    "matters": "事项数",
    "first_day": "最早（日）",
    "last_day": "最晚（日）",
    "reason": "原因",
    "line": "行",
    "derived_day": "推定日",
    "recorded_day": "登记日",
    "agreement": "对照",
    "days": "日数",
    "derived_refs": "推定依据",
    "recorded_refs": "登记依据",
    "view": "视图",
    "rows": "行数",
    "position": "位置",
    "measure": "度量",
    "estimate": "估计",
    "between_years": "年际标准差",
    "variant": "方案",
    "of": "对象",
    "baseline": "基准",
    "changed_to": "变更后",
    "difference": "差异",
    "simultaneous": "联合区间",
    "variance_cut": "方差降低",
    "desk": "案头",
    "used": "利用率",
    "queue": "平均在手（件）",
    "backlog": "年末积压（件）",
    "overtime": "所需加班（小时）",
    "number": "参数",
    "part": "分量",
    "value": "数值",
    "years": "年数",
    "parameter": "参数",
    "range": "范围",
    "at_low": "取下限",
    "at_high": "取上限",
    "mu_star": "μ*（Morris）",
    "sigma": "σ",
    "first_order": "一阶 S1（Sobol）",
    "total": "总效应 ST（Sobol）",
    "cost": "成本",
    "stage": "阶段",
    "under_way": "在办",
    "observed": "实际",
    "median": "预测中位数",
    "forecast": "预测区间",
    "inside": "落入",
    "carried_on": "接续",
    "left_out": "未接续",
}
"""Chinese headings; the English ones are the names themselves."""

# --- the console ---


def console(*, stderr: bool = False) -> Console:
    """Return where to print; wide enough for a table where nobody's screen sets the width."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=PLAIN_WIDTH)


# --- a table from rows ---


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], lang: str) -> Table:
    """Return a table with headings in a language; None is blank."""
    made = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for name in columns:
        heading = WORDS.get(name, name) if lang == "zh" else name.replace("_", " ")
        right = name in NUMBERS
        made.add_column(heading, justify="right" if right else "left", overflow="fold")
    for row in rows:
        made.add_row(*("" if cell is None else str(cell) for cell in row))
    return made


# --- findings in cells ---


def verdict_counts(findings: Iterable[Finding], lang: str) -> Table:
    """Return how many findings there are of each verdict."""
    counts = dict.fromkeys(Verdict, 0)
    for finding in findings:
        counts[finding.verdict] += 1
    rows = [(said(verdict, lang), f"{n:,}") for verdict, n in counts.items() if n]
    return table("结论" if lang == "zh" else "Verdicts", ("verdict", "n"), rows, lang)


def said(verdict: Verdict, lang: str) -> str:
    """Return a verdict in a language."""
    return verdict.zh if lang == "zh" else verdict.value


def plain(finding: Finding, zone: dt.tzinfo) -> tuple[object, ...]:
    """Return the days of a finding, opened, last good and done; how late; and its evidence."""
    due, done = finding.due, finding.discharged
    return (
        f"{finding.opened.astimezone(zone):%Y-%m-%d}",
        last_day(due, zone) if due else None,
        f"{done.astimezone(zone):%Y-%m-%d}" if done else None,
        finding.late_working_days,
        short(finding.evidence, finding.matter),
    )


def short(evidence: Iterable[str], matter: str) -> str:
    """Return references in a cell; those to the matter itself by their place alone, ``#3``."""
    return " ".join(ref.removeprefix(matter) for ref in evidence)


def called(judged: Judged, who: str, lang: str) -> str:
    """Return what somebody is called, the id where nobody said."""
    zh, en = judged.source.labels.get(who, (who, who))
    return (zh if lang == "zh" else en) or who


# --- the source note ---


def where_from(judged: Judged, lang: str) -> str:
    """Return the source note of a table, as the charts have it."""
    source = judged.source
    of_source = source.known == "source"
    if lang == "zh":
        kind = "模拟台账" if source.simulated else "台账"
        whose = "来源" if of_source else "台账"
        known = f"按{source.known_at}时{whose}所知；" if source.known_at else ""
        return (
            f"{kind}{source.ledger}，截至位置{source.position:,}；数据截止{source.as_of}；{known}"
            f"规则{source.rulebook}；日历{source.calendar}"
        )
    kind = "Simulated ledger" if source.simulated else "Ledger"
    whose = "its source" if of_source else "the ledger"
    known = f"as {whose} knew at {source.known_at}; " if source.known_at else ""
    return (
        f"{kind} {source.ledger}, up to position {source.position:,}; as of {source.as_of}; "
        f"{known}rulebook {source.rulebook}; calendar {source.calendar}"
    )


# --- an explanation ---


def print_sections(sections: Iterable[Section], lang: str) -> None:
    """Print the sections of explanations, headings in bold and a blank line before each first."""
    printer, side = console(), 0 if lang == "zh" else 1
    for section in sections:
        printer.print(f"\n{section.heading[side]}", style="bold", markup=False)
        for line in section.lines:
            printer.print(f"  {line[side]}", markup=False, soft_wrap=True)
