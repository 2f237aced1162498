from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from domain import consultations as c
from domain import directives as di
from domain import execution
from domain import grassroots as g
from domain import organisation as o
from domain import rulebook_lifecycle as r
from domain import submissions as s
from domain import supervision as sv
from projections.register import COLUMNS, Register, register_frame
from projections.source import Source


def _source(as_of: str) -> Source:
    day = dt.date.fromisoformat(as_of)
    return Source(
        ledger="memory", position=1, as_of=day, rulebook="wjg-2019", calendar="cn-2019-11-21"
    )


def _entry(district: Any, matter: str, as_of: str = "2019-12-31") -> dict[str, Any]:
    """Return one line of the register as of the end of a day."""
    acts = sorted(district.acts, key=lambda act: act.occurred_at)
    frame = register_frame(acts, _source(as_of))
    (row,) = frame[frame["matter"] == matter].to_dict("records")
    return {str(name): value for name, value in row.items()}


def _request(district: Any) -> None:
    """Given Finance submits a request on 03-11, and the head approves it on 03-20."""
    district.has(
        s.Submitted, "S1", "2019-03-11", by="finance", unit="finance", type="request",
        subject="tourism", matters=("m",), addressees=("district",), title="关于旅游资金的请示",
    )  # fmt: skip
    district.has(s.Received, "S1", "2019-03-12")
    district.has(s.Routed, "S1", "2019-03-13", leader="v2")
    district.has(s.Classified, "S1", "2019-03-14", tags=("major",))
    district.has(s.Approved, "S1", "2019-03-20", by="head")


def test_the_register_says_where_a_matter_stood_on_a_day(district: Any) -> None:
    """On 03-14 the request was with a leader; its tag that day is no stage of its own."""
    _request(district)
    entry = _entry(district, "S1", "2019-03-14")
    assert (entry["kind"], entry["title"]) == ("submission", "关于旅游资金的请示")
    assert (entry["status_zh"], entry["status_en"]) == ("呈批", "routed to a leader")
    assert (entry["last_act"], entry["acts"]) == ("submission.classified", 4)
    assert entry["last_at"] == pd.Timestamp("2019-03-14 09:00", tz="Asia/Shanghai")
    assert entry["opened"] == pd.Timestamp("2019-03-11 09:00", tz="Asia/Shanghai")
    assert entry["open"]
    assert entry["closed_at"] is pd.NaT


def test_the_register_says_when_a_matter_ended(district: Any) -> None:
    """Approved on 03-20, the request is closed from then on."""
    _request(district)
    entry = _entry(district, "S1")
    assert (entry["status_zh"], entry["open"]) == ("批准", False)
    assert entry["closed_at"] == pd.Timestamp("2019-03-20 09:00", tz="Asia/Shanghai")


def test_the_leader_is_the_one_in_charge_on_the_day(district: Any) -> None:
    """Tourism passes from v2 to v3 on 03-16: each day's register names its own leader."""
    _request(district)
    district.has(
        o.PortfolioAssigned, "wujiagang", "2019-03-16", by="head", subject="tourism", leader="v3"
    )
    before, after = (_entry(district, "S1", day) for day in ("2019-03-15", "2019-03-16"))
    assert (before["organ"], before["leader"]) == ("finance", "v2")
    assert after["leader"] == "v3"


def test_without_a_field_of_work_the_organ_decides_who_leads(district: Any) -> None:
    """A supervision item names only its leading unit: Housing is in v3's portfolio."""
    district.has(sv.ItemOpened, "I1", "2019-05-01", lead_unit="housing", title="整改")
    entry = _entry(district, "I1")
    assert (entry["organ"], entry["leader"], entry["title"]) == ("housing", "v3", "整改")


@pytest.mark.parametrize(("ok", "status"), [(True, "核查整改"), (False, "核查未通过")])
def test_a_stage_tells_how_it_came_out(district: Any, ok: bool, status: str) -> None:  # noqa: FBT001
    """A verification that fails does not read like one that passed."""
    district.has(sv.ItemOpened, "I1", "2019-05-01", lead_unit="housing")
    district.has(sv.Verified, "I1", "2019-05-09", ok=ok)
    assert _entry(district, "I1")["status_zh"] == status


def test_a_reopened_item_is_open_again(district: Any) -> None:
    """Closed out and reopened: open, with the stage and the count of all its acts."""
    district.has(sv.ItemOpened, "I1", "2019-05-01", lead_unit="housing")
    district.has(sv.Closed, "I1", "2019-05-10")
    district.has(sv.Reopened, "I1", "2019-05-20", reason="it came back")
    assert not _entry(district, "I1", "2019-05-19")["open"]
    entry = _entry(district, "I1")
    assert (entry["open"], entry["status_en"], entry["acts"]) == (True, "reopened", 3)


