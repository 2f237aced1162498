"""政务公开 Disclosure: requests, publications, interpretations and lists (Arts 28–31).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import datetime as dt

import attrs

from domain import dossiers
from domain.act import Act, recorded_as
from domain.dossiers import Dossier

# --- acts ---


@recorded_as("disclosure.requested", zh="申请公开", en="disclosure requested")
@attrs.frozen(kw_only=True)
class Requested(Act):
    """申请公开: somebody asks a unit for information (28.1)."""

    unit: str
    subject: str = ""


@recorded_as("disclosure.replied", zh="答复申请", en="disclosure request answered")
@attrs.frozen(kw_only=True)
class Replied(Act):
    """答复申请."""

    unit: str


@recorded_as("disclosure.extended", zh="延期答复", en="reply to a request extended")
@attrs.frozen(kw_only=True)
class Extended(Act):
    """延期答复: the applicant is told that the answer will come later, up to a last day (28.1)."""

    unit: str
    until: dt.date
    reason: str = ""


@recorded_as("disclosure.request_withdrawn", zh="撤回申请", en="disclosure request withdrawn")
@attrs.frozen(kw_only=True)
class RequestWithdrawn(Act):
    """撤回申请: whoever asked for information asks for it no more."""

    reason: str = ""


@recorded_as("disclosure.assessed", zh="考核评议政务公开", en="disclosure work assessed")
@attrs.frozen(kw_only=True)
class Assessed(Act):
    """考核、评议: the Office assesses the disclosure work of a period (28.2)."""

    period: str = ""


@recorded_as("disclosure.published", zh="公开信息", en="information published")
@attrs.frozen(kw_only=True)
class Published(Act):
    """公开信息: of a matter ``kind:number``, on a listed channel (30.4)."""

    about: str
    channel: str


@recorded_as("disclosure.interpreted", zh="发布政策解读", en="policy interpreted")
@attrs.frozen(kw_only=True)
class Interpreted(Act):
    """发布政策解读: of a document ``document:number`` (29.1)."""

    about: str
    channel: str = ""


@recorded_as("disclosure.observers_invited", zh="邀请列席", en="observers invited")
@attrs.frozen(kw_only=True)
class ObserversInvited(Act):
    """邀请列席: stakeholders, experts, media or citizens at a meeting ``meeting:number`` (30.3)."""

    about: str
    people: int
    who: str = ""


@recorded_as("disclosure.enforcement_decided", zh="作出执法决定", en="enforcement decided")
@attrs.frozen(kw_only=True)
class EnforcementDecided(Act):
    """作出执法决定: by an enforcing unit (31.2)."""

    unit: str


@recorded_as("disclosure.enforcement_published", zh="公示执法信息", en="enforcement published")
@attrs.frozen(kw_only=True)
class EnforcementPublished(Act):
    """公示执法信息."""

    unit: str


@recorded_as("power_list.adjusted", zh="调整清单", en="list adjusted")
@attrs.frozen(kw_only=True)
class ListAdjusted(Act):
    """调整清单: a unit changes its list of powers, duties or prohibitions (31.1)."""

    unit: str
    edition: str


@recorded_as("power_list.published", zh="公布清单", en="list published")
@attrs.frozen(kw_only=True)
class ListPublished(Act):
    """公布清单: this edition of it."""

    unit: str
    edition: str


# --- decisions ---

refusal = dossiers.Order(
    after={
        Replied: (Requested,),
        Extended: (Requested,),
        RequestWithdrawn: (Requested,),
        EnforcementPublished: (EnforcementDecided,),
    },
).refusal

# --- questions ---


def abouts(state: Dossier) -> set[str]:
    """Return what a matter publishes or interprets, as ``kind:number``."""
    return {one.about for one in state.acts if isinstance(one, (Published, Interpreted))}
