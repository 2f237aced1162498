"""建议提案 Deputies' proposals: assigned, discussed, answered, published (Art. 34).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import datetime as dt

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("deputies_proposal.received", zh="收到建议提案", en="proposal received")
@attrs.frozen(kw_only=True)
class Received(Act):
    """收到建议提案: from deputies of the People's Congress or members of the CPPCC."""

    proposer: str
    title: str = ""


@recorded_as("deputies_proposal.assigned", zh="交办建议提案", en="proposal assigned")
@attrs.frozen(kw_only=True)
class Assigned(Act):
    """交办: to a unit and a responsible person, with the last day for the answer (34.5)."""

    unit: str
    limit: dt.date | None = None
    responsible: str = ""


@recorded_as("deputies_proposal.extended", zh="延长办理期限", en="reply extended")
@attrs.frozen(kw_only=True)
class Extended(Act):
    """延长办理期限."""

    until: dt.date


@recorded_as("deputies_proposal.proposer_contacted", zh="与代表委员沟通", en="proposer contacted")
@attrs.frozen(kw_only=True)
class ProposerContacted(Act):
    """与代表、委员沟通."""

    unit: str


@recorded_as("deputies_proposal.replied", zh="答复建议提案", en="proposal answered")
@attrs.frozen(kw_only=True)
class Replied(Act):
    """答复: ``secret`` where the result may not be published."""

    unit: str
    secret: bool = False


@recorded_as("deputies_proposal.result_published", zh="公开办理结果", en="result published")
@attrs.frozen(kw_only=True)
class ResultPublished(Act):
    """公开办理结果."""

    unit: str


# --- decisions ---

refusal = dossiers.Order(
    once=frozenset({Received}),
    after={Replied: (Assigned,), ResultPublished: (Replied,), Extended: (Assigned,)},
).refusal
