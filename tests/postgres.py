"""
A private PostgreSQL for one run of the tests, from Debian's own binaries.

It listens on a Unix socket in its own folder and nowhere else, and it dies with
the process that started it, however that one ends. PostgreSQL refuses to run as
root, so that root hands it to another account.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

OWNER, APP, BACKUP = "mendwell_owner", "mendwell_app", "mendwell_backup"
"""The roles of a real practice: who makes the tables, who uses them, and who copies them."""

ROLES = (
    f"CREATE ROLE {OWNER} LOGIN",
    f"CREATE ROLE {APP} LOGIN",
    f"CREATE ROLE {BACKUP} LOGIN BYPASSRLS",
)

_START_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    # Nothing here outlives the run, so nothing needs to reach the disk.
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True)
class Cluster:
    """Where the private PostgreSQL lives; any process of the run can reach it."""

    folder: Path

    def url(self, database: str, role: str = APP) -> str:
        """What SQLAlchemy calls `database`, opened in a role."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def administer(self, statement: str) -> None:
        """Run one statement as the superuser, outside any transaction."""
        with psycopg.connect(self._superuser, autocommit=True) as connection:
            connection.execute(statement.encode())

    def wait(self) -> None:
        """Return once it answers."""
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self._superuser).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    log = (self.folder / "log").read_text(errors="replace")
                    pytest.fail(f"PostgreSQL did not start: {error}\n{log}")
                time.sleep(0.05)
            else:
                return

    @property
    def _superuser(self) -> str:
        return f"host={self.folder} user=postgres dbname=postgres"


class Server:
    """The running PostgreSQL, in the hands of the process that must end it."""

    def __init__(self, workshop: Path) -> None:
        """Begin to set it up in `workshop`, and come back at once: see `Cluster.wait`."""
        binaries = _binaries()
        self.cluster = Cluster(workshop / "postgres")
        self.cluster.folder.mkdir(mode=0o700)
        data = self.cluster.folder / "data"
        identity = _someone_who_is_not_root(self.cluster.folder)

        initdb: list[str | Path] = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
        ]
        initdb += ["--no-sync", "--no-instructions", "-E", "UTF8", "--locale", "C.UTF-8"]
        postgres: list[str | Path] = [binaries / "postgres", "-D", data, "-k", self.cluster.folder]
        postgres += [
            part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")
        ]
        script = f"{_quoted(initdb)} && exec {_quoted(postgres)}"

        with (self.cluster.folder / "log").open("wb") as log:
            # SIGINT is PostgreSQL's word for "end all connections and stop".
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "INT", *identity, "sh", "-c", script],
                cwd=self.cluster.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C belongs to the tests, which then stop it themselves.
                start_new_session=True,
            )

    def stop(self) -> None:
        """End it and leave nothing running."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _binaries() -> Path:
    """The newest PostgreSQL on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    if elsewhere:
        return Path(elsewhere).resolve().parent
    pytest.exit("PostgreSQL is missing: run `make test`, which installs it.", returncode=1)


def _version(initdb: Path) -> int:
    return int(initdb.parent.parent.name)


def _someone_who_is_not_root(folder: Path) -> list[str]:
    """How to become the owner of `folder` where we are root; nothing where we are not."""
    if os.geteuid() != 0:
        return []
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _quoted(command: list[str | Path]) -> str:
    return shlex.join(str(part) for part in command)
