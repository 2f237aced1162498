from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

from domain import bills as b
from domain import consultations as c
from domain import documents as d
from domain import entrustments as e
from domain import grassroots as g
from domain import leave as le
from domain import meetings as m
from domain import organisation as o
from domain import submissions as s
from domain import supervision as sv
from domain.act import all_acts
from domain.world import AGGREGATES
from projections.kinds import KINDS, STAGES
from projections.openings import COLUMNS, openings_frame
from projections.source import Source
from projections.workload import workload

_JOURNEY = {"departs_on": dt.date(2019, 7, 1), "returns_on": dt.date(2019, 7, 3)}


def _source(as_of: str) -> Source:
    day = dt.date.fromisoformat(as_of)
    return Source(
        ledger="memory", position=1, as_of=day, rulebook="wjg-2019", calendar="cn-2019-11-21"
    )


def _lay(district: Any, as_of: str = "2019-12-31") -> list[tuple[str, str, str, str, str]]:
    """Return matter, kind, organ, day opened and day closed of every spell."""
    acts = sorted(district.acts, key=lambda act: act.occurred_at)
    frame = openings_frame(acts, _source(as_of))
    days = frame[["opened", "closed"]].apply(lambda column: column.dt.strftime("%m-%d").fillna(""))
    rows = zip(
        frame["matter"], frame["kind"], frame["organ"], days["opened"], days["closed"], strict=True
    )
    return list(rows)


def test_every_kind_of_matter_is_read() -> None:
    """Each kind the world knows has its own entry: what it is called, opens and closes."""
    assert set(KINDS) == set(AGGREGATES)


@pytest.mark.parametrize("name", list(KINDS))
def test_a_kind_names_acts_and_fields_that_exist(name: str) -> None:
    """A renamed act or field cannot leave a table behind that reads nothing."""
    kind, acts = KINDS[name], all_acts()
    own = {act: cls for act, cls in acts.items() if cls.kind == name}
    touching = {**kind.opens, **kind.closes, **kind.lapses}
    assert set(touching) | kind.silent | set(kind.closes_only) <= set(own)
    for table in (kind.opens, kind.closes, kind.lapses):
        for act, field in table.items():
            assert field in ("", *(one.name for one in attrs.fields(own[act]))), (act, field)
    known = {one.name for cls in own.values() for one in attrs.fields(cls)}
    optional = set() if kind.organ == ("unit",) else set(kind.organ)  # the default of either
    optional |= set() if kind.title == ("title",) else set(kind.title)
    assert optional | ({kind.subject} - {""}) <= known


@pytest.mark.parametrize(("act", "field"), [(act, field) for act, (field, _) in STAGES.items()])
def test_a_stage_that_depends_on_a_field_names_one_that_exists(act: str, field: str) -> None:
    """What is read of an act to name the stage is a field of that act."""
    assert field in {one.name for one in attrs.fields(all_acts()[act])}


def test_work_can_be_closed_and_records_are_no_work() -> None:
    """A kind of work that nothing closes would pile up for ever on the chart of workload."""
    endless = {name for name, kind in KINDS.items() if not (kind.closes or kind.standing)}
    assert endless == set()


def test_a_consultation_lies_with_its_host_and_with_each_unit_asked(district: Any) -> None:
    """Finance has it from receipt to reply; Education never replies and has it until the close."""
    units = ("finance", "education")
    district.has(
        c.Opened, "C1", "2019-04-01", by="housing", host="housing", about="S", related_units=units
    )
    for unit in units:
        district.has(c.Requested, "C1", "2019-04-01", by="housing", unit=unit)
        district.has(c.Received, "C1", "2019-04-02", by=unit, unit=unit)
    district.has(c.Replied, "C1", "2019-04-04", by="finance", unit="finance", position="agree")
    district.has(c.Closed, "C1", "2019-04-09", by="housing", result="deemed")
    assert _lay(district) == [
        ("C1", "consultation", "housing", "04-01", "04-09"),
        ("C1", "consultation", "education", "04-02", "04-09"),
        ("C1", "consultation", "finance", "04-02", "04-04"),
    ]


def test_a_day_in_between_shows_what_was_open_then(district: Any) -> None:
    """Seen from 04-02, nothing of the close on 04-09 is known."""
    district.has(
        c.Opened, "C1", "2019-04-01", by="housing", host="housing", about="S", related_units=()
    )
    district.has(c.Closed, "C1", "2019-04-09", by="housing", result="agreed")
    assert _lay(district, "2019-04-02") == [("C1", "consultation", "housing", "04-01", "")]


def test_a_submission_lies_with_the_office_and_again_when_sent_anew(district: Any) -> None:
    """Returned on 03-12 and submitted again on 03-15: the Office has it twice."""
    request = {
        "by": "finance", "unit": "finance", "type": "request", "subject": "finance",
        "matters": ("m",), "addressees": ("district",),
    }  # fmt: skip
    district.has(s.Submitted, "S1", "2019-03-11", **request)
    district.has(s.Returned, "S1", "2019-03-12", reason="two matters")
    district.has(s.Submitted, "S1", "2019-03-15", **request)
    assert _lay(district) == [
        ("S1", "submission", "office", "03-11", "03-12"),
        ("S1", "submission", "office", "03-15", ""),
    ]


def test_a_document_lies_with_its_drafters_until_it_is_issued(district: Any) -> None:
    """What happens to it after issue is no more work on it."""
    drafted = {
        "unit": "finance", "document_class": "notice", "issuer": "government",
        "direction": "down", "subjects": ("finance",),
    }  # fmt: skip
    district.has(d.Drafted, "D1", "2019-05-06", by="finance", **drafted)
    district.has(d.Signed, "D1", "2019-05-07", by="exec", text_version=1)
    district.has(d.Issued, "D1", "2019-05-08")
    district.has(d.Transmitted, "D1", "2019-05-09", addressees=("housing",))
    assert _lay(district) == [("D1", "document", "finance", "05-06", "05-08")]


