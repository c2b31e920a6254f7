"""
What may come in at all, before anybody asks who sends it.

A request names a host of ours, a change comes from a page of ours, and text can
be stored: neither database keeps a NUL or half a character. Whatever else comes
is answered with a plain page and reaches no view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from flask import Flask, Request, current_app, request, session
from flask.globals import request_ctx
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from portal.settings import current_settings

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_PORT = re.compile(r":\d+$")
# A picture that is too large is told so beside what was typed with it, and read no further.
LARGEST_BESIDE_WORDS = 16 * 1024 * 1024
WITH_PICTURE = frozenset({"counselor.letterhead"})
# The longest form of ours has a few hundred fields; a million would keep everybody waiting.
_MOST_FIELDS = 5000


class UnknownHostError(BadRequest):
    """The request asks for a host that we are not."""


class ForeignFormError(BadRequest):
    """Another site tries to change something here in somebody's name."""


class UnstorableTextError(BadRequest):
    """A character that no database keeps."""


class Arriving(Request):
    """A request that knows each file it began to receive, also one that broke off."""

    def _get_file_stream(self, *sizes: Any, **named: Any) -> IO[bytes]:
        stream = super()._get_file_stream(*sizes, **named)
        self.__dict__.setdefault("received", []).append(stream)
        return stream

    def close(self) -> None:
        """Let all of them go."""
        super().close()
        for stream in self.__dict__.get("received", ()):
            stream.close()


def init_app(app: Flask) -> None:
    """Look at every request first."""
    app.request_class = Arriving
    app.before_request(_refuse_unknown_hosts)
    app.before_request(_refuse_foreign_forms)
    app.before_request(_let_a_picture_in)
    app.before_request(_refuse_too_many_fields)
    app.before_request(_refuse_unstorable_text)
    app.teardown_request(_let_go_of_files)


def network_address() -> str | None:
    """
    Where a request comes from.

    Only our own proxy is believed about it, and only its last word: whatever stands
    before that was written by whoever sent the request.
    """
    settings = current_settings()
    forwarded = request.headers.getlist("X-Forwarded-For")
    if request.remote_addr in settings.proxies and forwarded:
        return forwarded[-1].rpartition(",")[2].strip()
    return request.remote_addr


def _refuse_unknown_hosts() -> None:
    # Flask's TRUSTED_HOSTS knows no IPv6 address, which `make run HOST=::1` is reached by.
    settings = current_settings()
    if _PORT.sub("", request.host).casefold() not in settings.trusted_hosts:
        # A name that is too long for any host leaves nothing to make links from, which the
        # page that says so has all the same.
        request_ctx.url_adapter = request_ctx.url_adapter or current_app.url_map.bind("localhost")
        raise UnknownHostError


def _refuse_foreign_forms() -> None:
    # Such a request brings no cookie of ours; answering it would replace the one there is.
    if request.method in _READING:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise ForeignFormError


def _let_a_picture_in() -> None:
    # Only from whoever has signed in here: the cookie is signed, and asks no database.
    if request.endpoint in WITH_PICTURE and "_user_id" in session:
        request.max_content_length = LARGEST_BESIDE_WORDS


def _let_go_of_files(_error: BaseException | None) -> None:
    # A large one lies on the disk while it is read, and is gone with its request.
    request.close()


def _refuse_too_many_fields() -> None:
    # The parser counts the fields of a form with files, and of no other.
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    if request.get_data().count(b"&") >= _MOST_FIELDS:
        raise RequestEntityTooLarge


def _refuse_unstorable_text() -> None:
    if any(_UNSTORABLE.search(text) for text in _texts()):
        raise UnstorableTextError


def _texts() -> Iterator[str]:
    """Everything in the request that a view might read as text."""
    for values in (request.args, request.form):
        for name, value in values.items(multi=True):
            yield name
            yield value
    if request.is_json:
        yield from _texts_in(_json())


def _json() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # Nested deeper than Python reads, and than anybody writes.
        raise UnstorableTextError from None


def _texts_in(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        for each in found:
            yield from _texts_in(each)
    elif isinstance(found, dict):
        for name, value in found.items():
            yield name
            yield from _texts_in(value)
