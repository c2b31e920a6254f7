"""What a paper opens with, and what it is chosen from."""

from __future__ import annotations

from couples.progress.material import Material, load_material
from couples.progress.openers import choose_openers
from reports.gathering.scope import Scope
from reports.written import Opener


def load_material_of(scope: Scope) -> Material:
    """All that the reader of a paper may read of these days."""
    return load_material(scope.session, scope.reader, scope.couple, scope.work, scope.period)


def gather_openers(material: Material) -> tuple[Opener, ...]:
    """At most three things, each with its reason."""
    return tuple(Opener(each.sentence, each.reason) for each in choose_openers(material))
