"""第十二章 廉政和作风, Arts 74, 75: trips, gifts, budgets, conflicts of interest."""

from __future__ import annotations

from collections.abc import Iterator

from domain import documents, government_events, integrity, organisation
from domain.act import Act
from domain.integrity import conflict_on
from domain.rulebook.checks import found_by_reviewer, found_only, itself, withdrawn
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Period,
    Quota,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.leaders import for_half, leaders_of
from domain.rulebook.wujiagang_2019.members import is_member

# --- 74.2 overseas trips stay within the cap ---

TRIPS = "74.2.trips"


def _within_the_cap(act: Act, setting: Setting) -> Ruling | None:
    day = setting.day(act.occurred_at)
    cap = setting.threshold(TRIPS, day)
    if cap is None:
        return unknown(
            "缺少年度团组限额 / the cap of the year was not recorded (threshold 74.2.trips)"
        )
    before = setting.dossier(act.kind, act.matter).all(integrity.TripApproved)
    n = 1 + sum(setting.day(one.occurred_at).year == day.year for one in before)
    if n <= cap.amount:
        return met(cap.ref)
    return breached(f"第{n}个团组，限{cap.amount:g}个 / trip {n} of {cap.amount:g}", cap.ref)


TRIPS_WITHIN_THE_CAP = Gate(
    id="74.2",
    article="74",
    modality=Modality.DIRECTIVE,
    zh="严格按规定控制因公出国（境）团组数量和规模",
    en="Official overseas trips stay within the prescribed number",
    on=(integrity.TripApproved,),
    holds=_within_the_cap,
    refuses=False,
    reading="限额由其他规定给出，登记后才能认定。",
)

# --- 74.3, 74.4 no gifts or banquets, given or taken ---

NO_GIFTS_FROM_PUBLIC_FUNDS = found_only(
    id="74.3",
    article="74",
    modality=Modality.MUST_NOT,
    zh="不得违反规定用公款送礼和宴请",
    en="Public funds pay for no gifts and banquets against the rules",
    holds=found_by_reviewer("74.3"),
)


def _offered(act: Act, setting: Setting) -> Iterator[Opening]:
    del setting
    if isinstance(act, integrity.GiftOffered):
        yield Opening(key=f"{act.matter}/{act.gift}", bearer=act.matter)


def _returned(act: Act) -> str:
    return f"{act.matter}/{getattr(act, 'gift', '')}"


RETURN_GIFTS = Duty(
    id="74.4",
    article="74",
    modality=Modality.MUST_NOT,
    zh="不得接受基层的送礼和宴请",
    en="Gifts and banquets of grassroots units are not accepted: an offer is returned",
    clock=Clock(
        opens={integrity.GiftOffered: _offered},
        terms=since(2019, 3, 1, InGoodTime("74.4.within"), "第七十四条"),
        stopped_by={integrity.GiftReturned: _returned},
    ),
    reading="收到而退回或上交的为合规；文本未定退回期限。",
)

NO_GIFTS_ACCEPTED = found_only(
    id="74.4",
    article="74",
    modality=Modality.MUST_NOT,
    zh="不得接受基层的送礼和宴请",
    en="Gifts and banquets of grassroots units are not accepted: what a reviewer found",
    holds=found_by_reviewer("74.4"),
)

# --- 74.6 costs are within the budget ---


def _budgeted(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, government_events.Held) or not act.cost:
        return None
    line = setting.dossier(act.kind, act.matter).last(government_events.BudgetLineReferenced)
    if line is None:
        return breached("有经费而无预算项目 / it cost money and names no budget line")
    return met(line.ref)


COSTS_WITHIN_THE_BUDGET = Gate(
    id="74.6",
    article="74",
    modality=Modality.DIRECTIVE,
    zh="各类会议活动经费全部纳入预算管理",
    en="The cost of every meeting and event is within the budget",
    breach=Verdict.DEVIATION,
    on=(government_events.Held,),
    holds=_budgeted,
    refuses=False,
)

