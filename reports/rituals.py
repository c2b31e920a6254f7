"""Rituals for a brief: the days of each partner, as frozen plain values."""

from dataclasses import dataclass
from datetime import date

from reports.states import DayState


@dataclass(frozen=True, slots=True)
class RitualDays:
    """
    One partner's days of one ritual, oldest first.

    `done` of `due` are counted by whoever gathers, not from the days, since three times
    a week is due on no particular day. Days said “not today” and pauses are in neither.
    `called` is the name that they gave to it, `ratings` what was rated, for the counselor.
    """

    name: str
    days: tuple[DayState, ...]
    done: int
    due: int
    note: str = ""
    called: str = ""
    ratings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ritual:
    """
    A ritual of the couple, as a strip that starts on `first_day` for each partner.

    `compared` compares what each says from their own side, for the counselor alone.
    """

    title: str
    cadence: str
    first_day: date
    partners: tuple[RitualDays, ...]
    compared: tuple[str, ...] = ()
