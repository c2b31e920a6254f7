"""The web: two sides of one practice, and the door before them."""

from __future__ import annotations

import os

from flask import Flask

from couples import encryption
from portal import access, database, errors, jinja, keys, security_headers, urls
from portal.account import blueprint as account
from portal.counselor import blueprint as counselor
from portal.partner import blueprint as partner
from portal.public import blueprint as public
from portal.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The portal, told by `settings` (or the environment) where everything is."""
    settings = settings or Settings.from_environment(os.environ)
    app = Flask(__name__, template_folder=str(jinja.TEMPLATES))
    found = keys.load(settings.keys)
    encryption.use(found.keyring)
    app.config.update(
        SECRET_KEY=found.secret_key,
        MENDWELL=settings,
        SESSION_COOKIE_NAME="__Host-mendwell" if settings.secure_cookies else "mendwell",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        WTF_I18N_ENABLED=False,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )
    urls.init_app(app)
    jinja.init_app(app)
    security_headers.init_app(app, https=settings.secure_cookies)
    database.init_app(app, settings.database_url)
    errors.init_app(app)
    for blueprint in (public, account, counselor, partner):
        app.register_blueprint(blueprint)
    access.init_app(app)
    from flask_wtf.csrf import CSRFProtect  # noqa: PLC0415

    CSRFProtect(app)
    return app
