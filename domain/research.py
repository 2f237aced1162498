"""调查研究 Research: topics, visits, the contact point (Art. 78).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

from domain import dossiers

# --- acts ---

# --- decisions ---

refusal = dossiers.Order().refusal