# --- 75.1 members report personal matters every year ---


def _members(setting: Setting) -> tuple[str, ...]:
    """Return everybody who has been a member of the government, whether or not still one."""
    posts = setting.world.organisation.posts
    own = (organisation.DEPARTMENT, organisation.OFFICE)
    held = (
        one.by
        for post in (organisation.OFFICE_DIRECTOR, organisation.PRINCIPAL)
        for one in posts.get(post, ())
        if setting.unit_kind(one.unit) in own
    )
    return tuple(dict.fromkeys((*leaders_of(setting), *held)))


def _whose_record(act: Act, setting: Setting) -> str:
    del setting
    return act.matter


REPORT_PERSONAL_MATTERS = Quota(
    id="75.1",
    article="75",
    modality=Modality.DIRECTIVE,
    zh="严格执行个人有关事项报告制度",
    en="Members report their personal matters every year",
    on=(integrity.PersonalMattersReported,),
    counts=_whose_record,
    period=Period.YEAR,
    at_least=1,
    bearers=_members,
    owes=for_half(is_member),
    reading="次数由外部规定，按每年一次；当年任职不足半年、年底已离任的不作认定。",
)

# --- 75.2, 75.3 no improper benefit, no interference ---


def _no_conflict(act: Act, setting: Setting) -> Ruling | None:
    conflict = conflict_on(setting.dossier("integrity", act.by), f"document:{act.matter}")
    if conflict is None:
        return None
    why = "签发人已申报利益冲突 / the signer had declared a conflict of interest on it"
    return breached(why, conflict.ref)


SIGN_NOTHING_IN_CONFLICT = Gate(
    id="75.2",
    article="75",
    modality=Modality.MUST_NOT,
    zh="不得利用职权和职务影响谋取不正当利益",
    en="Power is not used for improper benefit: no one signs where he declared a conflict",
    on=(documents.Signed,),
    holds=_no_conflict,
    refuses=False,
)

NO_IMPROPER_BENEFIT = found_only(
    id="75.2",
    article="75",
    modality=Modality.MUST_NOT,
    zh="不得利用职权和职务影响谋取不正当利益",
    en="Power is not used for improper benefit: what a reviewer found",
    holds=found_by_reviewer("75.2"),
)


def _interfered(act: Act, setting: Setting) -> Ruling | None:
    del setting
    if not isinstance(act, integrity.InterventionRecorded):
        return None
    return breached(f"{act.by}记录：{act.statement} / recorded by {act.by}", bearer=act.matter)


NO_INTERFERENCE = Gate(
    id="75.3",
    article="75",
    modality=Modality.MUST_NOT,
    zh="不得违规干预或插手市场经济活动",
    en="No unlawful interference in the market: what was recorded",
    on=(integrity.InterventionRecorded,),
    holds=_interfered,
    refuses=False,
    rules_on=itself,
    withdrawn_by={integrity.InterventionWithdrawn: withdrawn},
    reading="记录被撤销的，自撤销之日起不再据以认定，此前各日仍从当时的记录。",
)

NO_INTERFERENCE_FOUND = found_only(
    id="75.3",
    article="75",
    modality=Modality.MUST_NOT,
    zh="不得违规干预或插手市场经济活动",
    en="No unlawful interference in the market: what a reviewer found",
    holds=found_by_reviewer("75.3"),
)

NORMS: tuple[Norm, ...] = (
    TRIPS_WITHIN_THE_CAP,
    NO_GIFTS_FROM_PUBLIC_FUNDS,
    RETURN_GIFTS,
    NO_GIFTS_ACCEPTED,
    COSTS_WITHIN_THE_BUDGET,
    REPORT_PERSONAL_MATTERS,
    SIGN_NOTHING_IN_CONFLICT,
    NO_IMPROPER_BENEFIT,
    NO_INTERFERENCE,
    NO_INTERFERENCE_FOUND,
)
