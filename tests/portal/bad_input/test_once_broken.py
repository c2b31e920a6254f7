"""What was sent once and answered with an error of ours."""

from __future__ import annotations

import gc
import warnings

import pytest

from tests.page import Visitor

LONG = "9" * 400
BOUNDARY = "a-line-between"


@pytest.mark.parametrize(
    ("path", "field"),
    [("/counselor/briefs", "hours"), ("/counselor/practice/keeping", "years")],
)
def test_a_number_of_four_hundred_digits_is_too_large(
    morgan: Visitor, path: str, field: str
) -> None:
    page = morgan.post(path, {field: LONG}, status=422)

    assert "Write a smaller number." in page.text
    assert page.value_of(field) == [LONG]


def test_a_file_that_breaks_off_is_let_go_of(morgan: Visitor) -> None:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="logo"; filename="l.png"\r\n\r\n'
    sent = head.encode() + b"x" * 700_000

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        answer = morgan.client.post(
            "/counselor/briefs",
            data=sent,
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
        )
        assert 400 <= answer.status_code < 500
        gc.collect()

    assert [str(each.message) for each in told if each.category is ResourceWarning] == []
