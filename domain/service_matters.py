"""办事 Service matters: accepted, completed, refused, lapses held to account (Art. 73).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

from domain import dossiers

# --- acts ---

# --- decisions ---

refusal = dossiers.Order().refusal
