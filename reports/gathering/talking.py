"""Talks and time-outs in a few sentences: for the counselor alone, and nobody is blamed."""

from __future__ import annotations

from couples.talks.queries import list_had
from couples.wording import ngettext
from reports.gathering.scope import Scope


def gather_talk_lines(scope: Scope) -> tuple[str, ...]:
    """How many time-outs there were, and how many talks were stopped before their last turn."""
    if not scope.is_for_counselor:
        return ()
    had = [
        talk
        for talk in list_had(scope.session, scope.reader, scope.couple.id)
        if scope.period.first <= talk.occurs_on <= scope.period.last
    ]
    if not had:
        return ()
    stopped = sum(talk.is_cut_short for talk in had)
    told = ngettext(
        "%(num)s talk was led through here, %(stopped)s of them stopped before its last turn.",
        "%(num)s talks were led through here, %(stopped)s of them stopped before the last turn.",
        len(had),
        stopped=stopped,
    )
    return (told,)
