"""In which language a page speaks: the person's own, or the one their browser asks for."""

from __future__ import annotations

from functools import cache

from flask import Flask, g, request
from flask_login import current_user

from couples import wording


def init_app(app: Flask) -> None:
    """Choose it when a request comes in, and let go of it when the answer is made."""
    app.before_request(_begin)
    app.teardown_request(_end)
    app.context_processor(lambda: {"locale": wording.current_locale()})


@cache
def spoken() -> tuple[str, ...]:
    """Every language that there is a catalogue of, and the one we write in."""
    found = sorted(path.name for path in wording.CATALOGUES.glob("*/") if path.is_dir())
    return (wording.DEFAULT_LOCALE, *found)


def _begin() -> None:
    if request.endpoint == "static":
        return
    wanted = current_user.signed_in.locale if current_user.is_authenticated else None
    if wanted not in spoken():
        wanted = request.accept_languages.best_match(spoken(), wording.DEFAULT_LOCALE)
    g.language = wording.use_locale(str(wanted))
    g.language.__enter__()


def _end(_error: BaseException | None) -> None:
    language = g.pop("language", None)
    if language is not None:
        language.__exit__(None, None, None)
