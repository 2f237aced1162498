"""用语: what the charts say, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from projections.charts.study_phrases import STUDY_PHRASES

Lang = Literal["zh", "en"]
Source = Mapping[Any, Any]
"""``attrs`` of a frame: where it comes from, and how its ids are called."""

PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    **STUDY_PHRASES,
    "adherence": ("月度遵守率", "Adherence by month"),
    "adherence_note": (
        (
            "按事项发生月份统计；已认定 {judged} 次，其中合规 {kept}、有理由的偏离 {justified}、"
            "违反或偏离 {breached}；另有未到期 {open}、未能认定 {undecided}"
        ),
        (
            "By month in which the occasion arose; {judged} judged: {kept} kept, "
            "{justified} justified, {breached} breached; besides {open} still open "
            "and {undecided} undecided"
        ),
    ),
    "overall": ("全期 {rate}", "all months {rate}"),
    "rate": ("遵守率（含有理由的偏离）", "Adherence (justified included)"),
    "interval": ("遵守率与 95% 置信区间", "rate and 95 % interval"),
    "not_final": ("当月尚有未到期事项", "not final: occasions still open"),
    "count": ("次数", "Occasions"),
    "kept": ("合规", "kept"),
    "justified": ("有理由的偏离", "justified"),
    "breached": ("违反或偏离", "breached"),
    "open": ("未到期", "still open"),
    "undecided": ("未能认定", "undecided"),
    "late": ("逾期分布", "Lateness by norm"),
    "late_note": (
        "有时限的规范，占已认定次数的比例；右列：逾期／已认定，逾期者的中位工作日；△ 仍有未办结",
        (
            "Norms with a term, share of judged occasions; at right: late / judged, and the "
            "median of the late ones in working days; △ some still owed"
        ),
    ),
    "late_share": ("逾期占已认定次数", "Late, share of judged occasions"),
    "late_band": ("逾期工作日", "working days late"),
    "median_days": ("中位 {days} 天", "median {days}"),
    "heat": ("各单位、各规范遵守率", "Adherence by organ and norm"),
    "heat_note": (
        (
            "格内：遵守率（%），含有理由的偏离；已认定不足 {few} 次的格写作“遵守／已认定”；"
            "空格：没有已认定事项；◌：只有未到期事项；n：已认定次数；"
            "两者皆无的单位、规范不列"
        ),
        (
            "In each cell the rate in %, justified included; below {few} judged, kept / judged "
            "instead; blank: nothing judged; ◌: only occasions still open; n: judged occasions; "
            "organs and norms with neither are not listed"
        ),
    ),
    "norms": ("各规范月度遵守率", "Adherence by month and norm"),
    "norms_note": (
        (
            "按事项发生月份统计；格内：遵守率（%），含有理由的偏离；已认定不足 {few} 次的格写作"
            "“遵守／已认定”；空格：没有已认定事项；◌：只有未到期事项，月份后的 ◌：当月尚有"
            "未到期事项；n：已认定次数；两者皆无的规范不列"
        ),
        (
            "By month in which the occasion arose. In each cell the rate in %, justified included; "
            "below {few} judged, kept / judged instead; blank: nothing judged; ◌: only occasions "
            "still open, after a month: some still open; n: judged occasions; norms with neither "
            "are not listed"
        ),
    ),
    "most_broken": (
        "；{every} 条规范中列违反最多的 {drawn} 条，合计含全部",
        "; of {every} norms the {drawn} with most breaches, the totals are of all",
    ),
    "every_norm": ("全部规范", "All norms"),
    "all_norms": ("合计", "All"),
    "all_organs": ("全部单位", "All organs"),
    "no_organ": ("（未列单位）", "(no organ)"),
    "survival": ("办理时长：{norm}", "Time to discharge: {norm}"),
    "survival_note": (
        (
            "共 {n} 件：已办结 {replied} 件，截至数据截止日未办结 {open} 件（按删失处理）；"
            "中位办理时长：{median}"
        ),
        (
            "{n} occasions: {replied} discharged, {open} still open on the as-of day "
            "(censored there); median: {median}"
        ),
    ),
    "not_shown": (
        "；第 {last} 个工作日以后的 {n} 件未画出",
        "; {n} that took more than {last} working days not drawn",
    ),
    "working_day": ("{days} 个工作日", "{days} working day"),
    "working_days": ("{days} 个工作日", "{days} working days"),
    "not_reached": ("尚未达到", "not reached"),
    "survival_y": ("尚未办结的比例", "Share not yet discharged"),
    "survival_x": (
        "自发生之日起的工作日（当日不计）",
        "Working days since it arose (that day not counted)",
    ),
    "deadline": ("时限：{term}", "term: {term}"),
    "deadline_share": ("（{share} 的事项）", " ({share} of occasions)"),
    "left_at_deadline": ("届时 {share} 未办结", "{share} not discharged by then"),
    "curve": ("Kaplan–Meier 估计", "Kaplan–Meier estimate"),
    "band": ("95% 置信区间", "95 % interval"),
    "censored": ("删失（未办结）", "censored (still open)"),
    "at_risk": ("仍在办", "at risk"),
    "workload": ("全年在办工作量", "Workload over the year"),
    "workload_note": (
        "每个 ISO 周结束时的在办事项；列出平均在办量最大的 {shown} 个单位；最后一周计至数据截止日",
        (
            "Matters open at the end of each ISO week, the {shown} busiest organs by mean apart; "
            "the last week runs to the as-of day"
        ),
    ),
    "open_matters": ("在办事项（件）", "Open matters"),
    "per_week": ("每周（件）", "Per week"),
    "opened": ("新收", "opened"),
    "closed": ("办结", "closed"),
    "others": ("其他 {n} 个单位", "{n} other organs"),
    "peak": ("最高 {n} 件（{week}）", "peak {n} ({week})"),
    "source": (
        "来源：台账 {ledger}，第 {position} 号止",
        "Source: ledger {ledger}, up to position {position}",
    ),
    "as_of": ("数据截止 {as_of}", "as of {as_of}"),
    "known_at_ledger": ("按 {known_at} 时台账所知", "as the ledger knew at {known_at}"),
    "known_at_source": ("按 {known_at} 时来源所知", "as its source knew at {known_at}"),
    "rulebook": ("规则 {rulebook}", "rulebook {rulebook}"),
    "calendar": ("日历 {calendar}", "calendar {calendar}"),
    "first_to_last": ("{first} 至 {last}", "{first} to {last}"),
    "provisional": (
        "暂定：所用日历尚未全部公布",
        "provisional: not all of the calendar was announced",
    ),
    "simulated": ("模拟数据，并非实际发生", "simulated acts, not what happened"),
}


def demand_language(lang: str) -> None:
    """Refuse a language the charts do not speak.

    Raises:
        ValueError: neither ``zh`` nor ``en``.

    """
    if lang not in {"zh", "en"}:
        raise ValueError(f"The charts speak zh (中文) and en, not {lang!r}; pass one of these.")


def say(phrase: str, lang: Lang, **parts: object) -> str:
    """Return a phrase in a language with its parts filled in."""
    zh, en = PHRASES[phrase]
    return (zh if lang == "zh" else en).format(**parts)


def whole_percent(rate: float) -> int:
    """Return a rate in whole percent; 100 only for everything, and 0 only for nothing."""
    nearest = round(rate * 100)
    return min(max(nearest, int(rate > 0)), 100 - int(rate < 1))


def percent(rate: float, lang: Lang) -> str:
    """Return a rate as a whole percentage: 93% in Chinese, 93 % in English."""
    return f"{whole_percent(rate)}{percent_sign(lang)}"


def percent_sign(lang: Lang) -> str:
    """Return the sign of percentage, with a space before it in English."""
    return "%" if lang == "zh" else " %"


def working_days(days: int, lang: Lang) -> str:
    """Return a number of working days."""
    return say("working_day" if days == 1 else "working_days", lang, days=days)


def month_names(months: Sequence[tuple[int, int]], lang: Lang) -> list[str]:
    """Return months (year, month) as 3月 or Mar, with the year below where a year begins."""
    names = []
    for place, (year, month) in enumerate(months):
        name = f"{month}月" if lang == "zh" else _ENGLISH_MONTHS[month - 1]
        begins = place == 0 or months[place - 1][0] != year
        names.append(f"{name}\n{year if begins else ''}")
    return names


_ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def label(source: Source, name: str, lang: Lang) -> str:
    """Return how an organ, leader or norm is called; its id where no label is known."""
    spoken = source.get("labels", {}).get(name, {})
    return str(spoken.get(lang) or spoken.get("zh") or name)


def norm_label(source: Source, norm: str, lang: Lang) -> str:
    """Return a norm by its id and its short title."""
    title = label(source, norm, lang)
    return norm if title == norm else f"{norm} {title}"
