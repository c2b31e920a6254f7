"""Why homework was given in spite of a gate, as a brief tells its counselor."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Override:
    """
    Homework that the counselor gave in spite of held gates, with the reason they wrote.

    It belongs to the counselor; the couple's copy never holds one.
    """

    title: str
    on: date
    lines: tuple[str, ...]
    is_cut: bool = False
