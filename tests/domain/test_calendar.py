"""The working days of China and the Netherlands against their notices and two other libraries."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path
from typing import Any

import attrs
import chinese_calendar
import holidays
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    Calendar,
    CalendarVersion,
    DayKind,
    UncoveredYearError,
    _notice,
    _provisional_notice,
    filled_until,
    load_calendar,
    provisional,
)

CN = load_calendar("cn")
NL = load_calendar("nl")
EVERY_DAY = [dt.date(2015, 1, 1) + dt.timedelta(days=place) for place in range(4383)]
ARTICLES = Path(__file__).parents[3] / "shared" / "rules" / "articles.yaml"

# norm, start, working days, last compliant day
TERMS = [
    ("54.4", "2019-03-16", 3, "2019-03-20"),  # received on a Saturday
    ("54.4", "2019-04-03", 3, "2019-04-09"),  # over Qingming
    ("54.4", "2019-04-26", 3, "2019-04-30"),  # make-up Sunday 04-28
    ("54.4", "2019-04-30", 3, "2019-05-07"),  # May Day, make-up Sunday 05-05
    ("54.4", "2019-09-27", 3, "2019-10-08"),  # make-up Sunday 09-29, National Day
    ("54.4", "2019-12-30", 3, "2020-01-03"),  # into the next year's notice
    ("49.4", "2019-09-29", 5, "2019-10-11"),  # begun on a make-up Sunday
    ("49.4", "2019-09-30", 5, "2019-10-12"),  # ends on a make-up Saturday
    ("62.9", "2019-12-31", 2, "2020-01-03"),
    ("78.6", "2019-04-27", 2, "2019-04-29"),
]


def articles() -> dict[str, Any]:
    """Return the norms of the law, worked out apart from this repository; skip without them."""
    if not ARTICLES.exists():
        pytest.skip(
            "the norms of the law (shared/rules/articles.yaml) are not beside this repository"
        )
    loaded: dict[str, Any] = yaml.safe_load(ARTICLES.read_text(encoding="utf-8"))
    return loaded


def day(text: str) -> dt.date:
    """Return the day that an ISO date names."""
    return dt.date.fromisoformat(text)


def last_day(start: str, working_days: int) -> dt.date:
    """The end of a term counted with the calendar known on the day it began."""
    return CN.known_on(day(start)).add_working_days(day(start), working_days)


def test_the_test_days_are_the_twelve_years_of_both_calendars() -> None:
    """Day-by-day comparisons run from the first to the last covered day."""
    assert (EVERY_DAY[0], EVERY_DAY[-1]) == (day("2015-01-01"), day("2026-12-31"))
    for calendar in (CN, NL):
        assert (calendar.latest.first_year, calendar.latest.last_year) == (2015, 2026)


def test_china_agrees_with_chinesecalendar_on_every_day() -> None:
    """Given every notice, the working days of 2015-2026 are those chinesecalendar copied."""
    ours = {each for each in EVERY_DAY if CN.latest.is_working_day(each)}
    assert ours == {each for each in EVERY_DAY if chinese_calendar.is_workday(each)}


def test_china_agrees_with_holidays_on_every_day() -> None:
    """Given every notice, they are those of the holidays library, moved weekends included."""
    theirs = holidays.country_holidays("CN", years=range(2015, 2027))
    ours = {each for each in EVERY_DAY if CN.latest.is_working_day(each)}
    assert ours == {each for each in EVERY_DAY if theirs.is_working_day(each)}


def test_the_netherlands_agree_with_holidays_once_5_may_is_a_holiday_every_year() -> None:
    """Article 3(1) Algemene termijnenwet names 5 May without the one-year-in-five of custom."""
    every_year = ("public", "optional")
    theirs = holidays.country_holidays("NL", years=range(2015, 2027), categories=every_year)
    ours = {each for each in EVERY_DAY if NL.latest.is_working_day(each)}
    assert ours == {each for each in EVERY_DAY if theirs.is_working_day(each)}


def test_where_the_netherlands_differ_from_the_default_of_holidays() -> None:
    """The library gives 5 May off in lustrum years alone: our other weekday ones are the gap."""
    theirs = holidays.country_holidays("NL", years=range(2015, 2027))
    differing = {d for d in EVERY_DAY if NL.latest.is_working_day(d) != theirs.is_working_day(d)}
    # 2018, 2019 and 2024 fell on weekends, 2016 on Ascension Day; 2015, 2020 and 2025 were lustra
    assert differing == {dt.date(year, 5, 5) for year in (2017, 2021, 2022, 2023, 2026)}


def test_2019_is_the_year_of_the_rules() -> None:
    """The holidays and make-up days of 2019 are those the articles were worked out with."""
    year = articles()["meta"]["holiday_calendar_2019"]
    days = [each for each in EVERY_DAY if each.year == 2019]
    kinds = {each: CN.latest.day_kind(each).kind for each in days}
    assert [str(d) for d in days if kinds[d] == "holiday"] == year["rest"]
    assert [str(d) for d in days if kinds[d] == "make-up day"] == year["makeup_workdays"]
    assert sum(map(CN.latest.is_working_day, days)) == year["working_days_2019"]


def test_every_deadline_vector_of_the_articles() -> None:
    """All 37 dated terms end where the articles say, with the calendar known on their start."""
    vectors = articles()["deadline_vectors"]
    assert len(vectors) == 37
    for vector in vectors:
        start, n = day(vector["start"]), vector["n"]
        known = CN.known_on(start)
        backwards = vector["unit"] == "cd-back"  # calendar days before a departure, never rolled
        last = start - dt.timedelta(days=n) if backwards else known.add_working_days(start, n)
        assert str(last) == vector["last_compliant"], vector
        assert str(last + dt.timedelta(days=1)) == vector["first_late"], vector


@pytest.mark.parametrize(("norm", "start", "working_days", "last"), TERMS)
def test_terms_of_the_district(norm: str, start: str, working_days: int, last: str) -> None:
    """A term ends on the n-th working day after its start, over moved days and years alike."""
    assert last_day(start, working_days) == day(last), norm


def test_may_day_2019_before_and_after_it_was_changed() -> None:
    """Until 2019-03-21 one day off; from 2019-03-22, four, and two Sundays worked."""
    before, after = CN.known_on(day("2019-03-21")), CN.known_on(day("2019-03-22"))
    assert (before.label, after.label) == ("cn-2018-12-04", "cn-2019-03-22")
    changed = [
        each for each in EVERY_DAY if before.is_working_day(each) != after.is_working_day(each)
    ]
    assert [str(each) for each in changed] == [
        "2019-04-28",
        "2019-05-02",
        "2019-05-03",
        "2019-05-05",
    ]
    assert before.add_working_days(day("2019-04-26"), 3) == day("2019-05-02")
    assert after.add_working_days(day("2019-04-26"), 3) == day("2019-04-30")
    assert before.day_kind(day("2019-05-01")).notice == "国办发明电〔2018〕15号"
    assert after.day_kind(day("2019-05-01")).notice == "国办发明电〔2019〕3号"
    assert before.day_kind(day("2019-05-04")).kind == "rest day"
    assert after.day_kind(day("2019-05-04")).kind == "holiday"


def test_the_spring_festival_of_2020_was_extended() -> None:
    """The make-up Saturday 2020-02-01 and Friday 01-31 became days off on 2020-01-26."""
    before, after = CN.known_on(day("2020-01-25")), CN.known_on(day("2020-01-26"))
    changed = [
        each for each in EVERY_DAY if before.is_working_day(each) != after.is_working_day(each)
    ]
    assert changed == [day("2020-01-31"), day("2020-02-01")]
    assert before.day_kind(day("2020-02-01")).kind == "make-up day"
    assert after.day_kind(day("2020-02-01")).kind == "holiday"


def test_victory_day_2015_was_added() -> None:
    """The State Council's notice of 2015-05-13 moved 3, 4 and 6 September."""
    before, after = CN.known_on(day("2015-05-12")), CN.known_on(day("2015-05-13"))
    changed = [
        each for each in EVERY_DAY if before.is_working_day(each) != after.is_working_day(each)
    ]
    assert changed == [day("2015-09-03"), day("2015-09-04"), day("2015-09-06")]


