"""报告 Reports: to the Party committee and to the district government (Arts 3, 58, 59).

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


# --- decisions ---

refusal = dossiers.Order().refusal
