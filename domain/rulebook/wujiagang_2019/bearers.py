"""义务人 Bearers: whom the text names by office rather than by act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import organisation

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting


def the_office(setting: Setting) -> str:
    """Return the id of 区政府办公室, the district government's Office, in the chart so far."""
    for unit in setting.world.organisation.units.values():
        if unit.kind == organisation.OFFICE:
            return unit.id
    return organisation.OFFICE
