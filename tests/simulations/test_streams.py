"""Named random streams: independent of each other, alike everywhere, distributed as they say."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from simulations.streams import Stream, Streams

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWS = 5_000


def test_equal_keys_give_equal_draws() -> None:
    """Two runs of one seed and replication draw the same, whatever the order of opening."""
    one, other = Streams(7, 3), Streams(7, 3)
    other.of("arrivals").uniform()
    ours = [one.of("reply_time", entity="finance").uniform() for _ in range(5)]
    assert ours == [other.of("reply_time", entity="finance").uniform() for _ in range(5)]


def test_draws_are_pinned() -> None:
    """The first draws of a key are these numbers in every process, so a seed names one year."""
    drawn = [Streams(1).once("reply_time", entity).uniform() for entity in ("finance", "audit")]
    assert drawn == [0.2518372132386777, 0.15270405693727673]


def test_more_draws_for_one_entity_shift_no_other() -> None:
    """What the finance bureau draws moves nothing for the audit bureau, nor for another name."""
    quiet, busy = Streams(1), Streams(1)
    for _ in range(100):
        busy.of("reply_time", entity="finance").lognormal(60, 200)
    for name, entity in (("reply_time", "audit"), ("error", "finance"), ("reply_time", "")):
        ours, theirs = quiet.of(name, entity=entity), busy.of(name, entity=entity)
        assert [ours.uniform() for _ in range(5)] == [theirs.uniform() for _ in range(5)]


@given(
    st.lists(st.tuples(st.integers(), st.integers(), st.text(), st.text()), unique=True, max_size=8)
)
@example([(1, 11, "a", "bc"), (11, 1, "a", "bc"), (1, 11, "ab", "c"), (1, 11, "abc", "")])
def test_different_keys_are_different_streams(keys: list[tuple[int, int, str, str]]) -> None:
    """No two keys meet, however their parts are spelt (``a``+``bc`` is not ``ab``+``c``)."""
    first = {Streams(seed, rep).once(name, entity).uniform() for seed, rep, name, entity in keys}
    assert len(first) == len(keys)


def test_a_stream_goes_on_and_once_starts_again() -> None:
    """``of`` continues where it was; ``once`` begins again and is not kept."""
    streams = Streams(1)
    first = streams.of("x").uniform()
    assert streams.of("x").uniform() != first
    assert streams.once("x").uniform() == first
    assert streams.once("x") is not streams.once("x")


def test_each_draw_takes_one_number() -> None:
    """After any draw the stream stands at the same place, so scenarios stay in step."""
    draws: list[Callable[[Stream], object]] = [
        lambda s: s.uniform(3, 9),
        lambda s: s.exponential(5),
        lambda s: s.lognormal(60, 200),
        lambda s: s.triangular(1, 2, 9),
        lambda s: s.choice("abc", [1, 2, 3]),
        lambda s: s.bernoulli(0.2),
        lambda s: s.integer(1, 6),
    ]
    followers = set()
    for draw in draws:
        stream = Streams(1).once("step")
        draw(stream)
        followers.add(stream.uniform())
    assert len(followers) == 1


def test_a_slower_clerk_is_slower_on_every_document() -> None:
    """With the median raised, each duration of the same stream grows by the same factor."""
    fast, slow = Streams(1).once("sign"), Streams(1).once("sign")
    for _ in range(100):
        assert slow.lognormal(120, 400) == pytest.approx(2 * fast.lognormal(60, 200))


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda s: s.uniform(2, 5), stats.uniform(2, 3)),
        (lambda s: s.exponential(40), stats.expon(scale=40)),
        (
            lambda s: s.lognormal(60, 200),
            stats.lognorm(math.log(200 / 60) / stats.norm.ppf(0.9), scale=60),
        ),
        (lambda s: s.triangular(2, 3, 8), stats.triang(1 / 6, loc=2, scale=6)),
    ],
    ids=["uniform", "exponential", "lognormal", "triangular"],
)
def test_draws_follow_their_distribution(draw: Callable[[Stream], float], expected: Any) -> None:
    """Kolmogorov and Smirnov find no fault with 5,000 draws, and do with another's parameters."""
    stream = Streams(2019).once("fit")
    drawn = [draw(stream) for _ in range(DRAWS)]
    assert stats.kstest(drawn, expected.cdf).pvalue > 0.01
    assert stats.kstest([1.1 * number for number in drawn], expected.cdf).pvalue < 0.01


