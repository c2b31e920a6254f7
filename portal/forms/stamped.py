"""A form over words that are kept already, which replaces nothing that it did not show."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Self

from wtforms import HiddenField

from couples.wording import gettext as _
from portal.forms.base import Form


class StampedForm(Form):
    """
    It names what was kept when it was opened.

    Where something newer is kept by now, from another tab or another counselor, it is said at
    the field once, and the next press puts this in its place.
    """

    stamp = HiddenField()
    kept: Mapping[str, str] = {}

    def over(self, **kept: str | None) -> Self:
        """Open it over what is kept just now, by the names of its fields."""
        self.kept = {name: _plain(words) for name, words in kept.items()}
        if not self.is_submitted():
            self.stamp.data = self._now
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Look, after everything else, whether somebody kept something newer."""
        is_valid = bool(super().validate(extra_validators))
        shown = dict(zip(self.kept, (self.stamp.data or "").split("-"), strict=False))
        self.stamp.data = self._now
        newer = {
            name: words
            for name, words in self.kept.items()
            if shown.get(name) and shown[name] != _mark(words) and _plain(self[name].data) != words
        }
        for name, words in newer.items():
            self[name].errors = [*self[name].errors, _told(words)]
        return is_valid and not newer

    @property
    def _now(self) -> str:
        return "-".join(map(_mark, self.kept.values()))


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _plain(words: str | None) -> str:
    return " ".join((words or "").split())


def _told(words: str) -> str:
    if not words:
        return _("This was emptied somewhere else meanwhile. Press once more to keep yours.")
    return _(
        "Somewhere else this was kept meanwhile: “%(words)s”. Press once more to replace it.",
        words=words,
    )