def test_a_matter_is_closed_only_when_all_of_it_is(district: Any) -> None:
    """Both units have replied, but the host has not closed its consultation."""
    district.has(
        c.Opened, "C1", "2019-04-01", by="housing", host="housing", about="预算",
        related_units=("finance",),
    )  # fmt: skip
    district.has(c.Requested, "C1", "2019-04-01", by="housing", unit="finance")
    district.has(c.Received, "C1", "2019-04-02", by="finance", unit="finance")
    district.has(c.Replied, "C1", "2019-04-03", by="finance", unit="finance", position="agree")
    assert _entry(district, "C1")["open"]
    district.has(c.Closed, "C1", "2019-04-04", by="housing", result="coordinated")
    entry = _entry(district, "C1")
    assert (entry["open"], entry["status_zh"], entry["title"]) == (False, "经协调", "预算")


def test_a_matter_ends_with_the_last_of_its_parts(district: Any) -> None:
    """Two units report back on a directive, on 05-08 and on 05-10: it ended on 05-10."""
    for unit in ("housing", "finance"):
        district.has(di.Received, "Z1", "2019-05-06", by=unit, unit=unit, important=True)
    district.has(di.ReportedBack, "Z1", "2019-05-08", by="finance", unit="finance")
    assert _entry(district, "Z1")["open"]
    district.has(di.ReportedBack, "Z1", "2019-05-10", by="housing", unit="housing")
    assert _entry(district, "Z1")["closed_at"] == pd.Timestamp("2019-05-10 09:00+08:00")


def test_a_matter_stays_with_the_organ_it_began_with(district: Any) -> None:
    """Housing leads the item; a notice to Finance does not make it Finance's."""
    district.has(sv.ItemOpened, "I1", "2019-05-01", lead_unit="housing")
    district.has(execution.NoticeIssued, "I1", "2019-05-02", unit="finance")
    assert _entry(district, "I1")["organ"] == "housing"


def test_a_matter_whose_parts_nobody_named_is_open_as_a_whole(district: Any) -> None:
    """An issue dispatched to no unit, before anybody received it, is still in the register."""
    district.has(g.Dispatched, "G1", "2019-05-02", units=())
    entry = _entry(district, "G1")
    assert (entry["open"], entry["status_en"]) == (True, "dispatched to units")


def test_the_register_is_in_order_of_number(district: Any) -> None:
    """Whatever came first, a reader finds a matter by its kind and number."""
    for item in ("I2", "I1"):
        district.has(sv.ItemOpened, item, "2019-05-01", lead_unit="housing")
    frame = register_frame(district.acts, _source("2019-12-31"))
    assert frame["matter"].tolist() == ["wujiagang", "I1", "I2"]


@pytest.mark.parametrize(("as_of", "is_open"), [("2019-09-30", True), ("2019-10-01", False)])
def test_a_repealed_rulebook_is_over_from_the_day_the_repeal_names(
    district: Any,
    as_of: str,
    is_open: bool,  # noqa: FBT001
) -> None:
    """Repealed on 08-01 with effect from 10-01: it stands in between."""
    district.has(
        r.Enacted, "wjg-2019", "2019-03-01", since=dt.date(2019, 3, 1), until=dt.date(2024, 3, 1)
    )
    district.has(r.Repealed, "wjg-2019", "2019-08-01", since=dt.date(2019, 10, 1))
    entry = _entry(district, "wjg-2019", as_of)
    assert (entry["open"], entry["status_zh"]) == (is_open, "在用")


def test_the_chart_is_a_standing_record(district: Any) -> None:
    """The organisation is in the register, in use, however many acts it has."""
    entry = _entry(district, "wujiagang")
    assert (entry["status_en"], entry["open"]) == ("in use", True)
    assert entry["acts"] == len(district.acts)


def test_feeding_act_by_act_gives_what_the_frame_shows(district: Any) -> None:
    """The fold and the frame are one register, in order of kind and number."""
    _request(district)
    fold = Register()
    for act in district.acts:
        fold.feed(act)
    rows = list(fold.rows())
    frame = register_frame(district.acts, _source("2019-12-31"))
    assert [(row.kind, row.matter) for row in rows] == [
        ("organisation", "wujiagang"), ("submission", "S1"),
    ]  # fmt: skip
    assert [row.status_zh for row in rows] == frame["status_zh"].tolist()


def test_an_empty_ledger_has_an_empty_register() -> None:
    """Nothing has happened: no rows, all columns, dtypes as ever."""
    frame = register_frame([], _source("2019-12-31"))
    assert list(frame.columns) == list(COLUMNS)
    assert (len(frame), str(frame["open"].dtype), str(frame["acts"].dtype)) == (0, "bool", "int64")
