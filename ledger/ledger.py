"""台账 Ledger: the append-only log of a government's acts; record, read back, look up.

Reading order: making and opening, what it says of itself, recording, reading, proving, looking
up, views, closing.
"""

from __future__ import annotations

import datetime as dt
import weakref
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Self, Unpack

from eventsourcing.persistence import IntegrityError

from domain.act import Act, stream_id
from domain.world import AGGREGATES, fold
from ledger import deciding
from ledger.address import address
from ledger.deciding import Bench, Clock, Decision
from ledger.errors import ConflictError, LedgerError, plainly, said
from ledger.labels import find
from ledger.moments import SHANGHAI, Look, tests_of
from ledger.opening import finish, make, open_store, opening_of
from ledger.reading import Choice, Placed, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from domain.calendar import Calendar
    from domain.ledger_opening import Opened
    from domain.rulebook.norms import Rulebook
    from ledger.application import LedgerApplication
    from ledger.tree_rows import TreeRows
    from ledger.views import Views

BATCH = 20_000
"""Acts appended in one transaction, unless said otherwise."""


def wall_clock() -> dt.datetime:
    """Return the present instant on the district's clock: the only clock in the house."""
    return dt.datetime.now(SHANGHAI)


class Ledger:
    """台账: an append-only log of acts.

    Use it in a ``with`` statement, or close it: a ledger at rest is one plain file.
    """

    def __init__(self, store: LedgerApplication, *, read_only: bool, clock: Clock) -> None:
        self._store = store
        self.url = store.where.url
        self.name = store.where.name
        self.read_only = read_only
        self.clock = clock
        self.opening = opening_of(store)
        self._finish = weakref.finalize(self, finish, store, read_only=read_only)

    # --- making and opening ---

    @classmethod
    def create(cls, url: str, opening: Opened, *, clock: Clock = wall_clock) -> Self:
        """Make a new ledger whose first act says what it is.

        Raises:
            LedgerError: something is there already, the folder is not, or the address is unknown.

        """
        return cls(make(address(url), opening), read_only=False, clock=clock)

    @classmethod
    def open(cls, url: str, *, read_only: bool = False, clock: Clock = wall_clock) -> Self:
        """Open a ledger; ``read_only`` changes nothing, in the file or beside it.

        Raises:
            LedgerError: nothing is there, or no ledger, or a torn or unguarded one.

        """
        store = open_store(address(url), read_only=read_only)
        return cls(store, read_only=read_only, clock=clock)

    # --- what it says of itself ---

    @property
    def position(self) -> int:
        """The last position."""
        with plainly(self.url):
            return self._store.rows.position()

    def __len__(self) -> int:
        """Return how many acts there are."""
        with plainly(self.url):
            return self._store.rows.count()

    # --- recording ---

    def record(self, acts: Iterable[Act]) -> int:
        """Record facts in one transaction: all or none. Return how many.

        A fact is refused only where no history can hold it; an act without a place comes next in
        its matter. All acts of one call are in memory at once.

        Raises:
            ImpossibleOrderError: the order is impossible.
            LedgerError: one cannot be stored, or the ledger cannot be written.

        """
        self._check_writable()
        return len(deciding.record(self._store, self.opening.government, list(acts)))

    def append(self, acts: Iterable[Act], *, batch: int = BATCH) -> int:
        """Append acts that already have their places, in batches of one transaction each.

        For bulk: nothing is folded, but each act must be the next of its matter.

        Returns:
            How many were appended.

        Raises:
            ConflictError: one is not the next of its matter; its batch was left out.
            LedgerError: one cannot be stored, or the ledger cannot be written.

        """
        self._check_writable()
        coming, total = iter(acts), 0
        while some := list(islice(coming, batch)):
            try:
                self._store.write(some)
            except IntegrityError as why:
                raise ConflictError(
                    f"{said(why)}: of the {len(some)} acts after the first {total}, beginning with "
                    f"{some[0].ref}, none was appended. Record 登记 them to have them placed."
                ) from why
            total += len(some)
        return total

    def command(self, act: Act, rulebook: Rulebook, calendar: Calendar) -> Act:
        """Record a live act: stamped by the ledger's clock, placed, admitted, and past every gate.

        Returns:
            The act as it was recorded.

        Raises:
            GateError: a gate forbids it and it carries no override of that norm.
            ImpossibleOrderError: its matter cannot be followed by it.
            LedgerError: it cannot be stored, or others kept writing to what it rests on.

        """
        return self.decide(lambda _: (act,), rulebook, calendar)[0]

    def decide(self, decision: Decision, rulebook: Rulebook, calendar: Calendar) -> list[Act]:
        """Record all acts of one decision, or none; raises as ``command`` does.

        ``decision(world)`` is called again when what it read has changed before it was recorded.
        """
        self._check_writable()
        bench = Bench(rulebook, calendar, self.clock)
        return deciding.command(self._store, self.opening.government, decision, bench)

    def _check_writable(self) -> None:
        if self.read_only:
            raise LedgerError(
                f"{self.url} is open for reading only 只读: open it without read_only."
            )

    # --- reading ---

    def acts(self, **choice: Unpack[Choice]) -> Iterator[Act]:
        """Yield acts; takes what ``positioned`` takes."""
        return (act for _, act in self.positioned(**choice))

    def positioned(self, **choice: Unpack[Choice]) -> Iterator[Placed]:
        """Yield ``(position, act)``, a page at a time; what is recorded meanwhile is left out.

        Args:
            choice: ``after``, ``until``, ``known_at``, ``known``, ``order`` and ``page``; see
                ``ledger.reading.Choice``.

        Raises:
            LedgerError: an act is not known to this version, or the file cannot be read.

        """
        return chosen(self._store.rows, self.url, choice)

    def stream(self, kind: str, matter: str, **look: Unpack[Look]) -> list[Act]:
        """Return the acts of one matter by version.

        Args:
            kind: the kind of matter, such as ``document``.
            matter: its business number.
            look: ``version``, ``as_of``, ``known_at`` and ``known``; see ``ledger.moments.Look``.

        Raises:
            LedgerError: the kind is unknown, or the file cannot be read.

        """
        if kind not in AGGREGATES:
            raise LedgerError(f"Unknown kind of matter 事项 {kind!r}: see {', '.join(AGGREGATES)}.")
        acts = self._store.stream(stream_id(kind, matter), look.get("version"))
        tests = tests_of(look)
        return [act for act in acts if all(test(act) for test in tests)]

    def matter(self, kind: str, matter: str, **look: Unpack[Look]) -> Any:
        """Return the state of one matter, None where nothing had happened.

        It takes what ``stream`` takes; the state is that of the kind's module in ``domain``.
        """
        return fold(kind, self.stream(kind, matter, **look))

    # --- proving ---

    @contextmanager
    def tree(self, *, writing: bool = False) -> Iterator[TreeRows]:
        """Give the tree over the acts within one transaction; see ``ledger.proving``.

        Args:
            writing: whether to make it where there is none, and to add to it.

        Raises:
            LedgerError: the ledger cannot be read, or not written.

        """
        if writing:
            self._check_writable()
        with plainly(self.url), self._store.rows.tree(writing=writing) as rows:
            yield rows

    # --- looking up ---

    def find(self, label: str) -> tuple[str, str]:
        """Return ``(kind, matter)`` for ``kind:number``, a business number or a document number.

        Raises:
            NothingFoundError: nothing, or more than one thing, goes by that label.

        """
        with plainly(self.url):
            return find(self._store, label)

    # --- views ---

    @property
    def views(self) -> Views:
        """The stored views beside the acts: made with the ledger, folded by ``taizhang project``.

        Raises:
            LedgerError: they are not there, or of another shape.

        """
        found = self._store.rows.views(self.url)
        with plainly(self.url):
            if found.exist():
                return found
        raise LedgerError(
            f"{self.url} has no views 视图 of this version of taizhang, or this user may not see "
            "them: its owner runs `taizhang migrate` once."
        )

    def migrate(self) -> list[str]:
        """Bring the tables to this version of taizhang, as their owner; acts are never touched.

        Returns:
            What was made: ``tree``, ``views``; nothing where all was there.

        """
        made = []
        with self.tree() as tree:
            treeless = not tree.exists()
        if treeless:
            with self.tree(writing=True):
                made.append("tree")
        found = self._store.rows.views(self.url)
        with plainly(self.url):
            if not found.exist():
                found.make()
                made.append("views")
        return made

    def grant(self, roles: Mapping[str, str]) -> None:
        """Let roles of the server use the ledger, and do no more than their use.

        Args:
            roles: names of roles by use: ``writer`` (reads all, adds acts), ``projector`` (reads
                all, keeps the views), ``reader`` (reads all).

        Raises:
            LedgerError: a role is unknown or too strong, or the ledger is a file.

        """
        self._check_writable()
        with plainly(self.url):
            self._store.rows.grant(roles)

    # --- closing ---

    def close(self) -> None:
        """Let go of the file; it is then one plain file, without a log beside it."""
        self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
