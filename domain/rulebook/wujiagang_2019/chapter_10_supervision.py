"""第十章 监督制度, Art. 64: what supervision finds is registered, rectified, verified, closed out.

Two norms of 64.1 and two of 64.3 share one id, because the text says both in one breath: enter the
problem in the register, under a number of its own; file the lists, and rectify in time. Art. 62 has
a module of its own; ``NORMS`` here is the whole chapter.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs

from domain import execution, organisation, supervision
from domain.number_registers import Register, document_number
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, by_unit, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Move,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.terms import AsSet, EndOfMonth
from domain.rulebook.wujiagang_2019 import (
    chapter_10_directives,
    chapter_10_reports,
    chapter_10_responsibility,
)
from domain.rulebook.wujiagang_2019.bearers import the_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

_ZONE = ZoneInfo("Asia/Shanghai")

# --- 64.1 problems found are entered in the register, each under a number of its own ---


def _item(act: Act, setting: Setting) -> supervision.Item | None:
    return setting.world.state("supervision", act.matter)  # type: ignore[no-any-return]


def _registration_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    item = _item(act, setting)
    if not isinstance(act, supervision.ProblemFound) or item is None or item.number:
        return
    if item.found_ref == act.ref:  # a second finding under one item is the same problem
        known = setting.organ_of(act.found_by, act.occurred_at)
        outside = not known or setting.unit_kind(known) == "outside"
        yield Opening(key=by_matter(act), bearer=the_office(setting) if outside else act.found_by)


def _due_with_the_notice(act: Act) -> Move:
    return Move(key=by_matter(act), until=act.occurred_at.astimezone(_ZONE).date())


ENTER_IN_THE_REGISTER = Duty(
    id="64.1",
    article="64",
    modality=Modality.DECLARATIVE,
    zh="发现的问题建立台账",
    en="Problems found by supervision are entered in the register",
    clock=Clock(
        opens={supervision.ProblemFound: _registration_owed},
        terms=since(2019, 3, 1, EndOfMonth(spared=True), "第六十四条"),
        stopped_by={supervision.Registered: by_matter},
        moved_by={execution.NoticeIssued: _due_with_the_notice},
    ),
    reading="登记时间未定：至迟与督办通知同日登记；未发通知的，至迟于发现当月月底、下半月发现的至迟于次月月底登记；区外单位发现的由区政府办公室登记。",
)


def _number_of_its_own(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, supervision.Registered):
        return None
    if act.register:
        return _number_from_register(act, setting.world.state("number_register", act.register))
    for other in setting.world.naming("supervision", supervision.number_of, act.number):
        if other.matter != act.matter:
            why = f"编号{act.number}已由{other.matter}使用 / {other.matter} has {act.number}"
            return breached(why)
    return met()


def _number_from_register(act: supervision.Registered, register: Register | None) -> Ruling:
    """The register gives each number once, so the item's place in it is the whole proof."""
    if register is None or act.matter not in register.documents:
        return breached(f"未在{act.register}取号 / it took no number from {act.register}")
    place = register.documents.index(act.matter) + 1
    given = document_number(act.register, place)
    if act.number != given:
        return breached(f"其编号应为{given} / the number it took is {given}, not {act.number}")
    return met(f"number_register:{act.register}#{place}")


ONE_NUMBER_PER_ITEM = Gate(
    id="64.1",
    article="64",
    modality=Modality.DECLARATIVE,
    zh="实行销号管理",
    en="Every item in the register has a number no other item has had",
    on=(supervision.Registered,),
    holds=_number_of_its_own,
    reading="编号由登记簿取得的，以登记簿所记为准；未设登记簿的，不得与其他事项重号。",
)

# --- 64.2 the unit responsible gets a supervision notice ---


def _noticed_first(act: Act, setting: Setting) -> Ruling | None:
    item = _item(act, setting)
    if not isinstance(act, execution.RectificationReported) or item is None or not item.found_ref:
        return None
    track = item.tracks.get(act.unit)
    office = the_office(setting)
    if track is None or not track.notice:
        why = f"未向{act.unit}发督办通知 / no supervision notice went to {act.unit}"
        return breached(why, bearer=office, key=act.unit)
    return met(track.notice, bearer=office, key=act.unit)


NOTICE_BEFORE_RECTIFICATION = Gate(
    id="64.2",
    article="64",
    modality=Modality.DECLARATIVE,
    zh="对问题责任单位发督办通知",
    en="The unit responsible gets a supervision notice before it rectifies",
    breach=Verdict.DEVIATION,
    on=(execution.RectificationReported,),
    holds=_noticed_first,
    refuses=False,
    reading="只及督促检查发现的问题；会议决定和领导批示的落实不以督办通知为前提。",
)

# --- 64.3 the unit files its three lists and rectifies within the limit ---


def _rectification_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    """Open with the notice, and anew with the act that first gives a limit."""
    track = _track(act, setting)
    if track is not None and track.running and act.ref in (track.notice, track.limit_ref):
        start = track.noticed_at
        yield Opening(key=by_unit(act), bearer=track.unit, limit=track.limit, start=start)


def _track(act: Act, setting: Setting) -> execution.Track | None:
    item = _item(act, setting)
    return item.tracks.get(getattr(act, "unit", "")) if item else None


