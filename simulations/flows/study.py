"""学习会 Study meetings: a theme proposed and fixed, a lecture held, who came (Art. 45)."""

from __future__ import annotations

import datetime as dt

from domain import meetings as m
from domain import study_meetings as study
from domain.invitations import AttendanceRecorded
from simulations.kernel import Steps
from simulations.signers import Signer, stand_in
from simulations.year import Year


def study_meeting(year: Year) -> Steps:
    """Play one study meeting 学习会, from the Office's proposal to its end."""
    matter = year.number("M", of=f"study {year.instant:%Y-%m-%d %H:%M}")
    dice = year.dice("study", matter)
    day = year.calendar.add_working_days(year.instant.date(), 8)
    signer = stand_in(year, "head")
    year.record(
        m.Convened, matter, signer.person, capacity=signer.capacity, meeting_kind=m.STUDY,
        chair=signer.person, convenors=(signer.person,), planned_for=day,
    )  # fmt: skip
    year.record(study.ThemeProposed, matter, "office", theme="依法行政 / government by law")
    yield year.working_days_on(2)
    if not year.happens("meetings.share_theme_not_fixed", dice):
        _fixed(year, matter, stand_in(year, "head"))
    hour = year.scenario.value("meetings.begins_at")
    yield max(year.origin.minute_on(day, hour), year.kernel.instant)
    yield from held(year, matter)


def _fixed(year: Year, matter: str, signer: Signer) -> None:
    year.record(
        study.ThemeApproved, matter, signer.person, capacity=signer.capacity,
        theme="依法行政 / government by law",
    )  # fmt: skip


def _begun(year: Year, matter: str, chair: Signer) -> bool:
    begun = year.record(
        m.Started, matter, chair.person, capacity=chair.capacity, chair=chair.person
    )
    return begun is not None


def held(year: Year, matter: str) -> Steps:
    """Hold a study meeting on the current day."""
    dice = year.dice("study held", matter)
    chair = stand_in(year, "head")
    if not _begun(year, matter, chair):
        _fixed(year, matter, chair)  # it was refused for want of a theme
        if not _begun(year, matter, chair):
            return
    usual = not year.happens("meetings.share_other_form", dice)
    year.record(
        study.FormRecorded, matter, "office", form=study.LECTURE if usual else "field_visit"
    )
    leaders = [spec.id for spec in year.scenario.leaders[:8]]
    present = tuple(who for who in leaders if not year.away(who))
    absent = tuple(who for who in leaders if year.away(who))
    year.record(AttendanceRecorded, matter, "office", present=present, absent=absent)
    yield year.kernel.instant + dt.timedelta(hours=2).total_seconds() / 60
    year.record(m.Ended, matter, chair.person, capacity=chair.capacity)
