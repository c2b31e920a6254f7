"""The counselor's side."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.COUNSELOR, "counselor", __name__, url_prefix="/counselor")

from portal.counselor import (  # noqa: E402, F401 - their routes need the blueprint above
    appointments,
    aside,
    assign,
    assignments,
    batches,
    breaks,
    change,
    couple,
    couple_pages,
    couples,
    date_words,
    enrol,
    enrolments,
    flags,
    invitations,
    library,
    library_drafts,
    library_exchange,
    library_questions,
    library_shelf,
    library_tailored,
    library_upgrades,
    library_versions,
    matrix,
    measures,
    more_time,
    outlook,
    overrides,
    preview,
    programmes,
    reports,
    review,
    safety,
    safety_words,
    today,
    words,
)
