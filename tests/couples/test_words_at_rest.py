"""Whoever has the database and not its keys reads nobody’s words, names or addresses."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, String
from sqlalchemy.orm import Session

from couples.admissions.standing_in import stand_in
from couples.appraisals.services import appraise
from couples.assignments import changing as assignments
from couples.assignments.changing import Change
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.caseload.queries import get_own_couple
from couples.clock import now
from couples.copies.models import Reader
from couples.database import Base, for_writing
from couples.exercises import authoring, publishing
from couples.exercises.definition import Gate
from couples.identity import Identity
from couples.pauses import lifting
from couples.pauses import services as pauses
from couples.people import invitations, recovery, second_factor, sign_in
from couples.people.models import Person
from couples.programmes import authoring as programme_authoring
from couples.programmes import changing
from couples.records import sharing
from couples.safety import services as safety
from couples.submissions import drafts, readiness, reviewing
from couples.submissions.typed import Typed
from couples.talks import services as talks
from couples.talks import writing
from tests.cast import Cast, invite_cast
from tests.couples.at_rest import readable_bytes
from tests.couples.copies import scene as copies
from tests.couples.preparations.scene import keep_a_brief
from tests.courses import course, enrol
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in
from tests.own_exercises import ASKED_BEFORE, give_own

# Words that occur nowhere else in the database, each written into one place by the story.
CANARIES = {
    "a practice’s name": "Riverside",
    "a counselor’s name": "Dr. Morgan",
    "a counselor’s address": "morgan@example.org",
    "a partner’s name": "Robin",
    "a partner’s address": "robin@example.org",
    "a note with an assignment": "canary of the note",
    "a note as it was before it was changed": "canary of the first note",
    "a draft": "canary of the draft",
    "an answer before it begins": "canary of the moment before",
    "an answer for both": "canary of the answer",
    "an answer for nobody else": "canary of the secret",
    "a line of an agreement": "canary of the agreement",
    "what is written in a talk": "canary of the talk",
    "a reply": "canary of the reply",
    "why work came back": "canary of the return",
    "what got in the way of it": "canary of the appraisal",
    "a word about a gate": "canary of the gate",
    "why something was given all the same": "canary of the override",
    "what the counselor wants to look at": "canary of the flag",
    "what was done about it": "canary of the deed",
    "why a time-out was ended": "canary of the lift",
    "a draft of an exercise": "canary of the exercise draft",
    "an exercise tailored for a couple": "canary of the tailored one",
    "why a colleague stood in": "canary of the emergency",
    "why a course was changed": "canary of the course",
    "a draft of a programme": "canary of the programme",
    "a record of both": "canary of the shared record",
    "what a brief was made from": "canary of the brief",
    "what a kept report was made from": "canary of the kept report",
}

# Every column of plain text, with the reason why it holds nobody's words. A new one is
# either sealed or gets its line here.
PLAIN = {
    "public_id": "random",
    "subject_id": "the public id of a row",
    "token": "a random mark of one press of a button",
    "idempotency_key": "the same",
    "token_hash": "of a random token",
    "password_hash": "argon2id",
    "email_index": "a fingerprint that only our key can make",
    "code_hash": "the same",
    "credential_id": "random, made by a device",
    "account": "the same",
    "network": "the same",
    "role": "one of a few values",
    "way": "the same",
    "policy": "the same",
    "kind": "the same",
    "doer": "the same",
    "follows": "the same",
    "cadence": "the same",
    "part": "the same",
    "stage": "the same",
    "word": "the same",
    "audience": "the same",
    "state": "the same",
    "left": "the same",
    "change": "the same",
    "often": "one of a few values",
    "thing": "the same",
    "occasion": "a day or a week",
    "step": "a step’s name in a programme’s definition",
    "days": "days of the week",
    "occurrence": "the day, week or session that homework is for",
    "standing": "one of a few values",
    "begun_from": "a fingerprint of a browser, which only our key can make",
    "handed_in_from": "the same",
    "time_zone": "the name of a region",
    "earlier_zones": "the same, with the moments until which they held",
    "locale": "the name of a language",
    "device": "the kind of browser, such as Firefox on Linux",
    "open_key": "row numbers",
    "event": "what was done, as noun:verb",
    "place": "the name of a page",
    "gate": "one of a few values",
    "covers": "gates and row numbers",
    "key": "an exercise’s or a programme’s name in the library",
    "content": "the definition of an exercise or a programme",
    "digest": "of that definition",
    "field": "a question’s name in that definition",
    "subject": "the name of what was consented to",
    "text": "our own sentence that was consented to",
    "measure": "a measure’s name in the library",
    "about": "one of a few values",
    "status": "the same",
    "method": "the same",
    "band": "the name of a range of a score",
    "flags": "names of what is looked at",
    "subscales": "numbers by the names of a measure’s parts",
    "missing": "numbers of questions",
    "mapping": "the same, by the names of a measure’s parts",
    "claim": "random",
    "reader": "one of a few values",
    "failure": "the same",
    "edition": "a fingerprint of our own templates",
    "pages_digest": "a fingerprint of sealed pages",
    "brief": "names of a paper’s sections",
    "progress": "the same",
    "sections": "the same",
    "logo_kind": "one of a few values",
    "sd": "a number",
    "reliability": "a number",
}


def tell_a_story(session: Session) -> Cast:
    """Let every kind of word be written, through the services that the web uses."""
    cast = invite_cast(session)
    morgan, alex, sam = cast.morgan.identity, cast.alex.identity, cast.sam.identity
    note = CANARIES["a note with an assignment"]

    feelings = give_feelings(session, cast.alex_and_sam)
    first = hand_in(
        session, cast.alex, feelings, {**FEELINGS, "joy": CANARIES["an answer for both"]}
    )
    reviewing.reply(session, morgan, first.public_id, words=CANARIES["a reply"])
    reviewing.return_for_another_attempt(
        session, morgan, first.public_id, words=CANARIES["why work came back"]
    )
    apart = give_own(session, cast, ASKED_BEFORE)
    before = Typed({"calm": "2", "how": CANARIES["an answer before it begins"]})
    readiness.answer_before(session, alex, apart.public_id, before)
    begun = drafts.start(session, sam, feelings.public_id)
    drafts.save(
        session, sam, begun.public_id, typed=Typed({"fear": CANARIES["a draft"]}), revision=0
    )

    needs = give(session, cast.alex_and_sam, "needs-talk")
    talk = talks.begin(
        session, alex, needs.public_id, first=cast.alex.public_id, is_on_one_phone=True
    )
    topic = Typed({"topic": CANARIES["what is written in a talk"]})
    writing.keep(session, alex, talk.public_id, typed=topic, turn=0, revision=0)
    grievance = give(session, cast.alex_and_sam, "grievance", to=cast.alex, note=note)
    secret = {
        "what_happened": CANARIES["an answer for nobody else"],
        "hurts_now": "7",
        "ask_of_partner": "hear",
    }
    hand_in(session, cast.alex, grievance, secret)
    at_first = CANARIES["a note as it was before it was changed"]
    contract = give(session, cast.alex_and_sam, "calm-contract", note=at_first)
    assignments.change(session, morgan, contract.public_id, Change(note="Later."), token="once")
    rules = {**RULES, "ground_rules": [CANARIES["a line of an agreement"]]}
    hand_in(session, cast.alex, contract, rules)

    id_ = cast.alex_and_sam.public_id
    pause = pauses.start(session, alex, session.get_one(Couple, cast.alex_and_sam.id), 30)
    lifting.lift(session, morgan, pause.public_id, reason=CANARIES["why a time-out was ended"])
    why = CANARIES["why a colleague stood in"]
    stand_in(session, cast.lee.identity, one="Alex", other="Sam", reason=why)
    safety.set_gate(session, morgan, id_, Gate.G1, held=True, note=CANARIES["a word about a gate"])
    why = CANARIES["why something was given all the same"]
    safety.override(session, morgan, contract.public_id, reason=why)
    flag = safety.flag_couple(
        session, morgan, id_, word=CANARIES["what the counselor wants to look at"]
    )
    safety.acknowledge(session, morgan, flag.public_id, done=CANARIES["what was done about it"])
    _write(session, morgan, grievance)
    enrol(session, "calm-and-repair", cast.kim_and_robin)
    why = CANARIES["why a course was changed"]
    changing.pause(session, morgan, course(session, cast.kim_and_robin).public_id, reason=why)

    keep_a_brief(session, cast, CANARIES["what a brief was made from"])
    copies.keep(
        session, cast, Reader.PARTNER, cast.sam, words=CANARIES["what a kept report was made from"]
    )
    person = session.get_one(Person, cast.sam.id)
    invitations.invite(session, morgan, person)
    sign_in.open_session(session, person, device="Firefox on Linux", waits_for_code=False)
    second_factor.propose(session, alex)
    session.get_one(Person, cast.alex.id).totp_confirmed_at = now()
    recovery.make(session, alex)
    couple = get_own_couple(session, alex)
    for who in (alex, sam):
        sharing.say_yes(session, who, couple, after="")
    sharing.keep(session, sam, couple, CANARIES["a record of both"])
    return cast


def _write(session: Session, morgan: Identity, grievance: Assignment) -> None:
    """What a counselor writes: exercises, one of them for one couple, and a programme."""
    way, about = CANARIES["what got in the way of it"], grievance.for_person_id or 0
    appraise(session, morgan, grievance.public_id, about, how_well=3, in_the_way=way)
    own = authoring.begin(session, morgan, None, token="own")
    words = {"title": CANARIES["a draft of an exercise"]}
    authoring.save_head(session, morgan, own.public_id, typed=words, stamp=0)
    tailored = authoring.begin_tailoring(
        session, morgan, grievance.exercise_version.exercise.public_id, grievance.couple_id
    )
    head = authoring.written_in(tailored).head
    words = {**head, "purpose": CANARIES["an exercise tailored for a couple"]}
    authoring.save_head(session, morgan, tailored.public_id, typed=words, stamp=0)
    publishing.publish(session, morgan, tailored.public_id, seen=1)
    sheet = programme_authoring.begin(session, morgan, None, token="own")
    words = {"title": CANARIES["a draft of a programme"]}
    programme_authoring.save_head(session, morgan, sheet.public_id, typed=words, stamp=0)


@pytest.fixture
def story(fresh_database: Engine) -> Cast:
    with Session(for_writing(fresh_database)) as session, session.begin():
        return tell_a_story(session)


class TestTheDatabaseWithoutItsKeys:
    @pytest.fixture
    def seen(self, story: Cast, fresh_database: Engine) -> bytes:
        return readable_bytes(fresh_database)

    def test_no_word_lies_in_it(self, seen: bytes) -> None:
        found = {
            what
            for what, words in CANARIES.items()
            for written in (words, words.casefold(), words.upper())
            if written.encode() in seen or written.encode("utf-16-le") in seen
        }

        assert found == set()

    def test_no_secret_that_signs_in_lies_in_it(
        self, seen: bytes, story: Cast, fresh_database: Engine
    ) -> None:
        with Session(fresh_database) as session:
            secret = session.get_one(Person, story.alex.id).totp_secret

        assert secret is not None
        assert secret.encode() not in seen
        assert story.alex.password.encode() not in seen

    def test_what_is_plain_is_found_by_the_same_look(self, seen: bytes, story: Cast) -> None:
        assert story.alex_and_sam.public_id.encode() in seen

    def test_every_word_opens_with_the_keys(self, story: Cast, fresh_database: Engine) -> None:
        opened = []
        with Session(fresh_database) as session:
            for mapper in Base.registry.mappers:
                for name in getattr(mapper.class_, "encrypted_names", ()):
                    rows = session.query(mapper.class_).all()
                    opened += [getattr(row, name) or "" for row in rows]

        missing = {what for what, words in CANARIES.items() if words not in "\n".join(opened)}
        assert missing == set(), "The story no longer writes these."

    def test_a_column_of_plain_text_says_why(self) -> None:
        plain = {
            column.name
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, String)
        }

        assert plain - PLAIN.keys() == set(), (
            "Seal it, or say in PLAIN why nobody’s words are in it."
        )
        assert PLAIN.keys() - plain == set(), "These columns are gone."
