"""
The promises: each with its bar, the tests that prove it, and how what they measured is said.

What a test cannot show is said as such. A bar that is not reached stays in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.patience import AT_LENGTH
from tests.proof import figures
from tests.proof.running import Run

Said = Callable[[Run], str]


@dataclass(frozen=True, slots=True)
class Promise:
    """
    `short` says what is still missing although every test passed; empty where nothing is.

    `for_people` is what no program can see, and is printed beside whatever was measured.
    """

    name: str
    bar: str
    proofs: tuple[str, ...]
    measured: Said
    short: Said = figures.nothing
    environment: Mapping[str, str] = field(default_factory=dict)
    for_people: str = ""


STORM, ACCOUNTS, PORTAL = "tests/storm", "tests/couples/people", "tests/portal"
PROMISES = (
    Promise(
        "durability",
        "10,000 writes of every kind acknowledged while processes are killed: 0 lost, 0 doubled,"
        " on both databases",
        (f"{STORM}/test_writes_survive.py",),
        figures.weathered,
        figures.too_few_writes,
        AT_LENGTH,
    ),
    Promise(
        "disk",
        "every acknowledgement after the disk has it",
        (f"{STORM}/test_before_it_answers.py",),
        figures.counted,
    ),
    Promise(
        "authorization",
        "every rule × 7 methods × 9 relations; 500 examples × 50 steps; 0 canaries told",
        (f"{PORTAL}/test_routes.py", "tests/model"),
        figures.walked,
        figures.too_little_walked,
        AT_LENGTH,
    ),
    Promise(
        "planted",
        "95 % of planted faults noticed, and all of authorization and durability",
        ("tests/planted",),
        figures.noticed,
    ),
    Promise(
        "bad-input",
        "20,000 inputs on each database: 0 errors of ours, 0 tracebacks",
        (f"{PORTAL}/bad_input",),
        figures.sent,
        figures.too_few_inputs,
        AT_LENGTH,
    ),
    Promise(
        "paper",
        "30 payloads: 0 requests, 0 bytes of files; 20,000 characters in 10 s; cap 20 s; PDF/UA-1"
        " for every kind",
        (
            *("tests/reports/test_pdf.py", "tests/reports/test_rendering.py"),
            *("tests/reports/test_two_pages.py", "tests/reports/test_day_pack.py"),
            *("tests/reports/test_record.py", "tests/reports/a_long_answer.py"),
        ),
        figures.printed,
    ),
    Promise(
        "numbers",
        "every number of a page or a paper counted anew from raw rows, in 200 made-up lives",
        (
            "tests/couples/progress/test_numbers.py",
            "tests/couples/progress/test_summaries.py",
            "tests/reports/test_gathering_lives.py",
        ),
        figures.lived,
        figures.too_few_lives,
        AT_LENGTH,
    ),
    Promise(
        "sign-in",
        "10 / 5 min for an account and network, 1000 for all; wait up to 30 s, never a lock;"
        " codes 5 / 5 min, 20 / h, 50 / day for an account and network, 4 times that for an"
        " account; recovery codes 10 / min; resets 5 / day, 30 min, once",
        (
            f"{ACCOUNTS}/test_throttle.py",
            f"{ACCOUNTS}/test_second_factor.py",
            f"{ACCOUNTS}/test_resets.py",
            f"{PORTAL}/test_resets.py",
            f"{PORTAL}/test_sign_in.py",
        ),
        figures.limits,
    ),
    Promise(
        "passwords",
        "12 to 128 characters (15 without a second factor), common ones refused, argon2id of"
        " 19 MiB and t=2 at least",
        (f"{ACCOUNTS}/test_passwords.py",),
        figures.hashed,
        figures.too_short,
    ),
    Promise(
        "sessions",
        "partner 15 min idle, 4 h; counselor 30 min, 10 h; asked again after 10 min; ended by the"
        " next request",
        (f"{PORTAL}/test_sign_in.py", f"{PORTAL}/test_asking_again.py"),
        figures.signed_out,
    ),
    Promise(
        "enumeration",
        "median time for a known and an unknown address within 10 % over 200 tries each, signing in"
        " and asking for a reset",
        (f"{PORTAL}/as_long_for_nobody.py",),
        figures.medians,
    ),
    Promise(
        "words",
        "kept at least every 20 s; nothing older lost by time-out, lock or a full disk",
        (
            f"{PORTAL}/test_kept_words.py",
            f"{PORTAL}/test_errors.py",
            f"{STORM}/test_full_disk.py",
        ),
        figures.kept,
        figures.too_seldom_kept,
    ),
    Promise(
        "restore",
        "100,000 hand-ins and as many lines of history back within 30 min; each backup opened"
        " before it counts; the practice told of a night without one",
        (f"{PORTAL}/backups",),
        figures.restored,
        figures.too_slow_or_too_small,
        AT_LENGTH,
        "that the identity is at hand, and one backup brought back with it each month",
    ),
    Promise(
        "browser",
        "0 violations of the policy, 0 of WCAG 2.2 AA, 0 canaries in storage after signing out",
        (f"{PORTAL}/every_page_in_a_browser.py",),
        figures.opened,
    ),
)
