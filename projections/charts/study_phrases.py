"""演算用语: what the charts of played years say, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STUDY_PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "fan": ("全年遵守率：{norm}", "Adherence over the year: {norm}"),
    "fan_note": (
        (
            "演算 {years} 年，每年按事项发生月份统计遵守率（含有理由的偏离）；色带：各年所在范围，"
            "不是均值的置信区间；年末月份仍有未到期事项，其遵守率偏高"
        ),
        (
            "{years} played years, each by the month in which the occasion arose, justified "
            "included; the bands hold so many of the years and are no interval of their mean; "
            "the last months still have open occasions and lean high"
        ),
    ),
    "fan_median": ("各年中位数", "median of the years"),
    "fan_band": ("{share} 的年份", "{share} of the years"),
    "one_year": ("单个年份", "single years"),
    "differences": ("与基准方案的差异", "What the changes do"),
    "differences_note": (
        (
            "各方案减基准方案，每案 {years} 年，随机数相同，成对比较；误差线：{level} 联合置信区间"
            "（Bonferroni，共 {family} 个）；实心：区间不含零；右列：差异〔区间〕，"
            "方差降低倍数（相对独立抽样）"
        ),
        (
            "Change less baseline, {years} years of each on the same draws, in pairs; bars: "
            "{level} intervals that hold together (Bonferroni, {family} of them); solid: zero lies "
            "outside; "
            "at right the difference [interval] and by how much pairing cut its variance"
        ),
    ),
    "capacity": ("能力曲线", "Capacity curve"),
    "capacity_note": (
        (
            "{of}；每个取值演算 {years} 年，随机数相同；竖线：{level} 联合置信区间（Bonferroni）；"
            "实心：区间整个达到目标"
        ),
        (
            "{of}; {years} years played at each value on the same draws; bars: {level} intervals "
            "that hold together (Bonferroni); solid: the whole interval reaches the target"
        ),
    ),
    "target": ("目标 {target}", "target {target}"),
    "found": ("；达到目标的最省取值：{value}", "; cheapest value shown to reach it: {value}"),
    "found_none": ("；没有取值确证达到目标", "; no value was shown to reach it"),
    "tornado": ("敏感性", "Sensitivity"),
    "tornado_note": (
        (
            "{of}；每次只变一个参数，其余不变，每点演算 {years} 年，随机数相同；"
            "竖线：原情景 {base}；"
            "按 Morris μ* 从大到小；右列：μ*〔±95%〕、σ，及总效应 ST（Sobol，如有）；"
            "“×”：原数字的倍数"
        ),
        (
            "{of}; one parameter moved at a time, the others as they are; years played at each "
            "point, on the same draws: {years}; upright: the scenario as it is, {base}; "
            "by Morris μ*, largest first; "
            "at right μ* [±95 %], σ, and the total effect ST (Sobol) where it was asked for; "
            "×: a multiple of the scenario's number"
        ),
    ),
    "cost": (
        "成本（自最省取值起的步数，加权）",
        "cost: steps from the cheapest values, weighted",
    ),
    "cost_of_reaching": (
        "达到目标的最省组合",
        "The cheapest combination that reaches the target",
    ),
    "cost_none": ("没有组合确证达到目标", "no combination was shown to reach it"),
    "cost_cheaper": ("比它省的组合", "Of the cheaper ones"),
    "cost_all": ("全部组合", "Of all combinations"),
    "cost_note": (
        (
            "{of}；浅点：探索（各组合演算相同的十年）；大点：另以新年份确证，"
            "竖线为 {level} 联合区间（Bonferroni），实心：达到目标。找到：{found}。"
            "{whose}：演算 {played} 个，未试 {untried} 个"
        ),
        (
            "{of}; light: explored, the same ten years of each; large: confirmed on fresh years, "
            "bars: {level} intervals that hold together (Bonferroni), solid: reaches. Found: "
            "{found}. {whose} {played} were played, {untried} left untried"
        ),
    ),
    "forecast": ("回测：实际与预测", "Backtest: what came, and what had been forecast"),
    "forecast_note": (
        (
            "按截至 {split} 的台账拟合，接续当日在办事项演算此后 {years} 次；"
            "色带：预测区间（长期应有 {nominal} 的实际值落入），各行各用其尺度；点：实际值。"
            "{of} 项中 {inside} 项落入（{coverage}），各项并不独立；"
            "图中 {shown} 项，落在区间外的在前；右列：实际值〔预测区间〕"
        ),
        (
            "Fitted up to {split}, gone on from what was open then and played {years} times; "
            "band: interval of the forecast, in which {nominal} of observations lie in the long "
            "run, each row to its own scale; dot: what came. {inside} of {of} lie inside "
            "({coverage}), and are not independent; {shown} shown, those outside first; "
            "at right what came [forecast]"
        ),
    ),
    "forecast_low": ("下限", "low end"),
    "forecast_median": ("中位数", "median"),
    "forecast_high": ("上限", "high end"),
    "at_low": ("取下限", "at its lower end"),
    "at_high": ("取上限", "at its upper end"),
    "way": ("经办过程：{matter}", "The way of {matter} through the house"),
    "way_note": (
        (
            "共 {acts} 次行为、{terms} 项时限；上：横条自前一行为至本行为，含等候与办理，"
            "不都归于所列主体；下：时限自发生至办结，未办结的画至数据截止日，短竖线为最后期限，"
            "箭头：期限更晚，未画出"
        ),
        (
            "{acts} acts, {terms} terms; above, bars run from act to act: waiting and work, "
            "not all of it by who is named; below, from when a term arose to when it was met, else "
            "to the as-of day; the upright is its last instant, an arrow that it lies beyond"
        ),
    ),
    "way_left_out": ("；另有 {n} 行未画出", "; {n} more rows not drawn"),
    "way_steps": ("行为｜责任主体", "Act ｜ put down to"),
    "way_terms": (
        "时限｜责任主体（蓝：合规，浅蓝：有理由，橙：违反或偏离，白：未到期）",
        "Term ｜ owed by (blue: kept, light blue: justified, orange: breached, white: open)",
    ),
    "desks": ("案头利用率", "Utilisation of the desks"),
    "desks_note": (
        (
            "占工作时间（已除去请假）的比例；点：{years} 年的中位数；线：最低至最高的一年；"
            "列出利用率最高的 {shown} 个；右列：年末积压（件）与所需加班（小时）的年均值"
        ),
        (
            "Share of working time, leave removed; dot: median of {years} years; line: lowest to "
            "highest year; the {shown} busiest; at right the backlog at the year's end (pieces) "
            "and the overtime needed (hours), means of the years"
        ),
    ),
    "desks_x": ("利用率", "Utilisation"),
    "desk_figures": ("积压 {backlog}｜加班 {overtime}", "backlog {backlog} | overtime {overtime}"),
    "arrivals_fit": ("来件与拟合", "Arrivals and what the fit expects"),
    "arrivals_fit_note": (
        "每月来件（件）；点和线：拟合的期望及95%的月份所在范围；{n}个月度数中{outside}个在范围之外",
        (
            "Matters per month; dot and line: what the fit expects, and where 95 % of such months "
            "lie; {outside} of {n} months lie outside"
        ),
    ),
    "came": ("来件", "came"),
    "expected": ("拟合期望", "expected"),
    "steps_fit": ("环节用时与拟合分布", "How long steps take, and the distribution fitted"),
    "steps_fit_note": (
        "超过该办公小时仍未完成的比例；实线：Kaplan-Meier估计及95%区间；虚线：拟合的对数正态分布",
        (
            "Share not yet done after so many office hours; line: Kaplan-Meier with its 95 % "
            "interval; dashes: the lognormal that was fitted"
        ),
    ),
    "recorded": ("台账", "recorded"),
    "fitted": ("拟合", "fitted"),
    "office_hours": ("办公小时", "office hours"),
    "step_days": ("工作日", "working days"),
    "organ_times": ("各单位用时", "How long steps take in each organ"),
    "organ_times_note": (
        (
            "点和线：各单位用时中位数及95%区间（Kaplan-Meier，未办结的按删失处理）；竖线和色带：全部单位；"
            "实心：区间不含全部单位的中位数（纯属偶然时约二十分之一）；右列：件数；"
            "p：各单位用时分布相同时，差异达到此程度的概率（对数秩检验）"
        ),
        (
            "Dot and line: the organ's median and its 95 % interval (Kaplan-Meier, the open ones "
            "censored); upright and band: all organs; solid: the interval keeps clear of their "
            "median (one in twenty does by chance); at right how many; p: how probable such "
            "differences were if all organs had one distribution (log-rank test)"
        ),
    ),
    "alike": ("对数秩检验 p{p}", "log-rank p{p}"),
    "points": ("百分点", "percentage points"),
    "years_source": (
        "来源：情景 {scenario}{changed}，演算 {replications} 年（种子 {seed}）",
        "Source: scenario {scenario}{changed}, {replications} years played (seed {seed})",
    ),
}
