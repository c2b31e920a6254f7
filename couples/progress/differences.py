"""
Gaps and changes: between the partners, and between these days and the ones before.

They are for the counselor alone, and take no side: a number beside a number, and a
question to begin with.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from couples.assignments.models import Assignment
from couples.exercises.definition import Field, FieldType, Part
from couples.progress.material import Average, Material, Opener, average, said_day, said_number
from couples.progress.pieces import count_pieces
from couples.progress.status import is_check_in
from couples.progress.times import is_asked
from couples.wording import gettext as _

POINTS_APART = 2.0
LITTLE = 0.4
FAR_APART = 0.5
FEW = 3
QUIET = timedelta(days=10)
USED_TO = 5


def between_partners(material: Material) -> Iterator[Opener]:
    """A question that the two answer at least two points apart."""
    for assignment, field in _rated(material):
        found = []
        for person in material.couple.partners:
            new, earlier = material.ratings(assignment, field, person.id)
            found.append(average(new) or average(new + earlier))
        one, other = found
        if one is None or other is None or abs(one.mean - other.mean) < POINTS_APART:
            continue
        first, second = material.couple.partners
        yield Opener(
            kind="gap",
            weight=80 + int(abs(one.mean - other.mean)),
            sentence=_(
                "“%(label)s”: %(first)s %(one)s of 10 on average, %(second)s %(other)s.",
                label=field.label,
                first=first.name,
                one=said_number(one.mean),
                second=second.name,
                other=said_number(other.mean),
            ),
            reason=_(
                "From %(one)s and %(other)s answers to “%(title)s”. What does each of them mean"
                " by the number?",
                one=one.n,
                other=other.n,
                title=assignment.definition.title,
            ),
        )


def since_before(material: Material) -> Iterator[Opener]:
    """A partner whose answers moved by two points or more since last time."""
    for assignment, field in _rated(material):
        for person in material.couple.partners:
            new, earlier = material.ratings(assignment, field, person.id)
            now, before = average(new), average(earlier)
            if now and before and abs(now.mean - before.mean) >= POINTS_APART:
                yield _moved(assignment, field, person.name or "", before, now)


def _moved(
    assignment: Assignment, field: Field, name: str, before: Average, now: Average
) -> Opener:
    return Opener(
        kind="change",
        weight=74,
        sentence=_(
            "“%(label)s” went from %(before)s to %(now)s for %(name)s.",
            label=field.label,
            before=said_number(before.mean),
            now=said_number(now.mean),
            name=name,
        ),
        reason=_(
            "Averages of %(before)s answers before and %(now)s since, in “%(title)s”.",
            before=before.n,
            now=now.n,
            title=assignment.definition.title,
        ),
    )


def _rated(material: Material) -> Iterator[tuple[Assignment, Field]]:
    for assignment in material.work.of_couple(material.couple.id):
        for field in assignment.definition.fields:
            if field.type is FieldType.RATING:
                yield assignment, field


def in_what_came_in(material: Material) -> Iterator[Opener]:
    """Much from one and little from the other, or little from both."""
    first, second = material.couple.partners
    one, other = count_pieces(material.work, material.couple, material.period)
    if not one.due and not other.due:
        return
    counts = {
        "first": first.name,
        "one": one.done,
        "one_due": one.due,
        "second": second.name,
        "other": other.done,
        "other_due": other.due,
    }
    sentence = _(
        "%(first)s handed in %(one)s of %(one_due)s, %(second)s %(other)s of %(other_due)s.",
        **counts,
    )
    if not one.done and not other.done and not material.handed_in(*Part):
        yield Opener("little", 92, sentence, _("Begin with what these days were like for each."))
    elif min(one.due, other.due) >= FEW:
        shares = (one.done / one.due, other.done / other.due)
        if max(shares) < LITTLE:
            reason = _("Was it too much, or not the right thing? Ask before giving more.")
            yield Opener("little", 77, sentence, reason)
        elif max(shares) - min(shares) >= FAR_APART:
            reason = _("Ask both what these days were like before asking about the homework.")
            yield Opener("little", 76, sentence, reason)


def gone_quiet(material: Material) -> Iterator[Opener]:
    """A partner from whom nothing has come for a while, though something was asked of them."""
    latest = min(material.period.today, material.period.last)
    for person in material.couple.partners:
        other = material.couple.other_partner(person.id)
        mine, theirs = _last_day(material, person.id), _last_day(material, other.id)
        if mine is None or mine > latest - QUIET or not _is_asked_something(material, person.id):
            continue
        yield Opener(
            kind="stopped",
            weight=86,
            sentence=_(
                "The last that came from %(name)s was on %(day)s.",
                name=person.name,
                day=said_day(mine),
            ),
            reason=_(
                "From %(other)s it was on %(day)s. Ask both how these days were.",
                other=other.name,
                day=said_day(theirs),
            )
            if theirs
            else _("Nothing has come from %(other)s yet.", other=other.name),
        )


def _last_day(material: Material, person_id: int) -> date | None:
    days = [
        material.day_of(submission)
        for (_assignment_id, author_id), written in material.work.submissions.items()
        for submission in written
        if author_id == person_id
    ]
    return max(days, default=None)


def _is_asked_something(material: Material, person_id: int) -> bool:
    return any(
        assignment.closed_at is None and is_asked(assignment, person_id)
        for assignment in material.work.of_couple(material.couple.id)
    )


def rituals_that_stopped(material: Material) -> Iterator[Opener]:
    """A ritual that somebody used to note and has not noted for a while."""
    latest = min(material.period.today, material.period.last)
    for assignment in material.work.of_couple(material.couple.id):
        if not is_check_in(assignment) or assignment.closed_at is not None:
            continue
        for person in material.couple.partners:
            days = _days_done(material, assignment, person.id)
            if len(days) >= USED_TO and days[-1] <= latest - QUIET:
                yield Opener(
                    kind="stopped",
                    weight=78,
                    sentence=_(
                        "%(name)s has not noted “%(title)s” since %(day)s.",
                        name=person.name,
                        title=assignment.definition.title,
                        day=said_day(days[-1]),
                    ),
                    reason=_("%(count)s times before that.", count=len(days)),
                )


def _days_done(material: Material, assignment: Assignment, person_id: int) -> list[date]:
    work = material.work
    return sorted(
        submission.occurs_on
        for submission in work.handed_in(assignment, person_id, Part.LOG)
        if submission.id not in work.said_no
    )
