"""
Two couples write, hand in, widen and are given back work in any order; some of it is set
aside, disowned, offered to the other, claimed, declined, put back or made void.

After every step, each viewer's queries must find exactly the words that a short
rule allows. The rule knows nothing of the program: it is told what people did
and says who may read what.
"""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from couples.assignments import services as assigning
from couples.assignments.queries import list_assignments
from couples.assignments.services import Order
from couples.audiences import Audience
from couples.caseload.models import Practice
from couples.database import create_engine, for_writing
from couples.errors import ConflictError
from couples.exercises.definition import Cadence, Doer
from couples.exercises.models import Exercise, ExerciseVersion
from couples.identity import Identity
from couples.models import Base, Person
from couples.people.sign_in import identity_of
from couples.permissions import PartedError
from couples.safety.opening import NotScheduledError
from couples.submissions import drafts, handing_in, reviewing, sharing
from couples.submissions.models import Standing
from couples.submissions.queries import list_answers, list_drafts, list_submissions
from couples.submissions.sharing import WIDER
from couples.submissions.typed import Typed
from tests.cast import Member, Pair, invite_cast
from tests.databases import share_statements
from tests.model.seen import Seen
from tests.model.story import (
    COUNSELORS,
    FREE,
    PARTNERS,
    READERS,
    Story,
    Written,
    homework,
    may_read,
)


