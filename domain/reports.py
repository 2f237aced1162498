"""报告 Reports: to the Party committee and to the district government (Arts 3, 50, 58, 59).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("party_report.reported", zh="向区委请示报告", en="reported to the Party committee")
@attrs.frozen(kw_only=True)
class ReportedToParty(Act):
    """向区委请示报告: about a matter ``kind:number``, which this stream is named by (3.4)."""

    about: str


@recorded_as("information_report.reported", zh="报送政务信息", en="information reported")
@attrs.frozen(kw_only=True)
class InformationReported(Act):
    """报送政务信息: of one of the seven categories of Art. 59; ``note`` for others."""

    unit: str
    category: int
    note: str = ""


@recorded_as(
    "supervision_report.submitted",
    zh="报告督办落实情况",
    en="implementation reported to the leaders",
)
@attrs.frozen(kw_only=True)
class ImplementationReported(Act):
    """报告督办落实情况: how what the meetings decided is carried out, told to the leaders (50.2).

    ``left_out`` are open items, by number, that the report says nothing of.
    """

    to: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


# --- decisions ---

refusal = dossiers.Order().refusal
