"""
Two couples write, hand in, widen and are given back work in any order.

After every step, each viewer's queries must find exactly the words that a rule
of five lines allows. The rule knows nothing of the program: it is told what
people did and says who may read what.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from couples.assignments import services as assigning
from couples.assignments.queries import list_assignments
from couples.assignments.services import Order
from couples.audiences import Audience
from couples.caseload.models import Practice
from couples.database import create_engine, for_writing
from couples.exercises.definition import Cadence, Definition, Doer
from couples.exercises.models import Exercise, ExerciseVersion
from couples.identity import Identity
from couples.models import Base
from couples.submissions import drafts, handing_in, reviewing, sharing
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.sharing import WIDER
from couples.submissions.typed import Typed
from tests.cast import Cast, Member, Pair, invite_cast
from tests.couples.exercises.making import field_of, make_definition

FREE = [Audience.ME, Audience.COUNSELOR, Audience.COUPLE, Audience.SESSION]
PARTNERS = ("alex", "sam", "kim", "robin")
READERS = ("morgan", "lee", *PARTNERS)


@dataclass
class Written:
    """One answer as the people of the story know it."""

    words: str
    author: str
    pair: Pair
    homework: int
    audience: Audience
    id: str = ""
    released: bool = False


@dataclass
class Story:
    """What everybody did so far."""

    written: list[Written] = field(default_factory=list)
    handed_in: set[tuple[int, str]] = field(default_factory=set)


def may_read(story: Story, cast: Cast, reader: str, it: Written) -> bool:
    """The whole promise, in five lines."""
    if reader == it.author:
        return True
    if reader == "morgan":
        return it.audience is not Audience.ME
    if reader not in {p.name.casefold() for p in it.pair.partners}:
        return False
    both = {(it.homework, p.name.casefold()) for p in it.pair.partners} <= story.handed_in
    return (
        it.audience is Audience.COUPLE
        or (it.audience is Audience.SEALED and both)
        or (it.audience is Audience.SESSION and it.released)
    )


def homework() -> Definition:
    """One sealed field, and one whose audience the author chooses."""
    free = field_of(
        "short-text", key="free", audience="me", choose=[audience.value for audience in FREE]
    )
    sealed = field_of("short-text", key="sealed", required=True, audience="sealed")
    return make_definition(sealed, free, doers=["each"])


class TwoCouples(RuleBasedStateMachine):
    """Everybody acts through the services that the web uses."""

    @initialize()
    def begin(self) -> None:
        """Two couples with two pieces of homework each."""
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        Base.metadata.create_all(self.engine)
        self.session = Session(for_writing(self.engine))
        self.story, self.numbers = Story(), count()
        self.cast = invite_cast(self.session)
        exercises = [self._exercise(number) for number in range(2)]
        self.homework: dict[tuple[str, int], str] = {}
        for pair in (self.cast.alex_and_sam, self.cast.kim_and_robin):
            for number, exercise in enumerate(exercises):
                self._give(pair, number, exercise)

    def _exercise(self, number: int) -> Exercise:
        practice = self.session.get_one(Practice, self.cast.practice_id)
        definition = homework()
        exercise = Exercise(practice_id=practice.id, key=f"homework-{number}")
        exercise.versions.append(
            ExerciseVersion(
                practice_id=practice.id,
                number=1,
                content=definition.to_json(),
                digest=definition.digest,
            )
        )
        self.session.add(exercise)
        self.session.flush()
        return exercise

    def _give(self, pair: Pair, number: int, exercise: Exercise) -> None:
        order = Order(exercise.public_id, (pair.public_id,), Doer.EACH, Cadence.ONCE)
        token = f"{pair.public_id}{number}"
        assigning.assign(self.session, self.cast.morgan.identity, order, token=token)
        newest = list_assignments(self.session, self.cast.morgan.identity)[-1]
        for partner in pair.partners:
            self.homework[partner.name.casefold(), number] = newest.public_id

    def _member(self, name: str) -> Member:
        member: Member = getattr(self.cast, name)
        return member

    def _pair(self, name: str) -> Pair:
        pairs = (self.cast.alex_and_sam, self.cast.kim_and_robin)
        return next(p for p in pairs if self._member(name) in p.partners)

    @rule(
        author=st.sampled_from(PARTNERS),
        number=st.sampled_from([0, 1]),
        audience=st.sampled_from(FREE),
        send=st.booleans(),
    )
    def write(self, author: str, number: int, audience: Audience, send: bool) -> None:
        """Write a draft, and perhaps hand it in, unless that was done before."""
        if (key := self._key(author, number), author) in self.story.handed_in:
            return
        actor = self._member(author).identity
        draft = drafts.start(self.session, actor, self.homework[author, number])
        words = {name: f"{name} {author} {next(self.numbers)}" for name in ("sealed", "free")}
        typed = Typed(words, {"free": audience.value})
        draft = drafts.save(
            self.session, actor, draft.public_id, typed=typed, revision=draft.revision
        )
        if send:
            token = f"{author}{next(self.numbers)}"
            submission = handing_in.submit(
                self.session, actor, draft.public_id, revision=draft.revision, key=token
            )
            ids = {
                a.field: a.public_id
                for a in list_answers(self.session, actor, [submission])[submission.id]
            }
            self.story.handed_in.add((key, author))
            pair = self._pair(author)
            self.story.written += [
                Written(words["sealed"], author, pair, key, Audience.SEALED, ids["sealed"]),
                Written(words["free"], author, pair, key, audience, ids["free"]),
            ]

    def _key(self, author: str, number: int) -> int:
        return self._pair(author).id * 10 + number

    @precondition(lambda self: bool(self.story.written))
    @rule(data=st.data())
    def widen(self, data: st.DataObject) -> None:
        """The author lets more people read one answer."""
        it = data.draw(st.sampled_from(self.story.written))
        if WIDER[it.audience]:
            audience = data.draw(st.sampled_from(WIDER[it.audience]))
            actor = self._member(it.author).identity
            sharing.widen(self.session, actor, it.id, audience=audience)
            it.audience = audience

    @precondition(lambda self: any(w.audience is Audience.SESSION for w in self.story.written))
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        """The counselor opens an answer that was written for the session."""
        meant = [w for w in self.story.written if w.audience is Audience.SESSION]
        it = data.draw(st.sampled_from(meant))
        reviewing.release(self.session, self.cast.morgan.identity, it.id)
        it.released = True

    @precondition(lambda self: bool(self.story.handed_in))
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        """The counselor asks for another attempt; what was handed in stays as it was."""
        morgan = self.cast.morgan.identity
        submissions = list_submissions(self.session, morgan)
        submission = data.draw(st.sampled_from(submissions))
        if submission.returned_at is None:
            reviewing.return_for_another_attempt(
                self.session, morgan, submission.public_id, words="Once more, please"
            )

    @invariant()
    def everybody_reads_exactly_what_they_may(self) -> None:
        """In both directions: nothing hidden is found, and nothing allowed is missing."""
        for reader in READERS:
            allowed = {
                w.words for w in self.story.written if may_read(self.story, self.cast, reader, w)
            }
            assert self._found_by(self._member(reader).identity) == allowed, reader

    def _found_by(self, viewer: Identity) -> set[str]:
        submissions = list_submissions(self.session, viewer)
        found = list_answers(self.session, viewer, submissions)
        return {answer.words or "" for answers in found.values() for answer in answers}

    def teardown(self) -> None:
        """Let go of the database of this story."""
        if hasattr(self, "session"):
            self.session.close()
            self.engine.dispose()


def test_whatever_people_do_everybody_reads_exactly_what_they_may() -> None:
    at_length = os.environ.get("MENDWELL_STORM") == "full"
    examples, steps = (500, 50) if at_length else (12, 20)
    played = settings(max_examples=examples, stateful_step_count=steps, deadline=None)

    run_state_machine_as_test(TwoCouples, settings=played)
