"""Arts 29, 30: what is published and interpreted with a document, or before it is printed."""

from __future__ import annotations

from typing import Any

import pytest

from domain import determinations as t
from domain import disclosure
from domain import documents as d


def _document(district: Any, *, published: str, issued: str) -> None:
    """Given a notice of Housing, public policy and to be public, published and issued on days."""
    district.has(
        d.Drafted, "D1", "2019-05-05", by="housing", unit="housing", document_class="notice",
        issuer="government", direction="down", subjects=("housing",),
    )  # fmt: skip
    for tag in (t.PUBLIC_POLICY, t.DISCLOSABLE):
        district.has(t.Tagged, "document:D1", "2019-05-05", tag=tag)
    about = {"about": "document:D1", "channel": "网站"}
    acts = [
        (published, disclosure.Published, "P1", about),
        (published, disclosure.Interpreted, "P1", about),
        (issued, d.Issued, "D1", {"number": "1"}),
    ]
    for on, act_class, matter, fields in sorted(acts, key=lambda one: one[0]):
        district.has(act_class, matter, on, **fields)


@pytest.mark.parametrize("norm", ["29.1", "30.4"])
@pytest.mark.parametrize("issued", ["2019-05-07 09:00", "2019-05-07 16:00", "2019-05-08"])
def test_what_went_out_before_the_print_need_not_go_out_again(
    district: Any, norm: str, issued: str
) -> None:
    """29.1, 30.4: interpreted and published on 05-07 at noon, printed that day or the next."""
    _document(district, published="2019-05-07 12:00", issued=issued)
    assert set(district.verdicts(norm)) <= {"compliant"}
