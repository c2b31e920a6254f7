"""What the two partners do: write, begin, note, receive, sign, and open what was held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from couples import clock
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.audiences import Audience
from couples.exercises.definition import Field, FieldType, Part
from couples.submissions import drafts, handing_in, receiving, reviewing, sharing
from couples.submissions.models import Answer, Draft
from couples.submissions.typed import Typed
from tests.cast import Member
from tests.lives.life import Life


def write_or_note(life: Life) -> None:
    member = life.somebody()
    running = _running(life, member)
    if not running:
        return
    assignment = life.chance.choice(running)
    if assignment.definition.checks_in and life.chance.random() < 0.85:
        answers, audiences = _answers(life, member, assignment, Part.LOG)
        handing_in.check_in(
            life.session,
            member.identity,
            assignment.public_id,
            answers=answers,
            key=life.press(),
            audiences=audiences,
        )
        return
    if not assignment.definition.fields_of(Part.MAIN):
        return
    draft = _drafted(life, member, assignment)
    handing_in.submit(
        life.session, member.identity, draft.public_id, revision=draft.revision, key=life.press()
    )


def begin(life: Life) -> None:
    member = life.somebody()
    written = [a for a in _running(life, member) if a.definition.fields_of(Part.MAIN)]
    if written:
        _drafted(life, member, life.chance.choice(written))


def receive(life: Life) -> None:
    if notes := life.handed_in(Part.LOG):
        note = life.chance.choice(notes)
        other = next(p for p in life.pair.partners if p.id != note.author_id)
        answers, _audiences = _answers(life, other, note.assignment, Part.RECEIVED)
        if answers:
            receiving.receive(
                life.session, other.identity, note.public_id, answers=answers, key=life.press()
            )


def sign(life: Life) -> None:
    for agreement in list_agreements(life.session, life.pair.counselor.identity):
        agreements.sign(
            life.session, life.somebody().identity, agreement.id, version_id=agreement.version_id
        )


def open_or_widen(life: Life) -> None:
    answers = life.session.scalars(
        select(Answer).where(Answer.couple_id == life.pair.id, Answer.audience == Audience.SESSION)
    ).all()
    if not answers:
        return
    answer = life.chance.choice(answers)
    if life.chance.random() < 0.7:
        reviewing.release(life.session, life.pair.counselor.identity, answer.public_id)
        return
    author = next(p for p in life.pair.partners if p.id == answer.author_id)
    sharing.widen(life.session, author.identity, answer.public_id, audience=Audience.COUPLE)


def _running(life: Life, member: Member) -> list[Assignment]:
    return list_assignments(life.session, member.identity, running=True)


def _drafted(life: Life, member: Member, assignment: Assignment) -> Draft:
    draft = drafts.start(life.session, member.identity, assignment.public_id)
    answers, audiences = _answers(life, member, assignment, Part.MAIN)
    typed = Typed(answers, audiences)
    return drafts.save(
        life.session, member.identity, draft.public_id, typed=typed, revision=draft.revision
    )


def _answers(
    life: Life, member: Member, assignment: Assignment, part: Part
) -> tuple[dict[str, Any], dict[str, str]]:
    answers: dict[str, Any] = {}
    audiences: dict[str, str] = {}
    for question in assignment.definition.fields_of(part):
        audience = life.chance.choice(question.audiences)
        if question.required or life.chance.random() < 0.6:
            audiences[question.key] = audience.value
            answers[question.key] = _answer(life, member, question, audience)
    return answers, audiences


def _answer(life: Life, member: Member, question: Field, audience: Audience) -> Any:
    def words() -> str:
        written = f"w{life.press().replace('-', 'x')}z"
        life.words[member.name, audience].append(written)
        return written

    chance = life.chance
    kinds: dict[FieldType, Callable[[], Any]] = {
        FieldType.RATING: lambda: str(chance.randint(0, 10)),
        FieldType.NUMBER: lambda: str(question.minimum or 0),
        FieldType.YES_NO: lambda: chance.choice(("yes", "yes", "no")),
        FieldType.CHOICE: lambda: chance.choice(question.options).value,
        FieldType.CHOICES: lambda: [question.options[0].value],
        FieldType.DATE: lambda: (
            (clock.now() + timedelta(days=chance.randint(1, 30))).date().isoformat()
        ),
        FieldType.LIST: lambda: [words() for _ in range(question.minimum or 1)],
        FieldType.ROWS: lambda: [{"who": "author", "what": words()}],
    }
    return kinds.get(question.type, words)()
