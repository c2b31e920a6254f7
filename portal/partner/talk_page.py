"""A talk as a page: whose turn it is, until when, what is open, and what was said so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.answering import AnswerError, clean, readable
from couples.exercises.definition import Definition, Field, Part
from couples.exercises.guide import Turn, Whose
from couples.pauses.models import Pause
from couples.pauses.queries import find_running
from couples.submissions.typed import Typed
from couples.talks import clockwork
from couples.talks.halting import halted_since
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import list_words, written
from couples.talks.services import has_the_turn, holds_the_phone
from couples.talks.writing import asked_now
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.forms.answers import AnswersForm, build_form
from portal.partner.us import Us
from portal.promises import Promise, readers


@dataclass(frozen=True, slots=True)
class TalkPage:
    """One turn of a talk, as one of the two sees it."""

    talk: Talk
    us: Us
    words: Mapping[int, TalkWords]
    halted: datetime | None
    pause: Pause | None
    seen_at: datetime

    @property
    def definition(self) -> Definition:
        """What is talked through."""
        return self.talk.assignment.definition

    @property
    def turn(self) -> Turn:
        """The turn that it is."""
        return self.talk.now

    @property
    def is_mine(self) -> bool:
        """Whether whoever looks may write and go on: their turn, or both look at one phone."""
        return has_the_turn(self.talk, self.us.viewer)

    @property
    def is_for_both(self) -> bool:
        """Whether it is the turn of both, or both look at this page."""
        return self.turn.of is Whose.BOTH or holds_the_phone(self.talk, self.us.viewer)

    @property
    def whose(self) -> str:
        """Whose turn it is, in two words."""
        if self.turn.of is Whose.BOTH:
            return _("Together")
        if self.talk.holder_id == self.us.viewer.person_id and not self.talk.is_on_one_phone:
            return _("Your turn")
        return _("%(name)s’s turn", name=self.holder)

    @property
    def holder(self) -> str:
        """The name of whoever has this turn, or the pen in it."""
        mine = self.talk.holder_id == self.us.viewer.person_id
        return self.us.names.me if mine else self.us.names.other

    @property
    def listener(self) -> str:
        """The name of the other one."""
        mine = self.talk.holder_id == self.us.viewer.person_id
        return self.us.names.other if mine else self.us.names.me

    @property
    def count(self) -> str:
        """How far it is."""
        return _(
            "Part %(number)s of %(total)s",
            number=self.talk.turn + 1,
            total=len(self.talk.guide.turns),
        )

    @property
    def ends_at(self) -> datetime | None:
        """When the turn is over; None while it stands still."""
        return clockwork.ends_at(self.talk, self.halted)

    @property
    def is_over(self) -> bool:
        """Whether the time of the turn is up."""
        return clockwork.left(self.talk, self.halted) == timedelta()

    @property
    def left(self) -> str:
        """How much time the turn still has, in words."""
        seconds = (clockwork.left(self.talk, self.halted) or timedelta()).total_seconds()
        minutes = max(1, round(seconds / 60))
        return ngettext("%(num)s minute left", "%(num)s minutes left", minutes)

    @property
    def may_hand_over(self) -> bool:
        """Whether the other may answer the last questions on this phone, which they do once."""
        is_here = holds_the_phone(self.talk, self.us.viewer)
        return is_here and self.talk.ended_at is not None and self.talk.handed_over_at is None

    @property
    def revision(self) -> int:
        """Which save of the words of this turn it shows; 0 where nothing was saved yet."""
        row = self.words.get(self.talk.holder_id or 0)
        return row.revision if row else 0

    @property
    def promise(self) -> Promise:
        """Who sees what is written now."""
        sentence = _(
            "You both see this now. %(counselor)s sees it once %(name)s hands it in.",
            counselor=self.us.names.counselor,
            name=self.holder,
        )
        return Promise(sentence, "couple")

    @property
    def said(self) -> list[tuple[str, str, list[str]]]:
        """What was written in the turns so far: whose it is, the question, and the words."""
        asked = [key for turn in self.talk.guide.turns[: self.talk.turn] for key in turn.fields]
        found = []
        for author_id, row in sorted(self.words.items()):
            people = self.us.people(author_id)
            for key in dict.fromkeys(asked):
                question = self.definition.field(key)
                lines = in_words(question, written(row).answers.get(key), people)
                if lines:
                    name = "" if question.together else people["author"]
                    found.append((name, question.label, lines))
        return found

    def form(
        self, typed: Typed | None = None, lines: Mapping[str, int] | None = None
    ) -> AnswersForm:
        """The questions of this turn, with what was written so far."""
        holder = self.talk.holder_id or 0
        return build_form(
            only(self.definition, asked_now(self.talk)),
            Part.MAIN,
            typed or written(self.words.get(holder)),
            people=self.us.people(holder),
            readers=readers(self.us.names),
            lines=lines,
        )


def in_words(question: Field, typed: Any, people: Mapping[str, str]) -> list[str]:
    """What was typed as people read it; what does not fit yet is left for its own turn."""
    try:
        value = clean(question, typed)
    except AnswerError:
        return []
    words = [] if value is None else readable(question, value, people)
    return words if isinstance(words, list) else [words]


def whose_turns() -> dict[Whose, str]:
    """Whose a turn is, before anybody has said who begins."""
    return {
        Whose.FIRST: _("whoever begins"),
        Whose.SECOND: _("the other"),
        Whose.BOTH: _("together"),
        Whose.APART: _("each alone"),
    }


def only(definition: Definition, questions: Sequence[Field]) -> Definition:
    """The same exercise with no more than these questions, for a form that shows a part of it."""
    return definition.model_copy(update={"fields": tuple(questions)})


def talk_page(session: Session, us: Us, talk: Talk) -> TalkPage:
    """The page as it is at this moment."""
    return TalkPage(
        talk=talk,
        us=us,
        words=list_words(session, us.viewer, talk),
        halted=halted_since(session, us.viewer, talk),
        pause=find_running(session, us.viewer, talk.couple_id),
        seen_at=clock.now(),
    )
