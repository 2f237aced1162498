"""政务公开 Disclosure: requests, publications, interpretations and power lists (Arts 28–31).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

from domain import dossiers

# --- acts ---

# --- decisions ---

refusal = dossiers.Order().refusal
