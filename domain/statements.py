"""讲话与署名 Statements: speaking, writing and congratulating in office (Arts 67, 68, 79).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("statement.approval_requested", zh="报请批准讲话文章", en="approval asked for")
@attrs.frozen(kw_only=True)
class ApprovalRequested(Act):
    """报请批准: a leader asks the district government to approve a statement beforehand (68)."""

    title: str = ""


@recorded_as("statement.approved", zh="批准讲话文章", en="statement approved")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """批准: the district government approves it."""


@recorded_as("statement.delivered", zh="发表讲话或文章", en="statement delivered")
@attrs.frozen(kw_only=True)
class Delivered(Act):
    """发表讲话或文章: ``on_behalf`` of the district government, published or outside it (68.1)."""

    title: str
    on_behalf: bool
    published: bool = True


@recorded_as("statement.article_published", zh="发表署名文章", en="signed article published")
@attrs.frozen(kw_only=True)
class ArticlePublished(Act):
    """发表署名文章: an article under the leader's own name (68.2)."""

    title: str


@recorded_as("statement.congratulation_sent", zh="发贺信贺电", en="congratulation sent")
@attrs.frozen(kw_only=True)
class CongratulationSent(Act):
    """发贺信、贺电: to an event of an organ ``to`` (79.2)."""

    to: str
    event: str = ""


@recorded_as("statement.work_published", zh="公开出版著作", en="work published")
@attrs.frozen(kw_only=True)
class WorkPublished(Act):
    """公开出版著作、讲话单行本 (79.3)."""

    title: str


@recorded_as("statement.inscription_made", zh="题词题字作序", en="inscription or preface made")
@attrs.frozen(kw_only=True)
class InscriptionMade(Act):
    """题词、题字、作序 (79.3)."""

    place: str


@recorded_as("statement.declined", zh="谢绝题词作序出版", en="inscription or work declined")
@attrs.frozen(kw_only=True)
class Declined(Act):
    """谢绝: a leader was asked for an inscription, a preface or a work, and declined (79.3)."""

    place: str = ""


@recorded_as("statement.dissent_recorded", zh="内部提出不同意见", en="dissent recorded")
@attrs.frozen(kw_only=True)
class DissentRecorded(Act):
    """内部提出不同意见: a member's different opinion on a decision, kept inside (67.2)."""

    on_decision: str


# --- decisions ---

refusal = dossiers.Order(
    once=frozenset({Delivered, ArticlePublished}),
).refusal
