"""第八章 会议制度, Art. 47: who drafts and who reviews what a meeting is to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import meetings, organisation, topics
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_08_topics import kind_at, outside_the_office

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 47.1 the reporting department drafts, the Office reviews ---


def _drafted_and_reviewed(act: Act, setting: Setting) -> Ruling | None:
    topic: topics.Topic | None = setting.world.state("topic", act.matter)
    if not isinstance(act, topics.Heard) or topic is None or topic.status == "heard":
        return None
    material, reviewed = topic.material, topic.material_reviewed
    if material is None or kind_at(act.meeting, topic, setting) not in meetings.DECIDING:
        return None
    unit, office = topic.proposed.unit, the_office(setting)
    drafters = organisation.units_of(setting.world.organisation, material.by, material.occurred_at)
    if drafters and unit not in drafters:
        why = f"材料由{material.by}起草，不是汇报部门 / drafted by {material.by}, not by {unit}"
        return breached(why, material.ref, bearer=unit)
    if reviewed is None:
        why = "材料未经办公室审核把关 / the Office did not review the material"
        return breached(why, material.ref, bearer=office)
    if outside_the_office(reviewed.by, reviewed.occurred_at, setting):
        why = f"材料由{reviewed.by}审核 / the material was reviewed by {reviewed.by}"
        return breached(why, material.ref, reviewed.ref, bearer=office)
    return met(material.ref, reviewed.ref, bearer=office)


DRAFTED_BY_THE_UNIT_REVIEWED_BY_THE_OFFICE = Gate(
    id="47.1",
    article="47",
    modality=Modality.DECLARATIVE,
    zh="会议材料由议题汇报部门牵头起草，办公室审核把关",
    en="The reporting unit drafts the meeting material and the Office reviews it",
    on=(topics.Heard,),
    holds=_drafted_and_reviewed,
    reading="上会时认定；审核后另行起草的须重新审核；没有材料的议题不作认定；学习会不适用。",
)

NORMS: tuple[Norm, ...] = (DRAFTED_BY_THE_UNIT_REVIEWED_BY_THE_OFFICE,)
