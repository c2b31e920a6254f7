"""Eight weeks, moment by moment: every couple's scenes in the order in which they happen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from couples import clock
from couples.caseload import services as caseload
from couples.caseload.handing_over import hand_over
from couples.caseload.models import Couple, Practice
from couples.caseload.services import NewPartner
from couples.demo import people
from couples.demo.lives import Life
from couples.demo.papers import choose_papers
from couples.demo.scenes import Scene
from couples.demo.stories import Story
from couples.exercises.queries import list_exercises
from couples.identity import Identity
from couples.people import invitations
from couples.people.models import Person
from couples.people.sign_in import identity_of

OPENED_BEFORE = timedelta(days=60)


def live(session: Session, stories: Sequence[Story], *, ending: datetime, seed: int) -> Practice:
    """Let every story happen up to `ending`, each moment on a clock that stands there."""
    with clock.at(ending - OPENED_BEFORE):
        practice = people.found(session)
        counselors = {
            name: people.enter_counselor(session, practice, name) for name in people.COUNSELORS
        }
        choose_papers(session, next(iter(counselors.values())))
        library = {
            version.exercise.key: version.exercise.public_id
            for version in list_exercises(session, next(iter(counselors.values())))
        }
    lives = [_begin(session, story, counselors, library, ending) for story in stories]
    told: list[tuple[datetime, Life, Scene]] = []
    for story, life in zip(stories, lives, strict=True):
        chance = Random(f"{seed} {story.addresses}")  # noqa: S311 - the same weeks each time are the point
        told += [
            (life.moment(scene.ago, scene.at), life, scene)
            for scene in story.told(life.ends_on, chance)
        ]
    for moment, life, scene in sorted(told, key=lambda event: event[0]):
        if moment > ending:
            break
        with clock.at(moment):
            scene.happen(life)
            session.flush()  # Rows are dated when they are written, so they are written now.
    return practice


def _begin(
    session: Session,
    story: Story,
    counselors: dict[str, Identity],
    library: dict[str, str],
    ending: datetime,
) -> Life:
    """Take the couple in, and make each partner an invitation of their own."""
    ends_on = ending.astimezone(ZoneInfo(story.time_zone)).date()
    morning = datetime.combine(
        ends_on - timedelta(days=story.begins),
        datetime.min.time().replace(hour=9, minute=30),
        tzinfo=ZoneInfo(story.time_zone),
    )
    first, second = (
        NewPartner(name, people.address(address))
        for name, address in zip(story.names, story.addresses, strict=True)
    )
    counselor = counselors[story.counselor]
    with clock.at(morning):
        couple = caseload.add_couple(
            session,
            counselors[story.came_from or story.counselor],
            partners=(first, second),
            policy=story.policy,
            time_zone=story.time_zone,
        )
        if story.came_from:
            _hand_over(session, counselors[story.came_from], couple, counselor)
        one, other = couple.partners
        return Life(
            session=session,
            counselor=counselor,
            couple=couple,
            partners=(identity_of(session, one), identity_of(session, other)),
            ends_on=ends_on,
            library=library,
            invitations=(
                invitations.invite(session, counselor, one),
                invitations.invite(session, counselor, other),
            ),
        )


def _hand_over(session: Session, former: Identity, couple: Couple, counselor: Identity) -> None:
    """A few minutes later they are with whoever has time for them."""
    to = session.get_one(Person, counselor.person_id)
    with clock.at(clock.now() + timedelta(minutes=5)):
        hand_over(session, former, couple.public_id, to.public_id)
