"""
The promises: each with its bar, the tests that prove it, and how what they measured is said.

What a test cannot show is said as such. A bar that is not reached stays in the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from couples.identity import Role
from couples.people import passwords, resets, sign_in, throttle
from reports.rendering.confinement import SECONDS
from tests.databases import DIALECTS
from tests.planted.faults import FAULTS
from tests.portal.test_routes import AT_ONCE, FURTHER, METHODS
from tests.proof.running import Run
from tests.source import ROOT

Said = Callable[[Run], str]
LONG = {"MENDWELL_STORM": "full"}
RELATIONS, INPUTS, LIVES = 9, 20_000, 200
ALONE = 15
"""Characters of a password that no second factor follows."""


def nothing(_run: Run) -> str:
    """Nothing is short of the bar but what a failed test says."""
    return ""


@dataclass(frozen=True, slots=True)
class Promise:
    """`short` says what is still missing although every test passed; empty where nothing is."""

    name: str
    bar: str
    proofs: tuple[str, ...]
    measured: Said
    short: Said = nothing
    environment: Mapping[str, str] = field(default_factory=dict)


def _counted(run: Run) -> str:
    return f"{run.passed} tests passed in {run.seconds:.0f} s"


def _authorization(run: Run) -> str:
    return (
        f"every rule × {len(METHODS)} methods × {_relations()} relations (GET and POST with every"
        " id, the others with one);"
        f" 500 examples × 50 steps; 0 canaries told; {_counted(run)}"
    )


def _relations() -> int:
    return len({*AT_ONCE, *FURTHER})


def _too_few_relations(_run: Run) -> str:
    found = _relations()
    return f"{found} relations, not {RELATIONS}" if found < RELATIONS else ""


def _noticed(_run: Run) -> str:
    """The one test of them passes only where all are."""
    return f"{len(FAULTS)} of {len(FAULTS)} noticed"


def _inputs_on(run: Run, dialect: str) -> tuple[int, int]:
    """How many were sent on this database, and how many of them a view has read."""
    rounds = [each for each in run.said("inputs") if each["on"] == dialect]
    return sum(each["sent"] for each in rounds), sum(each["reached"] for each in rounds)


def _sent(run: Run) -> str:
    counts = ((dialect, *_inputs_on(run, dialect)) for dialect in DIALECTS)
    told = [f"{dialect}: {sent} sent, {read} read by a view" for dialect, sent, read in counts]
    statuses: Counter[str] = Counter()
    for each in run.said("statuses"):
        statuses.update(each)
    spread = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    return f"{'; '.join(told)}; {spread}; {_counted(run)}"


def _too_few_inputs(run: Run) -> str:
    few = [dialect for dialect in DIALECTS if _inputs_on(run, dialect)[0] < INPUTS]
    return f"fewer than {INPUTS} on {' and '.join(few)}" if few else ""


def _walked(run: Run) -> str:
    kept = "nothing kept, and nothing came back by Back, which has its cache"
    return f"{'; '.join(str(each) for each in run.said('browser'))}; {kept}"


def _medians(run: Run) -> str:
    return "; ".join(str(each) for each in run.said("medians"))


def _weathered(run: Run) -> str:
    return "; ".join(str(each) for each in run.said("storm"))


def _one_storm_too_few(run: Run) -> str:
    both = len(run.said("storm")) == len(DIALECTS)
    return "" if both else "not both databases came through"


def _lives(run: Run) -> int:
    """How many were lived on SQLite, and counted on every page."""
    return sum("test_the_numbers_of_a_life_are_true" in note.test for note in run.notes)


def _lived(run: Run) -> str:
    return f"{_lives(run)} lives on SQLite, and some on PostgreSQL; {_counted(run)}"


def _limits(run: Run) -> str:
    wait = throttle.LONGEST_WAIT.seconds
    codes = ", ".join(f"{most} / {_span(time)}" for most, time in throttle.CODES)
    return (
        f"10 / {_span(throttle.WINDOW)} for an account or a network,"
        f" {throttle.EVERYBODY} for all; waits up to {wait} s, no lock; codes {codes};"
        f" resets {resets.MOST_IN_A_DAY} / day, {_span(resets.VALID_FOR)}; {_counted(run)}"
    )


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _passwords(run: Run) -> str:
    hasher = passwords.HASHER
    return (
        f"{passwords.SHORTEST} to {passwords.LONGEST} characters; argon2id"
        f" {hasher.memory_cost // 1024} MiB, t={hasher.time_cost}; {_counted(run)}"
    )


def _sessions(run: Run) -> str:
    told = [
        f"{role.value} {_span(sign_in.IDLE[role])} idle, {_span(sign_in.LONGEST[role])} in all"
        for role in (Role.PARTNER, Role.COUNSELOR)
    ]
    again = _span(sign_in.PROVEN_FOR)
    return f"{'; '.join(told)}; asked again after {again}; {_counted(run)}"


def _autosave(run: Run) -> str:
    return f"kept at least every {_autosave_seconds():.0f} s; {_counted(run)}"


def _autosave_seconds() -> float:
    script = (ROOT / "portal/static/js/autosave.js").read_text(encoding="utf-8")
    found = re.search(r"atLeastEvery = (\d+);", script)
    return int(found[1]) / 1000 if found else float("inf")


def _paper(run: Run) -> str:
    long = ", ".join(str(each) for each in run.said("long_answer"))
    return f"{long}; cap {SECONDS} s; {_counted(run)}"


def _restored(run: Run) -> str:
    took = run.seconds_of("test_it_comes_back_whole")
    return f"a small practice was kept and brought back whole in {took:.0f} s"


STORM, ACCOUNTS, PORTAL = "tests/storm", "tests/couples/people", "tests/portal"
PROMISES = (
    Promise(
        "durability",
        "10,000 writes of every kind acknowledged while processes are killed: 0 lost, 0 doubled,"
        " on both databases",
        (f"{STORM}/test_writes_survive.py",),
        _weathered,
        _one_storm_too_few,
        LONG,
    ),
    Promise(
        "disk",
        "every acknowledgement after the disk has it",
        (f"{STORM}/test_before_it_answers.py",),
        _counted,
    ),
    Promise(
        "authorization",
        "every rule × 7 methods × 9 relations; 500 examples × 50 steps; 0 canaries told",
        (f"{PORTAL}/test_routes.py", "tests/model"),
        _authorization,
        _too_few_relations,
        LONG,
    ),
    Promise(
        "planted",
        "95 % of planted faults noticed, and all of authorization and durability",
        ("tests/planted",),
        _noticed,
    ),
    Promise(
        "bad-input",
        "20,000 inputs on each database: 0 errors of ours, 0 tracebacks",
        (f"{PORTAL}/bad_input",),
        _sent,
        _too_few_inputs,
        LONG,
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
        _paper,
    ),
    Promise(
        "numbers",
        f"every number of a page or a paper counted anew from raw rows, in {LIVES} made-up lives",
        (
            "tests/couples/progress/test_numbers.py",
            "tests/couples/progress/test_summaries.py",
            "tests/reports/test_gathering_lives.py",
        ),
        _lived,
        lambda run: "" if _lives(run) >= LIVES else f"{_lives(run)} lives, not {LIVES}",
        LONG,
    ),
    Promise(
        "sign-in",
        "10 / 5 min for an account and network, 1000 for all; wait up to 30 s, never a lock;"
        " codes 5 / 5 min, 20 / h, 50 / day; resets 5 / day, 30 min, once",
        (
            f"{ACCOUNTS}/test_throttle.py",
            f"{ACCOUNTS}/test_second_factor.py",
            f"{ACCOUNTS}/test_resets.py",
            f"{PORTAL}/test_resets.py",
            f"{PORTAL}/test_sign_in.py",
        ),
        _limits,
    ),
    Promise(
        "passwords",
        "12 to 128 characters (15 without a second factor), common ones refused, argon2id of"
        " 19 MiB and t=2 at least",
        (f"{ACCOUNTS}/test_passwords.py",),
        _passwords,
        lambda _run: (
            "" if passwords.SHORTEST >= ALONE else "too short where no second factor follows"
        ),
    ),
    Promise(
        "sessions",
        "partner 15 min idle, 4 h; counselor 30 min, 10 h; asked again after 10 min; ended by the"
        " next request",
        (f"{PORTAL}/test_sign_in.py", f"{PORTAL}/test_asking_again.py"),
        _sessions,
    ),
    Promise(
        "enumeration",
        "median time for a known and an unknown address within 10 % over 200 tries each, signing in"
        " and asking for a reset",
        (f"{PORTAL}/as_long_for_nobody.py",),
        _medians,
    ),
    Promise(
        "words",
        "kept at least every 20 s; nothing older lost by time-out, lock or a full disk",
        (
            f"{PORTAL}/test_kept_words.py",
            f"{PORTAL}/test_errors.py",
            f"{STORM}/test_full_disk.py",
        ),
        _autosave,
        lambda _run: "" if _autosave_seconds() <= 20 else "kept less often",
    ),
    Promise(
        "restore",
        "back within 30 min; a day lost at most; tried every month",
        (f"{PORTAL}/test_backups.py",),
        _restored,
        lambda _run: (
            "how often a backup is made and tried, and how long a large one takes, is the"
            " operator’s to see"
        ),
    ),
    Promise(
        "browser",
        "0 violations of the policy, 0 of WCAG 2.2 AA, 0 canaries in storage after signing out",
        (f"{PORTAL}/every_page_in_a_browser.py",),
        _walked,
    ),
)