@pytest.mark.parametrize(("meeting_kind", "closed"), [("study", "06-03"), ("executive", "")])
def test_only_a_study_meeting_is_over_when_it_ends(
    district: Any, meeting_kind: str, closed: str
) -> None:
    """The other four kinds still owe their minutes (49.4)."""
    district.has(
        m.Convened, "M1", "2019-06-01", by="head", meeting_kind=meeting_kind, chair="head",
        convenors=("head",), planned_for=dt.date(2019, 6, 3),
    )  # fmt: skip
    district.has(m.Started, "M1", "2019-06-03", by="head", chair="head")
    district.has(m.Ended, "M1", "2019-06-03 11:00", by="head")
    assert _lay(district) == [("M1", "meeting", "office", "06-01", closed)]


def test_an_issue_lies_with_the_office_and_each_unit_it_was_dispatched_to(district: Any) -> None:
    """Finance answers; Housing has it until the issue is resolved."""
    district.has(g.Received, "G1", "2019-04-01", by="head", leader="head", unit="street_1")
    district.has(g.Dispatched, "G1", "2019-04-02", units=("finance", "housing"))
    district.has(g.OpinionReturned, "G1", "2019-04-04", by="finance", unit="finance")
    district.has(g.Resolved, "G1", "2019-04-20")
    assert _lay(district) == [
        ("G1", "grassroots", "office", "04-01", "04-20"),
        ("G1", "grassroots", "finance", "04-02", "04-04"),
        ("G1", "grassroots", "housing", "04-02", "04-20"),
    ]


def test_a_reopened_item_is_open_again(district: Any) -> None:
    """Closed out on 05-10 and reopened on 05-20: two spells with the leading unit."""
    district.has(sv.ItemOpened, "I1", "2019-05-01", lead_unit="housing")
    district.has(sv.Closed, "I1", "2019-05-10")
    district.has(sv.Reopened, "I1", "2019-05-20", reason="it came back")
    assert _lay(district) == [
        ("I1", "supervision", "housing", "05-01", "05-10"),
        ("I1", "supervision", "housing", "05-20", ""),
    ]


@pytest.mark.parametrize(("as_of", "closed"), [("2019-06-09", ""), ("2019-06-10", "06-10")])
def test_an_entrustment_is_over_by_itself_on_its_day(
    district: Any, as_of: str, closed: str
) -> None:
    """Granted until 06-10: on 06-09 it stands, on 06-10 it is over, and no act says so."""
    midnight = district.proposed(e.Revoked, "x", "2019-06-10 00:00", entrustment="E").occurred_at
    district.has(
        e.Granted, "head", "2019-06-01", by="head", entrustment="E1", grantee="exec",
        scope=("preside",), since=midnight - dt.timedelta(days=9), until=midnight,
    )  # fmt: skip
    assert _lay(district, as_of) == [("head", "entrustment", "office", "06-01", closed)]


def test_without_a_chart_a_matter_lies_with_whoever_opened_it(history: Any) -> None:
    """An imported council has no chart: its bills lie with the body that introduced them."""
    history.has(b.Introduced, "Int 1-2019", "2019-05-01", by="City Council", activity="Introduced")
    history.has(b.Filed, "Int 1-2019", "2019-06-01", by="City Council", activity="Filed")
    assert _lay(history) == [("Int 1-2019", "bill", "City Council", "05-01", "06-01")]


def test_a_matter_lies_where_its_opener_sat_when_it_was_opened(district: Any) -> None:
    """The principal of Finance moves to Housing: the second leave is Housing's."""
    who = "finance_principal"
    district.has(le.Reported, who, "2019-04-01", by=who, leave="L1", **_JOURNEY)
    district.has(o.Removed, "wujiagang", "2019-05-01", by="head", person=who, post="principal")
    district.has(
        o.Appointed, "wujiagang", "2019-05-01", by="head", person=who, post="principal",
        unit="housing", label_zh="区住建局局长", label_en="Housing principal",
    )  # fmt: skip
    district.has(le.Reported, who, "2019-06-01", by=who, leave="L2", **_JOURNEY)
    assert [organ for _, _, organ, _, _ in _lay(district)] == ["finance", "housing"]


def test_whoever_is_not_in_the_chart_has_no_organ(district: Any) -> None:
    """Where there is a chart, a stranger's matter lies with nobody rather than with himself."""
    district.has(le.Reported, "stranger", "2019-04-01", by="stranger", leave="L1", **_JOURNEY)
    assert [organ for _, _, organ, _, _ in _lay(district)] == [""]


def test_the_chart_and_the_ledger_are_no_work(district: Any) -> None:
    """Founding a district opens nothing that anybody has to work off."""
    frame = openings_frame(district.acts, _source("2019-12-31"))
    assert list(frame.columns) == list(COLUMNS)
    assert frame.empty


def test_workload_counts_what_the_openings_say(district: Any) -> None:
    """Two items opened in one week and one closed in the next: two open, then one."""
    district.has(sv.ItemOpened, "I1", "2019-05-06", lead_unit="housing")
    district.has(sv.ItemOpened, "I2", "2019-05-07", lead_unit="housing")
    district.has(sv.Closed, "I1", "2019-05-14")
    table = workload(openings_frame(district.acts, _source("2019-05-19")))
    assert list(zip(table["organ"], table["week"], table["open"], strict=True)) == [
        ("housing", "2019-W19", 2),
        ("housing", "2019-W20", 1),
    ]