def test_counts_follow_their_weights() -> None:
    """Options, dice and coins come up in proportion (chi-square), and weight 0 never does."""
    stream = Streams(2019).once("counts")
    chosen = [stream.choice("abcd", [1, 2, 5, 0]) for _ in range(8_000)]
    thrown = [stream.integer(1, 6) for _ in range(6_000)]
    tossed = sum(stream.bernoulli(0.25) for _ in range(8_000))
    assert stats.chisquare([chosen.count(o) for o in "abc"], [1000, 2000, 5000]).pvalue > 0.01
    assert stats.chisquare([thrown.count(face) for face in range(1, 7)]).pvalue > 0.01
    assert stats.binomtest(tossed, 8_000, 0.25).pvalue > 0.01
    assert set(chosen) == set("abc")
    assert set(thrown) == set(range(1, 7))


def test_arrivals_follow_a_changing_rate() -> None:
    """Rescaled by the integrated rate, the gaps are exponential of mean one (a Poisson process)."""
    slope = 40 / 1440 / 1440  # documents per day, per minute of a rate that climbs from 0 to 40

    def climbing(minute: float) -> float:
        return slope * 1440 * minute

    came = list(Streams(3).once("inbox").arrivals(climbing, 4_000, until=100 * 1440.0))
    rescaled = [slope * minute * minute / 2 for minute in came]
    gaps = [after - before for before, after in pairwise(rescaled)]
    assert stats.kstest(gaps, stats.expon.cdf).pvalue > 0.01
    assert stats.kstest([1.1 * gap for gap in gaps], stats.expon.cdf).pvalue < 0.01


def test_no_arrivals_where_the_rate_is_nil() -> None:
    """Nobody sends documents on rest days, before the start or at the end."""
    stream = Streams(3).once("inbox")
    came = list(
        stream.arrivals(lambda minute: 50.0 * (minute // 1440 % 2), 50.0, until=20_000, since=1_500)
    )
    assert came
    assert all(minute // 1440 % 2 == 1 and 1_500 <= minute < 20_000 for minute in came)


@pytest.mark.parametrize(
    "draw",
    [
        lambda s: s.uniform(2, 1),
        lambda s: s.exponential(-1),
        lambda s: s.lognormal(0, 1),
        lambda s: s.lognormal(2, 1),
        lambda s: s.triangular(1, 0, 2),
        lambda s: s.choice("ab", [1]),
        lambda s: s.choice("ab", [0, 0]),
        lambda s: s.choice("ab", [2, -1]),
        lambda s: s.bernoulli(1.5),
        lambda s: s.integer(2, 1),
        lambda s: list(s.arrivals(lambda _: 1.0, 0.0, until=9)),
        lambda s: list(s.arrivals(lambda _: 3.0, 2.0, until=1e6)),
        lambda s: list(s.arrivals(lambda _: -1.0, 2.0, until=1e6)),
    ],
)
def test_impossible_parameters_are_refused(draw: Callable[[Stream], object]) -> None:
    """What no distribution has is an error in one sentence that shows the way out."""
    with pytest.raises(ValueError, match=r"give|raise the ceiling"):
        draw(Streams(1).once("bad"))


def test_several_are_drawn_none_twice_and_by_their_weights() -> None:
    """Three of five, one of them four times as likely: none twice, and no more than there are."""
    stream = Streams(1).of("units")
    options, weights = ("finance", "a", "b", "c", "none"), (4.0, 1.0, 1.0, 1.0, 0.0)
    drawn = [stream.several(options, weights, 3) for _ in range(4_000)]
    assert all(len(set(chosen)) == 3 and "none" not in chosen for chosen in drawn)
    missed = sum("finance" not in chosen for chosen in drawn) / len(drawn)
    assert missed == pytest.approx(3 / 7 * 2 / 6 * 1 / 5, abs=0.01)
    assert set(stream.several(options, weights, 9)) == {"finance", "a", "b", "c"}
