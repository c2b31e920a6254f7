"""The game with what was handed in under the wrong name, which anybody tries to put right."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from couples.audiences import Audience
from couples.errors import DomainError
from couples.submissions.models import Standing
from tests.model.story import ACTS, READERS, Written, what_comes_of
from tests.model.two_couples import TwoCouples


class WrongNames(TwoCouples):
    """Some of it is set aside, disowned, offered, claimed, declined, put back or made void."""

    @precondition(lambda self: bool(self.story.written))
    @rule(data=st.data(), who=st.sampled_from(READERS), act=st.sampled_from(sorted(ACTS)))
    def put_right(self, data: st.DataObject, who: str, act: str) -> None:
        """Anybody tries any act on anything; the rule says what comes of it, or that nothing."""
        it = data.draw(st.sampled_from(self.story.written))
        if self.story.is_closed(it.pair.id):
            return  # Whose it was is put right before or after; what opens then is told there.
        expected = what_comes_of(self.story, act, who, it)
        try:
            with self.session.begin_nested():
                ACTS[act](self.session, self._actor(who), it.work)
                self.session.flush()
        except DomainError:
            assert expected is None, (act, who, it)
            return
        if expected is not None:
            self._happened(it, *expected)

    def _happened(self, it: Written, author: str, standing: Standing, disowned: bool) -> None:
        if it.standing is Standing.STANDS and standing is Standing.QUARANTINED:
            for later in self.story.written:
                is_same = (later.author, later.homework) == (it.author, it.homework)
                if is_same and later.standing is Standing.STANDS and later.attempt > it.attempt:
                    later.standing, later.disowned = standing, False
        attempt = it.attempt if author == it.author else self._next_attempt(author, it.homework)
        for each in self.story.of(it.work):
            if each.author != author:
                each.released = each.returned = each.kept_off = False
                if each.widened:
                    each.audience, each.widened = Audience.ME, False
            each.author, each.standing, each.disowned = author, standing, disowned
            each.attempt = attempt
