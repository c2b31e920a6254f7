"""What counts as nothing: text that a reader would see as an empty space."""

# Characters that are drawn as nothing, by code point. Python's own idea of a space is
# asked besides; these are what it leaves out. The ranges are Unicode's default ignorable
# ones, with the fillers and the empty Braille cell that fonts draw as a gap.
_INVISIBLE = (
    (0x0000, 0x001F),  # control characters
    (0x007F, 0x009F),
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian selectors and vowel separator
    (0x200B, 0x200F),  # zero-width characters and direction marks
    (0x2028, 0x202E),  # separators and direction embeddings
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates
    (0x2800, 0x2800),  # empty Braille pattern
    (0x3164, 0x3164),  # Hangul filler
    (0xD800, 0xDFFF),  # lone surrogates, which are no characters at all
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFFB),  # unassigned ignorables and annotation marks
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D159, 0x1D159),  # musical null note head
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tags and further variation selectors
)


def _is_invisible(character: str) -> bool:
    point = ord(character)
    return character.isspace() or any(first <= point <= last for first, last in _INVISIBLE)


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing, so that blank work is never handed in as work."""
    return all(map(_is_invisible, text))
