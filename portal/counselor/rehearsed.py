"""What goes along from a form to the page of its rehearsal and back, so that nothing is lost."""

from __future__ import annotations

from flask import request

from couples.exercises.blank import is_blank

REASON = "reason_"
"""Before the id of a couple: why they get it in spite of a gate."""

LOOKED_AT = "looked_at"
"""The couples whose reason the rehearsal on the screen already reckons with."""

_OF_EVERY_PAGE = frozenset({"csrf_token", "token", "step"})


def typed_so_far(*of_the_page: str) -> list[tuple[str, str]]:
    """Everything that was asked for, without what belongs to the page that it was asked on."""
    left_out = _OF_EVERY_PAGE.union(of_the_page)
    return [pair for pair in request.form.items(multi=True) if pair[0] not in left_out]


def typed_reasons() -> dict[str, str]:
    """By couple: the reason that was written for giving it to them in spite of a gate."""
    return {
        name.removeprefix(REASON): words
        for name, words in request.form.items()
        if name.startswith(REASON) and not is_blank(words)
    }


def has_new_reason() -> bool:
    """Whether a reason was written, or taken out, since the rehearsal on the screen was made."""
    return set(typed_reasons()) != set(request.form.getlist(LOOKED_AT))