def test_a_year_not_yet_arranged_is_read_from_its_first_notice() -> None:
    """In October 2019 the year 2020 is that of 2019-11-21, without the extension of 2020."""
    known = CN.known_on(day("2019-10-01"))
    assert known.add_working_days(day("2019-12-30"), 3) == day("2020-01-03")
    assert known.day_kind(day("2020-01-24")).notice == "国办发明电〔2019〕16号"
    assert known.day_kind(day("2020-02-01")).kind == "make-up day"


def test_a_notice_not_yet_published_says_nothing_of_the_year_before() -> None:
    """Saturday 2018-12-29 was worked by the notice for 2019: unknown until 2018-12-04."""
    assert not CN.known_on(day("2018-12-03")).is_working_day(day("2018-12-29"))
    assert CN.known_on(day("2018-12-04")).is_working_day(day("2018-12-29"))


def test_days_named_before_the_first_covered_year_are_let_go() -> None:
    """Given the notices from 2019's on, its days of December 2018 are uncovered and change none."""
    later = attrs.evolve(CN, notices=CN.notices[5:]).latest
    assert later.first_year == 2019
    with pytest.raises(UncoveredYearError, match="covers 2018 "):
        later.day_kind(day("2018-12-31"))
    covered = [each for each in EVERY_DAY if each.year >= 2019]
    assert all(later.is_working_day(d) == CN.latest.is_working_day(d) for d in covered)


