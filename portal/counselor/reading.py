"""Both partners' answers beside each other, as far as the counselor may read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import Definition, Field
from couples.identity import Identity
from couples.partings.queries import has_parted
from couples.people.models import Person
from couples.progress.status import is_asked
from couples.submissions.doubts import list_doubts
from couples.submissions.models import Reply, Submission
from couples.submissions.queries import list_answers, list_replies, list_same_occurrence
from couples.submissions.reading import ToldAnswer, tell
from couples.submissions.references import referred_by
from couples.talks.models import Talk
from couples.talks.queries import find_talk_of, is_from_the_one_phone, is_guided
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.counselor.steps import doubt_said
from portal.database import session


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of one author: what can be read of it, and what was answered to it."""

    submission: Submission
    answers: Mapping[str, ToldAnswer]
    replies: Sequence[Reply]


@dataclass(frozen=True, slots=True)
class Side:
    """One partner's side: the attempt that counts, and the earlier ones."""

    person: Person
    other: str
    position: int
    is_asked: bool
    latest: Attempt | None
    earlier: tuple[Attempt, ...]
    doubts: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether this side is still to be read."""
        latest = self.latest.submission if self.latest else None
        return latest is not None and latest.reviewed_at is None and latest.returned_at is None


@dataclass(frozen=True, slots=True)
class Reading:
    """One time of one piece of homework, with both sides."""

    submission: Submission
    couple: Couple
    sides: tuple[Side, ...]
    open_to_both: frozenset[str]
    has_ended: bool
    talk: Talk | None = None

    @property
    def talked(self) -> str | None:
        """That they had a talk about it here, how long it was, and on whose phone."""
        if self.talk is None:
            return None
        minutes = max(1, round(self.talk.talked_seconds / 60))
        words = [
            ngettext("Talked here for %(num)s minute", "Talked here for %(num)s minutes", minutes)
        ]
        if self.talk.pauses:
            words.append(ngettext("%(num)s time-out", "%(num)s time-outs", self.talk.pauses))
        if self.talk.is_cut_short:
            words.append(_("stopped in time"))
        latest = [side.latest.submission for side in self.sides if side.latest]
        if any(is_from_the_one_phone(self.talk, each) for each in latest):
            words.append(_("both on the phone of %(name)s", name=self.talk.begun_by.name))
        return ", ".join(words) + "."

    @property
    def definition(self) -> Definition:
        """What was asked, in the version that was given."""
        return self.submission.assignment.definition

    @property
    def questions(self) -> list[Field]:
        """The questions to which there is anything to read."""
        answered = {key for side in self.sides if side.latest for key in side.latest.answers}
        return [
            field
            for field in self.definition.fields_of(self.submission.part)
            if field.key in answered
        ]

    def sides_of(self, question: Field) -> list[Side]:
        """Who handed in; of what is written once for both, whoever wrote it."""
        return [
            side
            for side in self.sides
            if side.latest and (question.key in side.latest.answers or not question.together)
        ]

    @property
    def may_hide_something(self) -> bool:
        """Whether this exercise lets an author keep answers; not whether anybody did."""
        return any(
            Audience.ME in field.audiences
            for field in self.definition.fields_of(self.submission.part)
        )

    @property
    def both_handed_in(self) -> bool:
        """Whether what was sealed has opened."""
        return all(side.latest is not None for side in self.sides)

    def who_reads(self, side: Side, answer: ToldAnswer) -> str:
        """Who may read an answer by now, besides its author: asked as the two, never guessed."""
        match answer.audience:
            case Audience.ME | Audience.COUNSELOR:
                words = _("Of the two, only %(name)s reads this.", name=side.person.name)
            case Audience.SESSION if answer.id in self.open_to_both:
                words = _("You opened this to %(name)s.", name=side.other)
            case Audience.SEALED if answer.id in self.open_to_both:
                words = _("Both have handed in, so %(name)s reads this too.", name=side.other)
            case _ if answer.id in self.open_to_both:
                words = _("%(name)s reads this too.", name=side.other)
            case _ if self.has_ended:
                words = _(
                    "%(name)s does not read this: their work here as a couple has ended.",
                    name=side.other,
                )
            case Audience.SEALED if not self.both_handed_in:
                words = _("%(name)s reads this once both have handed in.", name=side.other)
            case Audience.SESSION if not answer.is_released:
                words = _("%(name)s does not read this until you open it.", name=side.other)
            case _:
                words = _(
                    "%(name)s does not read this for now: a time-out or a gate keeps it closed.",
                    name=side.other,
                )
        return words


def reading_of(submission: Submission, viewer: Identity) -> Reading:
    """Everything there is to read about the occurrence that `submission` belongs to."""
    couple = submission.assignment.couple
    attempts = list_same_occurrence(session, viewer, submission)
    answers = list_answers(session, viewer, attempts)
    replies = list_replies(session, viewer, attempts)
    doubts = list_doubts(session, viewer, attempts)
    fields = submission.assignment.definition.fields
    referred = referred_by(session, viewer, couple, fields)
    sides = []
    for position, person in enumerate(couple.partners, start=1):
        other = couple.other_partner(person.id).name or ""
        said = {"author": person.name or "", "other": other, "both": _("Both")}
        own = [
            Attempt(
                attempt,
                {
                    told.field: told
                    for told in tell(_definition(attempt), answers[attempt.id], said, referred)
                },
                replies[attempt.id],
            )
            for attempt in attempts
            if attempt.author_id == person.id
        ]
        asked = is_asked(submission.assignment, person.id)
        latest = own[-1] if own else None
        signs = doubts[latest.submission.id] if latest else ()
        said_of_it = tuple(doubt_said(each, person.name or "", other) for each in sorted(signs))
        sides.append(Side(person, other, position, asked, latest, tuple(own[:-1]), said_of_it))
    return Reading(
        submission,
        couple,
        tuple(sides),
        open_to_both=_open_to_both(couple, attempts),
        has_ended=has_parted(session, viewer, couple),
        talk=_talk(submission, viewer),
    )


def _open_to_both(couple: Couple, attempts: Sequence[Submission]) -> frozenset[str]:
    """The answers that both partners may read just now, by the condition of their own pages."""
    found = list_answers(session, couple.reader_for_both, attempts)
    return frozenset(answer.public_id for each in found.values() for answer in each)


def _talk(submission: Submission, viewer: Identity) -> Talk | None:
    """The talk that the two had here for this time, if they had one."""
    if not is_guided(submission.assignment):
        return None
    return find_talk_of(session, viewer, submission.assignment, submission.occurrence)


def _definition(submission: Submission) -> Definition:
    return submission.assignment.definition
