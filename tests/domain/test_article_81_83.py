from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import consultations as c
from domain import directives as d
from domain import organisation as org
from domain import rulebook_lifecycle as r
from domain import supervision as s


def _consulted(district: Any, received: str, replied: str | None, unit: str = "finance") -> None:
    """Given Housing consults a unit, which receives the request on a day and replies or not."""
    district.has(
        c.Opened, "C1", received, by="housing", host="housing", about="S1", related_units=(unit,)
    )
    district.has(c.Requested, "C1", received, by="housing", unit=unit)
    district.has(c.Received, "C1", received, by=unit, unit=unit)
    if replied:
        district.has(c.Replied, "C1", replied, by=unit, unit=unit, position="agree")


def _enacted(district: Any) -> None:
    """Given the Rules are in force from 2019-03-01 for five years."""
    district.has(
        r.Enacted, "wjg-2019", "2019-03-01 08:00", by="head",
        since=dt.date(2019, 3, 1), until=dt.date(2024, 3, 1),
    )  # fmt: skip


# --- 81.1, 81.2 ---


@pytest.mark.parametrize(("norm", "unit"), [("81.1", "archive"), ("81.2", "new_town")])
def test_a_unit_comes_under_the_rules_when_it_is_registered(
    district: Any, norm: str, unit: str
) -> None:
    """81.1, 81.2: one effect each, from the registration of the archive and of the company."""
    (effect,) = district.findings(norm)
    registered = next(
        act for act in district.acts if isinstance(act, org.UnitRegistered) and act.unit == unit
    )
    assert (str(effect.verdict), effect.evidence) == ("effect", (registered.ref,))


@pytest.mark.parametrize("unit", ["archive", "new_town", "finance"])
def test_institutions_and_the_company_owe_replies_like_departments(
    district: Any, unit: str
) -> None:
    """81.1, 81.2: received Tue 2019-05-07, due 05-10, replied 05-17: a deviation, 5 days late."""
    _consulted(district, "2019-05-07", "2019-05-17", unit)
    (finding,) = district.findings("54.4")
    assert (str(finding.verdict), finding.late_working_days) == ("deviation", 5)


@pytest.mark.parametrize("unit", ["archive", "new_town"])
def test_a_reply_in_time_is_compliant_for_them_too(district: Any, unit: str) -> None:
    """81.1, 81.2: replied on the last good day, 2019-05-10."""
    _consulted(district, "2019-05-07", "2019-05-10", unit)
    assert district.verdicts("54.4") == ["compliant"]


@pytest.mark.parametrize(
    ("unit", "verdict"),
    [("finance", "violation"), ("archive", "violation"), ("new_town", "deviation")],
)
def test_only_the_company_is_softened(district: Any, unit: str, verdict: str) -> None:
    """81.2: arranging a directive late is a violation (62.9), on the company a deviation."""
    district.has(d.Received, "U1", "2019-09-30", by=unit, unit=unit, important=True)
    district.has(d.Deployed, "U1", "2019-10-10", by=unit, unit=unit)
    assert district.verdicts("62.9") == [verdict]


# --- 82.1 ---


def _interpreted(district: Any) -> None:
    """Given the government interprets 54.4 on 2019-06-17, with effect from that day."""
    district.has(
        r.InterpretationIssued, "wjg-2019", "2019-06-17", by="head", interpretation="I1",
        norm="54.4", effective_from=dt.date(2019, 6, 17), text="收到当日不计",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("received", "cites"),
    [("2019-06-18", True), ("2019-06-17", True), ("2019-06-14", False)],
)
def test_findings_cite_the_interpretation_in_effect(
    district: Any, received: str, *, cites: bool
) -> None:
    """82.1: what arises from 2019-06-17 on cites the interpretation; what arose before does not."""
    _interpreted(district)
    _consulted(district, received, None)
    district.has(c.Replied, "C1", "2019-06-19", by="finance", unit="finance", position="agree")
    (finding,) = district.findings("54.4")
    assert str(finding.verdict) == "compliant"
    assert ("rulebook:wjg-2019#1" in finding.evidence) is cites
    assert ("I1" in finding.because) is cites


