"""规范性文件 Normative documents: made, reviewed, filed, corrected, expired (Arts 19, 20, 34).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions, questions.
"""

from __future__ import annotations

from domain import dossiers

# --- acts ---

# --- decisions ---

refusal = dossiers.Order().refusal