def test_before_the_first_notice_the_first_version_answers() -> None:
    """A day before any notice gets the earliest version; one after all, the latest."""
    assert CN.known_on(day("2010-01-01")) is CN.versions[0]
    assert CN.known_on(day("2026-12-31")) is CN.latest
    assert NL.known_on(day("2019-06-01")) is NL.latest


def test_a_day_tells_its_festival_and_notice() -> None:
    """Each kind of day names itself in both languages, with the notice that made it."""
    kinds = [
        CN.latest.day_kind(day(f"2019-{each}")) for each in ("10-01", "10-12", "10-13", "10-14")
    ]
    assert [kind.kind for kind in kinds] == ["holiday", "make-up day", "rest day", "working day"]
    assert [kind.zh for kind in kinds] == ["国庆节", "国庆节", "休息日", "工作日"]
    assert [kind.en for kind in kinds[:2]] == ["National Day", "National Day"]
    assert [kind.notice for kind in kinds] == ["国办发明电〔2018〕15号"] * 2 + ["", ""]


def test_the_notices_are_well_formed() -> None:
    """They come in order, cover each year once and work weekends; a yearly one has 7 festivals."""
    published = [notice.published for notice in CN.notices]
    assert published == sorted(set(published))
    assert sorted(year for notice in CN.notices for year in notice.covers) == [*range(2015, 2027)]
    for notice in CN.notices:
        worked = [d for d, kind in notice.days.items() if kind.kind == "make-up day"]
        assert all(each.weekday() >= 5 for each in worked), notice.number
        assert {each.year for each in notice.days} <= notice.covers | {
            min(each.year for each in notice.days)
        }
        festivals = {name for kind in notice.days.values() for name in kind.zh.split("、")}
        assert len(festivals) == (7 if notice.covers else 1), notice.number
        assert f"〔{notice.published.year}〕" in notice.number


@pytest.mark.parametrize("asked", ["2014-12-31", "2027-01-01"])
def test_an_uncovered_year_is_refused_in_one_sentence(asked: str) -> None:
    """No question is answered for a year without a notice, and the refusal names the way out."""
    questions = (
        CN.latest.is_working_day,
        CN.latest.day_kind,
        CN.latest.on_or_after,
        lambda each: CN.latest.add_working_days(each, 1),
        lambda each: CN.latest.working_days_between(day("2014-01-01"), each),
        lambda each: CN.latest.working_days_between(each, day("2027-12-31")),
    )
    for question in questions:
        with pytest.raises(
            UncoveredYearError, match="'cn', covered from 2015 to 2026: "
        ) as refusal:
            question(day(asked))
        assert str(refusal.value).count(". ") == 0


