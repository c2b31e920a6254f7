"""Guesses become slow; nobody is locked out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.people import throttle
from couples.people.models import SignInAttempt
from couples.people.throttle import Trial

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
AT_HOME, AT_WORK = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def alex() -> Trial:
    """Somebody tries Alex’s address at home."""
    return throttle.password_trial("alex@example.org", AT_HOME)


def try_at(session: Session, trial: Trial, seconds: float) -> int:
    """One try, so long after noon."""
    with clock.at(NOON + timedelta(seconds=seconds)):
        return throttle.admit(session, trial)


class TestPasswords:
    def test_the_wait_doubles_up_to_half_a_minute(self, session: Session, alex: Trial) -> None:
        now, waits = 0.0, []
        for _ in range(12):
            waits.append(try_at(session, alex, now))
            if waits[-1]:
                now += waits[-1]
                assert try_at(session, alex, now) == 0

        assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30]

    def test_an_impatient_try_does_not_make_the_wait_longer(
        self, session: Session, alex: Trial
    ) -> None:
        for _ in range(5):
            try_at(session, alex, 0)

        assert [try_at(session, alex, 0.5) for _ in range(3)] == [1, 1, 1]
        assert try_at(session, alex, 1) == 0

    def test_five_minutes_later_all_is_forgotten(self, session: Session, alex: Trial) -> None:
        for seconds in range(0, 300, 31):
            try_at(session, alex, seconds)

        assert try_at(session, alex, 700) == 0
        assert try_at(session, alex, 700) == 0

    def test_somebody_elsewhere_does_not_wait_for_it(self, session: Session, alex: Trial) -> None:
        for _ in range(6):
            try_at(session, alex, 0)

        assert try_at(session, throttle.password_trial("alex@example.org", AT_WORK), 0) == 0

    def test_many_accounts_from_one_network_count_together(self, session: Session) -> None:
        for number in range(5):
            try_at(session, throttle.password_trial(f"{number}@example.org", AT_HOME), 0)

        assert try_at(session, throttle.password_trial("alex@example.org", AT_HOME), 0) == 1

    def test_a_thousand_from_everywhere_are_enough(self, session: Session) -> None:
        with clock.at(NOON):
            session.add_all(
                SignInAttempt(account=f"{n}", network=f"{n}", created_at=NOON) for n in range(1000)
            )
            session.flush()

        fresh = throttle.password_trial("alex@example.org", AT_WORK)
        assert try_at(session, fresh, 1) == 30
        assert try_at(session, fresh, 301) == 0

    def test_being_right_clears_ones_own_slate_only(self, session: Session, alex: Trial) -> None:
        sam = throttle.password_trial("sam@example.org", AT_WORK)
        for trial in (alex, alex, sam):
            try_at(session, trial, 0)

        throttle.forget(session, alex)

        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 1

    def test_coming_in_as_oneself_frees_no_guess_at_the_other_who_lives_there(
        self, session: Session, alex: Trial
    ) -> None:
        sam = throttle.password_trial("sam@example.org", AT_HOME)
        for _ in range(5):
            try_at(session, alex, 0)
        throttle.forget(session, sam)

        assert try_at(session, alex, 0) > 0

    def test_an_address_is_the_same_however_it_is_typed(self, alex: Trial) -> None:
        assert throttle.password_trial("ALEX@Example.ORG", AT_HOME) == alex


class TestNetworks:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("192.0.2.7", "192.0.2.8", False),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
            ("::ffff:192.0.2.7", "192.0.2.7", True),
            (None, "made up", True),
        ],
    )
    def test_a_household_is_one_network(
        self, one: str | None, other: str | None, *, same: bool
    ) -> None:
        first, second = (throttle.password_trial("a@example.org", where) for where in (one, other))

        assert (first.network == second.network) is same


class TestCodes:
    def test_five_in_five_minutes_twenty_in_an_hour_fifty_in_a_day(self, session: Session) -> None:
        alex = throttle.code_trial("a" * 26, AT_HOME)
        admitted = [minute for minute in range(24 * 60) if try_at(session, alex, 60 * minute) == 0]

        assert admitted[:6] == [0, 1, 2, 3, 4, 5]
        assert sum(minute < 60 for minute in admitted) == 20
        assert len(admitted) == 50

    def test_a_day_of_wrong_ones_elsewhere_does_not_keep_the_owner_out(
        self, session: Session
    ) -> None:
        at_home = throttle.code_trial("a" * 26, AT_HOME)
        for minute in range(20 * 60):
            try_at(session, at_home, 60 * minute)
        elsewhere = throttle.code_trial("a" * 26, AT_WORK)

        assert try_at(session, at_home, 60 * 60 * 20) > 60
        assert try_at(session, elsewhere, 60 * 60 * 20) == 0

    def test_many_networks_together_find_four_times_as_many(self, session: Session) -> None:
        found = 0
        for number in range(10):
            trial = throttle.code_trial("a" * 26, f"192.0.2.{number}")
            found += sum(try_at(session, trial, 0) == 0 for _ in range(6))

        assert found == 20
        assert try_at(session, throttle.code_trial("a" * 26, AT_WORK), 0) == 300
        assert try_at(session, throttle.code_trial("b" * 26, AT_WORK), 0) == 0

    def test_a_right_one_clears_what_led_up_to_it_here_and_not_elsewhere(
        self, session: Session
    ) -> None:
        here, elsewhere = (throttle.code_trial("a" * 26, where) for where in (AT_HOME, AT_WORK))
        for trial in (here, elsewhere) * 5:
            try_at(session, trial, 0)

        throttle.forget(session, here)

        assert try_at(session, here, 0) == 0
        assert try_at(session, elsewhere, 0) == 300

    def test_recovery_codes_are_counted_apart_and_nobody_waits_longer_than_a_minute(
        self, session: Session
    ) -> None:
        for _ in range(6):
            try_at(session, throttle.code_trial("a" * 26, AT_HOME), 0)

        recovery = throttle.recovery_trial("a" * 26, AT_HOME)
        assert [try_at(session, recovery, 0) for _ in range(11)] == [0] * 10 + [60]
        assert try_at(session, recovery, 60) == 0

    def test_a_link_from_their_counselor_clears_everything_that_was_counted(
        self, session: Session, alex: Trial
    ) -> None:
        trials = (
            alex,
            throttle.password_trial("alex@example.org", AT_WORK),
            throttle.code_trial("a" * 26, AT_HOME),
            throttle.recovery_trial("a" * 26, AT_WORK),
        )
        for trial in (*trials, throttle.code_trial("b" * 26, AT_HOME)):
            try_at(session, trial, 0)

        throttle.forget_all(session, email="alex@example.org", person_public_id="a" * 26)

        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 1

    def test_they_do_not_count_as_passwords(self, session: Session, alex: Trial) -> None:
        for _ in range(5):
            try_at(session, throttle.code_trial("a" * 26, AT_HOME), 0)

        assert try_at(session, alex, 0) == 0


class TestManyAtOnce:
    @pytest.fixture
    def tries(self, fresh_database: Engine, alex: Trial) -> Iterator[list[int]]:
        """Twenty tries in the same moment, each in a transaction of its own."""

        def one(_number: int) -> int:
            with Session(for_writing(fresh_database)) as own, own.begin():
                return try_at(own, alex, 0)

        with ThreadPoolExecutor(4) as people:
            yield list(people.map(one, range(20)))

    def test_they_are_counted_one_by_one(self, tries: list[int]) -> None:
        assert sorted(tries) == [0] * 5 + [1] * 15
