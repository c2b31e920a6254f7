"""
Several PDFs bound into one: their pages, a bookmark for each, and what readers' aids go by.

A document for everybody carries its own structure beside what is drawn. Pages alone would
lose it, so the structure of each part is put behind that of the one before, under numbers
of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

TO_PART: Final = "part-"
"""Where a page of contents links to `part-1`, that leads to the first part behind it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document to bind, and what its bookmark says."""

    title: str
    pdf: bytes


def count_pages(pdf: bytes) -> int:
    """How many pages a document has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def bind(contents: bytes, parts: Sequence[Part]) -> bytes:
    """One document: the page of contents with its title and language, and then each part."""
    with pikepdf.open(BytesIO(contents)) as bound:
        first_pages = [_append(bound, part) for part in parts]
        _lead_to(bound, first_pages, [part.title for part in parts])
        out = BytesIO()
        # No random mark: the same parts make the same bytes.
        bound.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _append(bound: Pdf, part: Part) -> int:
    """Put a part behind what there is; gives the number of its first page."""
    first = len(bound.pages)
    with pikepdf.open(BytesIO(part.pdf)) as source:
        bound.pages.extend(source.pages)
        pages = list(bound.pages)[first:]
        _append_structure(bound, source, pages)
        marks = list(_bookmarks(source, first))
    with bound.open_outline() as outline:
        item = OutlineItem(part.title, first)
        item.children.extend(marks)
        item.is_closed = True
        outline.root.append(item)
    return first


def _append_structure(bound: Pdf, source: Pdf, pages: Sequence[Any]) -> None:
    """The tags of a part, after all others, with their numbers moved behind the ones in use."""
    ours, theirs = bound.Root.StructTreeRoot, bound.copy_foreign(source.Root.StructTreeRoot)
    numbers = ours.ParentTree.Nums
    offset = max((int(number) for number in list(numbers)[::2]), default=-1) + 1
    for place, value in enumerate(list(theirs.ParentTree.Nums)):
        numbers.append(value if place % 2 else int(value) + offset)
    for element in list(theirs.K):
        element.P = ours
        ours.K.append(element)
    for page in pages:
        page.obj.StructParents = int(page.obj.StructParents) + offset
        for note in list(page.obj.get(Name.Annots, Array())):
            if Name.StructParent in note:
                note.StructParent = int(note.StructParent) + offset


def _bookmarks(source: Pdf, first: int) -> Iterator[OutlineItem]:
    """The bookmarks of a part, leading to its pages where they stand now."""
    places = {page.obj.objgen: number for number, page in enumerate(source.pages, start=first)}
    with source.open_outline() as outline:
        for item in outline.root:
            yield _moved(item, places)


def _moved(item: OutlineItem, places: Mapping[tuple[int, int], int]) -> OutlineItem:
    page, _how, left, top, _zoom = list(cast("Array", item.destination))
    moved = OutlineItem(item.title, places[page.objgen], "XYZ", left=float(left), top=float(top))
    moved.children.extend(_moved(child, places) for child in item.children)
    return moved


def _lead_to(bound: Pdf, first_pages: Sequence[int], titles: Sequence[str]) -> None:
    """Let the links of the page of contents, which lead to itself, lead to the parts."""
    names = bound.Root.get(Name.Names, Dictionary())
    found = list(names.get(Name.Dests, Dictionary()).get(Name.Names, Array()))
    for key, place in zip(found[::2], found[1::2], strict=True):
        if (number := _number_in(key)) in range(len(first_pages)):
            place[0] = bound.pages[first_pages[number]].obj
            place[1:] = [Name.Fit]
    for page in list(bound.pages)[: first_pages[0]] if first_pages else ():
        for note in list(page.obj.get(Name.Annots, Array())):
            if (number := _number_in(note.get(Name.Dest, ""))) in range(len(titles)):
                note.Contents = String(titles[number])


def _number_in(anchor: object) -> int:
    """Which part a link leads to, counted from nothing; -1 for any other link."""
    text = str(anchor)
    number = text.removeprefix(TO_PART)
    return int(number) - 1 if text.startswith(TO_PART) and number.isdecimal() else -1
