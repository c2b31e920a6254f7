"""
A world in which every piece of text says whose it is and who may read it.

Alex and Sam wrote in every audience, sealed together and sealed alone, drafted,
were replied to, signed. A word that turns up before somebody it was not for is
found by its canary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.models import Agreement
from couples.appointments import services as appointments
from couples.assignments import changing, extending
from couples.assignments.changing import Change
from couples.assignments.extending import MoreTime
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.breaks import services as breaks
from couples.database import Base
from couples.exercises import authoring, publishing
from couples.exercises.definition import Cadence, Gate
from couples.models import Answer, Invitation, Person, SafetyFlag, Submission, UserSession
from couples.safety import services as safety
from couples.submissions import drafts, on_behalf, own_accord, reviewing
from couples.submissions.queries import list_answers
from couples.submissions.typed import Typed
from tests.cast import TIME_ZONE, Cast, Member
from tests.homework import FEELINGS, RULES, exercise, give, give_feelings, hand_in
from tests.portal.ruled_world import ruled
from tests.portal.world_admissions import let_in
from tests.portal.world_aside import put_aside
from tests.portal.world_briefs import unprinted
from tests.portal.world_copies import handed_out
from tests.portal.world_courses import on_a_course
from tests.portal.world_devices import signed_in_with_a_passkey
from tests.portal.world_hand_overs import there_and_back
from tests.portal.world_pauses import paused
from tests.portal.world_records import shared
from tests.portal.world_repairs import mending
from tests.portal.world_talks import talking

ALEX, SAM, MORGAN, LEE = "alex", "sam", "morgan", "lee"
NOT_HERE = "a" * 26
"""A public id that nothing has."""


@dataclass
class World:
    """The canaries by their words, with the names of who may see each; and ids by noun."""

    canaries: dict[str, frozenset[str]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)

    def canary(self, name: str, *readers: str) -> str:
        """A text of its own, for these readers."""
        words = f"canary-{name}"
        self.canaries[words] = frozenset(readers)
        return words

    def note_id(self, noun: str, row: Base) -> None:
        """Let routes that ask for this noun be opened with this row."""
        self.ids.setdefault(noun, []).append(row.public_id)


def build(session: Session, cast: Cast) -> World:
    """Tell the whole story, in an open transaction."""
    world = World()
    there_and_back(session, cast, world.note_id)
    of_a_time_out = (world.canary("told-of-it", MORGAN), world.canary("why-it-ended", MORGAN))
    paused(session, cast, of_a_time_out, world.note_id)
    _sealed(session, cast, world)
    _each_audience(session, cast, world)
    _joint(session, cast, world)
    _given_back(session, cast, world)
    talk = _drafted(session, cast, world)
    talking(session, cast, world)
    _begun_alone(session, cast, world)
    _protected(session, cast, world, talk)
    ruled(session, cast, world)
    put_aside(session, cast, world)
    _typed_in_session(session, cast, world)
    _rest(session, cast, world)
    _authored(session, cast, world)
    on_a_course(session, cast, world)
    mending(session, cast, world)
    shared(session, cast)
    handed_out(session, cast, world.note_id)
    let_in(session, cast, world)
    _collect(session, world)
    return world


def _feel(world: World, name: str, *readers: str) -> dict[str, str]:
    return {
        **FEELINGS,
        "fear": world.canary(f"{name}-fear", *readers),
        "joy": world.canary(f"{name}-joy", *readers),
        "need": world.canary(f"{name}-need", *readers),
    }


def _sealed(session: Session, cast: Cast, world: World) -> None:
    """Alex alone in one couple’s check-in; in Kim and Robin’s both handed in."""
    alone = give_feelings(session, cast.alex_and_sam)
    hand_in(session, cast.alex, alone, _feel(world, "sealed-alone", ALEX, MORGAN))
    both = give_feelings(session, cast.kim_and_robin)
    for member in (cast.kim, cast.robin):
        words = _feel(world, f"sealed-both-{member.name}", "kim", "robin", MORGAN, LEE)
        hand_in(session, member, both, words)


def _each_audience(session: Session, cast: Cast, world: World) -> None:
    given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    audiences = {
        "what_happened": Audience.ME,
        "when": Audience.COUNSELOR,
        "why_it_matters": Audience.SESSION,
    }
    words = {
        "what_happened": world.canary("for-me", ALEX),
        "when": world.canary("for-counselor", ALEX, MORGAN),
        "why_it_matters": world.canary("for-session", ALEX, MORGAN),
        "hurts_now": "7",
        "ask_of_partner": "hear",
    }
    chosen = {name: audience.value for name, audience in audiences.items()}
    hand_in(session, cast.alex, given, words, audiences=chosen)


def _joint(session: Session, cast: Cast, world: World) -> None:
    """An agreement proposed by Alex, and a released answer of Sam’s."""
    given = give(session, cast.alex_and_sam, "calm-contract")
    words = {
        **RULES,
        "pause_word": world.canary("word", ALEX, SAM, MORGAN),
        "private_note": world.canary("note", ALEX, MORGAN),
    }
    hand_in(session, cast.alex, given, words)
    questions = give(session, cast.alex_and_sam, "open-questions")
    answers = {
        "theme": "hopes",
        "question": world.canary("question", ALEX, SAM, MORGAN),
        "learned": world.canary("released", ALEX, SAM, MORGAN),
        "curious": "6",
        "felt_known": "5",
    }
    theirs = hand_in(session, cast.sam, questions, answers, audiences={"learned": "session"})
    morgan = cast.morgan.identity
    for answer in list_answers(session, morgan, [theirs])[theirs.id]:
        if answer.audience is Audience.SESSION:
            reviewing.release(session, morgan, answer.public_id)


def _given_back(session: Session, cast: Cast, world: World) -> None:
    given = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
    words = {
        "what_happened": world.canary("sams-own", SAM),
        "hurts_now": "3",
        "ask_of_partner": "not-yet",
    }
    first = hand_in(session, cast.sam, given, words)
    reply = world.canary("reply", SAM, MORGAN)
    reviewing.reply(session, cast.morgan.identity, first.public_id, words=reply)
    back = world.canary("given-back", SAM, MORGAN)
    reviewing.return_for_another_attempt(session, cast.morgan.identity, first.public_id, words=back)


def _typed_in_session(session: Session, cast: Cast, world: World) -> None:
    """Dr. Lee types what Noor says; it is sealed as if Noor had handed it in."""
    given = give_feelings(session, cast.noor_and_jo)
    author = on_behalf.author_for(given, cast.noor.public_id)
    on_behalf.hand_in_for(
        session,
        cast.lee.identity,
        given.public_id,
        cast.noor.public_id,
        answers=_feel(world, "typed-in-session", "noor", "lee"),
        audiences={},
        occurrence=on_behalf.opening_for(session, author, given).key,
        key="typed in session",
    )


def _drafted(session: Session, cast: Cast, world: World) -> Assignment:
    given = give(session, cast.alex_and_sam, "needs-talk")
    for member in (cast.alex, cast.sam):
        _draft(session, member, given, world)
    return given


def _draft(session: Session, member: Member, given: Assignment, world: World) -> None:
    draft = drafts.start(session, member.identity, given.public_id)
    words = world.canary(f"draft-{member.name}", member.name.casefold())
    typed = Typed({"topic": words, "reflection": words})
    drafts.save(session, member.identity, draft.public_id, typed=typed, revision=0)
    world.note_id("draft_id", draft)


def _begun_alone(session: Session, cast: Cast, world: World) -> None:
    """Alex began an agreement and a misstep of their own, and has handed neither in."""
    alex = cast.alex.identity
    for what, question in ((own_accord.AGREEMENT, "title"), (own_accord.MISSTEP, "my_part")):
        mine = own_accord.begin(session, alex, what, key=f"begun-{what}")
        words = Typed({question: world.canary(f"begun-{what}", ALEX)})
        drafts.save(session, alex, mine.public_id, typed=words, revision=0)
        world.note_id("draft_id", mine)


def _protected(session: Session, cast: Cast, world: World, talk: Assignment) -> None:
    """Gates with a word, homework given in spite of one, and two things to look at."""
    id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
    word = world.canary("gate", MORGAN)
    safety.set_gate(session, morgan, id_, Gate.G1, held=True, note=word)
    safety.set_gate(session, morgan, id_, Gate.G6, held=True)
    reason = world.canary("override", MORGAN)
    safety.override(session, morgan, talk.public_id, reason=reason)
    seen = safety.flag_couple(session, morgan, id_, word=world.canary("flag-seen", MORGAN))
    safety.acknowledge(session, morgan, seen.public_id, done=world.canary("deed", MORGAN))
    safety.flag_couple(session, morgan, id_, word=world.canary("flag-open", MORGAN))


def _rest(session: Session, cast: Cast, world: World) -> None:
    note = world.canary("personal-line", "kim", "robin", MORGAN)
    given = give(session, cast.kim_and_robin, "daily-ritual", cadence=Cadence.DAILY, note=note)
    world.note_id("batch_id", given.batch)
    _dates(session, cast, world)
    for pair in (cast.alex_and_sam, cast.noor_and_jo):
        appointments.schedule(
            session,
            pair.counselor.identity,
            pair.public_id,
            starts_at=clock.now() + timedelta(hours=30),
        )
    unprinted(session, cast, world.note_id)
    world.ids["exercise_id"] = [exercise(session, cast.morgan, "grievance").exercise.public_id]
    world.ids["slug"] = ["csi-16", "rdas", "das"]
    world.ids["couple_id"] = [cast.alex_and_sam.public_id, cast.noor_and_jo.public_id]
    signed_in_with_a_passkey(session, cast.alex, world.note_id)


def _authored(session: Session, cast: Cast, world: World) -> None:
    """A draft of an exercise that Dr. Morgan is writing."""
    morgan = cast.morgan.identity
    draft = authoring.begin(session, morgan, None, token="b" * 40)
    title = {"title": world.canary("exercise-draft", MORGAN)}
    authoring.save_head(session, morgan, draft.public_id, typed=title, stamp=0)
    label = {"label": world.canary("question-draft", MORGAN), "type": "date"}
    question = authoring.add_question(session, morgan, draft.public_id, label)
    world.note_id("exercise_draft_id", draft)
    master = exercise(session, cast.morgan, "grievance").exercise.public_id
    own = authoring.begin_tailoring(session, morgan, master, cast.alex_and_sam.id)
    words = {**authoring.written_in(own).head, "purpose": world.canary("tailored", MORGAN)}
    authoring.save_head(session, morgan, own.public_id, typed=words, stamp=0)
    tailored = publishing.publish(session, morgan, own.public_id, seen=1).exercise
    world.ids["exercise_id"].append(tailored.public_id)
    world.ids["question_id"] = [question.id]


def _dates(session: Session, cast: Cast, world: World) -> None:
    """Homework with a day that was put off, for both and for one, a line changed, and a break."""
    morgan, couple_id = cast.morgan.identity, cast.kim_and_robin.public_id
    soon = clock.today(TIME_ZONE) + timedelta(days=3)
    before = world.canary("line-before-the-change", MORGAN)
    given = give(session, cast.kim_and_robin, "calm-contract", due_on=soon, note=before)
    changing.change(session, morgan, given.public_id, Change(due_on=soon), token="change")
    for number, person in enumerate((None, cast.kim.public_id), start=1):
        more = MoreTime((given.public_id,), days=number, person_id=person)
        batch = extending.extend(session, morgan, more, token=f"more-{number}")
        world.note_id("extension_batch_id", batch)
    last = soon + timedelta(days=30)
    holiday = breaks.enter(
        session, morgan, couple_id, first_on=soon, last_on=last, token="a holiday"
    )
    world.note_id("break_id", holiday)


def _collect(session: Session, world: World) -> None:
    from couples.models import Appointment  # noqa: PLC0415 - only here

    nouns: dict[str, type[Base]] = {
        "assignment_id": Assignment,
        "submission_id": Submission,
        "answer_id": Answer,
        "agreement_id": Agreement,
        "appointment_id": Appointment,
        "person_id": Person,
        "device_id": UserSession,
        "flag_id": SafetyFlag,
        "invitation_id": Invitation,
    }
    session.flush()
    for noun, model in nouns.items():
        world.ids[noun] = list(session.scalars(select(model.public_id).order_by(model.id)))
