"""第六章 推进政务公开, Arts 28–33: requests, publication, interpretation, lists, public opinion."""

from __future__ import annotations

from collections.abc import Iterator

from domain import determinations, disclosure, documents, incidents
from domain.act import Act
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_about, by_matter, each, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Modality,
    Move,
    Norm,
    Opening,
    Period,
    Quota,
    counted_only,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.bearers import the_office


def _by_the_office(act: Act, setting: Setting) -> str:
    del act
    return the_office(setting)


def _office_alone(setting: Setting) -> tuple[str, ...]:
    return (the_office(setting),)


def _edition(act: Act) -> str:
    return f"{act.matter}/{getattr(act, 'edition', '')}"


def _list_adjusted(act: Act, setting: Setting) -> Iterator[Opening]:
    """An edition is to be published, unless it has been already."""
    if not isinstance(act, disclosure.ListAdjusted):
        return
    published = setting.dossier(act.kind, act.matter).all(disclosure.ListPublished)
    if not any(one.edition == act.edition for one in published):
        yield Opening(key=_edition(act), bearer=act.unit)


def _superseded(act: Act, setting: Setting) -> Iterator[str]:
    """The editions that another one has replaced: nobody publishes them any more."""
    for one in setting.dossier(act.kind, act.matter).all(disclosure.ListAdjusted):
        if _edition(one) != _edition(act):
            yield _edition(one)


def _document(act: Act) -> str:
    return f"document:{act.matter}"


def _public_policy(act: Act, setting: Setting) -> Iterator[Opening]:
    return _tagged(act, setting, determinations.PUBLIC_POLICY, disclosure.Interpreted)


def _disclosable(act: Act, setting: Setting) -> Iterator[Opening]:
    return _tagged(act, setting, determinations.DISCLOSABLE, disclosure.Published)


def _tagged(act: Act, setting: Setting, tag: str, done: type[Act]) -> Iterator[Opening]:
    """Start a clock for the drafting unit, where the document was tagged before it was issued.

    What has been done already, on the day of issue or before, is not asked for again.
    """
    about = f"document:{act.matter}"
    document = setting.world.state("document", act.matter)
    if document is None or setting.tagged(about, tag) is None:
        return
    dossiers = setting.world.naming("disclosure", disclosure.abouts, about)
    if not any(one.about == about for dossier in dossiers for one in dossier.all(done)):
        yield Opening(key=about, bearer=document.drafted.unit)


# --- 28.1, 28.2 on application, and assessed every period ---


def _extended(act: Act) -> Move | None:
    if not isinstance(act, disclosure.Extended):
        return None
    return Move(key=act.matter, until=act.until)


ANSWER_DISCLOSURE_REQUESTS = Duty(
    id="28.1",
    article="28",
    modality=Modality.DIRECTIVE,
    zh="主动公开和依申请公开",
    en="Requests for information are answered within the external limit",
    clock=Clock(
        opens={disclosure.Requested: each("unit")},
        terms=since(2019, 3, 1, InGoodTime("28.1.within"), "第28条"),
        stopped_by={disclosure.Replied: by_matter},
        moved_by={disclosure.Extended: _extended},
        cancelled_by={disclosure.RequestWithdrawn: by_matter},
    ),
    reading="期限为外部参数，自收到次日起算；期满前依法延期并告知申请人的，以延期之日为准。",
)

ASSESS_DISCLOSURE = Quota(
    id="28.2",
    article="28",
    modality=Modality.DIRECTIVE,
    zh="定期对政务公开工作进行考核、评议",
    en="The Office assesses disclosure work at regular intervals",
    breach=Verdict.DEVIATION,
    on=(disclosure.Assessed,),
    counts=_by_the_office,
    period=Period.YEAR,
    at_least=1,
    bearers=_office_alone,
    every="28.2.every",
)

# --- 29.1 policies are interpreted ---

INTERPRET_POLICIES = Duty(
    id="29.1",
    article="29",
    modality=Modality.DIRECTIVE,
    zh="加强政策解读",
    en="Public policy documents come with an interpretation",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={documents.Issued: _public_policy},
        terms=since(2019, 3, 1, InGoodTime("29.1.within"), "第29条"),
        stopped_by={disclosure.Interpreted: by_about},
        cancelled_by={documents.Repealed: _document},
    ),
    reading="仅及经认定为公共政策的文件（标识public_policy，须先于印发）；印发之前已经解读的不再要求。",
)