def _extended(act: Act) -> Move | None:
    """Move the limit as far as it is extended, or as a second notice in time gives longer."""
    match act:
        case execution.LimitExtended():
            return Move(key=by_unit(act), until=act.until)
        case execution.NoticeIssued(limit=dt.date() as limit):
            return Move(key=by_unit(act), until=limit, only_later=True)
    return None


def _units_of(act: Act, setting: Setting) -> list[str]:
    """Name the terms of every unit of an item: with its closing nothing more is due."""
    item = _item(act, setting)
    return [f"{act.matter}/{unit}" for unit in item.tracks] if item else []


def _lists_of(act: Act, setting: Setting) -> list[str]:
    return [f"{key}/lists" for key in _units_of(act, setting)]


RECTIFY_WITHIN_THE_LIMIT = Duty(
    id="64.3",
    article="64",
    modality=Modality.DIRECTIVE,
    zh="限期整改落实",
    en="The unit rectifies within the limit of the notice",
    clock=Clock(
        opens={
            execution.NoticeIssued: _rectification_owed,
            execution.ListsFiled: _rectification_owed,
        },
        terms=since(2019, 3, 1, AsSet(), "第六十四条"),
        stopped_by={
            execution.RectificationReported: by_unit,
            execution.CompletionReported: by_unit,
        },
        moved_by=dict.fromkeys((execution.LimitExtended, execution.NoticeIssued), _extended),
        ended_by={supervision.Closed: _units_of},
    ),
    reading="期限依督办通知，通知未定的依时限清单；期满前批准延长的从其规定，再次通知不重新起算，期满前另定更晚期限的视为延长；期满前已销号的不再要求。",
)


def _lists_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    for opening in _rectification_owed(act, setting):
        if not isinstance(act, execution.ListsFiled):  # filing does not give itself more time
            yield Opening(
                key=_of_lists(act),
                bearer=opening.bearer,
                limit=opening.limit,
                start=opening.start,
            )


def _of_lists(act: Act) -> str:
    return f"{by_unit(act)}/lists"


def _lists_complete(act: Act) -> str | None:
    complete = isinstance(act, execution.ListsFiled) and act.complete
    return _of_lists(act) if complete else None


def _lists_extended(act: Act) -> Move | None:
    move = _extended(act)
    return attrs.evolve(move, key=_of_lists(act)) if move else None


FILE_THREE_LISTS = Duty(
    id="64.3",
    article="64",
    modality=Modality.DIRECTIVE,
    zh="明确任务清单、责任清单、时限清单",
    en="The unit files task, responsibility and time lists",
    clock=Clock(
        opens={execution.NoticeIssued: _lists_owed},
        terms=since(2019, 3, 1, AsSet(), "第六十四条"),
        stopped_by={execution.ListsFiled: _lists_complete},
        moved_by=dict.fromkeys((execution.LimitExtended, execution.NoticeIssued), _lists_extended),
        ended_by={supervision.Closed: _lists_of},
    ),
    reading="清单何时报送未定：至迟于整改期限内。",
)

# --- 64.4 closed out by the Office, once verified and answered ---


def _closing_the_loop(act: Act, setting: Setting) -> Ruling | None:
    item = _item(act, setting)
    if item is None:
        return None
    refs = tuple(ref for ref in (item.verified_ref, item.feedback_ref) if ref)
    if not (refs or item.opened_ref or item.found_ref):
        why = (
            "立项或发现情况未登记，此前经过不明 / how it began is not on record, nor what preceded"
        )
        return unknown(why)
    if not item.verified_ref:
        return breached("整改未经核查通过 / the outcome has not been verified", *refs)
    if not item.feedback_ref:
        return breached("未反馈结果 / no feedback has been sent", *refs)
    return _closed_by_the_office(act, item, refs, setting)


def _closed_by_the_office(
    act: Act, item: supervision.Item, refs: tuple[str, ...], setting: Setting
) -> Ruling:
    closer = setting.organ_of(act.by, act.occurred_at) or act.by
    if closer not in setting.world.organisation.units and closer != the_office(setting):
        return unknown(f"未登记{act.by}的单位 / the organ of {act.by} is not on record", *refs)
    if closer != the_office(setting) and setting.unit_kind(closer) != organisation.OFFICE:
        return breached(f"销号须由区政府办公室 / the Office closes items, not {act.by}", *refs)
    if closer in item.responsible_units:
        why = "办公室自为责任单位，由谁销号未定 / the text does not say who closes the Office's own"
        return unknown(why, *refs)
    return met(*refs)


CLOSE_THE_LOOP = Gate(
    id="64.4",
    article="64",
    modality=Modality.DIRECTIVE,
    zh="件件有着落、事事有回音",
    en="An item is closed by the Office, once its outcome is verified and answered",
    on=(supervision.Closed,),
    holds=_closing_the_loop,
    reading="销号由区政府办公室为之，责任单位不得自行销号；须先核查通过并反馈结果。",
)

NORMS: tuple[Norm, ...] = (
    *chapter_10_directives.NORMS,
    *chapter_10_responsibility.NORMS,
    *chapter_10_reports.NORMS,
    ENTER_IN_THE_REGISTER,
    ONE_NUMBER_PER_ITEM,
    NOTICE_BEFORE_RECTIFICATION,
    RECTIFY_WITHIN_THE_LIMIT,
    FILE_THREE_LISTS,
    CLOSE_THE_LOOP,
)
