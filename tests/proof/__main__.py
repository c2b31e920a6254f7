"""
Prove what is promised, all of it or what is named, and print it as a table.

`python -m tests.proof durability bad-input` proves two. It ends with an error as long as
anything is not met.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.proof.promises import PROMISES, Promise
from tests.proof.running import Run, run


def main() -> int:
    """Run the proofs one after another; nothing else should run beside them."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(each.name for each in PROMISES))
    names = parser.parse_args().names
    if unknown := set(names) - {each.name for each in PROMISES}:
        parser.error(f"nothing is promised as {', '.join(sorted(unknown))}")
    proven = []
    for promise in PROMISES:
        if not names or promise.name in names:
            print(f"{promise.name} …", file=sys.stderr, flush=True)
            found = run(promise.proofs, promise.environment)
            proven.append((promise, found))
            if found.trouble:
                print(found.told, file=sys.stderr)
    print(table_of(proven))
    return int(any(missing(promise, found) for promise, found in proven))


def missing(promise: Promise, found: Run) -> str:
    """What is not met, in words; empty where all is."""
    return found.trouble or promise.short(found)


def table_of(proven: Sequence[tuple[Promise, Run]]) -> str:
    """The promises in Markdown, with what was measured."""
    lines = ["| What | Bar | Measured | |", "|---|---|---|---|"]
    for promise, found in proven:
        lack = missing(promise, found)
        verdict = f"**not met**: {lack}" if lack else "met"
        measured = "–" if found.trouble else promise.measured(found)
        if promise.for_people:
            verdict += f"; for people to see: {promise.for_people}"
        lines.append(f"| {promise.name} | {promise.bar} | {measured} | {verdict} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
