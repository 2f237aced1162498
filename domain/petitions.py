"""信访 Petitions: important ones are read and urged by a leader in person (Art. 38).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("petition.received", zh="收到来信来访", en="petition received")
@attrs.frozen(kw_only=True)
class Received(Act):
    """收到来信来访: it concerns a unit."""

    unit: str
    title: str = ""


@recorded_as("petition.classified", zh="认定重要信访", en="petition classified")
@attrs.frozen(kw_only=True)
class Classified(Act):
    """认定重要信访: ``by`` judged it important, or major."""

    important: bool
    major: bool = False


@recorded_as("petition.read", zh="阅批来信", en="petition read")
@attrs.frozen(kw_only=True)
class ReadInPerson(Act):
    """阅批: ``post`` is leader, principal, deputy or staff of whoever read it."""

    post: str


@recorded_as("petition.petitioner_received", zh="接待来访", en="petitioner received")
@attrs.frozen(kw_only=True)
class PetitionerReceived(Act):
    """接待来访: ``post`` as for reading."""

    post: str


@recorded_as("petition.urged", zh="督促解决", en="solution urged")
@attrs.frozen(kw_only=True)
class Urged(Act):
    """督促解决."""

    unit: str


@recorded_as("petition.resolved", zh="办结信访", en="petition resolved")
@attrs.frozen(kw_only=True)
class Resolved(Act):
    """办结信访."""

    unit: str


# --- decisions ---

refusal = dossiers.Order(
    once=frozenset({Received}),
    after={Resolved: (Received,), Classified: (Received,)},
).refusal
