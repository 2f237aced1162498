"""What names something is found as a look through every state would find it, at one cost."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from domain.supervision import Item, ItemOpened, Registered, number_of, origin_of
from domain.world import World

MOMENT = dt.datetime(2019, 5, 6, 9, tzinfo=dt.UTC)


def registered(matter: str, number: str, version: int = 1) -> Registered:
    """Return the act that gives an item its number."""
    return Registered(
        matter=matter,
        occurred_at=MOMENT,
        recorded_at=MOMENT,
        by="office",
        originator_version=version,
        number=number,
    )


@given(
    acts=st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(("", "1", "2", "3")))),
    asked=st.lists(st.sampled_from(("", "1", "2", "3", "4")), min_size=1, max_size=2),
    first=st.integers(min_value=0, max_value=20),
)
def test_an_index_finds_what_a_look_through_all_states_finds(
    acts: list[tuple[str, str]], asked: list[str], first: int
) -> None:
    """Whenever it was first asked, and also where an item was given another number since."""
    world = World()
    for done, (matter, number) in enumerate(acts):
        if done == first:
            world.naming("supervision", number_of, "1")
        world.apply(registered(matter, number))
    every = world.states("supervision").values()
    looked_through = [item for item in every if item.number in asked]
    assert world.naming("supervision", number_of, *asked) == looked_through


def test_a_state_read_on_demand_is_found_too() -> None:
    """A live ledger reads the stream of a matter when somebody asks for it."""
    kept = Item(matter="S1", version=1, status="opened", origin="M1/1")
    world = World(lambda kind, matter: kept if (kind, matter) == ("supervision", "S1") else None)
    assert world.naming("supervision", origin_of, "M1/1") == []
    world.state("supervision", "S1")
    assert world.naming("supervision", origin_of, "M1/1") == [kept]


def test_an_item_opened_again_for_the_same_decision_is_found() -> None:
    """Two items for one decision are both named, in the order they began."""
    world = World()
    for matter in ("S2", "S1"):
        common = {"occurred_at": MOMENT, "recorded_at": MOMENT, "by": "office"}
        world.apply(ItemOpened(matter=matter, origin="M1/1", lead_unit="housing", **common))
    found = world.naming("supervision", origin_of, "M1/1")
    assert [item.matter for item in found] == ["S2", "S1"]
