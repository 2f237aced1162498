"""事件 Incidents: public opinion, clues from public and media, emergencies (Arts 33, 37, 62).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("incident.detected", zh="发现舆情", en="incident detected")
@attrs.frozen(kw_only=True)
class Detected(Act):
    """发现舆情: it concerns a unit; ``major`` as ``by`` judged (33.2)."""

    unit: str
    major: bool = False


@recorded_as("incident.assessed", zh="研判舆情", en="incident assessed")
@attrs.frozen(kw_only=True)
class Assessed(Act):
    """研判舆情."""

    unit: str


@recorded_as("incident.answered", zh="回应舆情", en="incident answered")
@attrs.frozen(kw_only=True)
class Answered(Act):
    """回应舆情."""

    unit: str


@recorded_as("incident.effect_evaluated", zh="评估回应效果", en="effect evaluated")
@attrs.frozen(kw_only=True)
class EffectEvaluated(Act):
    """评估回应效果."""

    unit: str


@recorded_as("clue.received", zh="收到监督线索", en="clue received")
@attrs.frozen(kw_only=True)
class ClueReceived(Act):
    """收到监督线索: the public or the media raise something (37.1)."""

    unit: str
    raised_by: str = ""


@recorded_as("clue.verified", zh="调查核实线索", en="clue verified")
@attrs.frozen(kw_only=True)
class ClueVerified(Act):
    """调查核实."""

    unit: str


@recorded_as("clue.handled", zh="依法处理线索", en="clue handled")
@attrs.frozen(kw_only=True)
class ClueHandled(Act):
    """依法处理: ``major`` as ``by`` judged (37.2)."""

    unit: str
    major: bool = False


@recorded_as("clue.result_published", zh="公布处理结果", en="result published")
@attrs.frozen(kw_only=True)
class ResultPublished(Act):
    """公布处理结果."""

    unit: str


@recorded_as("emergency.occurred", zh="发生突发事件", en="emergency occurred")
@attrs.frozen(kw_only=True)
class Occurred(Act):
    """发生突发事件: ``major`` as ``by`` judged; ``unit`` is responsible (62.12)."""

    unit: str
    major: bool = True


@recorded_as("emergency.response_started", zh="启动处置", en="response started")
@attrs.frozen(kw_only=True)
class ResponseStarted(Act):
    """启动处置."""

    unit: str


@recorded_as("emergency.reported", zh="向上级报告", en="reported to superiors")
@attrs.frozen(kw_only=True)
class ReportedToSuperior(Act):
    """向上级报告."""

    unit: str


# --- decisions ---

refusal = dossiers.Order(
    after={
        Assessed: (Detected,),
        Answered: (Detected,),
        ClueHandled: (ClueReceived,),
        ResultPublished: (ClueReceived,),
        ResponseStarted: (Occurred,),
        ReportedToSuperior: (Occurred,),
    },
).refusal
