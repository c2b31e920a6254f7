"""A sealed word opens where it was written, with the keys it was sealed with, and nowhere else."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from couples import encryption
from couples.encryption import DecryptionError, Keyring, Purpose
from couples.people import sign_in
from couples.people.models import Person
from couples.submissions import reviewing
from couples.submissions.models import Answer, Draft, Reply, Submission
from couples.submissions.queries import list_answers
from tests.cast import Cast, invite_cast
from tests.homework import FEELINGS, give_feelings, hand_in


class TestAWordInAnotherPlace:
    @pytest.fixture
    def cast(self, session: Session) -> Cast:
        return invite_cast(session)

    @pytest.fixture
    def alexs(self, session: Session, cast: Cast) -> Submission:
        return hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)

    @pytest.fixture
    def answers(self, session: Session, cast: Cast, alexs: Submission) -> list[Answer]:
        return [a for a in list_answers(session, cast.alex.identity, [alexs])[alexs.id] if a.words]

    def test_does_not_open_in_another_row(self, answers: list[Answer]) -> None:
        one, other = answers[:2]
        one.words_sealed = other.words_sealed

        with pytest.raises(DecryptionError):
            _ = one.words

    def test_does_not_open_for_another_author(self, cast: Cast, answers: list[Answer]) -> None:
        answers[0].author_id = cast.sam.id

        with pytest.raises(DecryptionError):
            _ = answers[0].words

    def test_does_not_open_under_another_public_id(self, answers: list[Answer]) -> None:
        one, other = answers[:2]
        one.words_sealed, one.public_id = other.words_sealed, one.public_id[::-1]

        with pytest.raises(DecryptionError):
            _ = one.words

    def test_does_not_open_in_another_column(self, session: Session, cast: Cast) -> None:
        alex = session.get_one(Person, cast.alex.id)
        alex.name_sealed = alex.email_sealed

        with pytest.raises(DecryptionError):
            _ = alex.name

    def test_does_not_open_in_another_table(
        self, session: Session, cast: Cast, alexs: Submission, answers: list[Answer]
    ) -> None:
        reply = reviewing.reply(session, cast.morgan.identity, alexs.public_id, words="Thank you")
        reply.public_id, reply.author_id = answers[0].public_id, answers[0].author_id
        reply.words_sealed = answers[0].words_sealed or b""

        with pytest.raises(DecryptionError):
            _ = reply.words

    def test_does_not_open_when_a_bit_of_it_was_changed(self, answers: list[Answer]) -> None:
        sealed = bytearray(answers[0].words_sealed or b"")
        sealed[-1] ^= 1
        answers[0].words_sealed = bytes(sealed)

        with pytest.raises(DecryptionError):
            _ = answers[0].words

    def test_the_error_names_the_place_and_no_word(self, answers: list[Answer]) -> None:
        one, other = answers[:2]
        words = [one.words, other.words]
        one.words_sealed = other.words_sealed

        with pytest.raises(DecryptionError) as caught:
            _ = one.words

        assert one.public_id in str(caught.value)
        assert not any(word in repr(caught.value) for word in words if word)

    def test_a_row_needs_its_author_before_its_words(self) -> None:
        with pytest.raises(ValueError, match="needs its author"):
            Draft(typed="words of nobody")

    def test_a_row_takes_its_author_first_in_whatever_order_they_are_given(self) -> None:
        assert Reply(words="Thank you", author_id=7).words == "Thank you"

    def test_no_words_are_no_words(self, session: Session, cast: Cast) -> None:
        given = give_feelings(session, cast.alex_and_sam)

        assert given.note is None
        assert given.note_sealed is None


class TestKeyring:
    @pytest.fixture
    def keyring(self) -> Keyring:
        return Keyring.generate()

    def test_another_one_opens_nothing(self, keyring: Keyring) -> None:
        sealed = keyring.seal(Purpose.WORDS, "ours", "here")

        with pytest.raises(DecryptionError):
            Keyring.generate().open(Purpose.WORDS, sealed, "here")

    @pytest.mark.parametrize("purpose", Purpose)
    def test_a_purpose_opens_only_its_own(self, keyring: Keyring, purpose: Purpose) -> None:
        sealed = keyring.seal(purpose, "ours", "here")

        assert keyring.open(purpose, sealed, "here") == "ours"
        for other in set(Purpose) - {purpose}:
            with pytest.raises(DecryptionError):
                keyring.open(other, sealed, "here")

    def test_its_file_brings_it_back(self, keyring: Keyring) -> None:
        sealed = keyring.seal(Purpose.WORDS, "ours", "here")

        again = Keyring.from_json(keyring.to_json())

        assert again.open(Purpose.WORDS, sealed, "here") == "ours"
        assert again.blind_index("alex@example.org") == keyring.blind_index("alex@example.org")

    @pytest.mark.parametrize(
        "words", ["", "Ünder the ÷ sign", "夕方の約束", "👩‍❤️‍👨", "\n\t ", "x" * 20_000]
    )
    def test_every_word_comes_back_as_it_was(self, keyring: Keyring, words: str) -> None:
        sealed = keyring.seal(Purpose.WORDS, words, "here")

        assert keyring.open(Purpose.WORDS, sealed, "here") == words

    def test_the_same_words_never_look_the_same(self, keyring: Keyring) -> None:
        assert len({keyring.seal(Purpose.WORDS, "yes", "here") for _ in range(100)}) == 100

    def test_a_file_with_a_keyset_missing_is_refused(self, keyring: Keyring) -> None:
        kept = json.loads(keyring.to_json())
        del kept["keysets"]["factors"]

        with pytest.raises(KeyError):
            Keyring.from_json(json.dumps(kept))

    def test_a_process_without_keys_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(encryption, "_keyring", None)

        with pytest.raises(RuntimeError, match="No keys were loaded"):
            encryption.current()


class TestBlindIndex:
    @pytest.mark.parametrize(
        "written",
        [
            "alex@example.org",
            "Alex@Example.ORG",
            "  alex@example.org\n",
            "\u00a0alex@example.org",
            "\uff41lex@example.org",
        ],
    )
    def test_finds_an_address_however_it_is_written(self, written: str) -> None:
        index = encryption.current().blind_index

        assert index(written) == index("alex@example.org")

    @pytest.mark.parametrize(
        "other", ["alexa@example.org", "alex@example.com", "al ex@example.org"]
    )
    def test_tells_addresses_apart(self, other: str) -> None:
        index = encryption.current().blind_index

        assert index(other) != index("alex@example.org")

    def test_cannot_be_made_without_the_key(self) -> None:
        made = {keyring.blind_index("alex@example.org") for keyring in _keyrings(2)}

        assert len(made) == 2

    def test_shows_nothing_of_the_address(self) -> None:
        assert len(encryption.current().blind_index("a")) == len(
            encryption.current().blind_index("a" * 200)
        )

    def test_finds_the_person(self, session: Session) -> None:
        cast = invite_cast(session)

        found = sign_in.find_account(session, "  ALEX@example.org ")

        assert found is not None
        assert found.id == cast.alex.id


def _keyrings(count: int) -> list[Keyring]:
    return [Keyring.generate() for _ in range(count)]
