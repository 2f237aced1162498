"""第七章 监督, Art. 34: normative documents are filed with the People's Congress."""

from __future__ import annotations

from domain.rulebook.norms import Norm

NORMS: tuple[Norm, ...] = ()
