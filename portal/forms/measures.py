"""The forms about measures: what counts as a change, and words that a practice brings along."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional

from couples.measures.definitions import Wording
from couples.measures.instrument import Change, Instrument
from couples.measures.services import statement
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words, count_field

LONGEST_SOURCE = 400
LONGEST_NUMBER = 12
LONGEST_WORDING = 12_000
LONGEST_SENTENCE = 400
MOST_SCALES = 10
MOST_POINTS = 200


class BasisForm(Form):
    """A standard deviation with a reliability, or a number of points, and where they stand."""

    sd = StringField(_("Standard deviation"), [Optional(), Words(LONGEST_NUMBER)])
    reliability = StringField(_("Reliability"), [Optional(), Words(LONGEST_NUMBER)])
    points = count_field(
        _("Or a published number of points"),
        [Optional(), NumberRange(1, MOST_POINTS, _("Write a number from 1 to 200."))],
    )
    source = StringField(
        _("Where these numbers stand"),
        [Words(LONGEST_SOURCE, _("Write where the numbers come from."))],
    )
    verified = BooleanField(_("I have held them against the original"))

    @classmethod
    def of(cls, basis: Change) -> BasisForm:
        """The form with what counts now, or as it was sent."""
        now = {
            "sd": str(basis.sd or ""),
            "reliability": str(basis.reliability or ""),
            "points": basis.points,
            "source": basis.source,
            "verified": basis.verified,
        }
        return cls(data=now)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return {
            "sd": self.sd.data or "",
            "reliability": self.reliability.data or "",
            "points": self.points.data,
            "source": self.source.data or "",
            "verified": bool(self.verified.data),
        }


class WordingForm(Form):
    """The words of a measure, line by line, and the statement that they may be used."""

    instructions = TextAreaField(
        _("What stands above the questions"),
        [Words(LONGEST_SENTENCE, _("Write the sentence that stands above the questions."))],
    )
    texts = TextAreaField(
        _("The questions, one to a line"),
        [Words(LONGEST_WORDING, _("Paste the questions, one to a line."))],
    )
    mapping = TextAreaField(_("Which questions belong together"), [Optional()])
    stated = BooleanField("")

    @classmethod
    def for_measure(cls, instrument: Instrument) -> WordingForm:
        """A form with a place for the answers of each scale."""
        fields: dict[str, Any] = {}
        for index, scale in enumerate(instrument.scales):
            label = _("The answers to choose from, left to right, one to a line")
            if len(instrument.scales) > 1:
                label = _(
                    "The answers at %(items)s, left to right, one to a line",
                    items=", ".join(str(number) for number in scale.items),
                )
            fields[f"labels_{index}"] = TextAreaField(
                label, [Words(LONGEST_WORDING, _("Paste the answers, one to a line."))]
            )
        form: WordingForm = type("OneWordingForm", (cls,), fields)()
        form.stated.label.text = statement()
        return form

    @property
    def wording(self) -> Wording:
        """What was pasted, line by line."""
        scales = [name for name in self._fields if name.startswith("labels_")]
        return Wording(
            self.instructions.data or "",
            _lines(self.texts.data),
            tuple(_lines(self[name].data) for name in scales),
        )

    @property
    def parts(self) -> dict[str, list[int]]:
        """Which questions belong together: “benevolence: 1, 4, 6” on each line."""
        found: dict[str, list[int]] = {}
        for line in _lines(self.mapping.data):
            name, _colon, items = line.partition(":")
            numbers = [item.strip() for item in items.split(",")]
            found["_".join(name.lower().split())] = [
                int(number) for number in numbers if number.isdecimal()
            ]
        return found


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
