"""The forms that say how papers look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, Field, TextAreaField
from wtforms.validators import ValidationError

from couples.designs import services
from couples.designs.arrangement import Arrangement
from couples.designs.logos import LARGEST_FILE
from couples.errors import DomainError
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words, option, select_field
from portal.forms.stamped import StampedForm
from reports.design import Design
from reports.sections import PROGRESS, Section, keys_of, staying

SINCE_THE_LAST_SESSION = "session"
_MOST_OF_LETTERHEAD = services.MOST_LINES * (services.LONGEST_OF_LETTERHEAD + 2)
_MOST_OF_NOTE = services.MOST_LINES * (services.LONGEST_OF_NOTE + 2)
_STEPS = {"up": -1, "down": 1}


class LetterheadForm(StampedForm):
    """A few lines above every paper, a logo there, and a few lines below the names."""

    letterhead = TextAreaField(_("Letterhead"), [Words(_MOST_OF_LETTERHEAD)])
    note = TextAreaField(_("A note on every paper"), [Words(_MOST_OF_NOTE)])
    logo = FileField(_("A logo, as PNG or SVG"))
    no_logo = BooleanField(_("Take the logo away"))

    def on(self, design: Design) -> Design:
        """The design with these lines, as far as there is room for them."""
        return replace(
            design,
            letterhead=_lines(self.letterhead.data),
            note=_lines(self.note.data),
            logo=None if self.no_logo.data else design.logo,
        )

    def brought(self) -> bytes:
        """The file, or a little more than fits, so that too much is noticed and not cut off."""
        upload: Any = self.logo.data
        content: bytes = upload.stream.read(LARGEST_FILE + 1)
        return content

    def validate_letterhead(self, field: Field) -> None:
        """Say at the field itself that it is too much."""
        _refuse_too_much(field, services.LONGEST_OF_LETTERHEAD)

    def validate_note(self, field: Field) -> None:
        """The same for the note."""
        _refuse_too_much(field, services.LONGEST_OF_NOTE)

    def validate_logo(self, field: Field) -> None:
        """Ask which of the two is meant."""
        if field.data and self.no_logo.data:
            raise ValidationError(gettext("Take the logo away, or choose another one."))


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").splitlines()[: services.MOST_LINES])


def _refuse_too_much(field: Field, longest: int) -> None:
    try:
        services.lines_of(field.data or "", longest)
    except DomainError as refusal:
        raise ValidationError(str(refusal)) from None


class KeysField(Field):
    """The keys of sections, as they stand on the page from top to bottom."""

    data: list[str] | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep them as they came; what is none of ours, `arrangement` drops."""
        self.data = valuelist


class SectionsForm(Form):
    """
    Every section of one paper in its order, with a box for each that may be left out.

    `move` is the button that moves one of them: then nothing is kept yet.
    """

    order = KeysField()
    shown = KeysField()
    move = KeysField()

    @classmethod
    def of(cls, kept: Arrangement, **more: Any) -> SectionsForm:
        """The form as it stands before anybody touched it."""
        return cls(order=list(kept.order), shown=list(kept.printed), **more)

    def validate_order(self, field: Field) -> None:
        """Refuse a form without any section: it was not our page that sent it."""
        if not field.data:
            raise ValidationError(gettext("Open this page once more, and try again."))

    def arrangement(self, table: Sequence[Section]) -> Arrangement:
        """What was typed, with the section moved whose button was pressed."""
        order, shown = tuple(self.order.data or ()), frozenset(self.shown.data or ())
        keys = keys_of(table)
        found = Arrangement(order, frozenset(keys) - shown).fitted(keys, staying(table))
        to, _space, key = self.pressed.partition(" ")
        return found.moved(key, _STEPS.get(to, 0))

    @property
    def pressed(self) -> str:
        """The button that moves a section, such as “up homework”, if it was one of those."""
        return next(iter(self.move.data or ()), "")


class ReportSectionsForm(SectionsForm):
    """The same for a progress report, and how long it is where nobody says otherwise."""

    weeks = select_field(
        _("A report covers"),
        [
            option(SINCE_THE_LAST_SESSION, _("What there is since the last session")),
            option("2", _("Two weeks")),
            option("4", _("Four weeks")),
            option("8", _("Eight weeks")),
            option("12", _("Twelve weeks")),
            option("26", _("Half a year")),
            option("52", _("A year")),
        ],
    )

    @property
    def how_many(self) -> int | None:
        """So many weeks, or None for what there is since the last session."""
        return None if self.weeks.data == SINCE_THE_LAST_SESSION else int(self.weeks.data)


class OneDesignForm(StampedForm, SectionsForm):
    """The sections of one paper alone, and a note that stands on no other."""

    note = TextAreaField(_("A note on this copy"), [Words(_MOST_OF_NOTE)])

    def validate_note(self, field: Field) -> None:
        """Say at the field itself that it is too much."""
        _refuse_too_much(field, services.LONGEST_OF_NOTE)


class OneReportForm(OneDesignForm):
    """The same for one report, which is made in the press that says so."""

    def validate_order(self, field: Field) -> None:
        """Without any section it looks as the practice has its reports."""

    def on(self, usual: Design) -> Design:
        """The design of the practice with what was said of this one report."""
        own = services.lines_of(self.note.data or "", services.LONGEST_OF_NOTE)
        sections = self.arrangement(PROGRESS).printed if self.order.data else usual.progress
        return replace(usual, progress=sections, note=(*usual.note, *own))

    @property
    def said(self) -> str:
        """All that was said of this one report, as one text."""
        return f"{self.order.data} {self.shown.data} {self.note.data}"
