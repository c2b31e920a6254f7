"""What went well and what has opened: things to open with that both partners know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from couples.assignments.models import Assignment
from couples.exercises.definition import FieldType, Part
from couples.progress.known import Told, told_between_partners
from couples.progress.material import Material, Opener, is_text, quoted, said_day
from couples.progress.status import is_check_in
from couples.progress.times import Times, count_times, is_asked
from couples.submissions.models import Submission
from couples.wording import gettext as _
from couples.wording import ngettext

MOSTLY = 0.8
FEW_TIMES = 3
MATTERED = 7
GOOD_MOMENTS = frozenset({"win", "gratitude"})


def kept_rituals(material: Material) -> Iterator[Opener]:
    """A ritual that was kept, most of the times that it was due, by everybody who keeps it."""
    for assignment in material.work.of_couple(material.couple.id):
        if not is_check_in(assignment) or not _may_be_counted(material, assignment):
            continue
        times = {
            person.name or "": count_times(material.work, assignment, person.id, material.period)
            for person in material.couple.partners
            if is_asked(assignment, person.id)
        }
        if not all(_was_kept(each) for each in times.values()):
            continue
        title = assignment.definition.title
        counts = ", ".join(
            _("%(name)s %(done)s of %(due)s times", name=name, done=each.done, due=each.due)
            for name, each in times.items()
        )
        yield Opener(
            kind="kept",
            weight=45 + 3 * len(times),
            sentence=_("“%(title)s” held: %(counts)s.", title=title, counts=counts)
            if material.is_for_counselor
            else _("You both kept up “%(title)s”: %(counts)s.", title=title, counts=counts),
            reason=_("What made it possible is worth hearing, while it is fresh."),
            is_strength=True,
        )


def _may_be_counted(material: Material, assignment: Assignment) -> bool:
    return material.is_for_counselor or told_between_partners(assignment) is Told.AT_ONCE


def _was_kept(times: Times) -> bool:
    return times.due >= FEW_TIMES and times.done >= MOSTLY * times.due


def mattered_most(material: Material) -> Iterator[Opener]:
    """What one partner did that mattered most to the other, by the other's own rating."""
    received = material.handed_in(Part.RECEIVED)
    for person in material.couple.partners:
        rated = [
            (told.answer.number, told.submission)
            for told in material.told([s for s in received if s.author_id == person.id])
            if told.field.type is FieldType.RATING and told.answer.number is not None
        ]
        if not rated:
            continue
        rating, answer_to = max(rated, key=lambda pair: pair[0])
        words = _words_of(material, _what_was_received(material, answer_to))
        if rating < MATTERED or not words:
            continue
        yield Opener(
            kind="mattered",
            weight=50 + int(rating),
            sentence=_("What mattered to %(name)s: “%(words)s”", name=person.name, words=words),
            reason=ngettext(
                "The one thing that %(name)s answered: %(rating)s of 10.",
                "%(rating)s of 10, the most of the %(num)s things that %(name)s answered.",
                len(rated),
                name=person.name,
                rating=int(rating),
            ),
            is_strength=True,
        )


def _what_was_received(material: Material, received: Submission) -> list[Submission]:
    other = material.couple.other_partner(received.author_id)
    theirs = material.work.submissions.get((received.assignment_id, other.id), ())
    return [s for s in theirs if s.part is Part.LOG and s.occurrence == received.occurrence]


def _words_of(material: Material, submissions: Iterable[Submission]) -> str:
    """The first words that somebody wrote there."""
    told = material.told(list(submissions))
    return next((quoted(t.answer.words or "") for t in told if is_text(t.field)), "")


def good_moments(material: Material) -> Iterator[Opener]:
    """Good moments that were noted, with the newest in its author's words."""
    noted = [
        told
        for told in material.told(material.handed_in(Part.LOG))
        if told.field.key in GOOD_MOMENTS
    ]
    if len(noted) < FEW_TIMES:
        return
    newest = noted[-1]
    by_author = Counter(told.submission.author_id for told in noted)
    if material.is_for_counselor:
        counts = ", ".join(
            _("%(name)s %(count)s", name=person.name, count=by_author[person.id])
            for person in material.couple.partners
        )
        sentence = _("Good moments were noted: %(counts)s.", counts=counts)
    else:
        sentence = ngettext(
            "You noted %(num)s good moment.", "You noted %(num)s good moments.", len(noted)
        )
    yield Opener(
        kind="moments",
        weight=46,
        sentence=sentence,
        reason=_(
            "The newest is from %(name)s, %(day)s: “%(words)s”",
            name=material.name(newest.submission.author_id),
            day=said_day(material.day_of(newest.submission)),
            words=quoted(newest.answer.words or ""),
        ),
        is_strength=True,
    )


def opened(material: Material) -> Iterator[Opener]:
    """Sealed work that has opened to both in these days, because both have handed in."""
    for assignment in material.work.of_couple(material.couple.id):
        if told_between_partners(assignment, Part.MAIN) is not Told.ONCE_BOTH_HAVE:
            continue
        one, other = (
            {
                s.occurrence: s
                for s in reversed(material.work.handed_in(assignment, p.id, Part.MAIN))
            }
            for p in material.couple.partners
        )
        later = [
            max(one[key], other[key], key=lambda s: s.submitted_at) for key in one.keys() & other
        ]
        days = sorted(material.day_of(s) for s in later if material.is_new(s))
        if not days:
            continue
        title, count = assignment.definition.title, len(days)
        yield Opener(
            kind="opened",
            weight=66,
            sentence=_("“%(title)s” has opened, and both can read it now.", title=title)
            if material.is_for_counselor
            else _("“%(title)s” has opened, and you can both read it now.", title=title),
            reason=ngettext(
                "Both handed it in by %(day)s.",
                "Both handed it in %(num)s times, the last by %(day)s.",
                count,
                day=said_day(days[-1]),
            ),
            is_strength=True,
        )