def test_a_count_that_runs_out_of_the_calendar_is_refused() -> None:
    """The last working day of 2026 can be reached; the one after it cannot."""
    assert CN.latest.add_working_days(day("2026-12-30"), 1) == day("2026-12-31")
    with pytest.raises(UncoveredYearError, match=r"covers 2027 .*provisional-until 2027"):
        CN.latest.add_working_days(day("2026-12-30"), 2)
    with pytest.raises(UncoveredYearError, match=r"covers 2014 .*: add that year's notice"):
        CN.latest.is_working_day(day("2014-06-03"))


def test_a_term_of_no_days_is_refused() -> None:
    """Working days are counted from 1."""
    with pytest.raises(ValueError, match="0 working days"):
        CN.latest.add_working_days(day("2019-03-01"), 0)


def test_an_unknown_calendar_is_refused_with_the_known_ones() -> None:
    """A calendar that is not in the package is refused, and so is a path out of it."""
    for unknown in ("fr", "../pyproject"):
        with pytest.raises(LookupError, match=r"choose one of cn, every_day, nl\.$"):
            load_calendar(unknown)


def test_a_calendar_without_rest_days_counts_every_day() -> None:
    """In the calendar every_day a term over a weekend and New Year is a count of plain days."""
    every_day = load_calendar("every_day").latest
    assert every_day.is_working_day(day("2024-12-29"))
    assert every_day.add_working_days(day("2024-12-27"), 6) == day("2025-01-02")


def test_calendars_load_once_and_know_their_zone() -> None:
    """The same calendar is the same object, and its days are local days."""
    assert load_calendar("cn") is CN
    assert (CN.id, CN.zone.key, NL.id, NL.zone.key) == (
        "cn",
        "Asia/Shanghai",
        "nl",
        "Europe/Amsterdam",
    )


def test_provisional_years_are_labelled_and_have_fixed_holidays_only() -> None:
    """Given 2027 filled in, its weekdays are worked but for New Year, May Day and National Day."""
    planned = provisional(CN, [2026, 2027])
    assert {version.label for version in planned.versions} == {
        f"{version.label}-provisional" for version in CN.versions
    }
    assert planned.latest.provisional
    assert not CN.latest.provisional
    off = [dt.date(2027, *each) for each in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))]
    for each in (dt.date(2027, 1, 1) + dt.timedelta(days=place) for place in range(365)):
        assert planned.latest.is_working_day(each) == (each.weekday() < 5 and each not in off)
    assert planned.latest.day_kind(day("2027-10-01")).notice == "国务院令第795号"
    assert planned.latest.add_working_days(day("2026-12-30"), 2) == day("2027-01-04")


def test_a_calendar_is_filled_up_to_the_year_its_id_names() -> None:
    """cn-provisional-2028 is cn with 2027 and 2028 filled, and its versions say so."""
    filled = load_calendar(filled_until("cn", 2028))
    assert filled.provisional_years == (2027, 2028)
    assert filled.latest.label == f"{CN.latest.label}-provisional"
    assert filled_until("cn-provisional-2027", 2028) == "cn-provisional-2028"


@pytest.mark.parametrize("year", ["2026", "2037", "", "soon", "２０２８"])
def test_a_calendar_cannot_be_filled_up_to_any_year(year: str) -> None:
    """Not to a year that a notice covers, not beyond ten more, and not to what is no year."""
    with pytest.raises(LookupError, match="give a year from 2027 to 2036"):
        load_calendar(f"cn-provisional-{year}")


