"""信息发布 Releases: reviewed, reported, released (Arts 70, 71, 80).

Reading order: acts, state and evolve (a dossier, see ``domain.dossiers``), decisions.
"""

from __future__ import annotations

import attrs

from domain import dossiers
from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("release.reviewed", zh="发布前审定", en="release reviewed")
@attrs.frozen(kw_only=True)
class Reviewed(Act):
    """审定: the content was examined before release (70.1)."""

    passed: bool


@recorded_as("release.major_situation_reported", zh="报告重大情况", en="major situation reported")
@attrs.frozen(kw_only=True)
class MajorSituationReported(Act):
    """报告重大情况: to the district government, before it is released (70.2)."""


@recorded_as("release.released", zh="发布信息", en="information released")
@attrs.frozen(kw_only=True)
class Released(Act):
    """发布信息: by a unit on a channel.

    ``listed`` where it touches important deployments, important questions or public interests;
    ``major`` where it tells of a major situation; ``about`` the matter, ``kind:number``.
    """

    unit: str
    channel: str
    listed: bool
    major: bool = False
    public: bool = True
    about: str = ""


@recorded_as("release.news_reported", zh="新闻报道", en="news reported")
@attrs.frozen(kw_only=True)
class NewsReported(Act):
    """新闻报道: coverage of a leader's meeting, visit or research (80.1)."""

    medium: str
    about: str = ""
    words: int = 0


# --- decisions ---

refusal = dossiers.Order(once=frozenset({Released})).refusal
