"""
What somebody typed is never lost to a page that could not take it.

Where a sign-in ran out, the fields wait, sealed and for this one person, until
they have signed in again. Everywhere else the words are shown again, to copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import flask
from flask import current_app, render_template, request
from flask_wtf.csrf import validate_csrf
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

from couples.people import sign_in
from portal.database import READING_METHODS, reading
from portal.forms.public import SignInForm

# What the forms themselves add. An answer is never among it, whatever its question is called.
_OURS = re.compile(r"(?!answer-|audience-)(?:csrf_token|kept|.*password.*|.*token.*|code)")
# Ids, stamps, ticks and ratings: nothing that anybody would miss.
_NOT_WORDS = re.compile(r"\s*|[a-z2-7]{26}|[\w-]{30,}|\d{1,4}|[\d:.-]+|on|yes|no|y")
# What may have been the trouble, and can be neither shown nor copied.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of one form, and the person who typed them."""

    person_id: str
    path: str
    fields: tuple[tuple[str, str], ...]

    def sealed(self) -> str:
        """As a text that travels through the browser and cannot be changed there."""
        return _signer().dumps([self.person_id, self.path, self.fields])


def open_for(person_id: str, sealed: str) -> Kept | None:
    """What waits for this person, if it is theirs and came from us."""
    try:
        owner, path, fields = _signer().loads(sealed)
    except (BadData, ValueError):
        return None
    if owner != person_id:
        return None
    return Kept(owner, path, tuple((name, value) for name, value in fields))


def ask_to_sign_in() -> tuple[str, int]:
    """Ask for the password again, and keep what this request brought."""
    kept = _of_request()
    page = render_template(
        "public/sign-in-again.html",
        form=SignInForm(formdata=None, data={"kept": kept.sealed() if kept else ""}),
        is_kept=kept is not None,
        words="" if kept else typed_words(),
    )
    return page, 401


def typed_words() -> str:
    """The words that this request brought, for a person to copy."""
    if request.method in READING_METHODS:
        return ""
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # It was too large to be read at all.
        return ""
    words = [_UNSHOWABLE.sub("", value) for name, value in fields if not _OURS.fullmatch(name)]
    return "\n\n".join(value for value in words if not _NOT_WORDS.fullmatch(value))


def _of_request() -> Kept | None:
    """
    The fields of this request, if a page of ours sent them and we know whose they are.

    Only then may they be offered to be sent again: a form of another site would
    otherwise wait for somebody to sign in and press the button for it.
    """
    token = flask.session.get("_user_id")
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    with reading() as own:
        row = sign_in.find_session(own, token) if token else None
        if row is None or row.waits_for_code:
            return None
        person_id = row.person.public_id
    fields = [pair for pair in request.form.items(multi=True) if not _OURS.fullmatch(pair[0])]
    return Kept(person_id, request.full_path.rstrip("?"), tuple(fields))


def _signer() -> URLSafeSerializer:
    secret: Any = current_app.secret_key
    return URLSafeSerializer(secret, salt="kept-fields")
