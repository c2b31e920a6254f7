"""The second count of each kind of summary, one branch a kind."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from statistics import mean, median
from typing import Any

from babel.dates import format_skeleton

from couples.assignments.models import Assignment
from couples.exercises.answering import readable
from couples.exercises.definition import Definition, Field
from couples.exercises.rules import Summary
from tests.couples.progress.recount_lists import hours, untried
from tests.couples.progress.recount_summaries import (
    BOTH,
    Given,
    Recount,
    Said,
    adherence,
    by_whose,
    rounded,
)

PARTS = ("main", "log", "received", "ready", "session")
NOT_FOR_BOTH = {"trend", "mean", "median", "latest", "first-and-latest", "gap"}


def told(recount: Recount) -> Said:
    """Every line of every exercise, by (exercise, label), as one reader may see it."""
    said: Said = {}
    given: dict[str, list[Assignment]] = {}
    for assignment in sorted(recount.rows.assignments, key=lambda a: a.id):
        if recount.is_for_both and assignment.for_person_id is not None:
            continue
        given.setdefault(assignment.definition.id, []).append(assignment)
    for key, assignments in given.items():
        definition = assignments[-1].definition
        if not any(recount.written(assignments, part) for part in PARTS):
            continue  # Nothing has come yet, and homework without a sign shows nothing.
        for summary in definition.summaries:
            kind = summary.kind.value
            if recount.is_for_both and (summary.counselor_only or kind in NOT_FOR_BOTH):
                continue
            asked = assignments + [a for key in summary.pooled for a in given.get(key, ())]
            if recount.is_for_both and kind in {"adherence", "count"}:
                asked = [a for a in asked if _is_told_at_once(definition, summary)]
            words = _words(recount, asked, definition, summary) if asked else {}
            if words:
                said[key, summary.label] = words
    return said


def _part(definition: Definition, summary: Summary) -> str:
    if summary.field:
        return definition.field(summary.field).part.value
    is_noted = definition.kind.value in ("ritual", "tracker", "check-in")
    logs = any(field.part.value == "log" for field in definition.fields)
    return summary.part.value if summary.part else "log" if is_noted and logs else "main"


def _is_told_at_once(definition: Definition, summary: Summary) -> bool:
    fields = [f for f in definition.fields if f.part.value == _part(definition, summary)]
    if any("sealed" in {a.value for a in field.audiences} for field in fields):
        return False
    if all(field.together for field in fields):
        return True
    return any(
        field.required and not field.together and [a.value for a in field.audiences] == ["couple"]
        for field in fields
    )


def _words(
    recount: Recount, given: list[Assignment], definition: Definition, summary: Summary
) -> dict[str, str]:
    field = definition.field(summary.field) if summary.field else None
    kind = summary.kind.value
    if kind == "adherence":
        return adherence(recount, given, field)
    if kind == "count":
        return _count(recount, given, definition, summary, field)
    assert field is not None
    match kind:
        case "hours":
            return hours(recount, given, field)
        case "untried":
            return untried(recount, given, definition.field(summary.against or ""), field)
        case "choices":
            return _choices(recount, given, definition, summary, field)
        case _:
            return _by_whose(recount, given, definition, summary, field)


def _by_whose(
    recount: Recount,
    given: list[Assignment],
    definition: Definition,
    summary: Summary,
    field: Field,
) -> dict[str, str]:
    kind = summary.kind.value
    turned = summary.by.value == "credited"
    whose = by_whose(recount, given, field, is_turned=turned)
    if kind == "gap":
        return _gap(recount, whose, summary)
    found = {}
    for name, answers in whose.items():
        words = _of_one(recount, definition, summary, field, answers)
        if words is not None:
            found[name] = words
    return found


def _count(
    recount: Recount,
    given: list[Assignment],
    definition: Definition,
    summary: Summary,
    field: Field | None,
) -> dict[str, str]:
    seen: set[Any] = set()
    counts: Counter[str] = Counter()
    if field is None:
        part = _part(definition, summary)
        for s in recount.written(given, part):
            is_shared = s.assignment.doer.value == "together" and part == "main"
            name = BOTH if is_shared else recount.name(s.author_id)
            key = (name, s.assignment_id, s.occurrence)
            if s.returned_at is None and key not in seen:
                seen.add(key)
                counts[name] += 1
    else:
        for one in recount.answered(given, field):
            author = one.submission.author_id
            whose = {"me": author, "partner": recount.other(author)}.get(one.value)
            counts[recount.name(whose)] += 1
    return {name: str(number) for name, number in counts.items()}


def _choices(
    recount: Recount,
    given: list[Assignment],
    definition: Definition,
    summary: Summary,
    field: Field,
) -> dict[str, str]:
    kept: dict[str, list[str]] = {}
    for one in recount.answered(given, field):
        about = None
        if summary.against:
            about = recount.beside(one, definition.field(summary.against))
        key = f"#{one.submission.id}" if about is None else " ".join(about.lower().split())
        if summary.column:
            kept[key] = [row[summary.column] for row in one.value if summary.column in row]
        else:
            kept[key] = one.value if isinstance(one.value, list) else [one.value]
    options = field.options
    for column in field.columns:
        if column.key == summary.column:
            options = column.options
    every = [value for values in kept.values() for value in values]
    words = [f"{o.label} ({every.count(o.value)})" for o in options if o.value in every]
    return {BOTH: "; ".join(words)} if words else {}


def _numbers(
    recount: Recount, definition: Definition, summary: Summary, one: Given, column: str | None
) -> list[float]:
    if column:
        return [row[column] for row in one.value if column in row]
    if summary.against is None or summary.kind.value == "top":
        return [one.value]
    other = recount.beside(one, definition.field(summary.against))
    return [] if other is None else [one.value - other]


def _of_one(
    recount: Recount,
    definition: Definition,
    summary: Summary,
    field: Field,
    answers: list[Given],
) -> str | None:
    kind = summary.kind.value
    dated = [
        (one.submission.occurs_on, number)
        for one in answers
        if kind not in {"top", "latest", "first-and-latest"}
        for number in _numbers(recount, definition, summary, one, summary.column)
    ]
    numbers = [number for _day, number in dated]
    words: str | None = None
    match kind:
        case "share-yes":
            words = f"{int(sum(numbers))} of {len(numbers)}"
        case "sum":
            total = int(sum(numbers))
            words = str(readable(field, total)) if field.unit else str(total)
        case "latest" | "first-and-latest":
            newest = _on(field, answers[-1])
            is_two = kind == "first-and-latest" and len(answers) > 1
            words = f"first {_on(field, answers[0])}, then {newest}" if is_two else newest
        case "top":
            words = _top(recount, definition, summary, answers)
        case "median" if len(numbers) > 2:
            words = f"{_measured(field, summary, median(numbers))} (n = {len(numbers)})"
        case "mean" if len(numbers) > 2:
            words = f"{_measured(field, summary, mean(numbers))} (n = {len(numbers)})"
        case "trend":
            words = _trend(recount, field, summary, dated)
    return words


def _on(field: Field, one: Given) -> str:
    value = bool(one.value) if field.type.value == "yes-no" else one.value
    value = int(value) if isinstance(value, float) else value
    day = format_skeleton("MMMd", one.submission.occurs_on, locale="en")
    told = readable(field, value)
    return f"{told if isinstance(told, str) else ', '.join(told)} on {day}"


def _measured(field: Field, summary: Summary, value: float) -> str:
    kinds = {column.key: column.type.value for column in field.columns}
    if summary.against and not summary.column:
        return f"{rounded(value)} points"
    if kinds.get(summary.column or "", field.type.value) == "rating":
        return f"{rounded(value)} of 10"
    if field.unit and value == int(value):
        return str(readable(field, int(value)))
    return f"{rounded(value)} {field.unit}" if field.unit else rounded(value)


def _trend(
    recount: Recount, field: Field, summary: Summary, dated: list[tuple[Any, float]]
) -> str | None:
    edge = recount.last - timedelta(days=13)
    now = [number for day, number in dated if day >= edge]
    before = [n for day, n in dated if edge - timedelta(days=14) <= day < edge]
    if len(now) < 3 or len(before) < 3:
        if len(dated) < 3:
            return None
        every = [number for _day, number in dated]
        return f"{_measured(field, summary, mean(every))} (n = {len(every)})"
    change = mean(now) - mean(before)
    size = rounded(abs(change))
    moved = f"{size} more than before" if change > 0 else f"{size} less than before"
    moved = "as before" if abs(change) < 0.05 else moved
    n = f"{len(now)} and {len(before)}"
    return f"{_measured(field, summary, mean(now))}, {moved} (n = {n})"


def _gap(recount: Recount, whose: dict[str, list[Given]], summary: Summary) -> dict[str, str]:
    if summary.column and summary.against:
        rows = [row for answers in whose.values() for one in answers for row in one.value]
        one = [row[summary.column] for row in rows if summary.column in row]
        other = [row[summary.against] for row in rows if summary.against in row]
    else:
        one, other = (
            [each.value for each in whose.get(person.name or "", [])]
            for person in recount.rows.couple.partners
        )
    if len(one) < 3 or len(other) < 3:
        return {}
    points = rounded(abs(mean(one) - mean(other)))
    return {BOTH: f"{points} points (n = {len(one)} and {len(other)})"}


def _top(
    recount: Recount, definition: Definition, summary: Summary, answers: list[Given]
) -> str | None:
    about = definition.field(summary.against or "")
    acts: dict[str, list[tuple[str, float, Any]]] = {}
    for one in answers:
        words = recount.beside(one, about)
        if words is not None:
            said = about.option_label(words)
            acts.setdefault(" ".join(said.casefold().split()), []).append(
                (said, one.value, one.submission.occurs_on)
            )
    order = [
        (mean(value for _w, value, _d in each), len(each), each[-1][2], each[-1][0])
        for each in acts.values()
        if len(each) > 1
    ]
    order.sort(key=lambda act: act[:3], reverse=True)
    order = [(*act[:3], " ".join(act[3].split())) for act in order]
    little = [act for act in order if act[0] <= 3 and act[1] > 2]
    best = [act for act in order if act not in little][:3]
    if recount.is_for_both:
        return ", ".join(f"“{act[3]}”" for act in best) or None
    named = ", ".join(f"“{act[3]}” {rounded(act[0])} (n = {act[1]})" for act in best)
    seldom = ", ".join(f"“{act[3]}” {rounded(act[0])} (n = {act[1]})" for act in little)
    return "; ".join(filter(None, [named, f"mattered little: {seldom}" if seldom else ""])) or None
