"""
What is held back for the counselor, for the session or by the seal: things to open with.

All of it is for the counselor alone. The paper says that there is something and where,
and leaves the words themselves to the pages that follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from couples.audiences import Audience
from couples.caseload.models import ConfidentialityPolicy
from couples.exercises.definition import Part
from couples.progress.material import Material, Opener, is_text, said_day
from couples.progress.sealed import list_sealed
from couples.submissions.models import Submission
from couples.wording import gettext as _
from couples.wording import listed, ngettext


def for_you_alone(material: Material) -> Iterator[Opener]:
    """Words that somebody wrote for the counselor alone."""
    found: dict[int, set[str]] = defaultdict(set)
    for told in material.told(material.handed_in(*Part)):
        if told.answer.audience is Audience.COUNSELOR and is_text(told.field):
            author = told.submission.author_id
            found[author].add(told.submission.assignment.definition.title)
    names = [p.name or "" for p in material.couple.partners if p.id in found]
    titles = sorted(set[str]().union(*found.values()))
    if not names:
        return
    keeps = material.couple.policy is ConfidentialityPolicy.LIMITED_SECRETS
    yield Opener(
        kind="alone",
        weight=90,
        sentence=ngettext(
            "%(names)s wrote something for you alone, in %(titles)s.",
            "%(names)s each wrote something for you alone, in %(titles)s.",
            len(names),
            names=listed(names),
            titles=listed(_("“%(title)s”", title=title) for title in titles),
        ),
        reason=_("It stays with you unless its author agrees to share it.")
        if keeps
        else _("You may bring it into the room. Talk with its author first about how."),
    )


def held_for_session(material: Material) -> Iterator[Opener]:
    """Words that somebody chose to have opened in the session."""
    by_author: dict[int, list[tuple[Submission, bool]]] = defaultdict(list)
    for told in material.told(material.handed_in(*Part)):
        is_held = told.answer.audience is Audience.SESSION and told.answer.released_at is None
        if is_held and is_text(told.field):
            is_chosen = told.field.audience is not Audience.SESSION
            by_author[told.submission.author_id].append((told.submission, is_chosen))
    for author_id, held in by_author.items():
        titles = {submission.assignment.definition.title for submission, _is_chosen in held}
        yield Opener(
            kind="held",
            weight=88 if any(is_chosen for _submission, is_chosen in held) else 60,
            sentence=_(
                "%(name)s wrote something to be opened in session, in %(titles)s.",
                name=material.name(author_id),
                titles=listed(_("“%(title)s”", title=title) for title in sorted(titles)),
            ),
            reason=ngettext(
                "%(num)s answer waits until you open it.",
                "%(num)s answers wait until you open them.",
                len(held),
            ),
        )


def sealed(material: Material) -> Iterator[Opener]:
    """Work that one handed in, sealed, and the other can still hand in."""
    for assignment in material.work.of_couple(material.couple.id):
        for person in material.couple.partners:
            waits = list_sealed(material.work, assignment, person.id, material.period)
            if waits:
                other = material.couple.other_partner(person.id)
                yield Opener(
                    kind="sealed",
                    weight=80,
                    sentence=_(
                        "%(name)s has handed in “%(title)s”, and %(other)s has not yet.",
                        name=person.name,
                        other=other.name,
                        title=assignment.definition.title,
                    ),
                    reason=_(
                        "It has been sealed since %(day)s. %(other)s does not know that it"
                        " is there.",
                        day=said_day(material.day_of(waits[0])),
                        other=other.name,
                    ),
                )
