"""What becomes of the rows of each table when one of two is erased and the other stays."""

from __future__ import annotations

from couples.erasure.plan import BY_PERSON

_BY_AUTHOR = ("answer", "draft", "ready_answer", "submission", "talk_words")
_BY_PERSON = (
    *("appraisal", "consent", "extension", "pause_return", "repair_word", "tiding"),
    *BY_PERSON,
)

OF_ONE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_BY_AUTHOR, ("author_id",)),
    **dict.fromkeys(_BY_PERSON, ("person_id",)),
    "safety_flag": ("person_id", "raised_by_id"),
}
"""Rows go in which one of these columns names them. Afterwards none may be left."""

WITH_ANOTHER: dict[str, dict[str, str]] = {
    "answer": {"submission_id": "submission"},
    "appraisal": {"assignment_id": "assignment"},
    "assignment_change": {"assignment_id": "assignment"},
    "break": {"assignment_id": "assignment"},
    "draft": {"assignment_id": "assignment"},
    "extension": {"assignment_id": "assignment"},
    "gate_override": {"assignment_id": "assignment"},
    "measure_score": {"submission_id": "submission"},
    "pause_lift": {"pause_id": "pause"},
    "pause_return": {"pause_id": "pause"},
    "ready_answer": {"assignment_id": "assignment"},
    "repair_stage": {"assignment_id": "assignment"},
    "repair_word": {"repair_id": "repair"},
    "reply": {"submission_id": "submission"},
    "safety_flag": {"submission_id": "submission"},
}
"""Rows go with a row of another table that goes, by this column."""

ALONE = {
    "assignment": "where it was given to them, or begun by them, and the other did nothing in it",
    "pause": "where it was theirs alone",
    "repair": "where no homework of it is left",
    "submission": "also what is void, whoever’s name it lies under: nobody reads it",
}
"""Rows go where they were a matter of this one alone (`couples.erasure.alone`)."""

OF_BOTH = frozenset({"brief_design", "kept_copy", "preparation", "record_yes", "shared_record"})
"""They were made of the words of both, or let them out together, so that all of them go."""

UNTIED = {
    "agreement_step": ("submission_id", "submission"),
    "agreement_version": ("submission_id", "submission"),
    "enrolment_step": ("assignment_id", "assignment"),
}
"""Of these rows only the tie to what goes is undone."""

STAYS = {
    "admission": "which colleague could read along, in the counselor's words",
    "agreement": "that there was one, and that it has ended",
    "agreement_signature": "who said yes and when, by number",
    "agreement_step": "what became of it and when, by number; without it an end would be undone",
    "agreement_version": "that there was a wording, without a word of it",
    "appointment": "the other was there too",
    "couple": "its number, its counselor and its clocks are the other's as well",
    "couple_partner": "a number without a name, so that the couple has two",
    "enrolment": "what the two were given together",
    "enrolment_change": "the counselor's own words about that",
    "enrolment_step": "the same as the enrolment",
    "exercise": "the counselor's own, also where it was tailored for the two",
    "exercise_draft": "the same",
    "exercise_version": "the same",
    "gate_setting": "what kept the two safe, in the counselor's words",
    "hand_over": "from whom to whom the two went",
    "measure_wording": "of the practice",
    "parting": "that the two do nothing together any more",
    "person": "a number that nobody can sign in with, without a name",
    "talk": "that a talk was had, and when",
}
"""They hold no word of one of the two, or are the counselor's or the other's, for this reason."""
