"""第十一章 工作纪律, Arts 67, 68, 70, 71: dissent, statements, releases, secrets."""

from __future__ import annotations

from domain import determinations, releases, statements
from domain.act import Act
from domain.rulebook.checks import after, found_by_reviewer, found_only
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Ruling,
    breached,
    counted_only,
    met,
)
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_10_directives import NOT_ADDRESSED
from domain.rulebook.wujiagang_2019.leaders import is_leader

# --- 67.2, 67.3 dissent inside is free; nothing is said or done against a decision ---

DISSENT_INSIDE = Quota(
    id="67.2",
    article="67",
    modality=Modality.MAY,
    zh="如有不同意见可在内部提出",
    en="Dissent may be raised internally (a permission: counted only)",
    on=(statements.DissentRecorded,),
    counts=counted_only,
    period=Period.YEAR,
    reading="属授权性规定，只计数；不同意见为内部记录。",
)

NOTHING_AGAINST_A_DECISION = found_only(
    id="67.3",
    article="67",
    modality=Modality.MUST_NOT,
    zh="没有重新作出决定前，不得有与区政府决定相违背的言论和行为",
    en="Until a new decision is made, nothing is said or done against the one made",
    holds=found_by_reviewer("67.3"),
)

# --- 68.1, 68.2 statements for the government and signed articles are approved beforehand ---


def _by_a_leader(act: Act, setting: Setting) -> bool:
    return is_leader(setting, act.by, act.occurred_at)


def _on_behalf(act: Act, setting: Setting) -> bool:
    said = isinstance(act, statements.Delivered) and act.on_behalf and act.published
    return said and _by_a_leader(act, setting)


SPEAK_WITH_APPROVAL = Gate(
    id="68.1",
    article="68",
    modality=Modality.MUST,
    zh="代表区政府发表讲话或文章，须事先报区政府批准",
    en="Speaking or writing for the district government needs its approval beforehand",
    on=(statements.Delivered,),
    holds=after(statements.Approved, applies=_on_behalf),
    reading="限区政府领导公开发表或对外的讲话、文章；会议上的日常讲话不在内。",
)

SIGN_ARTICLES_WITH_APPROVAL = Gate(
    id="68.2",
    article="68",
    modality=Modality.MUST,
    zh="个人发表署名文章，须事先报区政府批准",
    en="A signed article needs the district government's approval beforehand",
    on=(statements.ArticlePublished,),
    holds=after(statements.Approved, applies=_by_a_leader),
    reading="只及区政府领导同志；部门、街乡负责同志和工作人员的文章不在内。",
)

# --- 70.1, 70.2 releases are examined, major situations reported first ---


def _not_ours(act: releases.Released, setting: Setting) -> bool:
    """区政府各部门: the article speaks of the releases of departments."""
    return setting.unit_kind(act.unit) in NOT_ADDRESSED


def _examined(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, releases.Released) or not act.listed or _not_ours(act, setting):
        return None
    review = setting.dossier(act.kind, act.matter).last(releases.Reviewed)
    if review is None:
        return breached("发布前未经审定 / not examined before release", bearer=act.unit)
    if not review.passed:
        why = "审定未通过 / it did not pass the examination"
        return breached(why, review.ref, bearer=act.unit)
    return met(review.ref, bearer=act.unit)


EXAMINE_BEFORE_RELEASE = Gate(
    id="70.1",
    article="70",
    modality=Modality.DIRECTIVE,
    zh="发布涉及重要部署、重要问题、公众利益的信息，要严格审定",
    en="Releases on important or public matters are strictly examined first",
    on=(releases.Released,),
    holds=_examined,
    reading="未定由谁审定：由部门主要负责人，重大的由分管领导，均为合规；不及街乡。",
)


def _reported_first(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, releases.Released) or not act.major or _not_ours(act, setting):
        return None
    report = setting.dossier(act.kind, act.matter).last(releases.MajorSituationReported)
    if report is None:
        why = "发布前未报告区政府 / not reported to the district government before release"
        return breached(why, bearer=act.unit)
    return met(report.ref, bearer=act.unit)


REPORT_MAJOR_SITUATIONS = Gate(
    id="70.2",
    article="70",
    modality=Modality.DIRECTIVE,
    zh="重大情况要及时向区政府报告",
    en="Major situations are reported to the district government before release",
    on=(releases.Released,),
    holds=_reported_first,
    refuses=False,
    reading="“及时”至迟为发布之前；不及街乡。",
)

# --- 71.1 no secret is leaked ---


def _no_secret_in_public(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, releases.Released) or not act.public or not act.about:
        return None
    tag = setting.tagged(act.about, determinations.SECRET)
    if tag is None:
        return met(bearer=act.unit)
    why = f"{act.about}经{tag.by}认定涉密 / {act.about} was marked secret by {tag.by}"
    return breached(why, tag.ref, bearer=act.unit)


KEEP_SECRETS = Gate(
    id="71.1",
    article="71",
    modality=Modality.MUST_NOT,
    zh="严禁泄露国家秘密、工作秘密和商业秘密",
    en="No state, work or business secret is leaked: none reaches a public channel",
    on=(releases.Released,),
    holds=_no_secret_in_public,
    reading="定密由人认定；其他途径的泄密只能由人认定。",
)

LEAKS_FOUND = found_only(
    id="71.1",
    article="71",
    modality=Modality.MUST_NOT,
    zh="严禁泄露国家秘密、工作秘密和商业秘密",
    en="No state, work or business secret is leaked: what a reviewer found",
    holds=found_by_reviewer("71.1"),
)

NORMS: tuple[Norm, ...] = (
    DISSENT_INSIDE,
    NOTHING_AGAINST_A_DECISION,
    SPEAK_WITH_APPROVAL,
    SIGN_ARTICLES_WITH_APPROVAL,
    EXAMINE_BEFORE_RELEASE,
    REPORT_MAJOR_SITUATIONS,
    KEEP_SECRETS,
    LEAKS_FOUND,
)
