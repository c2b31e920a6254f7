"""What becomes of the rows of each table when a couple is erased; each table has its line."""

from __future__ import annotations

BY_COUPLE = frozenset(
    {
        *("admission", "agreement", "answer", "appointment", "appraisal", "assignment"),
        *("assignment_change", "break", "brief_design", "consent", "couple_partner", "draft"),
        *("enrolment", "enrolment_change", "enrolment_step", "exercise", "exercise_draft"),
        *("extension", "gate_override", "gate_setting", "hand_over", "kept_copy"),
        *("measure_score", "parting", "pause", "pause_lift", "preparation", "ready_answer"),
        *("record_yes", "repair", "repair_stage", "repair_word", "reply", "safety_flag"),
        *("shared_record", "submission", "talk", "talk_words"),
    }
)
"""They say whose couple they are of; an exercise does where it was tailored for one."""

BY_PERSON = frozenset(
    {
        *("invitation", "passkey", "password_reset", "recovery_code", "user_session"),
        *("notice", "notice_choice"),
    }
)
"""They let one of the two in, or remind one of them."""

THROUGH = {
    "agreement_signature": ("version_id", "agreement_version"),
    "agreement_step": ("agreement_id", "agreement"),
    "agreement_version": ("agreement_id", "agreement"),
    "exercise_version": ("exercise_id", "exercise"),
    "measure_wording": ("exercise_version_id", "exercise_version"),
    "pause_return": ("pause_id", "pause"),
    "tiding": ("hand_over_id", "hand_over"),
}
"""They hang on a row of another table, by this column."""

BLANKED = frozenset({"couple", "person"})
"""
Their rows stay, empty: the history names them by number, and a number that somebody else
got afterwards would make it tell of the wrong people.
"""

KEPT = {
    "assignment_batch": "one press of a counselor's button, for any number of couples",
    "enrolment_batch": "the same",
    "extension_batch": "the same",
    "history_entry": "what happened, by number and without a word",
    "measure_basis": "a setting of the practice",
    "practice": "the practice itself",
    "practice_design": "how the practice has its papers",
    "programme": "of the practice",
    "programme_draft": "the same",
    "programme_version": "the same",
    "sign_in_attempt": "fingerprints under a key; those older than a day go with the next try",
}
"""They hold nothing of a couple, for the reason given."""
