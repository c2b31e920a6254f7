"""Scores, bands and verdicts in words: for the counselor, and the few for a partner."""

from __future__ import annotations

from decimal import Decimal

from couples.measures.change import Changed, Crossed, Verdict, smallest_change
from couples.measures.course import Course, Line
from couples.measures.instrument import Better, Change, Instrument, Method
from couples.measures.scoring import Score, Status
from couples.wording import gettext as _
from couples.wording import ngettext


def band_name(band: str | None) -> str:
    """A range of a score, in words; empty where the score has no ranges."""
    names = {
        "below_cutoff": _("below the cut-off"),
        "at_or_above_cutoff": _("at or above the cut-off"),
        "distressed": _("distressed"),
        "non_distressed": _("not distressed"),
        "minimal": _("minimal"),
        "mild": _("mild"),
        "moderate": _("moderate"),
        "moderately_severe": _("moderately severe"),
        "severe": _("severe"),
        "negative_screen": _("negative screen"),
        "positive_screen": _("positive screen"),
        "usually_unforgiving": _("usually unforgiving"),
        "mixed": _("sometimes forgiving, sometimes not"),
        "usually_forgiving": _("usually forgiving"),
    }
    return names.get(band or "", "")


def part_name(part: str) -> str:
    """A part of a score, in words; the practice's own parts are called as it called them."""
    names = {
        "consensus": _("Agreement"),
        "satisfaction": _("Satisfaction"),
        "cohesion": _("Time together"),
        "avoidance": _("Avoidance"),
        "revenge": _("Revenge"),
        "benevolence": _("Good will"),
        "self": _("Oneself"),
        "others": _("Others"),
        "situations": _("Situations"),
        "anxiety": _("Anxiety"),
        "positive_interaction": _("Positive interaction"),
        "demand_withdraw_total": _("One asks, one withdraws"),
        "self_demand_partner_withdraw": _("I ask, my partner withdraws"),
        "partner_demand_self_withdraw": _("My partner asks, I withdraw"),
    }
    return names.get(part, part.replace("_", " ").capitalize())


def score_words(instrument: Instrument, score: Score) -> str:
    """A score, such as “52 of 81”, or its parts, or why there is none."""
    if score.status is Status.INCOMPLETE:
        return ngettext(
            "No score: %(num)s question was left open",
            "No score: %(num)s questions were left open",
            len(score.missing_items),
        )
    if score.total is None:
        parts = [f"{part_name(name)} {value}" for name, value in score.subscales.items()]
        return " · ".join(parts)
    _low, high = instrument.range_of(instrument.numbers)
    return _("%(total)s of %(high)s", total=score.total, high=high)


def band_words(instrument: Instrument, total: int, half: Decimal | None) -> str:
    """The 95 % band around a score, within what the measure can give; empty where unknown."""
    if half is None:
        return ""
    low, high = instrument.range_of(instrument.numbers)
    return _(
        "%(low)s to %(high)s",
        low=number_words(max(Decimal(low), total - half)),
        high=number_words(min(Decimal(high), total + half)),
    )


def cutoff_words(instrument: Instrument) -> str:
    """Where the clinical side begins; empty where nobody agrees on that."""
    cutoff = instrument.cutoff
    if cutoff is None:
        return ""
    if cutoff.below is not None:
        return _("below %(value)s", value=number_words(cutoff.value))
    return _("from %(value)s", value=number_words(cutoff.value))


def verdict_name(verdict: Verdict) -> str:
    """A verdict in a word or two."""
    match verdict:
        case Verdict.RECOVERED:
            name = _("recovered")
        case Verdict.IMPROVED:
            name = _("improved")
        case Verdict.UNCHANGED:
            name = _("no change beyond chance")
        case Verdict.DETERIORATED:
            name = _("worse")
        case Verdict.NOT_AVAILABLE:
            name = _("cannot be told")
        case Verdict.INCOMPLETE:
            name = _("incomplete")
        case Verdict.INVALID:
            name = _("not valid")
    return name


def verdict_words(course: Course, line: Line) -> str:
    """One partner's change since the first time, in a sentence."""
    changed = line.changed
    if changed is None or changed.delta is None:
        return _("Too few scores to tell a change.") if len(line.complete) < 2 else _parts_only()  # noqa: PLR2004 - from one to another
    since = since_words(line)
    return f"{since} {_sentence(course, changed)}{_crossing(changed)}"


def _parts_only() -> str:
    return _("This measure has parts and no total, so a change of the whole is not told.")


def since_words(line: Line) -> str:
    """How far the newest score lies from the first; empty while there are not two."""
    if line.changed is None or line.changed.delta is None:
        return ""
    delta, first = line.changed.delta, line.complete[0].score.total
    if delta == 0:
        return _("The same as the first time (%(first)s).", first=first)
    if delta > 0:
        return ngettext(
            "%(num)s point up from %(first)s.",
            "%(num)s points up from %(first)s.",
            delta,
            first=first,
        )
    return ngettext(
        "%(num)s point down from %(first)s.",
        "%(num)s points down from %(first)s.",
        -delta,
        first=first,
    )


