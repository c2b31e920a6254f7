"""
Mail: a neutral sender, a neutral subject, and a link. No names, nobody's words.

Sending happens after the commit and may fail; what was changed stays changed,
and the page shows the link to hand over in another way.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from portal.settings import Settings

_TIMEOUT_SECONDS = 10
_PORTS = {"smtp": 25, "smtps": 465}


def is_set_up(settings: Settings) -> bool:
    """Whether this installation sends mail at all."""
    return settings.smtp_url is not None


def send(settings: Settings, *, to: str, subject: str, text: str) -> bool:
    """Send a letter; False if it could not be handed to the mail server."""
    letter = EmailMessage()
    letter["From"] = settings.mail_from
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = formatdate()
    # The name of this machine is nobody's business.
    letter["Message-ID"] = make_msgid(domain=urlsplit(settings.base_url).hostname or "localhost")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    try:
        with _server(settings.smtp_url or "") as server:
            server.send_message(letter)
    except (OSError, smtplib.SMTPException):
        return False
    return True


def _server(url: str) -> smtplib.SMTP:
    """A connection that is encrypted where the setting asks for it, or fails."""
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or _PORTS.get(parts.scheme, 25)
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=_TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, port, timeout=_TIMEOUT_SECONDS)
        if parse_qs(parts.query).get("starttls") == ["1"]:
            server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
