"""From what somebody said to the rows that keep it: words sealed, numbers plain."""

from __future__ import annotations

from collections.abc import Mapping

from couples.exercises.answering import Value, to_number, to_words
from couples.exercises.definition import Definition
from couples.submissions.models import Answer, Submission
from couples.submissions.typed import Typed


def answers_of(
    submission: Submission, definition: Definition, values: Mapping[str, Value], typed: Typed
) -> list[Answer]:
    """One row for each value, for whom its author chose, or the exercise promises."""
    made = []
    for name, value in values.items():
        question = definition.field(name)
        made.append(
            Answer(
                practice_id=submission.practice_id,
                couple_id=submission.couple_id,
                submission_id=submission.id,
                author_id=submission.author_id,
                field=name,
                audience=typed.audience_of(question),
                words=to_words(question, value) if question.is_words else None,
                number=None if question.is_words else to_number(question, value),
            )
        )
    return made