def _sentence(course: Course, changed: Changed) -> str:
    needed = smallest_change(course.basis)
    match changed.verdict:
        case Verdict.RECOVERED:
            words = _("A reliable change for the better, and now on the other side of the cut-off.")
        case Verdict.IMPROVED:
            words = _("A reliable change for the better.")
        case Verdict.DETERIORATED:
            words = _("A reliable change for the worse.")
        case Verdict.UNCHANGED:
            words = _(
                "Not more than chance: %(needed)s points would be a reliable change.", needed=needed
            )
        case _:
            words = _("How much of a change would be reliable is not known for this measure.")
    return words


def _crossing(changed: Changed) -> str:
    if changed.verdict is Verdict.RECOVERED or changed.crossed in {None, Crossed.NONE}:
        return ""
    return " " + (
        _("It crossed the cut-off to the clinical side.")
        if changed.crossed is Crossed.TO_CLINICAL
        else _("It crossed the cut-off to the non-clinical side.")
    )


def basis_words(basis: Change, *, is_own: bool) -> str:
    """What a reliable change rests on, in a line that can be printed beside it."""
    match basis.method:
        case Method.COMPUTED:
            words = _(
                "Reliable change from SD %(sd)s and reliability %(reliability)s:"
                " %(points)s points or more.",
                sd=basis.sd,
                reliability=basis.reliability,
                points=smallest_change(basis),
            )
        case Method.PUBLISHED:
            words = _(
                "Reliable change as published: %(points)s points or more.", points=basis.points
            )
        case _:
            words = _("No reliable change is published, so none is told.")
    source = _("Source: %(source)s.", source=basis.source.rstrip("."))
    seen = _("Checked.") if basis.verified else _("Not checked against the original.")
    owner = _("Set by your practice.") if is_own else ""
    return " ".join(part for part in (words, source, seen, owner) if part)


def short_basis(course: Course) -> str:
    """Where the clinical side begins and what counts as a change, in a few words."""
    basis = course.basis
    match basis.method:
        case Method.COMPUTED:
            told = _(
                "%(points)s points are reliable (SD %(sd)s, reliability %(reliability)s)",
                points=smallest_change(basis),
                sd=basis.sd,
                reliability=basis.reliability,
            )
        case Method.PUBLISHED:
            told = _("%(points)s points are reliable, as published", points=basis.points)
        case _:
            told = _("no reliable change is published")
    clinical = cutoff_words(course.instrument)
    return _("clinical %(cutoff)s; %(told)s", cutoff=clinical, told=told) if clinical else told


def gap_words(course: Course) -> str:
    """The newest gap between the partners, with its own band, or why there is none."""
    if not course.gaps:
        return _("No two scores of about the same time, so there is no gap to tell.")
    points = course.gaps[-1].points
    one, two = (line.name for line in course.lines)
    who = one if points > 0 else two
    if points == 0:
        told = _("%(one)s and %(two)s gave the same score.", one=one, two=two)
    else:
        told = ngettext(
            "%(who)s’s score is %(num)s point higher.",
            "%(who)s’s score is %(num)s points higher.",
            abs(points),
            who=who,
        )
    return f"{told} {_gap_certainty(course)}"


def _gap_certainty(course: Course) -> str:
    half = course.gap_half_width
    if half is None:
        return _("How much of that is chance is not known.")
    if course.is_gap_clear:
        return _("That is more than the error of a gap (± %(half)s).", half=number_words(half))
    return _("That lies within the error of a gap (± %(half)s).", half=number_words(half))


def for_its_author(instrument: Instrument, score: Score, before: Score | None) -> str:
    """What a partner is told of their own answers on the relationship, in plain words."""
    if score.status is not Status.COMPLETE:
        return _("Some questions were left open, so there is no number for this time.")
    if score.total is None:
        return _("Your counselor will go through what you answered with you.")
    _low, high = instrument.range_of(instrument.numbers)
    now = (
        _("Your answers add up to %(total)s of %(high)s.", total=score.total, high=high)
        + " "
        + (
            _("More means more content with the relationship.")
            if instrument.better is Better.HIGHER
            else _("Less means more content with the relationship.")
        )
    )
    if before is None or before.total is None:
        return now
    return f"{now} " + _("The time before, it was %(total)s.", total=before.total)


def signed(points: int) -> str:
    """A difference with its sign, as it is printed."""
    return f"{points:+d}".replace("-", "\u2212") if points else "0"


def number_words(value: Decimal) -> str:
    """A number without needless zeros, at most one decimal."""
    rounded = f"{value:.1f}"
    return rounded.removesuffix(".0")