def test_an_interpretation_is_an_effect_of_its_own(district: Any) -> None:
    """82.1: the interpretation is on record, and touches no other norm."""
    _interpreted(district)
    _consulted(district, "2019-06-18", None)
    (effect,) = district.findings("82.1")
    assert (str(effect.verdict), "54.4" in effect.because) == ("effect", True)
    assert all("I1" not in finding.because for finding in district.findings("54.6"))


def test_interpreting_another_rulebook_is_no_business_of_this_one(district: Any) -> None:
    """82.1, 83.1: acts about other rules leave these without a finding."""
    district.has(
        r.InterpretationIssued, "other", "2019-06-17", by="head", interpretation="I1",
        norm="54.4", effective_from=dt.date(2019, 6, 17), text="",
    )  # fmt: skip
    district.has(
        r.Enacted, "other", "2019-06-18", by="head",
        since=dt.date(2019, 6, 18), until=dt.date(2020, 6, 18),
    )  # fmt: skip
    district.has(r.Repealed, "other", "2019-06-19", by="head", since=dt.date(2019, 6, 19))
    found = [norm for norm in ("82.1", "83.1", "83.2", "83.3") if district.findings(norm)]
    assert found == []


# --- 83.1 ---


def test_the_rules_take_effect_on_their_day(district: Any) -> None:
    """83.1: enacted, they are in force from 2019-03-01."""
    _enacted(district)
    (effect,) = district.findings("83.1")
    assert (str(effect.verdict), "2019-03-01" in effect.because) == ("effect", True)


@pytest.mark.parametrize(
    ("received", "rulebook", "verdict"),
    [
        ("2019-02-27", "wjg-2015", "indeterminate"),  # the reference's own example
        ("2019-02-28 23:59", "wjg-2015", "indeterminate"),
        ("2019-03-01 09:00", "wjg-2019", "deviation"),
    ],
)
def test_what_arose_before_is_left_to_the_rules_before(
    history: Any, received: str, rulebook: str, verdict: str
) -> None:
    """83.1: received before 2019-03-01 with no reply: the Rules of 2015, whose text is missing."""
    _consulted(history, received, None)
    (finding,) = history.findings("54.4", "2019-03-31")
    assert (finding.rulebook, str(finding.verdict)) == (rulebook, verdict)


# --- 83.2 ---


@pytest.mark.parametrize(
    ("as_of", "effects"), [("2024-02-28", 0), ("2024-02-29", 1), ("2024-12-31", 1)]
)
def test_the_rules_lapse_after_five_years(history: Any, as_of: str, effects: int) -> None:
    """83.2: the last day in force is 2024-02-29; once it has ended, the lapse is an effect."""
    _enacted(history)
    found = history.findings("83.2", as_of)
    assert [str(one.verdict) for one in found] == ["effect"] * effects
    assert all(str(one.due) == "2024-03-01 00:00:00+08:00" for one in found)


def test_a_renewal_moves_the_lapse(history: Any) -> None:
    """83.2: renewed in 2023 until 2026-03-01, the Rules still judge in 2024 and lapse later."""
    _enacted(history)
    history.has(r.Renewed, "wjg-2019", "2023-12-01", by="head", until=dt.date(2026, 3, 1))
    _consulted(history, "2024-03-04", None)
    assert history.verdicts("54.4", "2024-03-31") == ["deviation"]
    assert history.verdicts("83.2", "2026-02-27") == []
    assert history.verdicts("83.2", "2026-02-28") == ["effect"]


