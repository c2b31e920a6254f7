"""What “This week” shows of a piece of homework: a card each, the one that matters most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from couples.exercises.definition import Cadence, Doer, Part, Variant
from couples.progress.status import State
from couples.safety.opening import not_scheduled
from couples.wording import gettext as _
from portal.partner.days import due_words, minutes_words, until_words
from portal.partner.work import Work
from portal.promises import Names, Promise, in_short
from portal.states import said_of
from portal.words import rhythm

MOST_FIRST = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to do with a card: go somewhere, or begin (which changes something)."""

    label: str
    href: str
    begins: Part | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of homework in short."""

    work: Work
    title: str
    eyebrow: str
    tone: str
    heading: str
    pairs: tuple[tuple[str, str], ...]
    promises: tuple[Promise, ...]
    state: str
    state_tone: str
    action: Action | None

    @property
    def facts(self) -> tuple[str, ...]:
        """The same in short: how long, by when, how often."""
        return tuple(words for _term, words in self.pairs)

    @property
    def is_tap(self) -> bool:
        """Whether it is checked off on the spot."""
        return self.action is None


def cards_of(
    works: Iterable[Work], names: Names, today: date, session_on: date | None
) -> tuple[list[Card], list[Card]]:
    """At most three cards that matter most, and the rest."""
    ordered = sorted(works, key=lambda work: _rank(work, today, session_on))
    first = [work for work in ordered if not _is_of_yesterday(work, today)][:MOST_FIRST]
    later = [work for work in ordered if work not in first]
    return (
        [card_of(work, names, today, session_on) for work in first],
        [card_of(work, names, today, session_on) for work in later],
    )


def card_of(work: Work, names: Names, today: date, session_on: date | None) -> Card:
    """One card."""
    variant = work.variant
    is_ours = work.assignment.doer is Doer.TOGETHER
    state, tone = _state(work)
    return Card(
        work=work,
        title=work.title,
        eyebrow=_eyebrow(work),
        tone="ours" if is_ours else "mine",
        heading=_heading(work),
        pairs=tuple(_pairs(work, today, session_on)),
        promises=in_short(work.definition, work.part, names, variant),
        state=state,
        state_tone=tone,
        action=_action(work, names),
    )


def _eyebrow(work: Work) -> str:
    """Whose it is; in one of two variants, which of them."""
    if work.part is Part.RECEIVED:
        return _("From your side")
    if work.assignment.doer is Doer.TOGETHER:
        return _("For both of you")
    labels = work.definition.variants
    if labels is None or work.variant is None:
        return _("For you")
    return labels[0] if work.variant is Variant.FIRST else labels[1]


def _rank(work: Work, today: date, session_on: date | None) -> tuple[int, date]:
    """Given back, due before the session, today’s rituals, the rest, and last what rests."""
    due_on = work.opening.due_on if work.opening else None
    if work.is_resting:
        return 5, date.max
    if work.given_back:
        return 0, date.min
    if work.closed_on:
        return 5, work.closed_on
    if work.tap:
        is_late = work.part is Part.RECEIVED or _is_of_yesterday(work, today)
        return (4 if is_late else 2), due_on or date.max
    if work.draft or (due_on and (session_on is None or due_on <= session_on)):
        return 1, due_on or session_on or date.max
    return 3, due_on or date.max


def _is_of_yesterday(work: Work, today: date) -> bool:
    """A check-in that can still be noted because days end late."""
    due_on = work.opening.due_on if work.opening else None
    return work.tap is not None and due_on is not None and due_on < today


def _pairs(work: Work, today: date, session_on: date | None) -> Iterator[tuple[str, str]]:
    if work.is_resting:
        return
    due_on = work.opening.due_on if work.opening else None
    is_set_up = work.part is Part.MAIN and work.definition.checks_in
    if work.tap is None and not is_set_up:
        yield _("Time needed"), minutes_words(work.definition.minutes)
    if _is_of_yesterday(work, today):
        yield _("Due"), _("For yesterday")
    elif not work.closed_on:
        yield _("Due"), due_words(due_on, today, session_on)
    cut_off_on = work.closed_on or (work.opening.cut_off_on if work.opening else None)
    if cut_off_on and work.tap is None:
        yield _("Handing in"), until_words(cut_off_on, today)
    if work.tap is None and not is_set_up and work.assignment.cadence is not Cadence.ONCE:
        yield _("How often"), rhythm(work.assignment)


def _heading(work: Work) -> str:
    if work.is_resting:
        return _("What you began")
    if work.part is Part.RECEIVED:
        return _("From your side")
    if work.part is Part.LOG:
        return _("Check it off") if work.tap else _("Write one down")
    return _("Set it up") if work.definition.checks_in else _("When you are ready")


def _state(work: Work) -> tuple[str, str]:
    """The words that the counselor reads too, for the three states that are to be worked on."""
    if work.is_resting:
        return not_scheduled(), "quiet"
    if work.given_back:
        state = State.GIVEN_BACK
    elif work.closed_on:
        return _("Kept for you"), "quiet"
    else:
        state = State.STARTED if work.draft else State.NOT_OPENED
    said = said_of(state)
    return str(said.word), said.tone


def _action(work: Work, names: Names) -> Action | None:
    assignment_id = work.assignment.public_id
    if work.draft:
        href = url_for("partner.draft", draft_id=work.draft.public_id)
        is_kept = work.is_resting or work.closed_on is not None
        return Action(_("Read what you wrote") if is_kept else _("Carry on"), href)
    if work.given_back:
        href = url_for("partner.submission", submission_id=work.given_back.public_id)
        return Action(_("Read what %(name)s wrote", name=names.counselor), href)
    if work.tap:
        return None
    if work.part is Part.LOG and not work.asks_first:
        href = url_for("partner.start_homework", assignment_id=assignment_id)
        return Action(_("Write one down"), href, begins=Part.LOG)
    return Action(_("Open"), url_for("partner.homework", assignment_id=assignment_id))
