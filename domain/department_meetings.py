"""部门会议 Department meetings for the whole district: consent, request, approval (Arts 51, 52).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

from domain import dossiers

# --- acts ---

# --- decisions ---

refusal = dossiers.Order().refusal
