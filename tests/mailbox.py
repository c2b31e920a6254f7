"""A real mail server on this machine, whose letters a test can open."""

from __future__ import annotations

import email
import email.policy
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class UnexpectedMailError(AssertionError):
    """Something was sent in a test that expects no mail."""


class Mailbox:
    """Every letter that arrived, in order; `host` and `port` say where to send them."""

    def __init__(self) -> None:
        """Open it on a port that nobody uses."""
        self.letters: list[EmailMessage] = []
        self.host = HOST
        self.port = _free_port()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep what arrived."""
        # SMTP ends lines with CR LF; in memory a letter has plain lines.
        content = cast("bytes", envelope.original_content).replace(b"\r\n", b"\n")
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 Kept"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one person."""
        return [letter for letter in self.letters if address in str(letter["To"])]


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """A mailbox whose server runs inside the block."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def expect_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every attempt to reach a mail server fail."""

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise UnexpectedMailError("Mail was sent; a test that expects some asks for `mailbox`.")

    monkeypatch.setattr(smtplib.SMTP, "connect", refuse)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
