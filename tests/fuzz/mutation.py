"""Mutations of a sound file: its bytes and its tokens flipped, cut out, doubled and spliced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKENS = re.compile(rb"\w+|\s+|[^\w\s]")
ODD = (
    *(b"", b"\x00", b"\\u0000", b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\xef\xbb\xbf", b"\r\n"),
    *(b'"', b"'", b"[", b"{", b"[" * 3000, b'{"a":' * 3000, b"<a>", b"<!DOCTYPE a>", b"&a;"),
    *(b"null", b"true", b"[]", b"{}", b'""', b'"x"', b"7", b"-1", b"0", b"1e999", b"nan", b"inf"),
    *(b"9" * 25, b"9" * 5000, "\N{SUPERSCRIPT TWO}".encode(), "〔".encode(), "令".encode()),
    *(b"2019-09-30", b"2019-09-30T12:00:00", b"0001-01-01T00:00:00+14:00"),
    *(b"9999-12-31T23:59:59-12:00", b"+24:00", b"\x1b[31m", b"\n\n", b"=", b"#", b"."),
)
"""What readers stumble over: signs of the formats, no text, extreme numbers and days."""


def mutated(samples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Sound files changed in up to six places; now and then bytes that never were one."""
    return st.one_of(_changed(samples), _changed(samples), st.binary(max_size=200))


@st.composite
def _changed(draw: st.DrawFn, samples: Sequence[bytes]) -> bytes:
    content = draw(st.sampled_from(samples))
    other = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(0, 6))):
        by_token = draw(st.booleans()) and len(content) < 1 << 15
        change = _tokens if by_token else _bytes
        content = change(draw, content, other)
    return content


def _span(draw: st.DrawFn, length: int, most: int) -> slice:
    begin = draw(st.integers(0, length))
    return slice(begin, min(length, begin + draw(st.integers(0, most))))


def _bytes(draw: st.DrawFn, content: bytes, other: bytes) -> bytes:
    """Put something else in the place of a few bytes."""
    out, into = _span(draw, len(content), 40), _span(draw, len(other), 40)
    put = (st.sampled_from(ODD), st.just(content[out] * 2), st.just(other[into]))
    new = draw(st.one_of(st.binary(max_size=4), *put))
    if draw(st.booleans()):
        return content[: out.start] + new + content[out.start :]
    return content[: out.start] + new + content[out.stop :]


def _tokens(draw: st.DrawFn, content: bytes, other: bytes) -> bytes:
    """Put something else in the place of a few tokens, or take them to another place."""
    tokens, others = TOKENS.findall(content), TOKENS.findall(other)
    out, into = _span(draw, len(tokens), 4), _span(draw, len(others), 4)
    cut = tokens[out]
    put = (st.sampled_from(ODD).map(lambda one: [one]), st.just(cut * 2), st.just(others[into]))
    new = draw(st.one_of(st.just([]), *put))
    left = tokens[: out.start] + new + tokens[out.stop :]
    if draw(st.booleans()):
        return b"".join(left)
    at = draw(st.integers(0, len(left)))
    return b"".join(left[:at] + cut + left[at:])
