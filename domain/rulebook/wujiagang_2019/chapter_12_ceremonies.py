"""第十二章 廉政和作风, Art. 79: leaders attend ceremonies only when both bodies approved."""

from __future__ import annotations

from domain import activities
from domain.act import Act
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.leaders import is_leader


def _approved_by_both(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, activities.Attended) or act.sort != "listed":
        return None
    if not is_leader(setting, act.leader, act.occurred_at):
        return None
    state: activities.Activity | None = setting.world.state(act.kind, act.matter)
    given = [one for one in (state.approvals if state else ()) if one.leader == act.leader]
    refs = [one.ref for one in given]
    missing = [
        zh
        for cls, zh in (
            (activities.ApprovedByParty, "区委 the Party committee"),
            (activities.ApprovedByGovernment, "区政府 the government"),
        )
        if not any(isinstance(one, cls) for one in given)
    ]
    if not missing:
        return met(*refs, bearer=act.leader)
    listed = ", ".join(missing)
    return breached(f"未经{listed}批准 / not approved by {listed}", *refs, bearer=act.leader)


APPROVED_BY_BOTH = Gate(
    id="79.1",
    article="79",
    modality=Modality.MUST_NOT,
    zh="未经区委区政府批准，不得参加剪彩、奠基、庆祝会等",
    en="Leaders attend ceremonies only when Party committee and government approved",
    on=(activities.Attended,),
    holds=_approved_by_both,
    reading="区委和区政府均须批准。",
)

NORMS: tuple[Norm, ...] = (APPROVED_BY_BOTH,)
