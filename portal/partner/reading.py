"""What was handed in, as its page tells it: the words, who can see them, and what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.safety.opening import is_resting
from couples.submissions.models import Answer, Reply, Submission
from couples.submissions.queries import list_answers, list_replies, list_same_occurrence
from couples.submissions.reading import ToldAnswer, open_since, tell
from couples.submissions.references import referred_by
from couples.submissions.sharing import wider_for
from couples.talks.left_over import list_left_over
from couples.talks.queries import find_phone_of
from couples.wording import gettext as _
from portal.partner.handed_in import shown_to_the_other
from portal.partner.talk_words import BesideIt, told_beside
from portal.partner.us import Us
from portal.promises import Names, Promise, after


@dataclass(frozen=True, slots=True)
class Widening:
    """One way of letting more people read an answer, with what that means."""

    audience: str
    label: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its words, and who can see them. Only an author may widen."""

    told: ToldAnswer
    promise: Promise
    wider: tuple[Widening, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """
    One submission, with its lines and, for its author, the counselor's words.

    `since` is when whoever looks could first read it.
    """

    submission: Submission
    since: datetime
    lines: tuple[Line, ...]
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """
    The page: all attempts of the viewer, newest first, and what the other shared.

    What `is_resting` is not scheduled now, and asks for no other attempt. Of one's own that
    `is_kept_off` one's own pages there is only what the other can read. `phone_of` says
    on whose phone something was answered after a talk, and `left_over` what the viewer wrote
    in a talk or on that phone beside what they handed in.
    """

    submission: Submission
    is_mine: bool
    is_kept_off: bool
    mine: tuple[Attempt, ...]
    theirs: Attempt | None
    is_sealed: bool
    is_resting: bool
    phone_of: Mapping[int, str]
    left_over: BesideIt

    @property
    def title(self) -> str:
        """What it was an answer to."""
        return self.submission.assignment.definition.title

    @property
    def latest(self) -> Attempt:
        """The attempt that stands."""
        return self.mine[0]

    @property
    def is_given_back(self) -> bool:
        """Whether the counselor asks for another attempt."""
        is_asked = self.is_mine and not self.is_kept_off
        return is_asked and self.latest.submission.returned_at is not None


def reading_of(session: Session, us: Us, submission: Submission) -> Reading:
    """`submission` with all that belongs to it, as far as the viewer may read."""
    found = list_same_occurrence(session, us.viewer, submission)
    answers = list_answers(session, us.viewer, found)
    mine = [s for s in found if s.author_id == us.viewer.person_id]
    if any(each.is_kept_off_by(us.viewer) for each in mine):
        mine = mine[-1:]  # That there were others is not for the other partner either.
    theirs = [s for s in found if s.author_id != us.viewer.person_id and answers[s.id]]
    replies = list_replies(session, us.viewer, mine)
    shown = shown_to_the_other(session, us, mine)
    fields = submission.assignment.definition.fields
    referred = referred_by(session, us.viewer, us.couple, fields)
    attempts = [
        _attempt(us, s, answers[s.id], replies[s.id], shown, referred=referred) for s in mine
    ]
    latest = theirs[-1] if theirs else None
    return Reading(
        submission=submission,
        is_mine=submission.author_id == us.viewer.person_id,
        is_kept_off=submission.is_kept_off_by(us.viewer),
        mine=tuple(reversed(attempts)),
        theirs=_attempt(us, latest, answers[latest.id], (), None, referred=referred)
        if latest
        else None,
        is_sealed=any(
            answer.audience is Audience.SEALED and answer.id not in shown
            for attempt in mine[-1:]
            for answer in answers[attempt.id]
        ),
        is_resting=is_resting(session, us.viewer, submission.assignment),
        phone_of=_phones(session, us, [*mine[-1:], *theirs[-1:]]),
        left_over=told_beside(us, list_left_over(session, us.viewer, submission)),
    )


def _phones(session: Session, us: Us, latest: Sequence[Submission]) -> dict[int, str]:
    """On whose phone each was answered after a talk, where it was not the author’s own."""
    phones = {each.id: find_phone_of(session, us.viewer, each) for each in latest}
    return {id_: person.name or "" for id_, person in phones.items() if person is not None}


def _attempt(
    us: Us,
    submission: Submission,
    answers: Sequence[Answer],
    replies: Sequence[Reply],
    shown: set[int] | None,
    *,
    referred: Mapping[str, str],
) -> Attempt:
    """`shown` are the viewer's own answers that the other can read; None where all are."""
    definition = submission.assignment.definition
    by_id: Mapping[str, Answer] = {answer.public_id: answer for answer in answers}
    lines = []
    for told in tell(definition, answers, us.people(submission.author_id), referred):
        is_open = shown is None or by_id[told.id].id in shown
        promise = after(told.audience, us.names, is_open=is_open)
        may_widen = shown is not None and not is_open
        wider = wider_for(by_id[told.id]) if may_widen else ()
        lines.append(Line(told, promise, widenings(told.audience, wider, us.names)))
    since = open_since(submission, answers) if shown is None else submission.submitted_at
    return Attempt(submission, since, tuple(lines), tuple(replies))


def widenings(audience: Audience, wider: Sequence[Audience], names: Names) -> tuple[Widening, ...]:
    """The ways in which an author may let more people read."""
    return tuple(_widening(each, audience, names) for each in wider)


def _widening(wider: Audience, audience: Audience, names: Names) -> Widening:
    known = names.others
    if wider is Audience.COUNSELOR:
        return Widening(
            wider.value,
            _("Let %(counselor)s read this", **known),
            _("%(counselor)s can read it from then on. %(other)s still cannot.", **known),
        )
    if audience is Audience.ME:
        return Widening(
            wider.value,
            _("Let %(other)s and %(counselor)s read this", **known),
            _("Both can read it from then on."),
        )
    return Widening(
        wider.value,
        _("Let %(other)s read this", **known),
        _("%(other)s can read it from then on, beside you and %(counselor)s.", **known),
    )