def test_provisional_years_leave_arranged_days_as_they_were() -> None:
    """Every version answers for 2015-2026 as it did, and two fillings are as one."""
    planned = provisional(provisional(CN, [2027]), [2028])
    assert planned.provisional_years == (2027, 2028)
    for version, filled in zip(CN.versions, planned.versions, strict=True):
        assert all(version.day_kind(each) == filled.day_kind(each) for each in EVERY_DAY)


def test_provisional_years_may_leave_no_gap() -> None:
    """A year beyond the next one is refused, and filling nothing changes nothing."""
    with pytest.raises(ValueError, match=r"'cn' must follow on from 2026 .* give \[2027\]"):
        provisional(CN, [2028])
    assert provisional(CN, [2019, 2026]) is CN


def test_a_version_survives_the_journey_to_another_process() -> None:
    """A pickled version answers as the one it was made from."""
    copy = pickle.loads(pickle.dumps(CN.latest))  # noqa: S301 - our own bytes
    assert copy.label == CN.latest.label
    assert all(copy.day_kind(each) == CN.latest.day_kind(each) for each in EVERY_DAY)


versions = st.sampled_from([*CN.versions, *NL.versions])
days = st.dates(dt.date(2015, 1, 1), dt.date(2025, 12, 31))


@given(versions, days, st.integers(1, 200))
def test_adding_then_counting_gives_the_number_back(
    v: CalendarVersion, start: dt.date, n: int
) -> None:
    """The n-th working day after a day is worked, and n working days lie up to it."""
    end = v.add_working_days(start, n)
    assert v.is_working_day(end)
    assert v.working_days_between(start, end) == n
    walk = [start + dt.timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(map(v.is_working_day, walk)) == n


@given(versions, days)
def test_rolling_forward_twice_is_rolling_once(v: CalendarVersion, start: dt.date) -> None:
    """on_or_after lands on a working day, stays there, and skips only days not worked."""
    landed = v.on_or_after(start)
    assert v.is_working_day(landed)
    assert v.on_or_after(landed) == landed
    skipped = [start + dt.timedelta(days=step) for step in range((landed - start).days)]
    assert not any(map(v.is_working_day, skipped))


@given(versions, days, days)
def test_nothing_lies_between_a_day_and_an_earlier_one(
    v: CalendarVersion, a: dt.date, b: dt.date
) -> None:
    """Counting backwards gives zero, and never a negative number."""
    assert v.working_days_between(max(a, b), min(a, b)) == 0


@given(versions, days, st.integers(1, 60))
def test_a_term_from_a_rest_day_begins_with_the_next_working_day(
    v: CalendarVersion, start: dt.date, n: int
) -> None:
    """From a rest day, day 1 is the day it rolls to."""
    if not v.is_working_day(start):
        assert v.add_working_days(start, 1) == v.on_or_after(start)
        assert v.add_working_days(start, n + 1) == v.add_working_days(v.on_or_after(start), n)


SPRING, AUTUMN = "〔2030〕1号", "〔2030〕2号"
RIGHT_AT_NEW_YEAR = dt.date(2030, 1, 1)


def made_up() -> Calendar:
    """Return a calendar of 2030 and 2031: arranged, changed, and the year after arranged."""
    rest = {"zh": "春节", "en": "Spring Festival"}
    entries: list[dict[str, Any]] = [
        {
            "number": SPRING, "published": dt.date(2029, 11, 1), "covers": [2030],
            "festival": [
                {"zh": "元旦", "en": "New Year", "rest": [RIGHT_AT_NEW_YEAR]},
                {**rest, "rest": [dt.date(2030, 2, 4)], "work": [dt.date(2030, 2, 9)]},
            ],
        },
        {
            "number": AUTUMN, "published": dt.date(2030, 1, 10), "covers": [],
            "festival": [{**rest, "rest": [dt.date(2030, 2, 5)], "work": [dt.date(2030, 2, 10)]}],
        },
        {
            "number": "〔2030〕3号", "published": dt.date(2030, 11, 1), "covers": [2031],
            "festival": [{**rest, "rest": [dt.date(2031, 1, 23), dt.date(2030, 12, 31)]}],
        },
    ]  # fmt: skip
    notices = tuple(_notice(entry) for entry in entries)
    fixed = {(1, 1): DayKind("holiday", "元旦", "New Year", "令")}
    return Calendar(id="zz", zone=CN.zone, notices=notices, fixed=fixed)


def test_a_notice_is_read_as_it_is_written() -> None:
    """Its number, its day, the years it covers, and every day it names with festival and kind."""
    first, second, third = made_up().notices
    assert (first.number, first.published, first.covers) == (
        SPRING,
        dt.date(2029, 11, 1),
        frozenset({2030}),
    )
    assert first.days == {
        RIGHT_AT_NEW_YEAR: DayKind("holiday", "元旦", "New Year", SPRING),
        dt.date(2030, 2, 4): DayKind("holiday", "春节", "Spring Festival", SPRING),
        dt.date(2030, 2, 9): DayKind("make-up day", "春节", "Spring Festival", SPRING),
    }
    assert second.covers == frozenset()
    assert third.days.keys() == {dt.date(2031, 1, 23), dt.date(2030, 12, 31)}


def test_a_version_is_named_for_the_last_notice_it_knows() -> None:
    """One version after each notice: its label bears the day of that notice."""
    versions = made_up().versions
    assert [one.label for one in versions] == ["zz-2029-11-01", "zz-2030-01-10", "zz-2030-11-01"]
    assert {(one.calendar, one.first_year, one.last_year) for one in versions} == {
        ("zz", 2030, 2031)
    }


def test_a_change_counts_only_in_the_versions_that_know_it() -> None:
    """2030-02-05 is worked in the first version and off in the second; 02-10 the other way."""
    before, after, last = made_up().versions
    assert [one.is_working_day(dt.date(2030, 2, 5)) for one in (before, after, last)] == [
        True,
        False,
        False,
    ]
    assert [one.is_working_day(dt.date(2030, 2, 10)) for one in (before, after, last)] == [
        False,
        True,
        True,
    ]


def test_a_later_notice_may_rest_the_last_day_of_the_year_before() -> None:
    """2030-12-31 is named by the notice for 2031: off once that is known, worked before."""
    before, after, last = made_up().versions
    eve = dt.date(2030, 12, 31)
    assert [one.is_working_day(eve) for one in (before, after, last)] == [True, True, False]
    assert before.is_working_day(dt.date(2031, 1, 23)) is False


def test_a_day_beyond_the_covered_years_is_let_go() -> None:
    """A notice that names the first day after the last covered year changes nothing and no one."""
    calendar = made_up()
    beyond = {dt.date(2032, 1, 1): DayKind("holiday", "元旦", "New Year", "x")}
    stretched = attrs.evolve(calendar.notices[2], days=beyond)
    longer = attrs.evolve(calendar, notices=(*calendar.notices[:2], stretched))
    assert longer.latest.last_year == 2031
    assert longer.latest.is_working_day(dt.date(2031, 12, 31))


def test_provisional_days_bear_no_notice_of_their_own() -> None:
    """A year filled in speaks after every notice, without number; it is labelled as what it is."""
    calendar = provisional(made_up(), [2032])
    filled = _provisional_notice(calendar)
    assert (filled.number, filled.published, filled.covers) == (
        "",
        dt.date.max,
        frozenset({2032}),
    )
    assert calendar.latest.label == "zz-2030-11-01-provisional"
    assert calendar.latest.last_year == 2032


def test_the_refusal_of_a_year_says_what_would_cover_it() -> None:
    """Two years past the last: both are asked for; a year before the first: its notice."""
    latest = made_up().latest
    with pytest.raises(UncoveredYearError) as later:
        latest.is_working_day(dt.date(2033, 5, 5))
    assert 'calendar = "zz-provisional-2033"' in str(later.value)
    with pytest.raises(UncoveredYearError) as earlier:
        latest.is_working_day(dt.date(2029, 5, 5))
    assert str(earlier.value).endswith("add that year's notice to its TOML file.")
