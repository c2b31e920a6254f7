"""Drafts of exercises: what is typed is kept, what is published stays, and nobody else looks in."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import visibility
from couples.caseload.models import Practice
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises import authoring, publishing
from couples.exercises.authoring import written_in
from couples.exercises.checking import check
from couples.exercises.definition import Definition
from couples.exercises.drafting import WrittenElsewhereError
from couples.exercises.loading import builtin_definition, builtin_definitions
from couples.exercises.models import Exercise, ExerciseDraft, ExerciseVersion
from couples.exercises.publishing import UnfinishedError
from couples.exercises.queries import find_tailored, get_exercise, list_exercises
from couples.exercises.services import stock_library
from couples.exercises.taking_apart import taken_apart
from couples.exercises.written import Written
from tests.cast import Cast
from tests.couples.exercises.making import make_definition
from tests.couples.exercises.rulebook import everything
from tests.homework import exercise

WALK = make_definition(code="")


@pytest.fixture(autouse=True)
def _library(session: Session, cast: Cast) -> None:
    stock_library(session, session.get_one(Practice, cast.practice_id))


def publish(session: Session, cast: Cast, draft: ExerciseDraft, *, seen: int) -> ExerciseVersion:
    return publishing.publish(session, cast.morgan.identity, draft.public_id, seen=seen)


def published(session: Session, cast: Cast) -> ExerciseVersion:
    """A walk, as Dr. Morgan wrote it."""
    draft = authoring.begin(session, cast.morgan.identity, WALK, token="walk")
    return publish(session, cast, draft, seen=0)


def retitled(session: Session, cast: Cast, draft: ExerciseDraft, title: str) -> None:
    written = written_in(draft)
    authoring.save_head(
        session,
        cast.morgan.identity,
        draft.public_id,
        typed={**written.head, "title": title},
        stamp=written.stamp,
    )


class TestTakingApart:
    @pytest.mark.parametrize(
        "definition", [*builtin_definitions(), everything()], ids=lambda d: d.id
    )
    def test_every_definition_comes_together_again_as_it_was(self, definition: Definition) -> None:
        kept = Written.from_json(taken_apart(definition).to_json())

        identity = {"id": definition.id, "code": definition.code, "version": definition.version}
        checked = check(kept, identity=identity)

        assert checked.slips == ()
        assert checked.definition == definition


class TestBegin:
    def test_the_same_press_opens_the_same_draft(self, session: Session, cast: Cast) -> None:
        first = authoring.begin(session, cast.morgan.identity, None, token="one")
        again = authoring.begin(session, cast.morgan.identity, None, token="one")

        assert again is first

    def test_what_ships_is_copied_and_never_changed(self, session: Session, cast: Cast) -> None:
        shipped = exercise(session, cast.morgan, "grievance").exercise

        with pytest.raises(DomainError, match="Make a copy"):
            authoring.begin_version(session, cast.morgan.identity, shipped.public_id)

    def test_a_partner_writes_none(self, session: Session, cast: Cast) -> None:
        with pytest.raises(NotAllowedError):
            authoring.begin(session, cast.alex.identity, None, token="one")


class TestSave:
    def test_a_later_save_from_an_older_page_overwrites_nothing(
        self, session: Session, cast: Cast
    ) -> None:
        draft = authoring.begin(session, cast.morgan.identity, None, token="one")
        save = {"actor": cast.morgan.identity, "draft_id": draft.public_id, "stamp": 0}
        authoring.save_head(session, typed={"title": "A"}, **save)  # type: ignore[arg-type]

        with pytest.raises(WrittenElsewhereError) as refusal:
            authoring.save_head(session, typed={"title": "B"}, **save)  # type: ignore[arg-type]

        assert refusal.value.saved == {"title": "A"}
        assert written_in(draft).title == "A"

    def test_the_same_words_again_are_no_conflict(self, session: Session, cast: Cast) -> None:
        draft = authoring.begin(session, cast.morgan.identity, None, token="one")
        for _press in range(2):
            authoring.save_head(
                session, cast.morgan.identity, draft.public_id, typed={"title": "A"}, stamp=0
            )

        assert draft.revision == 1

    def test_an_exercise_has_sixty_questions_at_most(self, session: Session, cast: Cast) -> None:
        draft = authoring.begin(session, cast.morgan.identity, None, token="one")
        for _ in range(60):
            authoring.add_question(session, cast.morgan.identity, draft.public_id, {})

        with pytest.raises(DomainError, match="60 questions at most"):
            authoring.add_question(session, cast.morgan.identity, draft.public_id, {})


class TestPublish:
    def test_it_becomes_the_next_version_and_the_old_one_stays(
        self, session: Session, cast: Cast
    ) -> None:
        first = published(session, cast)
        draft = authoring.begin_version(session, cast.morgan.identity, first.exercise.public_id)
        retitled(session, cast, draft, "A long walk")

        second = publish(session, cast, draft, seen=1)

        assert (first.number, first.definition.title) == (1, "An evening walk")
        assert (second.number, second.definition.title) == (2, "A long walk")
        assert second.definition.id == first.definition.id == first.exercise.key
        assert session.get(ExerciseDraft, draft.id) is None

    def test_two_exercises_of_one_name_are_two(self, session: Session, cast: Cast) -> None:
        one = published(session, cast)
        draft = authoring.begin(session, cast.morgan.identity, WALK, token="again")

        other = publish(session, cast, draft, seen=0)

        assert one.exercise.key == "own-an-evening-walk"
        assert other.exercise.key == other.definition.id == "own-an-evening-walk-2"

    def test_what_is_unfinished_is_refused_and_kept(self, session: Session, cast: Cast) -> None:
        draft = authoring.begin(session, cast.morgan.identity, None, token="one")

        with pytest.raises(UnfinishedError) as refusal:
            publish(session, cast, draft, seen=0)

        assert "Add at least one question." in {s.sentence for s in refusal.value.checked.slips}
        assert session.get(ExerciseDraft, draft.id) is draft

    def test_nothing_is_published_over_a_version_that_nobody_saw(
        self, session: Session, cast: Cast
    ) -> None:
        first = published(session, cast)
        mine = authoring.begin_version(session, cast.morgan.identity, first.exercise.public_id)
        retitled(session, cast, mine, "Mine")
        lees = authoring.begin_version(session, cast.lee.identity, first.exercise.public_id)
        head = {**written_in(lees).head, "title": "Lee’s"}
        authoring.save_head(session, cast.lee.identity, lees.public_id, typed=head, stamp=0)
        publishing.publish(session, cast.lee.identity, lees.public_id, seen=1)

        with pytest.raises(ConflictError, match="Look at it first"):
            publish(session, cast, mine, seen=1)

    def test_a_version_that_says_nothing_new_is_none(self, session: Session, cast: Cast) -> None:
        first = published(session, cast)
        draft = authoring.begin_version(session, cast.morgan.identity, first.exercise.public_id)

        with pytest.raises(DomainError, match="Nothing in it is different"):
            publish(session, cast, draft, seen=1)

    def test_stocking_the_library_again_leaves_what_was_written_here(
        self, session: Session, cast: Cast
    ) -> None:
        published(session, cast)

        added = stock_library(session, session.get_one(Practice, cast.practice_id))

        assert added == []

    def test_a_question_that_was_put_differently_keeps_its_key(
        self, session: Session, cast: Cast
    ) -> None:
        first = published(session, cast)
        draft = authoring.begin_version(session, cast.morgan.identity, first.exercise.public_id)
        question = written_in(draft).questions[0]
        typed = {**question.typed, "label": "Something else"}
        authoring.save_question(
            session, cast.morgan.identity, draft.public_id, question.id, typed=typed, stamp=0
        )

        second = publish(session, cast, draft, seen=1)

        assert [field.key for field in second.definition.fields] == ["topic"]
        assert second.definition.fields[0].label == "Something else"


class TestRetire:
    def test_it_is_offered_no_more_until_it_is_brought_back(
        self, session: Session, cast: Cast
    ) -> None:
        walk = published(session, cast)
        morgan, walk_id = cast.morgan.identity, walk.exercise.public_id

        publishing.retire(session, morgan, walk_id)
        assert walk not in list_exercises(session, morgan)
        assert list_exercises(session, morgan, retired=True) == [walk]
        publishing.bring_back(session, morgan, walk_id)

        assert walk in list_exercises(session, morgan)


class TestTailor:
    @pytest.fixture
    def tailored(self, session: Session, cast: Cast) -> ExerciseVersion:
        master = exercise(session, cast.morgan, "grievance")
        draft = authoring.begin_tailoring(
            session, cast.morgan.identity, master.exercise.public_id, cast.alex_and_sam.id
        )
        retitled(session, cast, draft, "Naming what hurt in June")
        return publish(session, cast, draft, seen=master.number)

    def test_the_master_stays_as_it_is(
        self, session: Session, cast: Cast, tailored: ExerciseVersion
    ) -> None:
        master = exercise(session, cast.morgan, "grievance")

        assert master.definition == builtin_definition("grievance")
        assert tailored.definition.title == "Naming what hurt in June"
        assert tailored.master_number == master.number

    def test_its_words_are_sealed_and_leave_no_fingerprint(self, tailored: ExerciseVersion) -> None:
        assert (tailored.content, tailored.digest) == ("", "")

    def test_it_is_in_nobodys_library_and_only_their_counselor_finds_it(
        self, session: Session, cast: Cast, tailored: ExerciseVersion
    ) -> None:
        its_id = tailored.exercise.public_id

        assert tailored not in list_exercises(session, cast.morgan.identity)
        assert get_exercise(session, cast.morgan.identity, its_id) is tailored
        for member in (cast.lee, cast.alex, cast.noor):
            with pytest.raises(NotFoundError):
                get_exercise(session, member.identity, its_id)

    def test_going_back_leaves_the_couple_with_the_master(
        self, session: Session, cast: Cast, tailored: ExerciseVersion
    ) -> None:
        master = exercise(session, cast.morgan, "grievance").exercise

        publishing.go_back_to_master(
            session, cast.morgan.identity, master.public_id, cast.alex_and_sam.id
        )

        found = find_tailored(session, cast.morgan.identity, master.id, cast.alex_and_sam.id)
        assert found is not None
        assert found.retired


class TestVisibility:
    def test_a_draft_is_found_by_nobody_but_its_author(self, session: Session, cast: Cast) -> None:
        draft = authoring.begin(session, cast.morgan.identity, None, token="one")

        finders = {
            member.name
            for member in cast.everybody
            if session.scalar(
                select(ExerciseDraft.id).where(
                    visibility.readable_exercise_drafts(member.identity),
                    ExerciseDraft.id == draft.id,
                )
            )
        }

        assert finders == {"Dr. Morgan"}

    def test_every_counselor_of_the_practice_finds_its_library(
        self, session: Session, cast: Cast
    ) -> None:
        walk = published(session, cast)

        finders = {
            member.name
            for member in cast.everybody
            if session.scalar(
                select(Exercise.id).where(
                    visibility.known_exercises(member.identity), Exercise.id == walk.exercise_id
                )
            )
        }

        assert finders == {"Dr. Morgan", "Lee"}
