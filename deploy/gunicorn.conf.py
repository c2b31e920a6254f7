"""
How the server runs: a few processes with a few threads each, and quiet.

A path can carry an invitation's secret or a public id, so no request is ever
logged: there is no access log, and what gunicorn says about a failed request is
shortened to the fact that it failed.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.glogging import Logger
from werkzeug.middleware.proxy_fix import ProxyFix

host = os.environ.get("HOST", "127.0.0.1")
port = os.environ.get("PORT", "8000")
bind = [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]

# Two processes keep one of them free while the other is busy with Python; the
# threads wait for the database. A PDF is printed in a process beside them.
worker_class = "gthread"
workers = int(os.environ.get("MENDWELL_WORKERS", "2"))
threads = int(os.environ.get("MENDWELL_THREADS", "4"))

# Nobody waits longer than this for a page; hand-ins answer in milliseconds.
timeout = 60
graceful_timeout = 20
keepalive = 5

# A worker tells the parent that it lives by touching a file: in memory, so that a
# slow disk is not taken for a dead worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - not a file name to guess

# The portal is found from whatever folder the server is started in.
pythonpath = str(Path(__file__).resolve().parent.parent)

# Only the reverse proxy, where there is one, may say where a request came from.
proxies = [name.strip() for name in os.environ.get("MENDWELL_PROXY", "").split(",") if name.strip()]
forwarded_allow_ips = ",".join(proxies)

# Nobody steers the running server but by signals.
control_socket_disable = True

accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "mendwell"


class QuietLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Tells of a failed request only what kind of error it was."""

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Leave out the path, and the traceback, whose message may quote what was sent."""
        if str(msg).startswith("Error handling request"):
            kind = sys.exc_info()[0]
            self.error("A request failed outside the portal: %s", kind.__name__ if kind else "?")
            return
        super().exception(msg, *args, **kwargs)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Leave out that a worker heard “quit”: whoever pressed Ctrl-C knows why it is gone."""
        if str(msg).endswith("was sent %s!") and args[-1] in {each.name for each in GO}:
            return
        super().warning(msg, *args, **kwargs)


logger_class = QuietLogger


# A worker hears nothing between its birth and the moment it is ready, and gunicorn says
# "quit" only once: whoever pressed Ctrl-C just then would wait for nothing. So the word is
# held back while a worker is born, and a newborn worker that hears it just goes.
GO = {signal.SIGINT, signal.SIGQUIT, signal.SIGTERM}


def on_starting(_server: Any) -> None:
    """Let the parent hear again once a worker is born."""
    os.register_at_fork(after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, GO))


def pre_fork(_server: Any, _worker: Any) -> None:
    """Hold back what is said while a worker is born."""
    signal.pthread_sigmask(signal.SIG_BLOCK, GO)


def post_fork(_server: Any, _worker: Any) -> None:
    """Let a worker that is told to go before it is ready just go."""
    for number in GO:
        signal.signal(number, lambda _number, _frame: os._exit(0))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, GO)


def post_worker_init(worker: Any) -> None:
    """Decide whom a worker believes, who prints for it, and how it ends."""
    from reports import rendering  # noqa: PLC0415 - only now does gunicorn follow `pythonpath`

    if proxies:
        worker.wsgi = believing_the_proxy(worker.wsgi)

    # Not in the parent: each worker has a printer of its own, and nobody waits for it here.
    rendering.warm_up()

    # What was imported stays as long as the worker does: nobody looks again for what to let go.
    gc.collect()
    gc.freeze()

    # Ctrl-C reaches the parent too, which then tells its workers to quit. They finish what
    # they have begun: quitting at once, gunicorn 27 closes its threads inside the signal's
    # handler, and locks itself up when a request comes in at that moment.
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    signal.signal(signal.SIGQUIT, worker.handle_exit)


def believing_the_proxy(direct: WSGIApplication) -> WSGIApplication:
    """The app, told the visitor's address by the proxy, and by nobody else who claims to know."""
    forwarded = ProxyFix(direct, x_for=1, x_proto=1)

    def from_wherever(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        wsgi = forwarded if environ["REMOTE_ADDR"] in proxies else direct
        return wsgi(environ, start_response)

    return from_wherever


def when_ready(_server: Any) -> None:
    """Say where to go, once the door is really open."""
    shown = f"[{host}]" if ":" in host else host
    print(f"\nMendwell is ready: http://{shown}:{port}/   (Ctrl-C stops it)", flush=True)


def on_exit(_server: Any) -> None:
    """Say that nothing is left running."""
    print("\nMendwell has stopped. Everything that was handed in is kept.", flush=True)
