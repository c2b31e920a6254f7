"""A draft as a page: its questions with the promise above each, and what it says already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.exercises.answering import readable
from couples.exercises.definition import Definition, Part
from couples.safety.opening import is_resting
from couples.submissions.asked import asked_of
from couples.submissions.drafts import typed_in
from couples.submissions.models import Draft, ReplyKind
from couples.submissions.openings import find_cut_off
from couples.submissions.own_accord import may_let_go
from couples.submissions.queries import list_replies, list_submissions
from couples.submissions.readiness import was_stopped
from couples.submissions.reading import ToldAnswer, answered_by_other, tell
from couples.submissions.taking_back import is_sent_at_once
from couples.submissions.typed import Asked, InvalidAnswersError, Typed, cleaned
from couples.talks.beside import list_besides
from couples.talks.queries import find_talk_of, is_guided
from portal.forms.answers import AnswersForm, Prompt, build_form
from portal.partner.talk_words import BesideIt, told_beside
from portal.partner.us import Us
from portal.promises import Promise, above, before, readers


@dataclass(frozen=True, slots=True)
class Writing:
    """One draft, as it is shown to its author. One that `is_resting` is kept, and only read."""

    draft: Draft
    us: Us
    typed: Typed
    theirs: Mapping[str, ToldAnswer]
    asked: Asked
    given_back: str | None
    is_resting: bool
    closed_on: date | None = None
    said_in_talk: frozenset[str] = frozenset()
    has_stopped: bool = False
    beside: BesideIt | None = None

    @property
    def definition(self) -> Definition:
        """What is asked."""
        return self.draft.assignment.definition

    @property
    def is_sent_at_once(self) -> bool:
        """Whether one press sends it, without reading it back first."""
        is_first = self.given_back is None
        return is_first and is_sent_at_once(self.definition, self.draft.part)

    @property
    def may_let_go(self) -> bool:
        """Whether its author may delete it, because nobody asked for it."""
        return may_let_go(self.draft)

    def form(
        self,
        *,
        lines: Mapping[str, int] | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> AnswersForm:
        """The form, with every word as it was typed, for what is asked of them this time."""
        whole = build_form(
            self.definition,
            self.draft.part,
            self.typed,
            people=self.us.people(self.us.viewer.person_id),
            readers=readers(self.us.names),
            lines=lines,
            problems=problems,
            answered_already=self.asked.theirs,
            offered=self.asked.offered,
            variant=self.draft.assignment.variant_of(self.us.viewer.person_id),
        )
        asked = tuple(p for p in whole.prompts if p.question in self.asked.questions)
        return replace(whole, prompts=asked)

    def promises(self, prompt: Prompt) -> list[Promise]:
        """Who will see this answer; one sentence for each choice where there is one."""
        return above(prompt.question, self.us.names)

    def problems(self) -> dict[str, str]:
        """What stands in the way of handing it in, by question."""
        try:
            cleaned(self.typed, self.asked)
        except InvalidAnswersError as error:
            return error.problems
        return {}

    def audiences(self) -> list[Audience]:
        """For whom the answers are that would be handed in."""
        values = cleaned(self.typed, self.asked)
        asked = [each for each in self.asked.questions if each.key in values]
        return [self.typed.audience_of(each) for each in asked]

    def read_back(self) -> list[ReadBack]:
        """Every question with the author's own words, as they would be handed in."""
        values = cleaned(self.typed, self.asked)
        people = self.us.people(self.us.viewer.person_id)
        told = []
        for question in self.asked.questions:
            if not self.asked.applies(question, values):
                continue
            value = values.get(question.key)
            known = self.asked.offered.get(question.key)
            words = [] if value is None else readable(question, value, people, known)
            promise = before(self.typed.audience_of(question), self.us.names)
            told.append(
                ReadBack(
                    label=question.label,
                    lines=tuple([words] if isinstance(words, str) else words),
                    is_list=isinstance(value, list),
                    promise=promise,
                    theirs=self.theirs.get(question.key),
                )
            )
        return told


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One question and its answer in words; no lines where it was left open."""

    label: str
    lines: tuple[str, ...]
    is_list: bool
    promise: Promise
    theirs: ToldAnswer | None


def writing_of(session: Session, us: Us, draft: Draft, typed: Typed | None = None) -> Writing:
    """`draft` with what it keeps, or with what is being typed instead."""
    assignment = draft.assignment
    answered = answered_by_other(session, us.viewer, assignment, draft.part, draft.occurrence)
    other_id = us.other.person_id
    asked = asked_of(
        session, us.viewer, assignment, draft.part, draft.occurrence, up_to=draft.up_to
    )
    referred = {key: words for known in asked.offered.values() for key, words in known.items()}
    told = tell(assignment.definition, list(answered.values()), us.people(other_id), referred)
    return Writing(
        draft=draft,
        us=us,
        typed=typed or typed_in(draft),
        theirs={answer.field: answer for answer in told},
        asked=asked,
        given_back=_given_back(session, us, draft),
        is_resting=is_resting(session, us.viewer, assignment),
        said_in_talk=_said_in_talk(session, us, draft),
        beside=_beside(session, us, draft),
        has_stopped=was_stopped(draft),
        closed_on=find_cut_off(session, us.viewer, assignment, draft.part, draft.occurrence),
    )


def _said_in_talk(session: Session, us: Us, draft: Draft) -> frozenset[str]:
    """The questions that the turns of a talk asked, where the two had one for this time."""
    guide = draft.assignment.definition.guide
    if guide is None or not find_talk_of(session, us.viewer, draft.assignment, draft.occurrence):
        return frozenset()
    return guide.asked_in_turns() | guide.filled()


def _beside(session: Session, us: Us, draft: Draft) -> BesideIt | None:
    """What talks brought at this time, and what has no room in the draft."""
    assignment = draft.assignment
    if draft.part is not Part.MAIN or not is_guided(assignment):
        return None
    found = list_besides(session, us.viewer, assignment, draft.occurrence, standing=typed_in(draft))
    return told_beside(us, found)


def _given_back(session: Session, us: Us, draft: Draft) -> str | None:
    """What the counselor wrote when they gave the last attempt back, if they did."""
    earlier = [
        submission
        for submission in list_submissions(
            session, us.viewer, assignments=[draft.assignment], parts=[draft.part]
        )
        if submission.author_id == us.viewer.person_id
        and submission.occurrence == draft.occurrence
        and submission.returned_at is not None
    ]
    replies = list_replies(session, us.viewer, earlier[-1:])
    words = [r.words for found in replies.values() for r in found if r.kind is ReplyKind.RETURN]
    return words[-1] if words else None
