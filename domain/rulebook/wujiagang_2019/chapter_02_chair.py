"""第二章 组成人员及职责, Art. 7: the head calls and chairs plenary and executive."""

from __future__ import annotations

from domain.meetings import EXECUTIVE, PLENARY
from domain.rulebook.norms import Gate, Modality, Norm
from domain.rulebook.wujiagang_2019.presiding import CONVENED_OR_STARTED, headed

HEAD_CONVENES_AND_CHAIRS = Gate(
    id="7.1",
    article="7",
    modality=Modality.DECLARATIVE,
    zh="区长召集和主持全体会议和常务会议",
    en="The head convenes and chairs the plenary and the executive meeting",
    on=CONVENED_OR_STARTED,
    holds=headed(frozenset({PLENARY, EXECUTIVE})),
    reading="区长外出期间受委托主持工作的常务副区长可以召集和主持（6.4）；召集与主持分别认定，每场各一次；区长空缺或未登记的无法认定。",
)

NORMS: tuple[Norm, ...] = (HEAD_CONVENES_AND_CHAIRS,)
