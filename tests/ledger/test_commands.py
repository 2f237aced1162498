"""Live commands: stamped, placed, past the gates, and decided on what is really there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from domain.act import Act, Override
from domain.documents import Numbered, Reviewed, Signed
from domain.number_registers import Taken, register_of
from domain.organisation import Appointed, Removed
from domain.refusals import GateError, ImpossibleOrderError
from domain.supervision import ItemOpened, Registered
from domain.world import World
from ledger.errors import ConflictError
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from domain.calendar import Calendar
    from domain.rulebook.norms import Rulebook

D1 = "D2019-00001"
Told = Callable[..., Act]
Command = Callable[[Act], Act]
Decide = Callable[[Callable[[World], Iterable[Act]]], list[Act]]


@pytest.fixture
def filed(ledger: Ledger, file: list[Act]) -> Ledger:
    """A ledger with one document, reviewed, and a head to sign it: five acts."""
    ledger.record(file)
    return ledger


@pytest.fixture
def other(filed: Ledger, url: str) -> Iterator[Ledger]:
    """The same ledger, as another program has it open."""
    with Ledger.open(url, clock=filed.clock) as opened:
        yield opened


@pytest.fixture
def command(filed: Ledger, one_gate: Rulebook, calendar: Calendar) -> Command:
    """Give one live command under the rulebook of one gate."""
    return partial(filed.command, rulebook=one_gate, calendar=calendar)


@pytest.fixture
def decide(filed: Ledger, one_gate: Rulebook, calendar: Calendar) -> Decide:
    """Make one decision under the rulebook of one gate."""
    return partial(filed.decide, rulebook=one_gate, calendar=calendar)


@pytest.fixture
def sign(told: Told) -> Told:
    """Tell that somebody signs the document."""
    return lambda by, **more: told(Signed, D1, "2019-04-10", by, text_version=1, **more)


@pytest.fixture
def review(told: Told) -> Act:
    """One more review of the document."""
    return told(Reviewed, D1, "2019-04-10", text_version=1)


@pytest.mark.parametrize("cause", ["document:D9#1", f"document:{D1}#4", "D1", "nothing:D1#1", "#"])
def test_a_cause_that_is_not_recorded_is_refused(
    filed: Ledger, command: Command, told: Told, cause: str
) -> None:
    """A live command that states a cause names an act before it; nothing is recorded else."""
    wrong = told(Reviewed, D1, "2019-04-10", text_version=1, cause=cause)
    with pytest.raises(ImpossibleOrderError, match="起因"):
        command(wrong)
    assert len(filed) == 5


def test_a_cause_may_be_recorded_with_what_it_led_to(decide: Decide, told: Told) -> None:
    """Within one decision an act may state an earlier one of it."""
    first = told(Reviewed, D1, "2019-04-10", text_version=1, cause=f"document:{D1}#1")
    second = told(Reviewed, D1, "2019-04-10", text_version=1, cause=f"document:{D1}#4")
    recorded = decide(lambda _: [first, second])
    assert [act.cause for act in recorded] == [f"document:{D1}#1", f"document:{D1}#4"]


def test_a_command_is_stamped_and_placed(filed: Ledger, command: Command, sign: Told) -> None:
    """The ledger's clock says when it learnt of an act, and the ledger where it comes."""
    signed = command(sign("head"))
    assert (signed.recorded_at, signed.originator_version) == (filed.clock(), 4)
    assert filed.stream("document", D1)[-1] == signed


def test_a_gate_refuses_a_command(filed: Ledger, command: Command, sign: Told) -> None:
    """What the rulebook forbids is not recorded live, and the refusal says by which norm."""
    with pytest.raises(GateError, match="override") as refused:
        command(sign("v1"))
    assert refused.value.norm == "1"
    assert filed.position == 5


def test_a_gate_is_overridden_with_a_reason(filed: Ledger, command: Command, sign: Told) -> None:
    """An override of the norm lets the act pass and stays on the record."""
    override = Override(norms=("1",), reason="区长出访", allowed_by="exec")
    command(sign("v1", override=override))
    assert next(filed.acts(after=5)).override == override


