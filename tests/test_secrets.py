"""What opens something stands in no file that belongs to the program."""

from __future__ import annotations

import base64
import math
import re
from pathlib import Path

import pytest

from couples import database, encryption
from couples.database import PUBLIC_ID_LENGTH
from couples.people.tokens import new_token
from tests.source import ROOT, files, imported_names, modules, text

READ = (".py", ".toml", ".md", ".yaml", ".yml", ".html", ".js", ".css", ".txt", ".lock", ".example")
WITHOUT_ENDING = ("Caddyfile", "Dockerfile", "Makefile", "serve", "setup", "run", "lock")

OPENS_SOMETHING = re.compile(
    r"BEGIN [A-Z ]*PRIVATE KEY"
    r"|AGE-SECRET-KEY-1[A-Z0-9]{20}"
    r"|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{30}|\bsk-[A-Za-z0-9_-]{20}|\bxox[abp]-\d"
    r"|primaryKeyId\W+\d{5}"
    r"|argon2id\$v=19\$[^\s\"]*\$[A-Za-z0-9+/]{20}"
)
IN_AN_ADDRESS = re.compile(r"\w://[^/\s:@\"<{]+:(?P<word>[^/\s@\"<{]+)@")
GIVEN_TO_A_NAME = re.compile(
    r"\b\w*(?:secret|password|passwd|token|api_?key)\w*\s*=\s*[\"'](?P<word>[^\"'{%]{8,})[\"']",
    re.IGNORECASE,
)

PLACES_TO_FILL_IN = {"password", "secret"}
"""What stands in an example of an address."""
NAMED_SO = {
    "no-secrets": "how a policy is called",
    "limited-secrets": "how the other one is called",
    "secret-key": "the name of the file in which one is",
    "quiet-harbor-morning": "opens the demo, a made-up practice, and is printed at its start",
}
"""What looks like a secret and is none, with what it is instead."""
ENOUGH_BITS = 128
RUNS = ("couples", "portal", "reports", "deploy", "migrations")


def found_in(words: str) -> set[str]:
    """What would open something, wherever it stands."""
    in_addresses = {match["word"] for match in IN_AN_ADDRESS.finditer(words)}
    return set(OPENS_SOMETHING.findall(words)) | (in_addresses - PLACES_TO_FILL_IN)


def ours() -> list[Path]:
    """Every file with text in it."""
    bare = [path for path in files("", under=".") if path.name in WITHOUT_ENDING]
    return [*files(*READ), *bare]


def test_no_file_holds_what_opens_something() -> None:
    found = {str(path): secrets for path in ours() if (secrets := found_in(text(path)))}

    assert found == {}, "Take it out, and make a new one: whoever has the code knows this one."


def test_no_secret_is_given_a_value_in_the_code() -> None:
    given = {
        match["word"]
        for path in files(".py", ".toml", ".yaml")
        if path.parts[0] in RUNS
        for match in GIVEN_TO_A_NAME.finditer(text(path))
    }

    assert given == set(NAMED_SO), "A secret comes from a file or the environment."


def test_no_key_and_no_database_is_one_of_our_files() -> None:
    endings = (".pem", ".key", ".p12", ".keyset", ".sqlite", ".age", ".env")
    kept = [path for path in files(*endings) if (ROOT / path).exists()]

    assert kept == []


def test_what_opens_something_is_too_long_to_guess_and_drawn_where_nobody_foretells() -> None:
    foretold = {"random", "uuid", "numpy"}
    drawn = {
        str(path)
        for path in modules()
        for name, _ in imported_names(path)
        if name in foretold and not path.is_relative_to("couples/demo")
    }

    assert drawn == set(), "Draw it with `secrets`."
    assert PUBLIC_ID_LENGTH * math.log2(len(set(database._ALPHABET))) >= ENOUGH_BITS
    assert len(base64.urlsafe_b64decode(f"{new_token()}=")) * 8 >= ENOUGH_BITS


@pytest.mark.parametrize(
    "planted",
    [
        "-----BEGIN RSA PRIVATE_KEY-----".replace("_", " "),
        "AGE-SECRET-KEY-1" + "Q" * 58,
        "postgresql://mendwell:" + "riverside-2026@db/mendwell",
        "$argon2id$v=19$m=19456,t=2,p=1$" + "c2FsdHNhbHQ$" + "a" * 43,
    ],
)
def test_one_that_is_planted_is_found(planted: str) -> None:
    assert found_in(f"before {planted} after")
    assert not found_in("smtp://name:password@mail.example.org")


def test_a_keyset_is_found() -> None:
    assert found_in(encryption.Keyring.generate().to_json())
