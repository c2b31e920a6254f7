"""
What somebody typed is never lost to a page that could not take it.

Where a sign-in ran out, the fields wait, sealed and for this one person, until
they have signed in again, and for no longer than they could have stayed signed in: a tab
that was left open is found by whoever takes up the phone. Everywhere else the words are
shown again, to copy.
"""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import flask
from flask import current_app, render_template, request
from flask_wtf.csrf import validate_csrf
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

from couples import clock, encryption
from couples.encryption import DecryptionError, Purpose
from couples.identity import Role
from couples.people import sign_in
from portal import sealed_for
from portal.database import READING_METHODS, reading
from portal.forms.public import SignInForm

# What the forms themselves add. An answer is never among it, whatever its question is called.
_OURS = re.compile(r"(?!answer-|audience-)(?:csrf_token|kept|.*password.*|.*token.*|code)")
# A page's script wrote it: it goes along with the rest, but nobody would know it again.
_WRITTEN_BY_SCRIPT = frozenset({"credential"})
# Which button was pressed, or what was chosen from a list: nobody typed it.
_CHOSEN = frozenset({"act", "action", "answer", "as", "kind", "look", "move", "step", "to"})
# Ids, stamps, ticks and ratings: nothing that anybody would miss.
# The long ones are of our making: a whole sentence in Japanese is letters without a gap too.
_NOT_WORDS = re.compile(r"\s*|[a-z2-7]{26}|[A-Za-z0-9_-]{30,}|\d{1,4}|[\d:.-]+|on|yes|no|y")


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of one form, the person who typed them, and when they were first kept."""

    person_id: str
    path: str
    fields: tuple[tuple[str, str], ...]
    since: float = field(default_factory=lambda: clock.now().timestamp())

    def sealed(self) -> str:
        """As a text that travels through the browser and cannot be read or changed there."""
        text = _signer().dumps([self.person_id, self.path, self.fields, self.since])
        sealed = encryption.current().seal(Purpose.WORDS, text, _place(self.person_id))
        return base64.urlsafe_b64encode(sealed).decode()

    @property
    def is_covered(self) -> bool:
        """Whether it was typed on this person's phone by the other, and sealed for them."""
        return any(name == sealed_for.SEALED for name, _value in self.fields)

    def is_over(self, role: Role) -> bool:
        """Whether it has waited for longer than somebody of this role stays signed in at most."""
        waited = clock.now().timestamp() - self.since
        return waited > sign_in.LONGEST[role].total_seconds()


def open_for(person_id: str, role: Role, sealed: str) -> Kept | None:
    """What waits for this person, if it is theirs, came from us and has not waited too long."""
    kept = _opened(person_id, sealed)
    return None if kept is None or kept.is_over(role) else kept


def has_waited_too_long(person_id: str, role: Role, sealed: str) -> bool:
    """Whether something of theirs came along that nobody gets back here any more."""
    kept = _opened(person_id, sealed)
    return kept is not None and kept.is_over(role)


def _opened(person_id: str, sealed: str) -> Kept | None:
    try:
        text = encryption.current().open(
            Purpose.WORDS, base64.urlsafe_b64decode(sealed), _place(person_id)
        )
        owner, path, fields, since = _signer().loads(text)
    except (BadData, DecryptionError, ValueError):
        return None
    if owner != person_id:
        return None
    return Kept(owner, path, tuple((name, value) for name, value in fields), since)


def ask_to_sign_in() -> tuple[str, int]:
    """Ask for the password again, and keep what this request brought."""
    kept = of_request()
    page = render_template(
        "public/sign-in-again.html",
        form=SignInForm(formdata=None, data={"kept": kept.sealed() if kept else ""}),
        waits=_who_waits(kept),
        words="" if kept else typed_words(),
    )
    return page, 401


def _who_waits(kept: Kept | None) -> str:
    if kept is None:
        return "nothing"
    return "covered" if request.endpoint in sealed_for.COVERED else "theirs"


def typed_words() -> str:
    """The words that this request brought, for a person to copy."""
    if request.method in READING_METHODS or request.endpoint in sealed_for.COVERED:
        return ""
    try:
        if _is_of_somebody_else():
            return ""
        fields = list(request.form.items(multi=True))
    except HTTPException:  # It was too large to be read at all.
        return ""
    words = [
        sealed_for.UNSHOWABLE.sub("", value)
        for name, value in fields
        if name not in _WRITTEN_BY_SCRIPT | _CHOSEN and not _OURS.fullmatch(name)
    ]
    return "\n\n".join(value for value in words if not _NOT_WORDS.fullmatch(value))


def new_mark(person_id: str) -> str:
    """The secret behind the form tokens of one sign-in, which tells whose pages they are on."""
    return f"{_mark(person_id)}.{secrets.token_hex(20)}"


def _is_of_somebody_else() -> bool:
    """
    Whether this form stood on a page of somebody who sat here before.

    Going back in a shared browser sends it once more, with their words, also where they have
    signed out since. Only cookie and form are asked, because the database may be what failed.
    """
    try:
        there = str(_tokens().loads(request.form.get("csrf_token", "")))
    except BadData:
        return False
    return _mark_in(there) != _mark_in(str(flask.session.get("csrf_token", "")))


def _mark_in(secret: str) -> str:
    """Whose pages these are, where anybody was signed in on them; a time-out leaves it there."""
    mark, dot, _rest = secret.partition(".")
    return mark if dot else ""


def _mark(person_id: str) -> str:
    return encryption.current().blind_index(f"page {person_id}")[:16]


def _place(person_id: str) -> str:
    return f"kept-fields|{person_id}"


def of_request() -> Kept | None:
    """
    The fields of this request, if a page of ours sent them and we know whose they are.

    Only then may they be offered to be sent again: a form of another site would
    otherwise wait for somebody to sign in and press the button for it.
    Where it brought along what waited for them already, that waits on.
    """
    if request.endpoint in sealed_for.COVERED:
        return _of_covered_page()
    token = flask.session.get("_user_id")
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    with reading() as own:
        row = sign_in.find_session(own, token) if token else None
        if row is None or row.waits_for_code:
            return None
        person_id, role = row.person.public_id, row.person.role
    if waited := open_for(person_id, role, request.form.get("kept", "")):
        return waited
    fields = [pair for pair in request.form.items(multi=True) if not _OURS.fullmatch(pair[0])]
    return Kept(person_id, request.full_path.rstrip("?"), tuple(fields))


def _of_covered_page() -> Kept | None:
    """
    What was typed on a covered page, sealed for its author, waiting for whose phone it is.

    The page names both, signed, so that it waits whatever became of the sign-in.
    """
    fields, owner_id = sealed_for.brought(), sealed_for.owner()
    if not fields or owner_id is None:
        return None
    return Kept(owner_id, request.full_path.rstrip("?"), tuple(fields.items()))


def _signer() -> URLSafeSerializer:
    secret: Any = current_app.secret_key
    return URLSafeSerializer(secret, salt="kept-fields")


def _tokens() -> URLSafeTimedSerializer:
    """What Flask-WTF signs its tokens with."""
    secret: Any = current_app.secret_key
    return URLSafeTimedSerializer(secret, salt="wtf-csrf-token")
