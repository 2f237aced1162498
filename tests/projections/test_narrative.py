from __future__ import annotations

import datetime as dt
import types
import typing
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import consultations as c
from domain import documents as d
from domain import leave, world
from domain.act import Act, Override, all_acts
from projections.directory import Directory
from projections.narrative import COLUMNS, Narrator, narrative, narrative_frame
from projections.sentences import WHO, book, fields_of
from projections.source import Source

ACTS = {name: cls for name, cls in all_acts().items() if cls.kind in world.AGGREGATES}


def _told(district: Any, act: Act) -> tuple[str, str]:
    """Tell the last act of a history; return it in Chinese and in English."""
    *_, last = narrative([*district.acts, act] if act not in district.acts else district.acts)
    return last.zh, last.en


def test_a_receipt_is_told_in_both_languages(district: Any) -> None:
    """People and organs are called by their labels, times by the district's clock."""
    act = district.has(c.Received, "C1", "2019-09-27", by="finance", unit="finance")
    assert _told(district, act) == (
        "2019-09-27 09:00 区财政局收到征求意见C1。",
        "2019-09-27 09:00 Finance received the request for its opinion on C1.",
    )


def test_a_sentence_says_the_moment_on_the_local_clock(district: Any) -> None:
    """An act stored in UTC happened at 07:30 in Shanghai, the next day."""
    at = dt.datetime(2019, 9, 26, 23, 30, tzinfo=dt.UTC)
    act = district.has(c.Received, "C1", at, by="finance", unit="finance", recorded_at=at)
    assert _told(district, act)[0].startswith("2019-09-27 07:30 ")


def test_whoever_acted_for_a_unit_is_named_too(district: Any) -> None:
    """The Office notes Finance's reply: both are in the sentence."""
    act = district.has(c.Replied, "C1", "2019-09-27", unit="finance", position="disagree")
    assert _told(district, act) == (
        "2019-09-27 09:00 区财政局就C1回复：不同意（经办：区政府办公室）。",
        "2019-09-27 09:00 Finance replied on C1: disagreed (by the Office).",
    )


@pytest.mark.parametrize(
    ("capacity", "zh", "en"),
    [
        ("post:deputy_head", "（以副区长职务）", "(as deputy head)"),
        ("ab_partner:v1", "（代副区长甲，AB角）", "(for Deputy head 1, as AB partner)"),
        ("acting_head:E1", "（主持工作，委托E1）", "(presiding under entrustment E1)"),
        ("entrusted:E2", "（受委托，E2）", "(entrusted by E2)"),
        ("unheard_of:x", "（unheard_of:x）", "(unheard_of:x)"),
    ],
)
def test_the_capacity_is_said(district: Any, capacity: str, zh: str, en: str) -> None:
    """In which capacity somebody acted stands next to the name, even one nobody knows."""
    act = district.has(d.Signed, "D1", "2019-09-27", by="v2", text_version=1, capacity=capacity)
    assert _told(district, act) == (
        f"2019-09-27 09:00 副区长乙{zh}签发D1第1稿。",
        f"2019-09-27 09:00 Deputy head 2 {en} signed version 1 of D1 for issue.",
    )


def test_a_capacity_is_said_even_where_the_organ_was_named(district: Any) -> None:
    """The unit that received is the one accountable, but it acted on an entrustment: say so."""
    act = district.has(
        c.Received, "C1", "2019-09-27", by="finance", unit="finance", capacity="entrusted:E2"
    )
    assert _told(district, act)[0].endswith("收到征求意见C1（经办：区财政局（受委托，E2））。")


@pytest.mark.parametrize(
    ("agreed", "zh", "en"),
    [
        (True, "，达成一致。", ", with agreement."),
        (False, "，未达成一致。", ", without agreement."),
    ],
)
def test_a_sentence_says_how_it_came_out(
    district: Any,
    agreed: bool,  # noqa: FBT001
    zh: str,
    en: str,
) -> None:
    """What was true is said, and what was not is said to be not."""
    act = district.has(
        c.Negotiated, "C1", "2019-09-27", by="housing",
        units=("finance",), principal_present=not agreed, agreed=agreed,
    )  # fmt: skip
    told_zh, told_en = _told(district, act)
    assert told_zh.endswith(zh)
    assert told_en.endswith(en)
    assert ("主要负责同志未参加" in told_zh) == agreed


def test_an_override_is_said_with_its_reason_and_who_allowed_it(district: Any) -> None:
    """强行通过 is part of the record, and of the sentence."""
    override = Override(norms=("56.2", "56.6"), reason="{急件}", allowed_by="head")
    act = district.has(d.Signed, "D1", "2019-09-27", by="v2", text_version=1, override=override)
    zh, en = _told(district, act)
    assert zh.endswith("；强行通过：规范56.2、56.6，理由：{急件}，批准人：区长。")
    assert en.endswith("; gate 56.2, 56.6 overridden, reason: {急件}, allowed by Head.")


def test_what_was_not_given_is_left_out_or_said_to_be_missing(district: Any) -> None:
    """No limit, no clause about one; no person named, and the sentence says so."""
    act = district.has(c.Requested, "C1", "2019-09-27", by="", unit="finance")
    assert _told(district, act) == (
        "2019-09-27 09:00 （未填）就C1征求区财政局意见。",
        "2019-09-27 09:00 (not given) asked Finance for its opinion on C1.",
    )


