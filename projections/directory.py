"""名录 Directory: who is called what, sits where and answers to whom, folded from the chart's acts.

Every table here that names people or organs asks this; it adds nothing to ``domain.organisation``
but memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from domain import organisation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from domain.act import Act

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""The district's zone, in which these tables show local days unless another is given."""


class Directory:
    """The chart as known after the acts fed so far."""

    def __init__(self, chart: organisation.Organisation | None = None) -> None:
        self.chart = chart or organisation.Organisation(matter="", version=0)
        self._organs: dict[str, str] = {}

    def feed(self, act: Act) -> None:
        """Take in an act; only those of the organisation change anything."""
        if act.kind == "organisation":
            self.chart = organisation.evolve(act, self.chart)
            self._organs.clear()

    def label(self, who: str, lang: str) -> str:
        """Return how a person or an organ is called in ``zh`` or ``en``; its id where unknown."""
        zh, en = self.chart.labels.get(who, ("", ""))
        return (zh if lang == "zh" else en) or zh or who

    @property
    def labels(self) -> Mapping[str, tuple[str, str]]:
        """Labels, Chinese and English, by id of person or organ."""
        return self.chart.labels

    def organ_of(self, who: str, at: dt.datetime) -> str:
        """Return the organ somebody belongs to, empty for none.

        Under a ledger without a chart, as imports are, whoever acts stands for himself.
        """
        organ = self._organs.get(who)
        if organ is None:
            nobody = "" if self.chart.units else who
            organ = self._organs[who] = organisation.unit_of(self.chart, who, at) or nobody
        return organ

    def office(self) -> str:
        """Return the id of the Office 区政府办公室, empty where none is registered."""
        for unit in self.chart.units.values():
            if unit.kind == organisation.OFFICE:
                return unit.id
        return ""

    def leader_of(self, subject: str, organ: str, at: dt.datetime) -> str:
        """Return the leader in charge of a subject, else of an organ's own; empty for none."""
        unit = self.chart.units.get(organ)
        for field in (subject, unit.subject if unit else ""):
            held = organisation.leader_in_charge(self.chart, field, at) if field else None
            if held:
                return held.by
        return ""
