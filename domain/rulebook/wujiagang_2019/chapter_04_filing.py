"""第四章 依法行政, Arts 19, 20: filing, review, correction and clean-up of normative documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain import normative_documents, organisation
from domain.act import Act
from domain.dossiers import Dossier
from domain.normative_documents import GOVERNMENT, FilingReviewed, Issued, in_force_on
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, each, since
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
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import ABSENT_AFTER, InGoodTime
from domain.rulebook.wujiagang_2019.chapter_04_making import of_the_government

# --- 19.2 a clean-up goes through everything in force ---


def _complete(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, normative_documents.CleanedUp):
        return None
    day = setting.day(act.occurred_at)
    documents: dict[str, Dossier] = dict(setting.world.states("normative_document"))
    issues = {name: in_force_on(one, day) for name, one in documents.items()}
    in_force = {name for name, issued in issues.items() if issued and _its(issued, act, setting)}
    missing = sorted(in_force - set(act.listed))
    if not missing:
        return met()
    names = ", ".join(missing)
    return breached(f"未清理{len(missing)}件：{names} / {len(missing)} were left out: {names}")


def _its(issued: Issued, act: Act, setting: Setting) -> bool:
    """Say whether a document is for this clean-up: a department goes through its own."""
    organ = setting.organ_of(act.by, act.occurred_at)
    return setting.unit_kind(organ) != organisation.DEPARTMENT or organ in issued.issuers


CLEAN_UP_EVERYTHING = Gate(
    id="19.2",
    article="19",
    modality=Modality.DIRECTIVE,
    zh="健全规范性文件备案、审查和清理制度",
    en="A clean-up goes through every normative document in force",
    breach=Verdict.DEVIATION,
    on=(normative_documents.CleanedUp,),
    holds=_complete,
    refuses=False,
    reading="未定清理周期，只认定所作清理是否齐全；部门只清理本部门发布的文件。",
)

# --- 20.10, 20.11 what a document must not contain ---

POWERS = frozenset({"licence", "penalty", "coercion"})
RIGHTS = frozenset({"rights_reduced", "duty_added"})


def _without(act: Act, setting: Setting, faults: frozenset[str]) -> Ruling | None:
    issued = setting.dossier(act.kind, act.matter).last(Issued)
    if not isinstance(act, FilingReviewed) or issued is None:
        return None
    maker = issued.issuers[0] if issued.issuers else issued.by
    if act.fault in faults:
        why = f"{act.by}审查认定：{act.statement or act.fault} / found by {act.by}: {act.fault}"
        return breached(why, issued.ref, bearer=maker)
    return met(issued.ref, bearer=maker)


def _creates_no_powers(act: Act, setting: Setting) -> Ruling | None:
    return _without(act, setting, POWERS)


def _takes_no_rights(act: Act, setting: Setting) -> Ruling | None:
    return _without(act, setting, RIGHTS)


CREATE_NO_POWERS = Gate(
    id="20.10",
    article="20",
    modality=Modality.MUST_NOT,
    zh="不得设定行政许可、行政处罚、行政强制",
    en="A normative document creates no licence, penalty or coercive measure",
    on=(FilingReviewed,),
    holds=_creates_no_powers,
    refuses=False,
    reading="以备案审查的认定为准，载明审查者。",
)

TAKE_NO_RIGHTS = Gate(
    id="20.11",
    article="20",
    modality=Modality.MUST_NOT,
    zh="不得减损公民、法人和其他组织合法权益或增加其义务",
    en="A normative document takes no lawful rights and adds no duties",
    on=(FilingReviewed,),
    holds=_takes_no_rights,
    refuses=False,
    reading="以备案审查的认定为准，载明审查者；事后纠正见20.14。",
)

# --- 20.12, 20.13 filed, reviewed, reported on ---


GONE = {normative_documents.Repealed: by_matter, normative_documents.Revoked: by_matter}
"""Acts after which nothing more is asked of a document."""


def filed_by_then(act: Issued, filing: type[Act], setting: Setting) -> bool:
    """Say whether it was filed on the day of issue: of one day, either may be entered first."""
    day = setting.day(act.occurred_at)
    filings = setting.dossier(act.kind, act.matter).all(filing)
    return any(setting.day(one.occurred_at) >= day for one in filings)


def _departmental(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, Issued) or not act.issuers:
        return
    if not of_the_government(act, setting) and not filed_by_then(
        act, normative_documents.FiledWithDistrict, setting
    ):
        yield Opening(key=act.matter, bearer=act.issuers[0])


FILE_WITH_THE_DISTRICT = Duty(
    id="20.12",
    article="20",
    modality=Modality.SHOULD,
    zh="部门规范性文件应当依法及时报区政府备案",
    en="Departmental normative documents are filed with the district government",
    clock=Clock(
        opens={Issued: _departmental},
        terms=since(2019, 3, 1, InGoodTime("20.12.within"), "第二十条"),
        stopped_by={normative_documents.FiledWithDistrict: by_matter},
        cancelled_by=GONE,
    ),
    reading="文本无天数，不作15日等推定；以区政府办公室名义发布的不是部门文件；备案前已废止、撤销的不再要求。",
)

REVIEW_WHAT_IS_FILED = Duty(
    id="20.13",
    article="20",
    modality=Modality.DIRECTIVE,
    zh="对报送备案的规范性文件进行审查",
    en="What is filed is reviewed",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={normative_documents.FiledWithDistrict: each("reviewer")},
        terms=since(2019, 3, 1, InGoodTime("20.13.within"), "第二十条"),
        stopped_by={FilingReviewed: by_matter},
        cancelled_by=GONE,
    ),
)


def _reviewer(act: Act, setting: Setting) -> str | None:
    del setting
    return act.reviewer if isinstance(act, normative_documents.ReviewReported) else None


def _filings(setting: Setting) -> Iterator[normative_documents.FiledWithDistrict]:
    documents: dict[str, Dossier] = dict(setting.world.states("normative_document"))
    for document in documents.values():
        yield from document.all(normative_documents.FiledWithDistrict)


def _reviewers(setting: Setting) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.reviewer for one in _filings(setting)))


def _had_filings(setting: Setting, reviewer: str, first: dt.date, after: dt.date) -> bool:
    mine = (one for one in _filings(setting) if one.reviewer == reviewer)
    left = min(dt.timedelta(days=ABSENT_AFTER), (after - first) / 2)  # to report what came in last
    first, last = max(first, setting.rulebook.since), after - left
    return any(first <= setting.day(one.occurred_at) <= last for one in mine)


REPORT_REVIEWS = Quota(
    id="20.13",
    article="20",
    modality=Modality.DIRECTIVE,
    zh="定期向区政府报告备案审查情况",
    en="The reviewing body reports to the district government at regular intervals",
    breach=Verdict.DEVIATION,
    on=(normative_documents.ReviewReported,),
    counts=_reviewer,
    period=Period.YEAR,
    at_least=1,
    bearers=_reviewers,
    owes=_had_filings,
    every="20.13.every",
    reading="当期没有报备文件的不作认定；期末前九十日内才报备的，可留待下期报告。",
)

# --- 20.14 unlawful or improper documents are corrected, changed or revoked ---


def _faulty(act: Act, setting: Setting) -> Iterator[Opening]:
    del setting
    if isinstance(act, FilingReviewed) and act.fault:
        yield Opening(key=act.matter, bearer=GOVERNMENT)


def _without_fault(act: Act) -> str | None:
    return act.matter if isinstance(act, FilingReviewed) and not act.fault else None


CORRECT_FAULTY_ONES = Duty(
    id="20.14",
    article="20",
    modality=Modality.SHOULD,
    zh="违法或不当的，应责令制定机关纠正或予以改变、撤销",
    en="Unlawful or improper documents are ordered corrected, changed or revoked",
    clock=Clock(
        opens={FilingReviewed: _faulty},
        terms=since(2019, 3, 1, InGoodTime("20.14.within"), "第二十条"),
        stopped_by={
            normative_documents.CorrectionOrdered: by_matter,
            normative_documents.Corrected: by_matter,
            normative_documents.Amended: by_matter,
            normative_documents.Repealed: by_matter,
            normative_documents.Revoked: by_matter,
        },
        cancelled_by={FilingReviewed: _without_fault},
    ),
    reading="制定机关自行废止亦为纠正；复查认定并无问题的，不再要求。",
)

NORMS: tuple[Norm, ...] = (
    CLEAN_UP_EVERYTHING,
    CREATE_NO_POWERS,
    TAKE_NO_RIGHTS,
    FILE_WITH_THE_DISTRICT,
    REVIEW_WHAT_IS_FILED,
    REPORT_REVIEWS,
    CORRECT_FAULTY_ONES,
)
