"""
Whatever people do, everybody reads exactly what they may: also once somebody left, was told
of fear or took a time-out, once a couple went to a colleague, and while one reads along.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from couples import clock
from couples.admissions import services as admissions
from couples.admissions.queries import list_running
from couples.admissions.standing_in import stand_in
from couples.caseload.handing_over import hand_over
from couples.caseload.models import Couple
from couples.errors import DomainError
from couples.exercises.vocabulary import Gate
from couples.partings import services as partings
from couples.pauses import services as pauses
from couples.people import closing, invitations, sign_in
from couples.people.models import Person
from couples.safety import services as safety
from couples.safety.queries import is_gate_held
from couples.safety.telling import tell_of_fear
from tests.cast import TIME_ZONE, Pair
from tests.model.own_pages import OwnPages
from tests.model.story import COUNSELORS, PARTNERS, may_read
from tests.patience import is_at_length, wait_for_hours


class WhoBelongs(OwnPages):
    """Besides writing, people leave, come back, stop for a while, and change their counselor."""

    @rule(who=st.sampled_from(PARTNERS))
    def leave(self, who: str) -> None:
        """One of the two leaves, or both; until each who did is back, nothing opens."""
        pair = self._pair(who)
        open_before = self.story.open_now(pair)
        partings.leave(self.session, self._actor(who))
        self.story.parted.setdefault(pair.id, open_before)
        self.story.ended.add(pair.id)
        self.story.paused.pop(pair.id, None)
        self.left.setdefault(pair.id, set()).add(who)

    @rule(who=st.sampled_from(PARTNERS))
    def accept_an_invitation(self, who: str) -> None:
        """Whoever left is back with it; anybody else has a new password and no more."""
        pair = self._pair(who)
        counselor = self._actor(self.story.counselor_of(pair.id))
        person = self.session.get_one(Person, self._member(who).id)
        token = invitations.invite(self.session, counselor, person)
        key = invitations.get_welcome(self.session, token).policy_key
        invitations.accept(
            self.session, token, password="the kettle sings at seven", policy_key=key
        )
        left = self.left.get(pair.id, set())
        left.discard(who)
        if not left and pair.id in self.story.parted:
            del self.left[pair.id], self.story.parted[pair.id]

    @rule(
        who=st.sampled_from(COUNSELORS),
        to=st.sampled_from(COUNSELORS),
        of=st.sampled_from(PARTNERS),
    )
    def hand_a_couple_over(self, who: str, to: str, of: str) -> None:
        """By whoever has the couple, or by Morgan, who owns the practice."""
        pair = self._pair(of)
        now = self.story.counselor_of(pair.id)
        may = who in {now, "morgan"} and (to == now or not (to == "lee" and self.story.is_lee_out))
        try:
            hand_over(self.session, self._actor(who), pair.public_id, self._member(to).public_id)
        except DomainError:
            assert not may
            return
        assert may
        if to != now:
            self.story.guests -= {(pair.id, "given"), (pair.id, "taken")}
        self.story.counselors[pair.id] = to

    @rule(of=st.sampled_from(PARTNERS), way=st.sampled_from(["given", "taken"]))
    def let_the_colleague_read(self, of: str, way: str) -> None:
        """By the counselor until a day, or by the colleague in an emergency."""
        pair = self._pair(of)
        guest = self.story.guest_of(pair.id)
        if self.story.is_lee_out and guest == "lee":
            return
        if way == "given":
            who = self._actor(self.story.counselor_of(pair.id))
            reader = self._member(guest).public_id
            today = clock.today(TIME_ZONE)
            is_declined = (pair.id, guest) in self.story.declined
            try:
                admissions.let_in(self.session, who, pair.public_id, reader, today)
            except DomainError:
                assert is_declined
                return
            assert not is_declined
        else:
            one, other = (partner.name for partner in pair.partners)
            stand_in(self.session, self._actor(guest), one=one, other=other, reason="Now")
        self.story.guests.add((pair.id, way))

    @rule(who=st.sampled_from([*PARTNERS, "their counselor"]), of=st.sampled_from(PARTNERS))
    def let_them_read_no_longer(self, who: str, of: str) -> None:
        """The two end what was given; their counselor ends that and an emergency."""
        pair = self._pair(of)
        is_partner = who in PARTNERS
        actor = self._actor(who if is_partner else self.story.counselor_of(pair.id))
        couple = self.session.get_one(Couple, pair.id)
        known = list_running(self.session, actor, couple)
        is_theirs = not is_partner or self._pair(who) == pair
        assert not known or is_theirs
        for each in known:
            admissions.let_no_longer(self.session, actor, each.public_id)
        if is_partner and (pair.id, "given") in self.story.guests and is_theirs:
            # A no that the next press undoes would be none.
            self.story.declined.add((pair.id, self.story.guest_of(pair.id)))
        if is_theirs:
            self.story.guests -= {(pair.id, "given")} | (
                set() if is_partner else {(pair.id, "taken")}
            )

    @invariant()
    def a_guest_reads_what_the_counselor_does(self) -> None:
        """As long as they are let in, and nothing otherwise."""
        pairs = (self.cast.alex_and_sam, self.cast.kim_and_robin)
        allowed = {pair.id: self._open_to_a_guest_of(pair) for pair in pairs}
        if self.seen.as_before("guests", allowed):
            return
        for pair_id, words in allowed.items():
            guest = self._actor(self.story.guest_of(pair_id)).as_guest_of(pair_id)
            assert self._found_by(guest) == words

    def _open_to_a_guest_of(self, pair: Pair) -> set[str]:
        counselor = self.story.counselor_of(pair.id)
        return {
            w.words
            for w in self.story.written
            if w.pair == pair
            and self.story.ways_into(pair.id)
            and may_read(self.story, counselor, w)
        }

    @rule(is_out=st.booleans())
    def close_or_reopen_lee(self, is_out: bool) -> None:
        """Somebody whose account is closed is nobody to the very next page."""
        act = closing.close if is_out else closing.reopen
        lee = self.session.get_one(Person, self.cast.lee.id)
        token = sign_in.open_session(self.session, lee, device="Firefox", waits_for_code=False)
        act(self.session, self._actor("morgan"), self.cast.lee.public_id)
        self.story.close_or_reopen_lee(is_out=is_out)
        assert (sign_in.find_signed_in(self.session, token) is None) == is_out

    @rule(who=st.sampled_from(PARTNERS))
    def stop_for_a_while(self, who: str) -> None:
        """A time-out of both, unless fear makes it one person's own, which quiet fear does not."""
        pair = self._pair(who)
        if pair.id in {**self.story.parted, **self.story.paused}:
            return
        open_before = self.story.open_now(pair)
        couple = self.session.get_one(Couple, pair.id)
        started = pauses.start(self.session, self._actor(who), couple, 30)
        assert started.is_alone == (pair.id in self.story.resting)
        if started.is_alone:
            pauses.come_back(self.session, self._actor(who), started.public_id)
            return
        self.pauses[pair.id] = started.public_id
        self.asked[pair.id] = who
        self.story.paused[pair.id] = open_before

    @rule(who=st.sampled_from(PARTNERS))
    def be_back(self, who: str) -> None:
        """Over once whoever asked for it is back."""
        pair = self._pair(who)
        if pair.id in self.story.paused:
            pauses.come_back(self.session, self._actor(who), self.pauses[pair.id])
            if self.asked[pair.id] == who:
                del self.story.paused[pair.id]

    @rule(who=st.sampled_from(PARTNERS), quietly=st.booleans())
    def tell_of_fear(self, who: str, quietly: bool) -> None:
        """No seal opens any more until the counselor opens the gate, and perhaps homework rests."""
        pair = self._pair(who)
        open_before = self.story.open_now(pair)
        tell_of_fear(self.session, self._actor(who), quietly=quietly)
        self.story.afraid.setdefault(pair.id, open_before)
        if not quietly:
            self.story.resting.add(pair.id)

    @rule(of=st.sampled_from(PARTNERS), to=st.sampled_from(["held", "quiet", "open"]))
    def turn_the_gate(self, of: str, to: str) -> None:
        """The counselor lets everything through again, homework alone, or none of both."""
        pair = self._pair(of)
        open_before = self.story.open_now(pair)
        counselor = self._actor(self.story.counselor_of(pair.id))
        held, quietly = to != "open", to == "quiet"
        id_ = pair.public_id
        safety.set_gate(self.session, counselor, id_, Gate.G1, held=held, quietly=quietly)
        if held:
            self.story.afraid.setdefault(pair.id, open_before)
        else:
            self.story.afraid.pop(pair.id, None)
        self.story.resting -= {pair.id}
        if to == "held":
            self.story.resting.add(pair.id)

    @invariant()
    def homework_rests_where_it_was_to_and_nowhere_else(self) -> None:
        """To each of the two alike, and a quiet word shows to neither."""
        for pair in (self.cast.alex_and_sam, self.cast.kim_and_robin):
            couple = self.session.get_one(Couple, pair.id)
            for partner in pair.partners:
                actor = self._actor(partner.name.casefold())
                rests = is_gate_held(self.session, actor, couple, Gate.G1)
                assert rests == (pair.id in self.story.resting)


def test_whatever_people_do_everybody_reads_exactly_what_they_may(
    record_property: Callable[[str, object], None],
) -> None:
    examples, steps = 12, 20
    if is_at_length():
        wait_for_hours()
        # Some games end before their last step; with these many, all together are long enough.
        examples, steps = 600, 50
    played = settings(max_examples=examples, stateful_step_count=steps, deadline=None)

    WhoBelongs.played.clear()
    run_state_machine_as_test(WhoBelongs, settings=played)
    record_property("played", dict(WhoBelongs.played))
