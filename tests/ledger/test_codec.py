"""What an act is stored as, and that nothing is lost or let through on the way."""

from __future__ import annotations

import datetime as dt
import types
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import attrs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import domain.world  # noqa: F401 - registers every act
from domain.act import Act, Override, act_class, all_acts
from domain.documents import Drafted
from ledger.codec import READERS, encode
from ledger.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable

ZONES = st.sampled_from([ZoneInfo("Asia/Shanghai"), dt.UTC, dt.timezone(dt.timedelta(hours=-3.5))])
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
    dt.date: st.dates(),
    dt.datetime: st.datetimes(dt.datetime(1992, 1, 1), dt.datetime(2100, 1, 1), timezones=ZONES),  # noqa: DTZ001
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for a field's type; a type no act has had yet fails the test."""
    origin, parts = get_origin(hint), get_args(hint)
    if attrs.has(hint):
        return instances_of(hint)
    if origin in {Union, types.UnionType}:
        return st.one_of(*map(values_of, parts))
    if origin is tuple and parts[-1] is Ellipsis:
        return st.lists(values_of(parts[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, parts))
    return PLAIN[hint]


def instances_of(cls: type) -> st.SearchStrategy[Any]:
    """Return a strategy for a class: fields with a default are left out now and then."""
    hints = get_type_hints(cls)
    needed = {f.name: values_of(hints[f.name]) for f in attrs.fields(cls) if not has_default(f)}
    chosen = {f.name: values_of(hints[f.name]) for f in attrs.fields(cls) if has_default(f)}
    return st.fixed_dictionaries(needed, optional=chosen).map(lambda fields: cls(**fields))


def has_default(field: attrs.Attribute[Any]) -> bool:
    """Say whether a field may be left out."""
    return field.default is not attrs.NOTHING


@pytest.mark.parametrize("name", sorted(all_acts()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
def test_every_act_comes_back_as_it_was(name: str, draw: st.DataObject) -> None:
    """Bytes to act to bytes, and act to bytes to act, lose nothing for any registered act."""
    act = draw.draw(instances_of(act_class(name)))
    state = encode(act)
    back = READERS[name](state)
    assert back == act
    assert type(back) is type(act)
    assert encode(back) == state


def test_the_stored_bytes_are_these(drafted: Callable[..., Act]) -> None:
    """A stored act is the JSON of its fields without their defaults: pinned to the byte."""
    act = drafted(override=Override(norms=("56.2",), reason="急", allowed_by="head"))
    assert encode(act).decode() == (
        '{"matter":"D2019-00001","occurred_at":"2019-04-01T09:00:00+08:00",'
        '"recorded_at":"2019-04-01T09:00:00+08:00","by":"finance","unit":"finance",'
        '"document_class":"normative","issuer":"government","direction":"down",'
        '"subjects":["finance"],"override":{"norms":["56.2"],"reason":"急","allowed_by":"head"}}'
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"surplus": 1},
        {"routine": "yes"},
        {"subjects": "finance"},
        {"occurred_at": "2019-04-01T09:00:00"},
        {"override": {"norms": ["56.2"], "reason": "急", "allowed_by": "head", "surplus": 1}},
    ],
)
def test_what_does_not_fit_is_refused(drafted: Callable[..., Act], broken: dict[str, Any]) -> None:
    """An unknown field, another type or a time without zone is refused, never dropped or bent."""
    state = msgspec.json.encode({**msgspec.json.decode(encode(drafted())), **broken})
    with pytest.raises(msgspec.ValidationError):
        READERS[Drafted.name](state)


@pytest.mark.parametrize(
    "broken",
    [
        {"occurred_at": dt.datetime(2019, 4, 1, 9)},  # noqa: DTZ001
        {"routine": "yes"},
        {"title": "\ud800"},
        {"title": object()},
        {"originator_version": 1.5},
    ],
)
def test_what_could_not_be_read_is_not_written(
    drafted: Callable[..., Act], broken: dict[str, Any]
) -> None:
    """An act that could not be read back is refused before it is stored, and says which it is."""
    with pytest.raises(LedgerError, match="D2019-00001"):
        encode(attrs.evolve(drafted(), **broken))


def test_an_act_without_a_name_of_its_own_is_refused(drafted: Callable[..., Act]) -> None:
    """A class that was never registered would come back as another: it is refused."""

    @attrs.frozen(kw_only=True)
    class Redrafted(Drafted):
        """A kind of drafting that nobody registered."""

    with pytest.raises(LedgerError, match="行为名称"):
        encode(Redrafted(**attrs.asdict(drafted(), recurse=False)))


def test_a_character_that_no_database_keeps_is_refused(drafted: Callable[..., Act]) -> None:
    """U+0000 would cut a number short where a database reads it; its name in letters is text."""
    with pytest.raises(LedgerError, match=r"U\+0000"):
        encode(drafted("D1\0"))
    for written in (r"D1\u0000", r"D1\\u0000", r"\\"):
        act = drafted(written)
        assert READERS[act.name](encode(act)).matter == written
