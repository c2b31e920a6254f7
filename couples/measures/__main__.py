"""Score cases from a file: `python -m couples.measures CASES.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from couples.measures.cases import results

USAGE = "Usage: python -m couples.measures CASES.json"
CANNOT = 2


def main(arguments: list[str]) -> int:
    """Write the result of each case as JSON; 0 when the file could be read."""
    if len(arguments) != 1:
        sys.stderr.write(USAGE + "\n")
        return CANNOT
    try:
        cases = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        sys.stderr.write(f"These cases cannot be read: {type(error).__name__}.\n")
        return CANNOT
    if not isinstance(cases, list):
        sys.stderr.write("The file must hold a list of cases.\n")
        return CANNOT
    json.dump(results(cases), sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