def test_whom_nobody_has_named_is_called_by_his_id(history: Any) -> None:
    """A stream read alone has no chart in it; with a directory it speaks in labels again."""
    act = history.has(leave.Started, "v1", "2019-09-27", by="v1", leave="L1")
    (alone,) = narrative([act])
    assert alone.en == "2019-09-27 09:00 v1 left (absence L1)."


def test_a_directory_gives_the_labels_a_stream_lacks(district: Any) -> None:
    """One matter's acts, told with the names of the whole ledger."""
    directory = Directory()
    for act in district.acts:
        directory.feed(act)
    act = district.proposed(leave.Started, "v1", "2019-09-27", by="v1", leave="L1")
    (told,) = narrative([act], directory=directory)
    assert told.zh == "2019-09-27 09:00 副区长甲外出（L1）。"


def test_an_act_without_a_sentence_of_its_own_is_told_plainly(district: Any) -> None:
    """A new class of act is told by its gloss and its fields until somebody writes its sentence."""

    @attrs.frozen(kw_only=True)
    class Inspected(Act):
        unit: str
        passed: bool
        note: str = ""

    Inspected.name, Inspected.kind = "inspection.inspected", "inspection"
    Inspected.zh, Inspected.en = "检查", "inspected"
    act = district.proposed(Inspected, "X1", "2019-09-27", unit="finance", passed=False)
    assert _told(district, act) == (
        "2019-09-27 09:00 区政府办公室：检查 X1（unit=区财政局；passed=否）。",
        "2019-09-27 09:00 The Office: inspected, X1 (unit=Finance; passed=no).",
    )


@pytest.mark.parametrize("name", list(book().templates))
def test_a_template_speaks_only_of_fields_its_act_has(name: str) -> None:
    """A renamed act or field cannot leave a sentence behind that fails."""
    known = {field.name for field in attrs.fields(ACTS[name])}
    for lang in ("zh", "en"):
        assert fields_of(book().templates[name][lang]) <= known


@pytest.mark.parametrize("name", list(book().templates))
def test_both_languages_tell_the_same(name: str) -> None:
    """What the Chinese says, the English says; only an organ's two labels differ."""
    zh, en = (fields_of(book().templates[name][lang]) for lang in ("zh", "en"))
    assert {field.removesuffix("_zh") for field in zh} == {
        field.removesuffix("_en") for field in en
    }


def test_every_field_of_people_belongs_to_some_act() -> None:
    """The list of fields that name people and organs holds none that no act has."""
    fields = {field.name for cls in ACTS.values() for field in attrs.fields(cls)}
    assert WHO - fields == {"allowed_by"}  # the one of Override


_INSTANTS = st.datetimes(
    min_value=dt.datetime(1990, 1, 1),  # noqa: DTZ001 (hypothesis takes bounds without zone)
    max_value=dt.datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=8))]),
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8) | st.sampled_from(["agree", "office", "{by}", "[?ok x]"]),
    bool: st.booleans(),
    int: st.integers(min_value=0, max_value=10**6),
    float: st.floats(allow_nan=False, width=32),
    dt.date: st.dates(),
    dt.datetime: _INSTANTS,
    type(None): st.none(),
}


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Return what a field of a type may hold."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return st.one_of(*map(_values, typing.get_args(hint)))
    if typing.get_origin(hint) is tuple:
        return st.lists(_values(typing.get_args(hint)[0]), max_size=3).map(tuple)
    return st.builds(hint, **_fields(hint))


def _fields(cls: type[Any]) -> dict[str, st.SearchStrategy[Any]]:
    hints = typing.get_type_hints(cls)
    return {field.name: _values(hints[field.name]) for field in attrs.fields(cls)}


_ANY_ACT = {name: st.builds(cls, **_fields(cls)) for name, cls in ACTS.items()}


@pytest.mark.parametrize("name", list(ACTS))
@settings(max_examples=12, deadline=None)
@given(told=st.data())
def test_every_act_can_be_told_whatever_it_holds(name: str, told: st.DataObject) -> None:
    """No registered act, with any fields at all, breaks the trail or runs over one line."""
    act = told.draw(_ANY_ACT[name])
    sentence = Narrator().feed(act)
    for text, stop in ((sentence.zh, "。"), (sentence.en, ".")):
        assert text.endswith(stop)
        assert "\n" not in text
    assert sentence.ref == act.ref


def test_the_frame_has_a_row_per_act(district: Any) -> None:
    """The trail as a table: where, when, which act, by whom, and the two sentences."""
    day = dt.date(2019, 12, 31)
    source = Source(ledger="memory", position=1, as_of=day, rulebook="x", calendar="y")
    frame = narrative_frame(district.acts, source)
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == len(district.acts)
    assert frame["act"].iloc[0] == "organisation.unit_registered"
    assert str(frame["occurred_at"].dtype) == "datetime64[ns, Asia/Shanghai]"
    assert frame.attrs["labels"]["finance"]["zh"] == "区财政局"
