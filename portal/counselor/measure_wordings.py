"""The measures of the practice: whose they are, what counts as a change, and words of its own."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.exercises.queries import list_exercises
from couples.measures import services
from couples.measures.instrument import Instrument
from couples.measures.keys import instruments
from couples.measures.queries import bases
from couples.measures.telling import basis_words, cutoff_words
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.measures import BasisForm, WordingForm
from portal.forms.refusals import told_on


@blueprint.get("/measures")
def measure_keys() -> str:
    """Every measure that there is a key for, and under which terms."""
    return render_template(
        "counselor/measure-keys.html", measures=instruments(), in_library=_in_library()
    )


@blueprint.route("/measures/<measure:slug>", methods=["GET", "POST"])
def measure_key(slug: str) -> str | tuple[str, int] | Response:
    """One measure: its holder, its numbers with their sources, and what counts as a change."""
    instrument = services.get_instrument(slug)
    own = bases(session, current_identity).get(instrument.id)
    form = BasisForm.of(own or instrument.change)
    if form.validate_on_submit():
        with told_on(form):
            services.set_basis(session, current_identity, instrument, **form.values)
            flash(_("Kept. Every verdict on this measure is told by it from now on."))
            return redirect(url_for(".measure_key", slug=slug))
    page = render_template(
        "counselor/measure-key.html",
        instrument=instrument,
        form=form,
        is_own=own is not None,
        basis=basis_words(own or instrument.change, is_own=own is not None),
        cutoff=cutoff_words(instrument),
        exercise_id=_in_library().get(slug),
    )
    return page, form.status


@blueprint.post("/measures/<measure:slug>/reset")
def reset_measure_basis(slug: str) -> Response:
    """Go back to what comes along with the measure."""
    instrument = services.get_instrument(slug)
    services.reset_basis(session, current_identity, instrument)
    flash(_("What comes along with the measure counts again."))
    return redirect(url_for(".measure_key", slug=slug))


@blueprint.route("/measures/<measure:slug>/wording", methods=["GET", "POST"])
def measure_wording(slug: str) -> str | tuple[str, int] | Response:
    """Paste the words of a measure, and state that the practice may use them."""
    instrument = services.get_instrument(slug)
    form = WordingForm.for_measure(instrument)
    if form.validate_on_submit():
        with told_on(form):
            version = _bring(instrument, form)
            flash(_("It is in your library now, in these words."))
            return redirect(url_for(".exercise", exercise_id=version))
    page = render_template("counselor/measure-wording.html", instrument=instrument, form=form)
    return page, form.status


def _bring(instrument: Instrument, form: WordingForm) -> str:
    version = services.bring_wording(
        session,
        current_identity,
        instrument,
        form.wording,
        stated=bool(form.stated.data),
        mapping=form.parts if instrument.custom else None,
    )
    session.flush()
    return version.exercise.public_id


def _in_library() -> dict[str, str]:
    """The exercises of the library by their names there."""
    found = list_exercises(session, current_identity)
    return {version.exercise.key: version.exercise.public_id for version in found}
