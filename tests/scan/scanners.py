"""The scanners, in locked versions and an environment of their own, apart from what runs."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

LOCK = ROOT / "deploy/requirements-scan.lock"
TOOLS = ROOT / "out/scan/tools"


def install() -> Path:
    """The folder of their programs, filled once for each state of the lock."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    stamp = TOOLS / "filled"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print("Installing the scanners ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", TOOLS], check=True)
        subprocess.run(
            [
                *(TOOLS / "bin/python", "-m", "pip", "install", "--quiet", "--no-deps"),
                *("--disable-pip-version-check", "--require-hashes", "--requirement", LOCK),
            ],
            check=True,
        )
        stamp.write_text(wanted, encoding="utf-8")
    return TOOLS / "bin"
