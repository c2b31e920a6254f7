"""What people did, as they know it, and the rule of a few lines that says what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from couples.audiences import Audience
from couples.exercises.definition import Definition
from couples.submissions import attribution
from couples.submissions.models import Standing
from tests.cast import Pair
from tests.couples.exercises.making import field_of, make_definition

FREE = [Audience.ME, Audience.COUNSELOR, Audience.COUPLE, Audience.SESSION]
PARTNERS = ("alex", "sam", "kim", "robin")
COUNSELORS = ("morgan", "lee")
READERS = (*COUNSELORS, *PARTNERS)
ACTS = {
    "quarantine": attribution.quarantine,
    "restore": attribution.restore,
    "reattribute": attribution.reattribute,
    "void": attribution.void,
    "mine": attribution.say_mine,
    "not mine": attribution.say_not_mine,
}


@dataclass
class Written:
    """One answer as the people of the story know it."""

    words: str
    author: str
    pair: Pair
    homework: int
    audience: Audience
    id: str = ""
    released: bool = False
    widened: bool = False
    work: str = ""
    standing: Standing = Standing.STANDS
    disowned: bool = False
    attempt: int = 1
    returned: bool = False
    kept_off: bool = False


Open = set[tuple[str, str]]
"""A reader, and an answer that is open to them."""


@dataclass
class Story:
    """What everybody did so far."""

    written: list[Written] = field(default_factory=list)
    counselors: dict[int, str] = field(default_factory=dict)
    is_lee_out: bool = False
    parted: dict[int, Open] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    paused: dict[int, Open] = field(default_factory=dict)
    afraid: dict[int, Open] = field(default_factory=dict)
    resting: set[int] = field(default_factory=set)
    guests: set[tuple[int, str]] = field(default_factory=set)
    declined: set[tuple[int, str]] = field(default_factory=set)

    def guest_of(self, pair_id: int) -> str:
        """Whoever of the two counselors a couple is not with."""
        return next(name for name in COUNSELORS if name != self.counselor_of(pair_id))

    def ways_into(self, pair_id: int) -> set[str]:
        """How that one was let in, or stands in, as far as it leads anywhere."""
        ways = {way for each, way in self.guests if each == pair_id}
        return ways - self._resting_on_lee(pair_id) if self.is_lee_out else ways

    def close_or_reopen_lee(self, *, is_out: bool) -> None:
        """What rested on the account is over for good with its closing, and with its opening."""
        if is_out != self.is_lee_out:
            self.guests -= {
                (each, way) for each, _way in self.guests for way in self._resting_on_lee(each)
            }
        self.is_lee_out = is_out

    def _resting_on_lee(self, pair_id: int) -> set[str]:
        """As a guest, Lee reads in no way; a couple of Lee’s can be read in an emergency."""
        return {"given", "taken"} if self.guest_of(pair_id) == "lee" else {"given"}

    def counselor_of(self, pair_id: int) -> str:
        """Who works with a couple now."""
        return self.counselors.get(pair_id, "morgan")

    def is_closed(self, pair_id: int) -> bool:
        """Whether something keeps what is new from opening between the two."""
        return any(pair_id in each for each in (self.parted, self.paused, self.afraid))

    def open_now(self, pair: Pair) -> Open:
        """What each of the two reads of the other at this moment."""
        return {
            (person.name.casefold(), it.id)
            for it in self.written
            for person in pair.partners
            if it.pair == pair and may_read(self, person.name.casefold(), it)
        }

    @property
    def handed_in(self) -> set[tuple[int, str]]:
        """What homework stands as handed in, and by whom."""
        standing = [w for w in self.written if w.standing is Standing.STANDS]
        return {(w.homework, w.author) for w in standing}

    def keep_off(self, author: str, homework: int, *, kept_off: bool) -> None:
        """All attempts of somebody at one piece of homework go along."""
        for each in self.written:
            if (each.author, each.homework) == (author, homework):
                each.kept_off = kept_off

    def of(self, work: str) -> list[Written]:
        """All answers of one submission."""
        return [w for w in self.written if w.work == work]


def may_read(story: Story, reader: str, it: Written) -> bool:
    """The whole promise, in a few lines."""
    if it.standing is not Standing.STANDS:
        return False
    if reader == it.author:
        other = next(p.name.casefold() for p in it.pair.partners if p.name.casefold() != reader)
        return not it.kept_off or may_read(story, other, it)
    if reader in COUNSELORS:
        works_with_them = story.counselor_of(it.pair.id) == reader
        return works_with_them and it.audience is not Audience.ME
    if reader not in {p.name.casefold() for p in it.pair.partners}:
        return False
    closed = [story.parted, story.paused]
    closed += [story.afraid] if it.audience is Audience.SEALED else []
    if any((reader, it.id) not in each.get(it.pair.id, {(reader, it.id)}) for each in closed):
        return False
    both = {(it.homework, p.name.casefold()) for p in it.pair.partners} <= story.handed_in
    return (
        it.audience is Audience.COUPLE
        or (it.audience is Audience.SEALED and both)
        or (it.audience is Audience.SESSION and it.released)
    )


def homework(number: int) -> Definition:
    """One sealed field, and one whose audience the author chooses; the first names fear."""
    free = field_of(
        "short-text", key="free", audience="me", choose=[audience.value for audience in FREE]
    )
    sealed = field_of("short-text", key="sealed", required=True, audience="sealed")
    return make_definition(sealed, free, doers=["each"], gates=["G1"] if number == 0 else [])


def what_comes_of(
    story: Story, act: str, who: str, it: Written
) -> tuple[str, Standing, bool] | None:
    """The author, the standing and whether it is disowned after an act; None is a refusal."""
    is_found = not it.kept_off or any(may_read(story, who, w) for w in story.of(it.work))
    if who == it.author and not is_found:
        return None  # They can say nothing about what they do not find on their own pages.
    if who in COUNSELORS:
        who = "morgan" if who == story.counselor_of(it.pair.id) else "nobody"
    same, now = (it.author, it.standing, it.disowned), it.standing
    partners = [p.name.casefold() for p in it.pair.partners]
    other = next(name for name in partners if name != it.author)
    waiting = {
        (w.homework, w.author)
        for w in story.written
        if w.standing is Standing.STANDS and not w.returned
    }
    has_room = (it.homework, other) not in waiting
    is_alone = (it.homework, it.author) not in story.handed_in
    outcomes: dict[tuple[str, str], tuple[str, Standing, bool] | None] = {
        ("quarantine", "morgan"): (it.author, Standing.QUARANTINED, False)
        if now is Standing.STANDS
        else same,
        ("restore", "morgan"): same
        if now is Standing.STANDS
        else (it.author, Standing.STANDS, False)
        if now is Standing.QUARANTINED and not it.disowned and is_alone
        else None,
        ("reattribute", "morgan"): same
        if now is Standing.OFFERED
        else (it.author, Standing.OFFERED, True)
        if now is Standing.QUARANTINED and it.disowned and has_room
        else None,
        ("void", "morgan"): None
        if now is Standing.STANDS
        else (it.author, Standing.VOID, it.disowned),
        ("not mine", it.author): (it.author, Standing.QUARANTINED, True)
        if now in {Standing.STANDS, Standing.QUARANTINED}
        else None,
        ("mine", it.author): (it.author, now, False)
        if now in {Standing.STANDS, Standing.QUARANTINED}
        else None,
        ("not mine", other): (it.author, Standing.QUARANTINED, True)
        if now is Standing.OFFERED
        else None,
        ("mine", other): (other, Standing.STANDS, False)
        if now is Standing.OFFERED and has_room
        else None,
    }
    return outcomes.get((act, who))
