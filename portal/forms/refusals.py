"""When the practice refuses what a form asks for: its sentence on the form, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from couples.errors import DomainError, NotFoundError
from portal.forms.base import REFUSED, Form


@contextmanager
def told_on(form: Form) -> Iterator[None]:
    """Put the reason of a refusal on `form`, which is then shown again as it was typed."""
    try:
        yield
    except NotFoundError:
        raise
    except DomainError as refusal:
        form.refuse(str(refusal))
        form.is_refused = True


def status_of(form: Form) -> int:
    """The status of a page that shows `form`: a refusal keeps the request from being committed."""
    return REFUSED if form.form_errors else 200
