"""
Who reaches a page at all: the door is closed, and each side says whom it opens for.

Every blueprint stands on a side. Nothing is reachable that belongs to no side,
and the wrong side looks as if it were not there.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import cast

from flask import (
    Blueprint,
    Flask,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import LoginManager, current_user
from werkzeug.exceptions import NotFound
from werkzeug.local import LocalProxy
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from couples.errors import DomainError
from couples.identity import Identity, Role
from couples.people import sign_in
from couples.people.sign_in import SignedIn
from couples.permissions import PartedError
from couples.wording import gettext as _
from portal import kept, titles
from portal.database import READING_METHODS, reading, stand_in, writing
from portal.settings import current_settings

BACKGROUND_HEADER = "X-Mendwell-Background"
"""Sent by a page that asks on its own: it must not keep anybody signed in."""

BY_ITSELF = "by-itself"
"""In the address of a page that its own script opened anew, because the pulse changed."""

UNATTENDED = frozenset({"partner.pulse", "counselor.session_mode_pulse", "account.still_here"})
"""Asked by a page and never by a person: nobody is kept signed in by it, header or not."""

_OPEN_ENDPOINTS = frozenset({"static"})

_TO_SET_UP = frozenset(
    f"account.{name}"
    for name in (
        *("second_factor", "begin_second_factor", "set_up_second_factor"),
        *("passkeys", "passkey_options", "add_passkey"),
        *("confirm", "confirm_passkey", "confirm_passkey_options"),
    )
)
"""Open to a counselor who has to set a second factor up before anything else."""


_WHEN_APART = frozenset(
    f"partner.{name}"
    for name in (
        *("afterwards", "leave", "go", "handed_in", "submission", "privacy", "looks"),
        *("kept_off", "bring_back"),
        *("help_now", "tell_of_fear", "pulse", "set_aside", "answer_set_aside"),
        "read_of_hand_over",
        "end_admission",
    )
)
"""What a partner still opens once one of the two has left: what is theirs, saying so, and help."""


class SecondFactorMissingError(DomainError):
    """A counselor of this practice signs in with more than a password."""


class Side(enum.StrEnum):
    """Where a page belongs, which is who may open it."""

    PUBLIC = "public"
    """Anybody."""

    ACCOUNT = "account"
    """Anybody who is signed in."""

    COUNSELOR = "counselor"
    PARTNER = "partner"


_ROLES = {
    Side.ACCOUNT: frozenset({Role.COUNSELOR, Role.PARTNER}),
    Side.COUNSELOR: frozenset({Role.COUNSELOR}),
    Side.PARTNER: frozenset({Role.PARTNER}),
}


class SideBlueprint(Blueprint):
    """A blueprint that knows its side."""

    side: Side


def blueprint_for(
    side: Side, name: str, import_name: str, url_prefix: str | None = None
) -> SideBlueprint:
    """A blueprint whose pages only the people of `side` can open."""
    blueprint = SideBlueprint(name, import_name, url_prefix=url_prefix)
    blueprint.side = side
    return blueprint


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """Whoever is signed in, in the shape that Flask-Login asks for."""

    token: str
    signed_in: SignedIn

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The token, by which the next request finds them again."""
        return self.token

    @property
    def name(self) -> str:
        """Their own name, as their pages greet them."""
        return self.signed_in.name


def _identity() -> Identity:
    return cast("Identity", current_user.signed_in.identity)


current_identity = cast("Identity", LocalProxy(_identity))
"""Who is asking: the `viewer` of queries and the `actor` of services."""


