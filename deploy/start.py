"""
Start Mendwell on this machine: prepare keys, database and demo, then serve.

`make run` comes here. What can be known beforehand is said in one plain sentence
before anything is written: a port that is no port, or one that is taken.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

HIGHEST_PORT = 65535
ROOT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent


def main() -> None:
    """Check the address, set up what is missing, and become the server."""
    host = os.environ.get("HOST", "127.0.0.1")
    port = read_port(os.environ.get("PORT", "8000"))
    refuse_unless_free(host, port)
    os.chdir(ROOT)
    # What is kept is nobody else's on this machine.
    os.umask(0o077)
    os.environ |= {"HOST": host, "PORT": str(port)}
    try:
        setup = subprocess.run([PROGRAMS / "flask", "--app", "portal", "setup"], check=False)
    except KeyboardInterrupt:
        sys.exit("Stopped before the server was started; starting again goes on from here.")
    if setup.returncode != 0:
        sys.exit(setup.returncode)
    for role in ("OWNER", "BACKUP"):
        for ending in ("", "_FILE"):
            # Whoever finds a way into the server must not find the addresses of mightier roles.
            os.environ.pop(f"MENDWELL_DATABASE_{role}_URL{ending}", None)
    start_the_runner()
    server = str(PROGRAMS / "gunicorn")
    os.execv(server, [server, "--config", "deploy/gunicorn.conf.py", "portal:create_app()"])  # noqa: S606 - our own server, no shell


def start_the_runner() -> None:
    """
    Start what prepares briefs, beside the server.

    It reads from a pipe whose other end only the server holds, and so ends with it,
    however that ends.
    """
    for_the_runner, for_the_server = os.pipe()
    os.set_inheritable(for_the_server, True)  # noqa: FBT003 - its only way to be told
    subprocess.Popen(
        [PROGRAMS / "flask", "--app", "portal", "jobs", "run", "--beside-server"],
        stdin=for_the_runner,
        # Ctrl-C is for the server: the runner ends when that is gone.
        start_new_session=True,
    )
    os.close(for_the_runner)


def read_port(text: str) -> int:
    """The port that `text` names, or the sentence that says why it is none."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT):
        sys.exit(f"PORT must be a number from 1 to {HIGHEST_PORT}, not “{text}”.")
    return int(text)


def refuse_unless_free(host: str, port: int) -> None:
    """Stop with one sentence where the server could not listen."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        sys.exit(
            f"Only root may use port {port}: choose one from 1024 up, as in “make run PORT=8001”."
        )
    except (socket.gaierror, UnicodeError):
        sys.exit(f"HOST must be an address of this machine, such as 127.0.0.1, not “{host}”.")
    except OSError:
        sys.exit(
            f"Mendwell cannot listen on {host} port {port}: another program may be using it. "
            f"Stop that one, or choose another port, as in “make run PORT={other_than(port)}”."
        )


def other_than(port: int) -> int:
    """A port to suggest instead of `port`."""
    return port + 1 if port < HIGHEST_PORT else 8000


if __name__ == "__main__":
    main()
