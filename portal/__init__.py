"""The web: two sides of one practice, and the door before them."""

from __future__ import annotations

import os

import click
from flask import Flask
from flask_wtf.csrf import CSRFProtect

from couples import encryption
from portal import (
    access,
    cli,
    courses,
    database,
    errors,
    intake,
    jinja,
    keys,
    language,
    limits,
    looking,
    mending,
    roles,
    sealed_for,
    security_headers,
    titles,
    urls,
)
from portal.account import blueprint as account
from portal.counselor import blueprint as counselor
from portal.partner import blueprint as partner
from portal.public import blueprint as public
from portal.settings import Settings

# An answer has at most 20,000 characters, and a page of them fits in many times over.
_MOST_BYTES = 2 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The portal, told by `settings` (or the environment) where everything is."""
    settings = settings or Settings.from_environment(os.environ)
    app = errors.Portal(__name__, template_folder=str(jinja.TEMPLATES))
    app.config.update(
        MENDWELL=settings,
        # Whatever the environment asks for: nobody but us reads where something failed.
        DEBUG=False,
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=_MOST_BYTES,
        # The prefix lets a browser take the cookie from this very host over https only.
        SESSION_COOKIE_NAME="__Host-mendwell" if settings.secure_cookies else "mendwell",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A form may stay open as long as its person is signed in.
        WTF_CSRF_TIME_LIMIT=None,
        # Our pages send no referrer that could be looked at.
        WTF_CSRF_SSL_STRICT=False,
        # All our forms bring their own sentences.
        WTF_I18N_ENABLED=False,
    )
    # The first start makes the keys by a command, which needs the app to be there; and a
    # command of a newer version adds what that one needs.
    is_command = click.get_current_context(silent=True) is not None
    if is_command and keys.exist(settings.keys):
        keys.complete(settings.keys)
    if keys.exist(settings.keys) or not is_command:
        found = keys.load(settings.keys)
        encryption.use(found.keyring)
        app.secret_key = found.secret_key

    urls.init_app(app)
    jinja.init_app(app)
    security_headers.init_app(app, https=settings.secure_cookies)
    database.init_app(app, settings.database_url)
    looking.init_app(app)
    titles.init_app(app)
    sealed_for.init_app(app)
    errors.init_app(app)
    intake.init_app(app)
    for blueprint in (public, account, counselor, partner):
        app.register_blueprint(blueprint)
    access.init_app(app)
    limits.init_app(app)
    courses.init_app(app)
    mending.init_app(app)
    language.init_app(app)
    CSRFProtect(app)
    cli.init_app(app)
    if not is_command:
        roles.look_at_our_own(app)
    return app