def test_an_impossible_command_is_refused(filed: Ledger, command: Command, told: Told) -> None:
    """An override opens gates, not impossible orders."""
    override = Override(norms=("1",), reason="急", allowed_by="head")
    with pytest.raises(ImpossibleOrderError):
        command(told(Signed, "D9", "2019-04-10", "head", text_version=1, override=override))
    assert filed.position == 5


def test_a_command_that_names_its_place_is_held_to_it(
    filed: Ledger, command: Command, sign: Told
) -> None:
    """Who saw three acts and signs as the fourth is refused when there are four already."""
    command(sign("head", originator_version=4))
    with pytest.raises(ImpossibleOrderError, match="顺序号应为5"):
        command(sign("head", originator_version=4))
    assert filed.position == 6


def test_the_district_s_rulebook_refuses_a_deputy(
    ledger: Ledger, district: Any, drafted: Told, told: Told
) -> None:
    """A gate of the real rulebook stops a deputy who would sign a normative document (56.2)."""
    ledger.record(district.acts)
    ledger.record([drafted(), told(Reviewed, D1, "2019-04-03", text_version=1)])
    signed = told(Signed, D1, "2019-04-10", "v1", text_version=1, capacity="post:deputy_head")
    with pytest.raises(GateError):
        ledger.command(signed, district.rulebook, district.calendar)


def test_of_two_writers_the_second_decides_again(
    other: Ledger, decide: Decide, review: Act
) -> None:
    """Another program reviews the document in between: the decision is made again, after it."""
    seen: list[int] = []

    def decision(world: World) -> Iterable[Act]:
        seen.append(world.state("document", D1).version)
        if len(seen) == 1:
            other.record([review])
        return [review]

    [recorded] = decide(decision)
    assert seen == [3, 4]
    assert recorded.originator_version == 5


def test_a_decision_rests_on_what_it_read_elsewhere(
    other: Ledger, decide: Decide, told: Told, sign: Told
) -> None:
    """The head is removed while he signs: the signature is judged again and refused."""
    gone = told(Removed, "wujiagang", "2019-04-02", "head", person="head", post="head")

    def decision(world: World) -> Iterable[Act]:
        if world.organisation.posts["head"][0].until is None:
            other.record([gone])
        return [sign("head")]

    with pytest.raises(GateError):
        decide(decision)
    assert [type(act) for act in other.acts(after=5)] == [Removed]


def test_what_appears_where_nothing_was_counts_too(
    other: Ledger, decide: Decide, drafted: Told, review: Act
) -> None:
    """A decision that rests on the absence of a matter is made again once it is there."""
    seen: list[bool] = []

    def decision(world: World) -> Iterable[Act]:
        seen.append(world.state("document", "D2") is None)
        if len(seen) == 1:
            other.record([drafted("D2")])
        return [review]

    decide(decision)
    assert seen == [True, False]


def test_what_appears_between_two_looks_is_seen(
    other: Ledger, decide: Decide, drafted: Told, review: Act
) -> None:
    """A matter that was absent at the first look and there at the second: decided again."""
    seen: list[bool] = []

    def decision(world: World) -> Iterable[Act]:
        seen.append(world.state("document", "D2") is None)
        if len(seen) == 1:
            other.record([drafted("D2")])
            assert world.state("document", "D2") is not None
        return [review]

    decide(decision)
    assert seen == [True, False]


def test_a_decision_may_ask_for_every_matter_of_a_kind(
    other: Ledger, decide: Decide, drafted: Told, review: Act
) -> None:
    """It sees all of them, and is made again when there is one more."""
    other.record([drafted("D2")])
    seen: list[list[str]] = []

    def decision(world: World) -> Iterable[Act]:
        seen.append(sorted(world.states("document")))
        if len(seen) == 1:
            other.record([drafted("D3")])
        return [review]

    decide(decision)
    assert seen == [["D2", D1], ["D2", D1, "D3"]]


def test_kinds_are_told_apart_by_their_whole_name(filed: Ledger, told: Told) -> None:
    """No kind is taken for another that begins like it; a matter is counted once."""
    filed.record([told(Taken, register_of("伍府发", 2019), "2019-04-11", document=D1)])
    assert filed._store.rows.matters("document") == [D1]
    assert filed._store.rows.matters("number_register") == ["伍府发〔2019〕"]
    assert filed._store.rows.matters("number") == []


