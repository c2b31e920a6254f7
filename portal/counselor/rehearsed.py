"""What goes along from a form to the page of its rehearsal and back, so that nothing is lost."""

from __future__ import annotations

from flask import request

_OF_EVERY_PAGE = frozenset({"csrf_token", "token", "step"})


def typed_so_far(*of_the_page: str) -> list[tuple[str, str]]:
    """Everything that was asked for, without what belongs to the page that it was asked on."""
    left_out = _OF_EVERY_PAGE.union(of_the_page)
    return [pair for pair in request.form.items(multi=True) if pair[0] not in left_out]
