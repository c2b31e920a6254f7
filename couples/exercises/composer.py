"""Reading the controls of one form, right or wrong, and noting every slip on the way."""

from __future__ import annotations

import re

from couples.exercises.slips import Slip
from couples.exercises.written import Typed
from couples.wording import gettext as _


class Composer:
    """Reads controls and notes every slip on its way."""

    def __init__(self, place: str, typed: Typed) -> None:
        """Begin with what stands at one place."""
        self.place = place
        self.typed = typed
        self.slips: list[Slip] = []

    def words(self, control: str) -> str:
        """The text of a control."""
        return str(self.typed.get(control) or "").strip()

    def line(self, control: str) -> str:
        """The text of a control that has room for one line, however it was wrapped."""
        return re.sub(r"\s*\n\s*", " ", self.words(control))

    def number(self, control: str) -> int | None:
        """The whole number of a control, if there is one."""
        words = self.words(control)
        if not words:
            return None
        try:
            return int(words)
        except ValueError:
            self.slips.append(Slip(self.place, control, _("Write a whole number.")))
            return None

    def numbers(self, control: str) -> list[int]:
        """The whole numbers of a control, with commas or blanks between them."""
        found = re.split(r"[\s,;]+", self.words(control))
        try:
            return [int(words) for words in found if words]
        except ValueError:
            sentence = _("Write whole numbers with commas between them.")
            self.slips.append(Slip(self.place, control, sentence))
            return []

    def ticked(self, control: str) -> list[str]:
        """The boxes of a control."""
        return list(self.typed.get(control) or [])
