"""
No test reaches beyond this machine.

What our code would do with the network it does here too, or fails: a test that
needs another host has found something that a practice would not want.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any


class UnexpectedNetworkError(AssertionError):
    """Something tried to leave this machine."""


def stay_on_this_machine() -> None:
    """From here on, refuse every connection of this process but loopback and Unix sockets."""
    for name in ("connect", "connect_ex", "sendto"):
        original = getattr(socket.socket, name)
        setattr(socket.socket, name, _guarded(original))


def _guarded(original: Any) -> Any:
    def guarded(self: socket.socket, *args: Any) -> Any:
        # The address comes first, or after the bytes and the flags of `sendto`.
        address = args[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise UnexpectedNetworkError(f"A test tried to reach {address[0]}.")
        return original(self, *args)

    return guarded


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
