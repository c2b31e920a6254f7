"""The game with people who have back what they kept off their own pages."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from couples.submissions import keeping_off
from couples.submissions.models import Standing
from tests.model.wrong_names import WrongNames


class OwnPages(WrongNames):
    """Whoever keeps something off their own pages can bring it back, after a proof."""

    @precondition(lambda self: any(w.kept_off for w in self.story.written))
    @rule(data=st.data())
    def bring_back(self, data: st.DataObject) -> None:
        """After a proof of who is there, they have it on their own pages again."""
        kept = [w for w in self.story.written if w.kept_off]
        it = data.draw(st.sampled_from(kept))
        if it.standing in {Standing.STANDS, Standing.QUARANTINED}:
            keeping_off.bring_back(self.session, self._actor(it.author), it.work)
            self.story.keep_off(it.author, it.homework, kept_off=False)
