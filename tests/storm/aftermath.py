"""What has to be there after the storm: all that was acknowledged, once, word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.models import AgreementSignature, AgreementVersion
from couples.appointments.models import Appointment
from couples.assignments.models import Assignment, AssignmentBatch
from couples.caseload.models import Couple
from couples.exercises.models import Exercise, ExerciseVersion
from couples.history.models import HistoryEntry
from couples.pauses.models import Pause
from couples.safety.models import SafetyFlag
from couples.submissions.drafts import typed_in
from couples.submissions.models import Answer, Draft, Reply, Submission
from couples.submissions.queries import list_answers, list_submissions
from tests.storm.conftest import Place
from tests.storm.deeds import (
    COME_BACK,
    GIVE,
    HAND_INS,
    KEEP,
    NOTE,
    REPLY,
    SESSION,
    SIGN,
    TIME_OUT,
)
from tests.storm.hand_ins import Book, Entry
from tests.storm.people import TIME_ZONE, Author
from tests.storm.scene import GIVEN


@dataclass(frozen=True, slots=True)
class Before:
    """What was there when the storm began."""

    submissions: frozenset[str]
    last_line: int


def look_before(session: Session) -> Before:
    """Take down what the scene made, which nobody in the storm did."""
    return Before(
        frozenset(session.scalars(select(Submission.public_id))),
        session.scalar(select(func.max(HistoryEntry.id))) or 0,
    )


def check_integrity(place: Place, engine: Engine) -> None:
    """Ask the database itself whether it is whole."""
    if place.dialect == "sqlite":
        with engine.connect() as connection:
            assert connection.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        return
    with place.superuser() as connection:
        connection.execute("CREATE EXTENSION amcheck")
        connection.execute(
            "SELECT bt_index_check(i.indexrelid, true) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
            " WHERE a.amname = 'btree' AND c.relpersistence <> 't'"
        )
        faults = connection.execute(
            "SELECT count(*) FROM pg_class c, LATERAL verify_heapam(c.oid) v"
            " WHERE c.relkind = 'r' AND c.relpersistence = 'p'"
        ).fetchone()
    assert faults == (0,)


def not_there_once(session: Session, book: Book) -> list[Entry]:
    """What was acknowledged as handed in, and is not there or is there twice."""
    by_key = Counter(session.scalars(select(Submission.idempotency_key)))
    return [entry for entry in book.of(*HAND_INS) if by_key[entry.key] != 1]


def check_each_is_there_once(session: Session, book: Book) -> None:
    """Every acknowledged press of a button made exactly one submission."""
    ids = set(session.scalars(select(Submission.public_id)))

    assert not_there_once(session, book) == []
    assert [e for e in book.entries if e.draft_id is not None and e.draft_id not in ids] == []


def check_nothing_else_is_there(session: Session, book: Book, before: Before) -> None:
    """No submission without its press, no second history of one, and no draft left over."""
    made = set(session.scalars(select(Submission.public_id))) - before.submissions
    without_answers = select(Submission.id).where(
        Submission.id.not_in(select(Answer.submission_id))
    )

    assert len(made) == len(book.of(*HAND_INS))
    assert sorted(_noted(session, "submission:submit", before)) == sorted(made)
    assert session.scalars(without_answers).all() == []
    kept = {each.public_id: typed_in(each).answers for each in session.scalars(select(Draft))}
    assert kept == {entry.key: entry.words for entry in book.of(KEEP)}


def check_words(session: Session, authors: Sequence[Author], book: Book, before: Before) -> None:
    """Its author reads in each exactly what they wrote, through the queries of their pages."""
    entries = {entry.key: entry for entry in book.of(*HAND_INS)}
    for author in authors:
        mine = [
            submission
            for submission in list_submissions(session, author.identity)
            if submission.author_id == author.identity.person_id
            and submission.public_id not in before.submissions
        ]
        answers = list_answers(session, author.identity, mine)
        for submission in mine:
            entry = entries[submission.idempotency_key]
            assert entry.author is author
            assert _told(answers[submission.id], entry) == entry.words


def check_what_both_do(session: Session, book: Book, before: Before) -> None:
    """One signature for each yes, and one time-out for a couple, that is over."""
    signed = session.execute(
        select(AgreementVersion.public_id, AgreementSignature.person_id).join(
            AgreementVersion, AgreementVersion.id == AgreementSignature.version_id
        )
    ).all()
    asked = book.of(TIME_OUT)
    pauses = session.scalars(select(Pause)).all()

    yeses = Counter((entry.key, entry.author.identity.person_id) for entry in book.of(SIGN))
    assert yeses == {each: n for each, n in Counter(map(tuple, signed)).items() if each in yeses}
    assert len(_noted(session, "agreement:sign", before)) == len(book.of(SIGN))
    assert {each.public_id for each in pauses} == {entry.key for entry in asked}
    assert len(pauses) == len({entry.author.identity.couple_id for entry in asked})
    assert all(each.ended_at and each.returns[0].back_at for each in pauses)
    assert sorted(_noted(session, "pause:start", before)) == sorted(p.public_id for p in pauses)
    back = sorted(entry.key for entry in book.of(COME_BACK))
    assert sorted(_noted(session, "pause:return", before)) == back


def check_the_counselors(session: Session, book: Book, before: Before) -> None:
    """Replies, homework, sessions and notes: each once, in its own words."""
    tokens = Counter(session.scalars(select(AssignmentBatch.token)))
    given = session.scalars(
        select(AssignmentBatch.token)
        .join(Assignment, Assignment.batch_id == AssignmentBatch.id)
        .join(ExerciseVersion, ExerciseVersion.id == Assignment.exercise_version_id)
        .join(Exercise, Exercise.id == ExerciseVersion.exercise_id)
        .where(Exercise.key == GIVEN)
    ).all()
    replies = session.execute(
        select(Submission.public_id, Reply).join(Reply, Reply.submission_id == Submission.id)
    ).all()
    read = session.scalars(select(Submission.public_id).where(Submission.reviewed_at.is_not(None)))
    entered = session.execute(
        select(Couple.public_id, Appointment.starts_at).join(
            Appointment, Appointment.couple_id == Couple.id
        )
    )

    assert [entry for entry in book.of(GIVE) if tokens[entry.key] != 1] == []
    assert sorted(given) == sorted(entry.key for entry in book.of(GIVE))
    assert sorted((id_, each.words) for id_, each in replies) == sorted(
        (entry.key, entry.words["words"]) for entry in book.of(REPLY)
    )
    assert {entry.key for entry in book.of(REPLY)} <= set(read)
    assert sorted(
        f"{couple} {clock.local(at, TIME_ZONE):%Y-%m-%d %H:%M}" for couple, at in entered
    ) == sorted(entry.key for entry in book.of(SESSION))
    assert sorted(each.word or "" for each in session.scalars(select(SafetyFlag))) == sorted(
        entry.key for entry in book.of(NOTE)
    )
    for event, kind in (
        ("submission:reply", REPLY),
        ("appointment:schedule", SESSION),
        ("flag:raise", NOTE),
    ):
        assert len(_noted(session, event, before)) == len(book.of(kind)), event


def count_kept_unanswered(session: Session, book: Book) -> int:
    """How many were kept although the answer never arrived, so that the key did its work."""
    kept = dict(session.execute(select(Submission.idempotency_key, Submission.submitted_at)).all())
    return sum(kept[entry.key] < entry.last_tried for entry in book.of(*HAND_INS))


def _noted(session: Session, event: str, before: Before) -> Collection[str]:
    """What the history says since the storm began, a line for each."""
    lines = select(HistoryEntry.subject_id).where(
        HistoryEntry.event == event, HistoryEntry.id > before.last_line
    )
    return session.scalars(lines).all()


def _told(answers: list[Answer], entry: Entry) -> dict[str, str]:
    """The answers of a submission, as their author typed them."""
    return {
        answer.field: answer.words if answer.words is not None else f"{answer.number:.0f}"
        for answer in answers
        if answer.field in entry.words
    }
