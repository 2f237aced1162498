"""应用 Application: the library's application with our mapper and recorder.

Reading order: the mapper, what is saved at once, the application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs
import msgspec
from eventsourcing.application import Application
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from eventsourcing.utils import Environment

from domain.act import Act, UnknownActError
from ledger.codec import READERS, encode, unreadable
from ledger.errors import LedgerError, plainly

if TYPE_CHECKING:
    from eventsourcing.domain import DomainEventProtocol
    from eventsourcing.persistence import InfrastructureFactory
    from eventsourcing.utils import EnvType

    from ledger.address import Address
    from ledger.rows import Rows, Seen


class ActMapper(Mapper[str]):
    """Turns acts into stored rows and back, under their permanent names."""

    def __init__(self) -> None:
        super().__init__(transcoder=JSONTranscoder())

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Return the row of an act.

        Raises:
            LedgerError: it has no place in its matter yet, or cannot be stored.

        """
        act: Any = domain_event
        if act.originator_version < 1:
            raise LedgerError(f"{act.ref} has no place 顺序号 yet: record it, do not append it.")
        return StoredEvent(act.originator_id, act.originator_version, act.name, encode(act))

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """Return the act of a row.

        Raises:
            LedgerError: its name or its fields are not known to this version.

        """
        name = stored_event.topic
        try:
            return READERS[name](stored_event.state)
        except (msgspec.MsgspecError, UnknownActError) as why:
            place = f"{stored_event.originator_version} of stream {stored_event.originator_id}"
            raise unreadable(place, name, why) from why


@attrs.define
class Batch:
    """Acts to be saved in one transaction.

    The library collects from one object at a third of the cost of as many loose acts.
    """

    acts: list[Act]
    id: str = ""
    version: int = 0

    def collect_events(self) -> list[Act]:
        """Return the acts, in order."""
        return self.acts


class LedgerApplication(Application[str]):
    """The event store of one ledger."""

    name = "Ledger"

    def __init__(self, where: Address, *, read_only: bool) -> None:
        self.where = where
        self._read_only = read_only
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Leave the process's environment out: a ledger is stored one way."""
        return Environment(name, env)

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:  # noqa: ARG002
        """Return the factory of the address."""
        return self.where.factory(read_only=self._read_only)

    def construct_mapper(self) -> ActMapper:
        """Return our mapper."""
        return ActMapper()

    @property
    def rows(self) -> Rows:
        """The recorder."""
        return cast("Rows", self.recorder)

    def found(self, opening: Act) -> None:
        """Make the table with its first act."""
        with plainly(self.where.url):
            self.rows.found(self.mapper.to_stored_event(opening))

    def write(self, acts: list[Act], unchanged: Seen | None = None) -> None:
        """Save acts in one transaction, all or none.

        Raises:
            IntegrityError: one is not the next of its matter, or what had to be unchanged is not.
            LedgerError: one cannot be stored, or the store failed.

        """
        kwargs: dict[str, Any] = {"unchanged": unchanged} if unchanged else {}
        with plainly(self.where.url):
            self.save(Batch(acts), **kwargs)

    def stream(self, stream: str, version: int | None = None, after: int = 0) -> list[Act]:
        """Return the acts of one stream by version, after one and up to another."""
        with plainly(self.where.url):
            return cast("list[Act]", list(self.events.get(stream, gt=after or None, lte=version)))
