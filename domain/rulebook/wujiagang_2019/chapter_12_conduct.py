"""第十二章 廉政和作风建设, Art. 78: what the head is asked or decides on site is followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import grassroots, organisation
from domain.authority import Power, presiding, resolve
from domain.entrustments import PRESIDE
from domain.rulebook.keys import by_matter, by_unit, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.terms import WorkingDays
from domain.rulebook.wujiagang_2019.bearers import the_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 78.6 the Office breaks it down to the units within two working days ---


def _issue(act: Act, setting: Setting) -> grassroots.Issue | None:
    return setting.world.state("grassroots", act.matter)  # type: ignore[no-any-return]


def _heads_source(issue: grassroots.Issue, setting: Setting) -> grassroots.Source | None:
    """Return the first source of an issue that came to the principal leader, or None."""
    for source in issue.sources:
        if _is_principal_leader(source, setting):
            return source
    return None


def _is_principal_leader(source: grassroots.Source, setting: Setting) -> bool:
    """区政府主要领导: the head, or the executive deputy while presiding for the absent head."""
    world, at = setting.world, source.at
    held = resolve(world, source.leader, Power(posts=(organisation.HEAD,)), at).may
    return held or presiding(world, source.leader, PRESIDE, at) is not None


def _dispatch_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    issue = _issue(act, setting)
    source = _heads_source(issue, setting) if issue else None
    if source is not None and source.ref == act.ref:
        yield Opening(key=by_matter(act), bearer=the_office(setting))


_SETTLED = (grassroots.Resolved, grassroots.FedBack)
"""Acts that settle an issue: nothing more is to be dispatched, nor any opinion returned."""

DISPATCH = Clock(
    opens={grassroots.Received: _dispatch_owed, grassroots.OnSiteDecided: _dispatch_owed},
    terms=since(2019, 3, 1, WorkingDays(2), "第七十八条"),
    stopped_by={grassroots.Dispatched: by_matter},
    cancelled_by=dict.fromkeys(_SETTLED, by_matter),
)

DISPATCH_IN_TWO_WORKING_DAYS = Duty(
    id="78.6",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="2个工作日内分解到相关街乡和部门",
    en="The Office dispatches what the head was asked or decided within two working days",
    clock=DISPATCH,
    reading="“区政府主要领导”指区长（主持工作时为常务副区长）；自现场收到次日起算；期限内已解决或回复的不再要求。",
)


def _later_unit_in_time(act: Act, setting: Setting) -> Ruling | None:
    """Judge every dispatch after the first: each unit is to have it within the same term."""
    issue = _issue(act, setting)
    if not isinstance(act, grassroots.Dispatched) or issue is None or not issue.dispatches:
        return None
    source = _heads_source(issue, setting)
    added = [unit for unit in act.units if unit not in issue.tracks]
    handed_back = any(track.returned_at for track in issue.tracks.values())
    if source is None or not added or handed_back:
        return None
    office = the_office(setting)
    due = setting.due(DISPATCH, Opening(key="", bearer=office), source.at)
    if due is None:
        return unknown("缺少时限 / the term is missing", source.ref, bearer=office)
    ruling = met(source.ref, bearer=office)
    if act.occurred_at >= due:
        why = f"逾期才交办{'、'.join(added)} / dispatched late to {', '.join(added)}"
        ruling = breached(why, source.ref, bearer=office)
    return ruling._replace(due=due, discharged=act.occurred_at)


DISPATCH_TO_EACH_UNIT = Gate(
    id="78.6",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="分解到每个相关街乡和部门",
    en="Units added by a later dispatch are to have it within the same two working days",
    on=(grassroots.Dispatched,),
    holds=_later_unit_in_time,
    refuses=False,
    reading="首次交办依义务计时；此后增列的单位，其交办亦须在同一时限内；有单位反馈意见后再转交的不在此列。",
)

# --- 78.7 each unit returns its handling opinion within five working days ---


def _opinion_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    """Open for the units the act anchors: at dispatch, and anew at the unit's own receipt."""
    issue = _issue(act, setting)
    if issue is None or _heads_source(issue, setting) is None:
        return
    for track in issue.tracks.values():
        if track.anchor == act.ref and setting.unit_kind(track.unit) != "outside":
            yield Opening(key=f"{act.matter}/{track.unit}", bearer=track.unit, recounts=True)


def _units_of(act: Act, setting: Setting) -> list[str]:
    issue = _issue(act, setting)
    return [f"{act.matter}/{unit}" for unit in issue.tracks] if issue else []


OPINION_IN_FIVE_WORKING_DAYS = Duty(
    id="78.7",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="随收随办，5个工作日内反馈办理意见",
    en="Each unit returns its handling opinion within five working days of receipt",
    clock=Clock(
        opens={grassroots.Dispatched: _opinion_owed, grassroots.ReceivedByUnit: _opinion_owed},
        terms=since(2019, 3, 1, WorkingDays(5), "第七十八条"),
        stopped_by={grassroots.OpinionReturned: by_unit},
        ended_by=dict.fromkeys(_SETTLED, _units_of),
    ),
    reading="自本单位收到次日起算，无签收的自交办之日；办理意见不等于办结；各单位分别计时，街乡亦同；期限内已解决或回复的不再要求。",
)

NORMS: tuple[Norm, ...] = (
    DISPATCH_IN_TWO_WORKING_DAYS,
    DISPATCH_TO_EACH_UNIT,
    OPINION_IN_FIVE_WORKING_DAYS,
)
