"""How long a test may take: its long form, and more than the ten minutes it has at most."""

from __future__ import annotations

import faulthandler
import os

HOURS = 2 * 60 * 60
STDERR = 2
AT_LENGTH = {"MENDWELL_LENGTH": "full"}
"""What to say to a run whose tests are to take their long form, where they have one."""


def is_at_length() -> bool:
    """Whether this run was asked for long forms."""
    return AT_LENGTH.items() <= os.environ.items()


def wait_for_hours() -> None:
    """Let the test that runs take two hours before it is thought to hang on a busy machine."""
    faulthandler.dump_traceback_later(HOURS, exit=True, file=STDERR)
