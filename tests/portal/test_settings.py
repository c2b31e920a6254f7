"""What the environment may say, and the sentence where it makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.settings import ConfigurationError, Settings


def test_with_nothing_said_it_is_a_practice_on_this_machine() -> None:
    settings = Settings.from_environment({})

    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("/var/data/mendwell.sqlite")
    assert settings.keys.parts[-2:] == ("var", "keys")
    assert settings.base_url == "http://127.0.0.1:8000"
    assert not settings.secure_cookies
    assert settings.smtp_url is None


def test_the_keys_are_not_where_the_data_is() -> None:
    settings = Settings.from_environment({})
    data = Path(settings.database_url.removeprefix("sqlite:///")).parent

    assert not settings.keys.is_relative_to(data)
    assert not data.is_relative_to(settings.keys)


def test_everything_can_be_said() -> None:
    settings = Settings.from_environment(
        {
            "MENDWELL_DATABASE_URL": "postgresql+psycopg://mendwell@/mendwell",
            "MENDWELL_KEYS": "/srv/keys",
            "MENDWELL_BASE_URL": "https://practice.example.org/",
            "MENDWELL_TRUSTED_HOSTS": "Practice.example.org, other.example.org",
            "MENDWELL_PROXY": "172.30.0.2",
            "MENDWELL_SECURE_COOKIES": "Yes",
            "MENDWELL_SMTP_URL": "smtp://mail.example.org:587?starttls=1",
            "MENDWELL_MAIL_FROM": "A practice <hello@example.org>",
        }
    )

    assert settings == Settings(
        database_url="postgresql+psycopg://mendwell@/mendwell",
        keys=Path("/srv/keys"),
        base_url="https://practice.example.org",
        trusted_hosts=("practice.example.org", "other.example.org"),
        proxies=("172.30.0.2",),
        secure_cookies=True,
        requires_second_factor=True,
        smtp_url="smtp://mail.example.org:587?starttls=1",
        mail_from="A practice <hello@example.org>",
    )


def test_the_address_is_where_the_server_listens() -> None:
    said = {"HOST": "::1", "PORT": "8123"}

    assert Settings.from_environment(said).base_url == "http://[::1]:8123"


@pytest.mark.parametrize("word", ["maybe", "on", "2", "oui"])
def test_a_switch_is_yes_or_no(word: str) -> None:
    with pytest.raises(ConfigurationError, match="MENDWELL_SECURE_COOKIES must be yes or no"):
        Settings.from_environment({"MENDWELL_SECURE_COOKIES": word})


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "smtp").write_text("smtp://name:secret@mail.example.org\n")

    settings = Settings.from_environment({"MENDWELL_SMTP_URL_FILE": str(tmp_path / "smtp")})

    assert settings.smtp_url == "smtp://name:secret@mail.example.org"


def test_a_file_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="MENDWELL_SMTP_URL_FILE names a file"):
        Settings.from_environment({"MENDWELL_SMTP_URL_FILE": str(tmp_path / "nothing")})
