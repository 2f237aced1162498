"""导入 Importing: the rows of a source become acts of a ledger, all of them or none.

Every row becomes one act, or was imported before, or is listed with its line and the reason. What
identifies a row is its matter and the source's own row id, both kept with the act; so the same file
adds nothing the second time, and a longer one adds what is new. A row that has changed since is
listed, for the ledger keeps what it was told. Reading order: the report, the two imports, reading
rows, recording.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from domain.act import Act
from domain.ledger_opening import Opened
from domain.refusals import ImpossibleOrderError
from domain.rulebook.catalogue import rulebook
from domain.world import World
from ledger.acts_of_rows import RowMapper, UnmappableError
from ledger.address import address
from ledger.codec import encode
from ledger.errors import LedgerError
from ledger.import_errors import ImportRefusedError
from ledger.known_rows import Known, Unmapped
from ledger.ledger import Ledger, wall_clock
from ledger.mapping import SourceMapping
from ledger.mapping_files import read_mapping
from ledger.sources import read_rows

if TYPE_CHECKING:
    from ledger.deciding import Clock

Progress = Callable[[int, int], None]
"""Called with the rows read and the acts recorded so far."""

STEP = 5_000
"""Rows between two calls of a progress callback."""

# --- the report ---


@attrs.frozen(kw_only=True)
class ImportReport:
    """导入结果: what became of every row: ``rows = recorded + already + len(unmapped)``.

    Attributes:
        source: name of the file.
        mapping: name of the mapping.
        rows: rows read.
        recorded: acts recorded now.
        already: rows whose act the ledger had.
        unmapped: the rows that became no act, by line.

    """

    source: str
    mapping: str
    rows: int
    recorded: int
    already: int
    unmapped: tuple[Unmapped, ...]


# --- the two imports ---


def import_history(
    source: str | Path,
    mapping: str | SourceMapping,
    ledger: Ledger,
    *,
    recorded_at: dt.datetime | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a source into an open ledger, in one transaction, in order of occurrence.

    Args:
        source: a CSV file or an XES log, plain or gzipped.
        mapping: a mapping, the name of one that ships with this package, or the path of one.
        ledger: where the acts go.
        recorded_at: when the ledger learnt of them; by default the instant of its own clock.
        progress: told how far it has come.

    Raises:
        ImportRefusedError: the source or mapping is unsound, or not for this ledger.
        LedgerError: the ledger cannot be written. Either way it is as it was.

    """
    chosen = _mapping(mapping)
    _check_ledger(ledger, chosen)
    read = _read(Path(source), chosen, recorded_at or ledger.clock(), progress)
    return _recorded(read, ledger, progress)


def import_into(
    url: str,
    source: str | Path,
    mapping: str | SourceMapping,
    *,
    clock: Clock = wall_clock,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a source into the ledger at an address, made first where nothing is there.

    Raises as ``import_history`` does; no ledger is made for a source that cannot be imported.
    """
    where, chosen = address(url), _mapping(mapping)
    if where.exists():
        with Ledger.open(url, clock=clock) as ledger:
            return import_history(source, chosen, ledger, progress=progress)
    at = clock()
    read = _read(Path(source), chosen, at, progress)
    with Ledger.create(url, opening_for(chosen, at), clock=clock) as ledger:
        return _recorded(read, ledger, progress)


def opening_for(mapping: SourceMapping, at: dt.datetime) -> Opened:
    """Return the first act of a ledger made for a mapping's histories."""
    book = rulebook(mapping.rulebook)
    return Opened(
        matter=mapping.name,
        occurred_at=at,
        recorded_at=at,
        by="import",
        government=mapping.government,
        simulated=False,
        rulebook=book.id,
        calendar=book.calendar,
    )


def _mapping(mapping: str | SourceMapping) -> SourceMapping:
    return read_mapping(mapping) if isinstance(mapping, str) else mapping


def _check_ledger(ledger: Ledger, mapping: SourceMapping) -> None:
    opening = ledger.opening
    if opening.simulated:
        raise ImportRefusedError(
            f"The ledger 台账 {ledger.url} is simulated: import a real history into another."
        )
    if opening.rulebook != mapping.rulebook:
        raise ImportRefusedError(
            f"The ledger 台账 {ledger.url} is kept under {opening.rulebook!r}, the mapping 映射 "
            f"{mapping.name!r} is for {mapping.rulebook!r}: import into another ledger."
        )


# --- reading rows ---


@attrs.define
class _Read:
    """A source in memory: its acts with their lines, and the rows that are none."""

    source: str
    mapping: SourceMapping
    rows: int = 0
    acts: list[tuple[int, Act]] = attrs.field(factory=list)
    unmapped: list[Unmapped] = attrs.field(factory=list)


def _read(
    path: Path, mapping: SourceMapping, recorded_at: dt.datetime, progress: Progress | None
) -> _Read:
    read = _Read(path.name, mapping)
    mapper = RowMapper(mapping, path.name, recorded_at)
    for row in read_rows(path, mapping.format, tuple(mapping.columns())):
        read.rows += 1
        try:
            act = mapper.act(row)
            encode(act)  # what cannot be stored is listed before a ledger is made for it
            read.acts.append((row.line, act))
        except (UnmappableError, LedgerError) as why:
            read.unmapped.append(Unmapped(row.line, str(why)))
        if progress and read.rows % STEP == 0:
            progress(read.rows, 0)
    return read


# --- recording ---


def _recorded(read: _Read, ledger: Ledger, progress: Progress | None) -> ImportReport:
    known = Known.of(ledger, read.mapping.kind)
    new, already, refound = known.sifted(read.acts)
    read.unmapped += refound
    new.sort(key=lambda one: one[1].occurred_at)
    placed = _placed(new, known.world, read.unmapped)
    recorded = ledger.append(placed, batch=len(placed) or 1)  # one transaction: all or none
    if progress:
        progress(read.rows, recorded)
    return ImportReport(
        source=read.source,
        mapping=read.mapping.name,
        rows=read.rows,
        recorded=recorded,
        already=already,
        unmapped=tuple(sorted(read.unmapped, key=attrgetter("line"))),
    )


def _placed(new: list[tuple[int, Act]], world: World, unmapped: list[Unmapped]) -> list[Act]:
    """Give every act its place in its matter; list those that no history can hold there."""
    placed: list[Act] = []
    for line, act in new:
        state = world.state(act.kind, act.matter)
        one = attrs.evolve(act, originator_version=state.version + 1 if state else 1)
        try:
            world.admit(one)
        except ImpossibleOrderError as refused:
            unmapped.append(Unmapped(line, refused.why))
            continue
        world.apply(one)
        placed.append(one)
    return placed
