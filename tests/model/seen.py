"""Whether anything is otherwise than it was when somebody looked last."""

from __future__ import annotations

from sqlalchemy.orm import Session


class Seen:
    """
    What a game had come to when each of its checks looked.

    Much that is tried is refused, and a check costs many questions. Where the rule says
    what it said and no row was written since, not even one that was taken back, nobody
    can read anything else.
    """

    def __init__(self, session: Session) -> None:
        """Nobody has looked yet."""
        self._session = session
        self._before: dict[str, object] = {}

    def as_before(self, check: str, rule: object) -> bool:
        """Whether it all is as this check saw it last; it sees it now."""
        self._session.flush()
        connection = self._session.connection().connection.driver_connection
        assert connection is not None
        before, now = self._before.get(check), (connection.total_changes, rule)
        self._before[check] = now
        return before == now