def test_rules_repealed_early_do_not_lapse(history: Any) -> None:
    """83.2: repealed in 2022, they have no validity left to run out; nothing is judged after."""
    _enacted(history)
    history.has(r.Repealed, "wjg-2019", "2022-06-01", by="head", since=dt.date(2022, 6, 1))
    _consulted(history, "2022-06-06", None)
    assert history.verdicts("54.4", "2024-12-31") == ["not in force"]
    assert history.verdicts("83.2", "2024-12-31") == []


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        ("2024-02-28", "deviation"),
        ("2024-02-29 23:59", "deviation"),
        ("2024-03-01", "not in force"),
    ],
)
def test_the_rules_of_the_trigger_govern_the_whole_term(
    history: Any, received: str, verdict: str
) -> None:
    """83.2: received before the end, a term running into March is judged; received after, not."""
    _enacted(history)
    _consulted(history, received, None)
    assert history.verdicts("54.4", "2024-03-31") == [verdict]


@pytest.mark.parametrize(
    ("closed", "refused"), [("2024-02-29 23:59", True), ("2024-03-01 10:00", False)]
)
def test_after_the_lapse_commands_are_recorded_but_not_judged(
    district: Any, closed: str, *, refused: bool
) -> None:
    """83.2: a gate (64.4) refuses until the end; at 2024-03-01 10:00 no rulebook is in force."""
    _enacted(district)
    district.has(s.ItemOpened, "P1", "2024-02-01", lead_unit="housing")
    if refused:
        assert district.refused_by(s.Closed, "P1", closed) == "64.4"
        return
    district.command(s.Closed, "P1", closed)
    assert district.verdicts("64.4", "2024-12-31") == ["not in force"]


# --- 83.3 ---


def test_the_rules_of_2015_are_repealed(history: Any) -> None:
    """83.3: with the 2019 Rules in force, those printed on 2015-03-18 are out of force."""
    _enacted(history)
    history.has(r.Repealed, "wjg-2015", "2019-03-01 08:00", by="head", since=dt.date(2019, 3, 1))
    (effect,) = history.findings("83.3")
    assert (str(effect.verdict), effect.matter) == ("effect", "rulebook:wjg-2015")


@pytest.mark.parametrize(
    ("received", "rulebooks"),
    [
        ("2018-06-01", ["wjg-2015"]),  # the reference's own example
        ("2015-03-18", ["wjg-2015"]),
        ("2015-03-17", []),  # before it, no rulebook we know of
        ("2019-03-01", ["wjg-2019"]),
    ],
)
def test_at_each_instant_one_rulebook_speaks(
    history: Any, received: str, rulebooks: list[str]
) -> None:
    """83.3: what arose on 2018-06-01 is the 2015 Rules', text unavailable; never both."""
    _consulted(history, received, None)
    assert [one.rulebook for one in history.findings("54.4")] == rulebooks


def test_what_has_lapsed_cannot_be_renewed(history: Any) -> None:
    """83.2: a renewal recorded in 2024 after the lapse changes nothing; the Rules stay lapsed."""
    _enacted(history)
    history.has(r.Renewed, "wjg-2019", "2024-03-05", by="head", until=dt.date(2026, 3, 1))
    _consulted(history, "2024-03-11", None)
    assert history.verdicts("54.4", "2024-03-31") == ["not in force"]


@pytest.mark.parametrize(
    ("lived", "judged"),
    [
        (None, {2021, 2022, 2023}),
        ("repealed", {2021}),
        ("renewed", {2021, 2022, 2023, 2024}),
    ],
)
def test_what_is_owed_every_year_ends_with_the_rules_as_they_lived(
    district: Any, lived: str | None, judged: set[int]
) -> None:
    """78.3 with 83.2: repealed on 2022-06-01, or renewed until 2026: whole years in force count."""
    _enacted(district)
    if lived == "repealed":
        on = dt.date(2022, 6, 1)
        district.has(r.Repealed, "wjg-2019", "2022-05-20", by="office", since=on)
    if lived == "renewed":
        on = dt.date(2026, 3, 1)
        district.has(r.Renewed, "wjg-2019", "2024-01-10", by="office", until=on)
    found = [one for one in district.findings("78.3", "2025-01-31") if one.bearer == "v1"]
    assert {one.opened.year for one in found if one.opened.year > 2020} - {2025} == judged
