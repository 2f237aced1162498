"""年度计划 Plans: the year's documents and the year's supervision (Arts 57, 63).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

from domain import dossiers

# --- acts ---

# --- decisions ---

refusal = dossiers.Order().refusal
