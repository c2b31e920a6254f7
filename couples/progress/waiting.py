"""What waits for somebody before or in the session: things to open with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from couples.exercises.definition import Doer, Part
from couples.progress.material import Material, Opener, said_day
from couples.progress.status import due_on_of, partner_status
from couples.wording import gettext as _
from couples.wording import ngettext

REVIEW_SOON = timedelta(days=7)


def agreements(material: Material) -> Iterator[Opener]:
    """An agreement that one has still to sign, or that both wanted to look at again."""
    for agreement in material.agreements:
        unsigned = [p for p in material.couple.partners if p.id not in agreement.signed_by_ids]
        if unsigned and agreement.may_sign:
            who = unsigned[0].name if len(unsigned) == 1 else _("both")
            yield Opener(
                kind="signature",
                weight=70,
                sentence=_(
                    "“%(title)s” waits for a signature from %(who)s.",
                    title=agreement.title,
                    who=who,
                ),
                reason=_(
                    "Version %(number)s was proposed on %(day)s.",
                    number=agreement.number,
                    day=said_day(material.day(agreement.proposed_at)),
                ),
            )
        elif agreement.review_on and agreement.review_on <= material.period.last + REVIEW_SOON:
            is_past = agreement.review_on < material.period.today
            yield Opener(
                kind="review",
                weight=64,
                sentence=_("“%(title)s” is up for another look.", title=agreement.title),
                reason=_("The day set for it was %(day)s.", day=said_day(agreement.review_on))
                if is_past
                else _("The day set for it is %(day)s.", day=said_day(agreement.review_on)),
            )


def not_joined(material: Material) -> Iterator[Opener]:
    """A partner who has not come in yet."""
    for person in material.couple.remaining:
        if person.joined_at is None:
            yield Opener(
                kind="joining",
                weight=95,
                sentence=_("%(name)s has not joined yet.", name=person.name),
                reason=_("Nothing can come from %(name)s before that.", name=person.name),
            )


def the_other_part(material: Material) -> Iterator[Opener]:
    """Work for both of which one part is there, as both know, and the other is overdue."""
    for assignment in material.work.of_couple(material.couple.id):
        if assignment.doer is Doer.ONE or assignment.closed_at is not None:
            continue
        first, second = material.couple.partners
        for person, other in ((first, second), (second, first)):
            mine = partner_status(material.work, assignment, person.id, material.period)
            theirs = partner_status(material.work, assignment, other.id, material.period)
            due_on = due_on_of(material.work, assignment, other.id)
            if theirs.is_overdue and not mine.is_overdue and due_on and mine.last_on:
                yield Opener(
                    kind="other part",
                    weight=62,
                    sentence=_(
                        "“%(title)s”: the part of %(other)s is still to come.",
                        title=assignment.definition.title,
                        other=other.name,
                    ),
                    reason=_(
                        "It was due by %(due)s. %(name)s handed in on %(day)s.",
                        due=said_day(due_on),
                        name=person.name,
                        day=said_day(mine.last_on),
                    ),
                )


def unread(material: Material) -> Iterator[Opener]:
    """What the counselor has not read yet."""
    found = [
        submission
        for written in material.work.submissions.values()
        for submission in written
        if submission.part is Part.MAIN
        and submission.reviewed_at is None
        and submission.returned_at is None
    ]
    if found:
        oldest = min(found, key=lambda submission: submission.submitted_at)
        yield Opener(
            kind="unread",
            weight=40,
            sentence=ngettext(
                "%(num)s piece of homework waits for you to read it.",
                "%(num)s pieces of homework wait for you to read them.",
                len(found),
            ),
            reason=_(
                "The oldest is “%(title)s” by %(name)s, %(day)s.",
                title=oldest.assignment.definition.title,
                name=material.name(oldest.author_id),
                day=said_day(material.day_of(oldest)),
            ),
        )


def given_back(material: Material) -> Iterator[Opener]:
    """Work that is with its author again for another attempt."""
    for (_assignment_id, author_id), written in material.work.submissions.items():
        latest = {s.occurrence: s for s in written if s.part is Part.MAIN}
        for submission in latest.values():
            if submission.id in material.work.given_back:
                yield Opener(
                    kind="given back",
                    weight=58,
                    sentence=_(
                        "“%(title)s” is with %(name)s for another attempt.",
                        title=submission.assignment.definition.title,
                        name=material.name(author_id),
                    ),
                    reason=_("Ask whether it is clear what would help."),
                )
