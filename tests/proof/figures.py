"""How what a proof measured is said in the table, and what of its bar it is short of."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from couples.identity import Role
from couples.people import passwords, resets, sign_in, throttle
from reports.rendering.confinement import SECONDS
from tests.databases import DIALECTS
from tests.planted.faults import FAULTS
from tests.portal.test_routes import AT_ONCE, FURTHER, METHODS
from tests.proof.running import Run
from tests.source import ROOT

WRITES, INPUTS, LIVES = 10_000, 20_000, 200
RELATIONS, GAMES, STEPS = 9, 500, 50
ALONE = 15
"""Characters of a password that no second factor follows."""

KEPT, HALF_AN_HOUR = 100_000, 30 * 60
"""Hand-ins, and lines of history, of a practice of some size; and seconds."""

OFTEN = 20
"""Seconds after which what is typed is kept at the latest."""


def nothing(_run: Run) -> str:
    """Nothing is short of the bar but what a failed test says."""
    return ""


def counted(run: Run) -> str:
    """How many tests passed."""
    return f"{run.passed} tests passed in {run.seconds:.0f} s"


def weathered(run: Run) -> str:
    """What the storms were like."""
    return "; ".join(str(each["told"]) for each in run.said("storm"))


def too_few_writes(run: Run) -> str:
    """On each database, since one that was left out has acknowledged nothing."""
    written = Counter({each["on"]: each["acknowledged"] for each in run.said("storm")})
    few = [dialect for dialect in DIALECTS if written[dialect] < WRITES]
    return f"fewer than {WRITES} on {' and '.join(few)}" if few else ""


def walked(run: Run) -> str:
    """Who opened what, and how long the game was."""
    games, steps = _played(run)
    return (
        f"every rule × {len(METHODS)} methods × {_relations()} relations (GET and POST with every"
        " id, the others with one);"
        f" {games} games, {steps} steps; 0 canaries told; {counted(run)}"
    )


def too_little_walked(run: Run) -> str:
    """Too few kinds of people, or a game that ended early."""
    if (found := _relations()) < RELATIONS:
        return f"{found} relations, not {RELATIONS}"
    games, steps = _played(run)
    return f"{games} games, {steps} steps" if games < GAMES or steps < GAMES * STEPS else ""


def _relations() -> int:
    return len({*AT_ONCE, *FURTHER})


def _played(run: Run) -> tuple[int, int]:
    played = run.said("played")
    return sum(each["games"] for each in played), sum(each["steps"] for each in played)


def noticed(_run: Run) -> str:
    """The one test of them passes only where all are."""
    return f"{len(FAULTS)} of {len(FAULTS)} noticed"


def sent(run: Run) -> str:
    """How much was sent, and how it was answered."""
    counts = ((dialect, *_inputs_on(run, dialect)) for dialect in DIALECTS)
    told = [f"{dialect}: {sent} sent, {read} read by a view" for dialect, sent, read in counts]
    statuses: Counter[str] = Counter()
    for each in run.said("statuses"):
        statuses.update(each)
    spread = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    return f"{'; '.join(told)}; {spread}; {counted(run)}"


def too_few_inputs(run: Run) -> str:
    """On each database."""
    few = [dialect for dialect in DIALECTS if _inputs_on(run, dialect)[0] < INPUTS]
    return f"fewer than {INPUTS} on {' and '.join(few)}" if few else ""


def _inputs_on(run: Run, dialect: str) -> tuple[int, int]:
    """How many were sent on this database, and how many of them a view has read."""
    rounds = [each for each in run.said("inputs") if each["on"] == dialect]
    return sum(each["sent"] for each in rounds), sum(each["reached"] for each in rounds)


def printed(run: Run) -> str:
    """How long the longest answer took, and how long anything may."""
    long = ", ".join(str(each) for each in run.said("long_answer"))
    return f"{long}; cap {SECONDS} s; {counted(run)}"


def lived(run: Run) -> str:
    """How many lives."""
    return f"{_lives(run)} lives on SQLite, and some on PostgreSQL; {counted(run)}"


def too_few_lives(run: Run) -> str:
    """Lives on SQLite, counted on every page."""
    return f"{_lives(run)} lives, not {LIVES}" if _lives(run) < LIVES else ""


def _lives(run: Run) -> int:
    return sum("test_the_numbers_of_a_life_are_true" in note.test for note in run.notes)


def limits(run: Run) -> str:
    """How often one may try to come in."""
    wait = throttle.LONGEST_WAIT.seconds
    codes = _counts(throttle.CODES)
    everywhere = _counts(throttle.CODES_FROM_EVERYWHERE)
    return (
        f"10 / {_span(throttle.WINDOW)} for an account or a network,"
        f" {throttle.EVERYBODY} for all; waits up to {wait} s, no lock; codes {codes},"
        f" from everywhere {everywhere}; recovery codes {_counts(throttle.RECOVERY)};"
        f" resets {resets.MOST_IN_A_DAY} / day, {_span(resets.VALID_FOR)}; {counted(run)}"
    )


def _counts(limits: throttle.Limits) -> str:
    return ", ".join(f"{most} / {_span(time)}" for most, time in limits)


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def hashed(run: Run) -> str:
    """How long a password is, and what it costs to guess one."""
    hasher = passwords.HASHER
    return (
        f"{passwords.SHORTEST} to {passwords.LONGEST} characters; argon2id"
        f" {hasher.memory_cost // 1024} MiB, t={hasher.time_cost}; {counted(run)}"
    )


def too_short(_run: Run) -> str:
    """Where no second factor follows."""
    return "" if passwords.SHORTEST >= ALONE else "too short where no second factor follows"


def signed_out(run: Run) -> str:
    """How long somebody stays signed in."""
    told = [
        f"{role.value} {_span(sign_in.IDLE[role])} idle, {_span(sign_in.LONGEST[role])} in all"
        for role in (Role.PARTNER, Role.COUNSELOR)
    ]
    again = _span(sign_in.PROVEN_FOR)
    return f"{'; '.join(told)}; asked again after {again}; {counted(run)}"


def medians(run: Run) -> str:
    """How long an answer took, known and unknown."""
    return "; ".join(str(each) for each in run.said("medians"))


def kept(run: Run) -> str:
    """How often what is typed is kept."""
    return f"kept at least every {_autosave_seconds():.0f} s; {counted(run)}"


def too_seldom_kept(_run: Run) -> str:
    """As the script says it."""
    return "kept less often" if _autosave_seconds() > OFTEN else ""


def _autosave_seconds() -> float:
    script = (ROOT / "portal/static/js/autosave.js").read_text(encoding="utf-8")
    found = re.search(r"atLeastEvery = (\d+);", script)
    return int(found[1]) / 1000 if found else float("inf")


def restored(run: Run) -> str:
    """How long a practice of some size took, on each database."""
    told = [
        f"{each['hand_ins']} hand-ins and {each['lines']} lines of history: kept in"
        f" {each['kept']:.0f} s, back in {each['back']:.0f} s on {each['on']}"
        for each in run.said("restored")
    ]
    return f"{'; '.join(told)}; {counted(run)}"


def too_slow_or_too_small(run: Run) -> str:
    """On each database."""
    enough = {
        each["on"]
        for each in run.said("restored")
        if min(each["hand_ins"], each["lines"]) >= KEPT and each["back"] <= HALF_AN_HOUR
    }
    few = [dialect for dialect in DIALECTS if dialect not in enough]
    return f"too small or too slow on {' and '.join(few)}" if few else ""


def opened(run: Run) -> str:
    """Which pages a browser opened, and that it kept nothing."""
    clean = "nothing kept, and nothing came back by Back, which has its cache"
    return f"{'; '.join(str(each) for each in run.said('browser'))}; {clean}"