# --- 30.3 stakeholders attend ---

INVITE_OBSERVERS = Quota(
    id="30.3",
    article="30",
    modality=Modality.DIRECTIVE,
    zh="利益相关方、群众代表、专家、媒体等列席有关会议",
    en="Stakeholders, citizens, experts and media attend relevant meetings (counted only)",
    breach=Verdict.DEVIATION,
    on=(disclosure.ObserversInvited,),
    counts=counted_only,
    period=Period.YEAR,
    reading="属制度建设，只计有列席的会议。",
)

# --- 30.4 what must be public is published ---

PUBLISH_WHAT_IS_PUBLIC = Duty(
    id="30.4",
    article="30",
    modality=Modality.SHOULD,
    zh="凡应公开的，均应依法、及时、全面公开",
    en="What must be public is published on a listed channel",
    clock=Clock(
        opens={documents.Issued: _disclosable},
        terms=since(2019, 3, 1, InGoodTime("30.4.within"), "第30条"),
        stopped_by={disclosure.Published: by_about},
        cancelled_by={documents.Repealed: _document},
    ),
    reading="是否应公开由人认定（标识disclosable，须先于印发）；印发之前已经公开的不再要求；无当日公开之规定。",
)

# --- 31.1, 31.2 lists and enforcement ---

PUBLISH_LISTS = Duty(
    id="31.1",
    article="31",
    modality=Modality.DIRECTIVE,
    zh="公布权责清单、负面清单，动态调整",
    en="An adjusted list is published in the same edition",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={disclosure.ListAdjusted: _list_adjusted},
        terms=since(2019, 3, 1, InGoodTime("31.1.within"), "第31条"),
        stopped_by={disclosure.ListPublished: _edition},
        ended_by={disclosure.ListAdjusted: _superseded},
    ),
    reading="公布的须是最近一次调整后的版本；未及公布又调整的，只要求公布新版；先行公布的不再要求。",
)

PUBLISH_ENFORCEMENT = Duty(
    id="31.2",
    article="31",
    modality=Modality.DIRECTIVE,
    zh="及时主动公开执法信息",
    en="Enforcement information is published",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={disclosure.EnforcementDecided: each("unit")},
        terms=since(2019, 3, 1, InGoodTime("31.2.within"), "第31条"),
        stopped_by={disclosure.EnforcementPublished: by_matter},
    ),
)

# --- 33.2 public opinion is assessed, answered, evaluated ---

ASSESS_INCIDENTS = Duty(
    id="33.2",
    article="33",
    modality=Modality.DIRECTIVE,
    zh="舆情收集、研判、处置、回应",
    en="Public-opinion incidents are assessed",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={incidents.Detected: each("unit")},
        terms=since(2019, 3, 1, InGoodTime("33.2.within"), "第33条"),
        stopped_by={incidents.Assessed: by_matter},
    ),
)

ANSWER_INCIDENTS = Duty(
    id="33.2",
    article="33",
    modality=Modality.DIRECTIVE,
    zh="舆情收集、研判、处置、回应",
    en="Public-opinion incidents are answered",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={incidents.Detected: each("unit")},
        terms=since(2019, 3, 1, InGoodTime("33.2.within"), "第33条"),
        stopped_by={incidents.Answered: by_matter},
    ),
)

EVALUATE_MAJOR_INCIDENTS = Duty(
    id="33.2",
    article="33",
    modality=Modality.DIRECTIVE,
    zh="对重大舆情的回应进行效果评估",
    en="The effect of answers to major incidents is evaluated",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={incidents.Detected: each("unit", when="major")},
        terms=since(2019, 3, 1, InGoodTime("33.2.within"), "第33条"),
        stopped_by={incidents.EffectEvaluated: by_matter},
    ),
    reading="是否重大由登记者认定。",
)

NORMS: tuple[Norm, ...] = (
    ANSWER_DISCLOSURE_REQUESTS,
    ASSESS_DISCLOSURE,
    INTERPRET_POLICIES,
    INVITE_OBSERVERS,
    PUBLISH_WHAT_IS_PUBLIC,
    PUBLISH_LISTS,
    PUBLISH_ENFORCEMENT,
    ASSESS_INCIDENTS,
    ANSWER_INCIDENTS,
    EVALUATE_MAJOR_INCIDENTS,
)
