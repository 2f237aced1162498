"""认定的撤销 What a reviewer found stands until it is withdrawn, and is never lost from the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import determinations as d
from domain import integrity
from domain.act import Act
from domain.refusals import ImpossibleOrderError
from domain.rulebook.findings import Finding
from domain.rulebook.judge import Judge
from domain.world import World

REVIEWED = ("67.3", "71.1", "74.3", "74.4", "75.2", "75.3", "78.12")


def _found(district: Any, on: str = "2019-06-03", norm: str = "74.4", **fields: Any) -> Act:
    """Given the Office finds that V4 broke a norm."""
    told = {"breach": True, "bearer": "v4", "statement": "接受街道宴请", **fields}
    return district.has(d.Found, "v4", on, norm=norm, **told)  # type: ignore[no-any-return]


def _withdrawn(district: Any, finding: Act, on: str = "2019-09-02", by: str = "office") -> Act:
    """And it is withdrawn."""
    return district.has(  # type: ignore[no-any-return]
        d.Withdrawn, "v4", on, by=by, finding=finding.ref, reason="查无实据"
    )


@pytest.mark.parametrize("norm", REVIEWED)
def test_a_withdrawn_finding_no_longer_stands(district: Any, norm: str) -> None:
    """An exonerated leader keeps no violation, under any of the norms that a reviewer judges."""
    found = _found(district, norm=norm)
    assert district.verdicts(norm) == ["violation"]
    _withdrawn(district, found)
    assert district.verdicts(norm) == []


def test_until_the_day_it_was_withdrawn_the_finding_stands(district: Any) -> None:
    """As of the day before the withdrawal it is a violation; at the end of its day it is none."""
    _withdrawn(district, _found(district))
    assert district.verdicts("74.4", "2019-09-01") == ["violation"]
    assert district.verdicts("74.4", "2019-09-02") == []


def test_only_the_finding_it_names_is_withdrawn(district: Any) -> None:
    """Of two findings about one leader the other still stands, with its own evidence."""
    first, second = _found(district), _found(district, "2019-06-04", statement="收受礼品")
    _withdrawn(district, first)
    [left] = district.findings("74.4")
    assert left.evidence == (second.ref,)


def test_a_new_examination_may_end_either_way(district: Any) -> None:
    """After a withdrawal a new finding, that nothing was broken, is what stands."""
    _withdrawn(district, _found(district))
    cleared = _found(district, "2019-09-03", breach=False, statement="经复查未发现")
    [stands] = district.findings("74.4")
    assert (str(stands.verdict), stands.evidence) == ("compliant", (cleared.ref,))


def test_a_finding_that_a_norm_was_kept_can_be_withdrawn_too(district: Any) -> None:
    """What was found in somebody's favour by mistake does not stand for ever either."""
    _withdrawn(district, _found(district, breach=False))
    assert district.verdicts("74.4") == []


def _refusal(district: Any, act_class: type[Act], on: str, **fields: Any) -> str:
    world = World()
    for act in district.acts:
        world.admit(act)
        world.apply(act)
    with pytest.raises(ImpossibleOrderError) as refused:
        world.admit(district.proposed(act_class, "v4", on, **fields))
    return str(refused.value)


@pytest.mark.parametrize("named", ["determination:v4#7", "determination:v3#1", "v4", ""])
def test_nothing_is_withdrawn_where_nothing_was_found(district: Any, named: str) -> None:
    """A withdrawal that names no finding of its matter is refused, and told which there are."""
    found = _found(district)
    why = _refusal(district, d.Withdrawn, "2019-09-02", finding=named, reason="误录")
    assert f"不是本事项的认定（已有：{found.ref}）" in why
    assert f"is no finding here: {found.ref}" in why


def test_a_tag_is_no_finding(district: Any) -> None:
    """A tag is taken off by its own act; a withdrawal that names it is refused."""
    district.has(d.Tagged, "v4", "2019-06-03", tag=d.MAJOR)
    why = _refusal(district, d.Withdrawn, "2019-09-02", finding="determination:v4#1", reason="误录")
    assert "（已有：无）" in why


def test_a_finding_is_withdrawn_once(district: Any) -> None:
    """A second withdrawal of one finding is refused, and names the first."""
    found = _found(district)
    first = _withdrawn(district, found)
    why = _refusal(district, d.Withdrawn, "2019-09-03", finding=found.ref, reason="再撤")
    assert f"{found.ref}已由{first.ref}撤销" in why
    assert f"is already withdrawn by {first.ref}" in why


def test_a_finding_is_not_withdrawn_before_it_is_made(district: Any) -> None:
    """A withdrawal dated before its finding is an impossible order; at its instant it is not."""
    found = _found(district)
    named = {"finding": found.ref, "reason": "误录"}
    why = _refusal(district, d.Withdrawn, "2019-06-03 08:59", **named)
    assert "早于determination:v4#1的认定" in why
    district.has(d.Withdrawn, "v4", "2019-06-03 09:00", **named)
    assert district.verdicts("74.4") == []


def test_what_stands_does_not_depend_on_when_anybody_looked(district: Any) -> None:
    """Looking after every act, or only at the end, the same findings stand."""
    first = _found(district)
    _withdrawn(district, first)
    _withdrawn(district, _found(district, "2019-09-03"), "2019-09-04")
    _found(district, "2019-09-05", breach=False)

    def looked(every: int) -> list[Finding]:
        sitting, found = Judge(district.rulebook, district.calendar), []
        at = dt.datetime(2020, 1, 1, tzinfo=district.rulebook.zone)
        for n, act in enumerate(district.acts, 1):
            found += sitting.feed(act)
            if n % every == 0:
                sitting.closing(at)
        return [one for one in (*found, *sitting.closing(at)) if one.norm == "74.4"]

    assert looked(1) == looked(2) == looked(10_000)
    assert [str(one.verdict) for one in looked(1)] == ["compliant"]


def test_a_recorded_intervention_can_be_withdrawn(district: Any) -> None:
    """75.3: somebody had used V4's name; as of the day before the withdrawal it still stands."""
    recorded = district.has(
        integrity.InterventionRecorded, "v4", "2019-06-12", about="招标", statement="插手招标"
    )
    named = {"finding": recorded.ref, "reason": "系他人冒名"}
    district.has(integrity.InterventionWithdrawn, "v4", "2019-07-12", **named)
    assert district.verdicts("75.3", "2019-07-11") == ["violation"]
    assert district.verdicts("75.3", "2019-07-12") == []
    why = _refusal(district, integrity.InterventionWithdrawn, "2019-07-13", **named)
    assert "is already withdrawn by integrity:v4#2" in why


def test_another_record_of_the_person_is_no_intervention(district: Any) -> None:
    """75.3: a gift that was offered is not withdrawn by the act that withdraws interventions."""
    district.has(integrity.GiftOffered, "v4", "2019-06-12", gift="甲", offered_by="street_1")
    named = {"finding": "integrity:v4#1", "reason": "误录"}
    assert "（已有：无）" in _refusal(
        district, integrity.InterventionWithdrawn, "2019-07-13", **named
    )
