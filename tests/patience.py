"""More than the ten minutes that a test has at most, for what takes long on a busy machine."""

from __future__ import annotations

import faulthandler

HOURS = 2 * 60 * 60
STDERR = 2


def wait_for_hours() -> None:
    """Let the test that runs take two hours before it is thought to hang."""
    faulthandler.dump_traceback_later(HOURS, exit=True, file=STDERR)
