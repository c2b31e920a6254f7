"""
What differs from one installation to the next, read once from the environment.

Whatever is missing or unreadable stops the start with one sentence, because a
server that guesses a setting keeps the guess for as long as it runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from click import ClickException
from flask import current_app

_VAR = Path(__file__).parent.parent / "var"
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_SENDER = "Mendwell <no-reply@localhost>"
_YES_OR_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


class ConfigurationError(ClickException):
    """
    A setting is missing or makes no sense; the sentence is for whoever starts the server.

    `flask --app portal …` prints it and ends; a server that cannot start ends with it.
    """


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the portal needs to be told, under the names of the environment variables."""

    database_url: str
    """MENDWELL_DATABASE_URL: SQLite in MENDWELL_DATA unless it names a PostgreSQL."""

    keys: Path
    """MENDWELL_KEYS: the folder of the secret key and the keyset, apart from the data."""

    base_url: str
    """MENDWELL_BASE_URL: where people reach the portal, as it stands in a link sent by mail."""

    owner_url: str | None = None
    """MENDWELL_DATABASE_OWNER_URL: the PostgreSQL role that makes and changes the tables."""

    backup_url: str | None = None
    """MENDWELL_DATABASE_BACKUP_URL: the PostgreSQL role that may read all, to copy it."""

    data: Path = _VAR / "data"
    """MENDWELL_DATA: the folder of what is kept, the runner's queue included."""

    backups_elsewhere: bool = False
    """MENDWELL_BACKUPS_ELSEWHERE: backups are made by other means, and none is missed here."""

    trusted_hosts: tuple[str, ...] = _LOOPBACK
    """MENDWELL_TRUSTED_HOSTS: the only names under which a request may ask for us, with commas."""

    proxies: tuple[str, ...] = ()
    """MENDWELL_PROXY: the only addresses that may say where a request came from, with commas."""

    secure_cookies: bool = False
    """MENDWELL_SECURE_COOKIES: on wherever the portal is reached by https."""

    requires_second_factor: bool = False
    """MENDWELL_REQUIRE_SECOND_FACTOR: every counselor signs in with more than a password."""

    smtp_url: str | None = None
    """MENDWELL_SMTP_URL: smtp://name:password@host:port, with ?starttls=1; none sends no mail."""

    mail_from: str = _SENDER
    """MENDWELL_MAIL_FROM: the neutral sender of every mail."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """The settings that `environment` asks for; secrets may stand in files (`NAME_FILE`)."""
        data = Path(environment.get("MENDWELL_DATA") or _VAR / "data").absolute()
        host, port = environment.get("HOST", "127.0.0.1"), environment.get("PORT", "8000")
        here = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        return cls(
            database_url=_secret(environment, "MENDWELL_DATABASE_URL")
            or f"sqlite:///{data / 'mendwell.sqlite'}",
            owner_url=_secret(environment, "MENDWELL_DATABASE_OWNER_URL"),
            backup_url=_secret(environment, "MENDWELL_DATABASE_BACKUP_URL"),
            data=data,
            backups_elsewhere=_is_on(environment, "MENDWELL_BACKUPS_ELSEWHERE"),
            keys=Path(environment.get("MENDWELL_KEYS") or _VAR / "keys").absolute(),
            base_url=(environment.get("MENDWELL_BASE_URL") or here).rstrip("/"),
            trusted_hosts=_list(environment, "MENDWELL_TRUSTED_HOSTS") or _LOOPBACK,
            proxies=_list(environment, "MENDWELL_PROXY"),
            secure_cookies=_is_on(environment, "MENDWELL_SECURE_COOKIES"),
            # Where people come by https it is a real practice, and words are at stake.
            requires_second_factor=_is_on(
                environment,
                "MENDWELL_REQUIRE_SECOND_FACTOR",
                otherwise=_is_on(environment, "MENDWELL_SECURE_COOKIES"),
            ),
            smtp_url=_secret(environment, "MENDWELL_SMTP_URL"),
            mail_from=environment.get("MENDWELL_MAIL_FROM") or _SENDER,
        )


def current_settings() -> Settings:
    """What this installation was told."""
    return cast("Settings", current_app.config["MENDWELL"])


def _is_on(environment: Mapping[str, str], name: str, *, otherwise: bool = False) -> bool:
    text = environment.get(name, "yes" if otherwise else "no").strip().lower()
    if text not in _YES_OR_NO:
        raise ConfigurationError(f"{name} must be yes or no, not “{text}”.")
    return _YES_OR_NO[text]


def _list(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    parts = environment.get(name, "").split(",")
    return tuple(part.strip().casefold() for part in parts if part.strip())


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    path = environment.get(f"{name}_FILE")
    if not path:
        return environment.get(name) or None
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except OSError:
        raise ConfigurationError(f"{name}_FILE names a file that cannot be read.") from None
