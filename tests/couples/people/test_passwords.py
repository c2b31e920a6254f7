"""A password is long, and not what somebody would try first."""

from __future__ import annotations

import pytest

from couples.people import passwords
from couples.people.passwords import WeakPasswordError


@pytest.mark.parametrize(
    "password",
    [
        "the kettle sings at seven",
        "correct horse battery",
        "837492018473629",
        "ein schöner Tag am Fluss",
        "我们在河边散步一直到天黑为止吧",
        "x7!kQ2_pL9#vR4?",
    ],
)
def test_these_are_good(password: str) -> None:
    passwords.require_good(password, "Alex", "alex@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "fourteen signs",
        "a" * 129,
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "abcdefghijklmnop",
        "zyxwvutsrqponmlk",
        "1234567890123456",
        "qwertyuiopqwerty",
        "password12345678",
        "PasswordPassword",
        "P@ssw0rd20242024!!",
        "iloveyou iloveyou",
        "12345678987654321",
        "1q2w3e4r5t6y7u8i9o0p",
        "ManchesterUnited",
        "qazwsxedcrfvtgb",
        "Correct horse battery staple!",
        "alex2024alex2024",
        "mendwell20242024",
    ],
)
def test_these_are_not(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        passwords.require_good(password, "Alex", "alex@example.org")


def test_nothing_that_many_people_use_is_taken_as_it_is_or_said_again() -> None:
    often = passwords._common()

    assert len(often) > 300
    for word in often:
        times = -(-passwords.SHORTEST // len(word))
        for chosen in (word, word.title(), word * times):
            with pytest.raises(WeakPasswordError):
                passwords.require_good(chosen)


def test_it_opens_with_itself_and_nothing_else() -> None:
    kept = passwords.hash_password("the kettle sings at seven")

    assert passwords.is_right("the kettle sings at seven", kept)
    assert not passwords.is_right("the kettle sings at eight", kept)
    assert not passwords.is_right("", kept)
    assert not passwords.is_right("x" * 1_000_000, kept)


def test_accents_may_be_typed_in_either_way() -> None:
    kept = passwords.hash_password("caf\u00e9 caf\u00e9 caf\u00e9")

    assert passwords.is_right("cafe\u0301 cafe\u0301 cafe\u0301", kept)


def test_without_a_hash_nothing_is_right() -> None:
    assert not passwords.is_right("nobody has this password", None)


def test_what_is_kept_is_argon2id_and_heavy_enough() -> None:
    kept = passwords.hash_password("the kettle sings at seven")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