class TwoCouples(RuleBasedStateMachine):
    """
    Everybody acts through the services that the web uses.

    `played` counts the games and the steps of all of them, for whoever asks how many it were.
    """

    played: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        """Two couples with two pieces of homework each."""
        self.played["games"] += 1
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        share_statements(self.engine)
        Base.metadata.create_all(self.engine)
        self.session = Session(for_writing(self.engine))
        self.seen = Seen(self.session)
        self.story, self.numbers = Story(), count()
        self.left: dict[int, set[str]] = {}
        self.pauses: dict[int, str] = {}
        self.asked: dict[int, str] = {}
        self.cast = invite_cast(self.session)
        exercises = [self._exercise(number) for number in range(2)]
        self.homework: dict[tuple[str, int], str] = {}
        for pair in (self.cast.alex_and_sam, self.cast.kim_and_robin):
            for number, exercise in enumerate(exercises):
                self._give(pair, number, exercise)

    def _exercise(self, number: int) -> Exercise:
        practice = self.session.get_one(Practice, self.cast.practice_id)
        definition = homework(number)
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

    def _actor(self, name: str) -> Identity:
        """Who somebody is to the next page that they open."""
        return identity_of(self.session, self.session.get_one(Person, self._member(name).id))

    def _pair(self, name: str) -> Pair:
        pairs = (self.cast.alex_and_sam, self.cast.kim_and_robin)
        return next(p for p in pairs if self._member(name) in p.partners)

    @rule(
        author=st.sampled_from(PARTNERS),
        number=st.sampled_from([0, 1]),
        audience=st.sampled_from(FREE),
        send=st.booleans(),
        kept_off=st.booleans(),
    )
    def write(
        self, author: str, number: int, audience: Audience, send: bool, kept_off: bool
    ) -> None:
        """
        Write a draft, and perhaps hand it in, unless that was done before.

        It may be kept off their own pages, and then all that was handed in before it is too.
        """
        pair = self._pair(author)
        if (key := self._key(author, number), author) in self.story.handed_in:
            return
        actor = self._actor(author)
        if pair.id in self.story.parted:
            with pytest.raises(PartedError):
                drafts.start(self.session, actor, self.homework[author, number])
            return
        rests = number == 0 and pair.id in self.story.resting
        if rests or pair.id in self.story.ended:
            self._find_it_resting(author, number)
            return
        draft = drafts.start(self.session, actor, self.homework[author, number])
        words = {name: f"{name} {author} {next(self.numbers)}" for name in ("sealed", "free")}
        typed = Typed(words, {"free": audience.value})
        draft = drafts.save(
            self.session, actor, draft.public_id, typed=typed, revision=draft.revision
        )
        if send:
            token = f"{author}{next(self.numbers)}"
            submission = handing_in.submit(
                self.session,
                actor,
                draft.public_id,
                revision=draft.revision,
                key=token,
                kept_off=kept_off,
            )
            reader = actor.with_kept_off()
            ids = {
                a.field: a.public_id
                for a in list_answers(self.session, reader, [submission])[submission.id]
            }
            attempt = self._next_attempt(author, key)
            for name, promised in (("sealed", Audience.SEALED), ("free", audience)):
                self.story.written.append(
                    Written(
                        words[name],
                        author,
                        pair,
                        key,
                        promised,
                        ids[name],
                        work=submission.public_id,
                        attempt=attempt,
                    )
                )
            if kept_off:
                self.story.keep_off(author, key, kept_off=True)

    def _find_it_resting(self, author: str, number: int) -> None:
        """Held for fear, or ended for good when somebody left: what was begun can be looked at."""
        actor, homework = self._actor(author), self.homework[author, number]
        begun = {each.assignment.public_id for each in list_drafts(self.session, actor)}
        if homework not in begun:
            with pytest.raises(NotScheduledError):
                drafts.start(self.session, actor, homework)

    def _next_attempt(self, author: str, homework: int) -> int:
        mine = [w for w in self.story.written if (w.author, w.homework) == (author, homework)]
        return max((w.attempt for w in mine), default=0) + 1

    def _key(self, author: str, number: int) -> int:
        return self._pair(author).id * 10 + number

    @precondition(lambda self: bool(self.story.written))
    @rule(data=st.data())
    def widen(self, data: st.DataObject) -> None:
        """The author lets more people read one answer."""
        it = data.draw(st.sampled_from(self.story.written))
        if it.standing is Standing.STANDS and WIDER[it.audience] and not it.kept_off:
            audience = data.draw(st.sampled_from(WIDER[it.audience]))
            actor = self._actor(it.author)
            if it.pair.id in self.story.parted or (
                it.pair.id in self.story.paused and audience is Audience.COUPLE
            ):
                with pytest.raises(ConflictError):
                    sharing.widen(self.session, actor, it.id, audience=audience)
                return
            sharing.widen(self.session, actor, it.id, audience=audience)
            it.audience, it.widened = audience, True

    @precondition(lambda self: any(w.audience is Audience.SESSION for w in self.story.written))
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        """The counselor opens an answer that was written for the session."""
        meant = [w for w in self.story.written if w.audience is Audience.SESSION]
        it = data.draw(st.sampled_from(meant))
        if it.standing is not Standing.STANDS:
            return
        counselor = self._actor(self.story.counselor_of(it.pair.id))
        if it.pair.id in {**self.story.parted, **self.story.paused}:
            with pytest.raises(ConflictError):
                reviewing.release(self.session, counselor, it.id)
            return
        reviewing.release(self.session, counselor, it.id)
        it.released = True

    @precondition(lambda self: bool(self.story.handed_in))
    @rule(data=st.data(), who=st.sampled_from(COUNSELORS))
    def give_back(self, data: st.DataObject, who: str) -> None:
        """The counselor asks for another attempt; what was handed in stays as it was."""
        counselor = self._actor(who)
        submissions = list_submissions(self.session, counselor)
        if not submissions:
            return
        submission = data.draw(st.sampled_from(submissions))
        if submission.returned_at is None:
            reviewing.return_for_another_attempt(
                self.session, counselor, submission.public_id, words="Once more, please"
            )
            for each in self.story.of(submission.public_id):
                each.returned = True

    @invariant()
    def everybody_reads_exactly_what_they_may(self) -> None:
        """In both directions: nothing hidden is found, and nothing allowed is missing."""
        self.played["steps"] += 1
        allowed = {
            reader: {w.words for w in self.story.written if may_read(self.story, reader, w)}
            for reader in READERS
        }
        if self.seen.as_before("everybody", allowed):
            return
        for reader, words in allowed.items():
            assert self._found_by(self._actor(reader)) == words, reader

    def _found_by(self, viewer: Identity) -> set[str]:
        submissions = list_submissions(self.session, viewer)
        found = list_answers(self.session, viewer, submissions)
        return {answer.words or "" for answers in found.values() for answer in answers}

    def teardown(self) -> None:
        """Let go of the database of this story."""
        if hasattr(self, "session"):
            self.session.close()
            self.engine.dispose()
