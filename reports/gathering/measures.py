"""From a measure's course to what is printed and shown: each partner apart, with the error."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from couples.measures.change import Verdict
from couples.measures.course import Course, Line, courses_of, longest_step
from couples.measures.instrument import About
from couples.measures.queries import bases, list_scores
from couples.measures.telling import (
    band_name,
    band_words,
    basis_words,
    cutoff_words,
    gap_words,
    number_words,
    score_words,
    short_basis,
    signed,
    since_words,
    verdict_name,
    verdict_words,
)
from couples.wording import current_locale
from couples.wording import gettext as _
from reports.gathering.scope import Scope
from reports.measured import Drawing, Measure, MeasuredPartner
from reports.trends import Point, Series, breaks_of, gap_chart, short_name, trend_chart

FEWEST_TO_DRAW = 2
TURNED = frozenset({Verdict.RECOVERED, Verdict.IMPROVED, Verdict.DETERIORATED})


def gather_measures(scope: Scope) -> tuple[Measure, ...]:
    """Every measure that the couple has answered, for the counselor; nobody else reads one here."""
    return tuple(measure_of(course) for course in load_courses(scope))


def load_courses(scope: Scope) -> list[Course]:
    """The course of each measure up to the last of these days, as far as the reader may know."""
    scores = [
        each
        for each in list_scores(scope.session, scope.reader, [scope.couple])
        if scope.day(each.submission.submitted_at) <= scope.period.last
    ]
    own = bases(scope.session, scope.reader)
    return courses_of(scope.couple, scores, own)


def measure_of(course: Course, *, drawn: bool = True) -> Measure:
    """One measure as it is printed and shown, with its lines where there is room for them."""
    instrument = course.instrument
    is_shared = instrument.about is About.RELATIONSHIP and len(course.lines) > 1
    return Measure(
        id=instrument.slug,
        title=instrument.title,
        cutoff=cutoff_words(instrument),
        basis=basis_words(course.basis, is_own=course.is_own_basis),
        partners=tuple(_partner(course, line) for line in course.lines),
        drawing=_drawing(course) if drawn else None,
        gap=gap_words(course) if is_shared and instrument.total else "",
        gap_drawing=_gap_drawing(course) if is_shared and drawn else None,
        in_short=short_basis(course),
    )


def _partner(course: Course, line: Line) -> MeasuredPartner:
    newest = line.taken[-1]
    told = line.latest or newest
    total = told.score.total
    return MeasuredPartner(
        name=line.name,
        position=course.positions.index(line.person_id) + 1,
        score=score_words(course.instrument, told.score),
        band="" if total is None else band_words(course.instrument, total, course.half_width),
        level=band_name(told.score.band),
        verdict=verdict_name(line.changed.verdict) if line.changed else "",
        sentence=verdict_words(course, line),
        on=told.day,
        count=len(line.complete),
        scores=_scores(line),
        incomplete=_incomplete(course, line) if newest is not told else "",
        moved=since_words(line),
    )


def _incomplete(course: Course, line: Line) -> str:
    newest = line.taken[-1]
    told = score_words(course.instrument, newest.score)
    return _("%(day)s: %(told)s.", day=_day(newest.day), told=told)


def _scores(line: Line) -> str:
    return ", ".join(
        _("%(score)s on %(day)s", score=each.score.total, day=_day(each.day))
        for each in line.complete
        if each.score.total is not None
    )


def _drawing(course: Course) -> Drawing | None:
    """The lines of both, where there is a total, more than one time, and drawing it is right."""
    instrument = course.instrument
    if instrument.total is None or not instrument.trend:
        return None
    if max(len(line.complete) for line in course.lines) < FEWEST_TO_DRAW:
        return None
    low, high = instrument.range_of(instrument.numbers)
    half, cutoff = course.half_width, instrument.cutoff
    chart = trend_chart(
        _series(course),
        low=low,
        high=high,
        half_width=None if half is None else float(half),
        cutoff=None if cutoff is None else float(cutoff.value),
        locale=current_locale(),
    )
    newest = [
        _("%(name)s %(score)s", name=line.name, score=line.latest.score.total)
        for line in course.lines
        if line.latest
    ]
    return Drawing(chart, f"{instrument.title}. {', '.join(newest)}.", _in_words(course))


def _in_words(course: Course) -> str:
    """Every number in the chart, person by person."""
    lines = [
        _("%(name)s: %(scores)s.", name=line.name, scores=_scores(line)) for line in course.lines
    ]
    return " ".join(lines)


def _series(course: Course) -> list[Series]:
    order = {person_id: position for position, person_id in enumerate(course.positions)}
    return [
        Series(
            name=line.name,
            points=tuple(Point(each.day, each.score.total) for each in line.taken),
            breaks=_breaks([each.day for each in line.complete]),
            turn=_turn(line),
            position=order[line.person_id],
        )
        for line in course.lines
    ]


def _breaks(days: list[date]) -> tuple[date, ...]:
    return breaks_of(days, longest_step(days))


def _turn(line: Line) -> int:
    changed = line.changed
    if changed is None or changed.verdict not in TURNED or not changed.delta:
        return 0
    return 1 if changed.delta > 0 else -1


def _gap_drawing(course: Course) -> Drawing | None:
    """The gap between the two over time, around a line on which they are the same."""
    if len(course.gaps) < FEWEST_TO_DRAW or not course.instrument.trend:
        return None
    half = course.gap_half_width
    one, two = (line.name for line in course.lines)
    days = [gap.day for gap in course.gaps]
    chart = gap_chart(
        [Point(gap.day, gap.points) for gap in course.gaps],
        _breaks(days),
        half_width=None if half is None else float(half),
        names=(
            _("%(name)s higher", name=short_name(one)),
            _("%(name)s higher", name=short_name(two)),
        ),
        locale=current_locale(),
    )
    told = ", ".join(
        _("%(points)s on %(day)s", points=signed(gap.points), day=_day(gap.day))
        for gap in course.gaps
    )
    error = _("Error of a gap: ± %(half)s.", half=number_words(half)) if half is not None else ""
    words = _("%(one)s minus %(two)s: %(told)s.", one=one, two=two, told=told)
    return Drawing(chart, gap_words(course), f"{words} {error}".strip())


def _day(day: date) -> str:
    return format_date(day, "medium", locale=current_locale().replace("-", "_"))