def init_app(app: Flask) -> None:
    """Close the door, and refuse to start with a page that has no side."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in _OPEN_ENDPOINTS and side_of(app, rule.endpoint) is None:
            raise RuntimeError(f"{rule.endpoint} has no side: make its blueprint by blueprint_for.")

    manager = LoginManager()
    # A row in the database decides who is signed in; the browser's name and address do not.
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)
    app.before_request(_guard)
    app.context_processor(lambda: {"layout": f"layouts/{_layout()}.html"})


def side_of(app: Flask, endpoint: str) -> Side | None:
    """The side that a page belongs to."""
    blueprint = app.blueprints.get(endpoint.rpartition(".")[0])
    return blueprint.side if isinstance(blueprint, SideBlueprint) else None


def home_of(role: Role) -> str:
    """The page that somebody of this role begins with."""
    if role is Role.COUNSELOR:
        return url_for("counselor.today")
    return url_for("partner.this_week")


def may_open(path: str, role: Role) -> bool:
    """Whether `path` is a page of ours that somebody of this role can open."""
    if not is_local(path):
        return False
    adapter = current_app.url_map.bind("localhost")
    for method in ("GET", "POST"):
        try:
            endpoint, _values = adapter.match(path.partition("?")[0], method=method)
        except (NotFound, RequestRedirect):
            continue
        except Exception:  # noqa: BLE001, S112 - another method, or no route: not a page to go to
            continue
        side = side_of(current_app, endpoint)
        return side in _ROLES and role in _ROLES[side]
    return False


def go_on_to(
    person_public_id: str, role: Role, *, there: str, kept_fields: str, page: str
) -> Response:
    """Where they wanted to go: with the words that waited for them, by `page`, or home."""
    waited = kept.open_for(person_public_id, role, kept_fields)
    if waited is not None and may_open(waited.path, role):
        return make_response(render_template(page, kept=waited))
    if kept.has_waited_too_long(person_public_id, role, kept_fields):
        flash(_("What you had typed waited here for too long, and nothing of it was sent."))
    return redirect(there if may_open(there, role) else home_of(role))


def is_local(path: str) -> bool:
    """Whether `path` stays on this site, however a browser may read it."""
    return (
        path.startswith("/")
        and not path.startswith("//")
        and "\\" not in path
        and path.isprintable()
    )


def is_unattended() -> bool:
    """Whether this request was made by a page on its own, and says nothing of a person."""
    reloads_itself = request.method in READING_METHODS and BY_ITSELF in request.args
    return reloads_itself or request.endpoint in UNATTENDED or BACKGROUND_HEADER in request.headers


def _layout() -> str:
    """The layout of the person's own side, for pages that everybody can meet."""
    return str(current_identity.role) if current_user.is_authenticated else "public"


def _load(token: str) -> CurrentUser | None:
    """Find who a token belongs to, on every request anew, and note that they are here."""
    with reading() as own:
        signed_in = sign_in.find_signed_in(own, token)
    if signed_in is None:
        return None
    stand_in(signed_in.identity.practice_id)
    if not is_unattended() and sign_in.is_due_to_be_seen(signed_in):
        with writing() as own:
            sign_in.note_seen(own, signed_in)
    return CurrentUser(token, signed_in)


def _guard() -> Response | tuple[str, int] | None:
    if request.endpoint is None or request.endpoint in _OPEN_ENDPOINTS:
        return None
    side = side_of(current_app, request.endpoint)
    if side is Side.PUBLIC:
        return None
    if side is None:
        raise NotFound
    if not current_user.is_authenticated:
        if request.method in READING_METHODS:
            return redirect(url_for("public.sign_in", next=request.full_path.rstrip("?")))
        return kept.ask_to_sign_in()
    if current_identity.role not in _ROLES[side]:
        raise NotFound
    titles.keep(is_discreet=current_user.signed_in.is_discreet)
    return _lead_elsewhere(side)


def _lead_elsewhere(side: Side) -> Response | None:
    """To the one page that is open to whoever stands before it, instead of the one asked for."""
    if side is Side.PARTNER and current_identity.is_apart and request.endpoint not in _WHEN_APART:
        if request.method in READING_METHODS:
            return redirect(url_for("partner.afterwards"))
        raise PartedError
    if lacks_second_factor() and request.endpoint not in _TO_SET_UP:
        if request.method in READING_METHODS:
            return redirect(url_for("account.second_factor"))
        raise SecondFactorMissingError(
            _("Set up a second factor first: it is on your account page. Nothing was saved.")
        )
    return None


def requires_second_factor(role: Role) -> bool:
    """Whether somebody of this role has to sign in with more than a password here."""
    settings = current_settings()
    return role is Role.COUNSELOR and settings.requires_second_factor


def lacks_second_factor() -> bool:
    """Whether whoever is signed in has to set a second factor up before anything else."""
    signed_in = cast("SignedIn", current_user.signed_in)
    return requires_second_factor(signed_in.identity.role) and not signed_in.has_second_factor
