"""The sheet that a practice's printer holds."""

from __future__ import annotations

from typing import Final

from babel.core import get_global

from reports.states import PageSize

LETTER_IN: Final = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)


def page_size(time_zone: str) -> PageSize:
    """Letter where that is what one buys, A4 in the rest of the world."""
    territory = get_global("zone_territories").get(time_zone)
    return PageSize.LETTER if territory in LETTER_IN else PageSize.A4
