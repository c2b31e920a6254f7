"""What holds for every instrument and every set of answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from couples.measures.instrument import Instrument
from couples.measures.keys import instruments
from couples.measures.scoring import AnswerForm, Status, score, turn

ALL = [each for each in instruments() if not each.custom]
WITH_TOTAL = [each for each in ALL if each.total]


@st.composite
def answered(draw: st.DrawFn, among: list[Instrument]) -> tuple[Instrument, list[int]]:
    instrument = draw(st.sampled_from(among))
    points = [instrument.scale_of(number).points for number in instrument.numbers]
    return instrument, [draw(st.sampled_from(each)) for each in points]


@given(answered(ALL))
def test_a_complete_score_stays_within_what_its_items_allow(
    given_answers: tuple[Instrument, list[int]],
) -> None:
    instrument, answers = given_answers

    found = score(instrument, answers)

    assert found.status is Status.COMPLETE
    assert (found.total is None) == (instrument.total is None)
    if found.total is not None:
        low, high = instrument.range_of(instrument.numbers)
        assert low <= found.total <= high
    for part in instrument.subscales:
        low, high = instrument.range_of(part.items)
        assert low <= found.subscales[part.id] <= high


@given(answered(WITH_TOTAL), st.data())
def test_one_more_point_after_turning_is_one_more_in_the_total(
    given_answers: tuple[Instrument, list[int]], data: st.DataObject
) -> None:
    instrument, answers = given_answers
    number = data.draw(st.sampled_from(list(instrument.numbers)))
    turned = turn(instrument, dict(zip(instrument.numbers, answers, strict=True)))
    if turned[number] == instrument.scale_of(number).high:
        turned[number] -= 1
    before = score(instrument, list(turn(instrument, turned).values())).total
    turned[number] += 1

    after = score(instrument, list(turn(instrument, turned).values())).total

    assert before is not None
    assert after == before + 1


@given(answered(ALL))
def test_turning_twice_is_as_printed(given_answers: tuple[Instrument, list[int]]) -> None:
    instrument, answers = given_answers
    points = dict(zip(instrument.numbers, answers, strict=True))

    assert turn(instrument, turn(instrument, points)) == points


@given(answered(ALL), st.data())
def test_one_answer_fewer_is_never_scored(
    given_answers: tuple[Instrument, list[int]], data: st.DataObject
) -> None:
    instrument, answers = given_answers
    number = data.draw(st.sampled_from(list(instrument.numbers)))
    holey = [None if n == number else a for n, a in zip(instrument.numbers, answers, strict=True)]

    found = score(instrument, holey)

    assert found.status is Status.INCOMPLETE
    assert (found.total, found.band, found.missing_items) == (None, None, (number,))
    assert set(found.flags) <= set(score(instrument, answers).flags)


@given(answered(ALL))
def test_positions_and_points_say_the_same(given_answers: tuple[Instrument, list[int]]) -> None:
    instrument, answers = given_answers
    index = [
        instrument.scale_of(number).points.index(answer)
        for number, answer in zip(instrument.numbers, answers, strict=True)
    ]

    assert score(instrument, index, AnswerForm.OPTION_INDEX) == score(instrument, answers)