def test_a_number_of_the_district_s_supervision_is_not_given_twice(
    ledger: Ledger, district: Any, told: Told
) -> None:
    """A live gate that compares with every other matter sees them all (64.1)."""
    ledger.record(district.acts)
    opened = (told(ItemOpened, one, "2019-04-01", lead_unit="finance") for one in ("S1", "S2"))
    ledger.record(opened)
    live = partial(ledger.command, rulebook=district.rulebook, calendar=district.calendar)
    live(told(Registered, "S1", "2019-04-02", number="1"))
    with pytest.raises(GateError, match=r"64\.1"):
        live(told(Registered, "S2", "2019-04-02", number="1"))


def test_facts_of_two_writers_are_placed_after_each_other(
    filed: Ledger, other: Ledger, review: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fact whose place is taken between its admission and its record takes the next."""
    write = filed._store.write

    def disturbed(acts: list[Act]) -> None:
        monkeypatch.setattr(filed._store, "write", write)
        other.record([review])
        write(acts)

    monkeypatch.setattr(filed._store, "write", disturbed)
    assert filed.record([review]) == 1
    assert [act.originator_version for act in filed.stream("document", D1)] == [1, 2, 3, 4, 5]


def test_a_matter_that_never_rests_is_given_up(other: Ledger, decide: Decide, review: Act) -> None:
    """When others write before every try, the ledger says so and records nothing."""

    def decision(world: World) -> Iterable[Act]:
        assert world.state("document", D1)
        other.record([review])
        return [review]

    with pytest.raises(ConflictError, match="10 times"):
        decide(decision)
    assert other.position == 15


def test_a_number_and_its_document_are_recorded_together(
    filed: Ledger, decide: Decide, told: Told, sign: Told
) -> None:
    """A document takes the next number of its register in one decision: no gap, no duplicate."""
    filed.record([sign("head")])
    register = register_of("伍府发", 2019)

    def decision(world: World) -> Iterable[Act]:
        state = world.state("number_register", register)
        number = state.version + 1 if state else 1
        yield told(Taken, register, "2019-04-11", document=D1)
        yield told(Numbered, D1, "2019-04-11", register=register, number=number)

    taken, numbered = decide(decision)
    assert taken.originator_version == 1
    assert isinstance(numbered, Numbered)
    assert numbered.number == 1
    with pytest.raises(ImpossibleOrderError):
        decide(decision)
    assert len(filed.stream("number_register", register)) == 1


def test_an_act_sees_those_before_it_in_its_decision(
    decide: Decide, told: Told, sign: Told
) -> None:
    """The head goes, a new one is appointed and signs, in one decision."""
    gone = told(Removed, "wujiagang", "2019-04-08", "head", person="head", post="head")
    named = told(
        Appointed, "wujiagang", "2019-04-09", "head", person="new", post="head", unit="office",
        label_zh="新区长", label_en="New head",
    )  # fmt: skip
    recorded = decide(lambda _: [gone, named, sign("new")])
    assert [act.by for act in recorded] == ["head", "head", "new"]


def test_every_act_of_a_decision_is_learnt_at_one_instant(
    filed: Ledger, decide: Decide, review: Act
) -> None:
    """The clock is read once for a decision, however many acts it has."""
    start = filed.clock()
    ticks = iter(start + dt.timedelta(minutes=n) for n in range(9))
    filed.clock = lambda: next(ticks)
    first, second = decide(lambda _: [review, review])
    assert first.recorded_at == second.recorded_at


def test_the_ledger_s_own_clock_is_the_district_s(url: str, opening: Any) -> None:
    """Unless told otherwise a ledger stamps with the present instant, on the clock of Shanghai."""
    with Ledger.create(url, opening) as ledger:
        stamped = ledger.clock()
    assert stamped.utcoffset() == dt.timedelta(hours=8)
    assert abs(dt.datetime.now(dt.UTC) - stamped) < dt.timedelta(days=1)
