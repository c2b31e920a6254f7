"""
Exercises, rituals and trackers as data: what they ask, of whom, and who will read it.

- `definition`: the schema, with `field`, `settings`, `texts` and `vocabulary` as its parts.
- `loading`: the built-in library, and precise faults for whoever writes a definition.
- `answering`: one answer, checked against its field, stored, and read back in words.
- `blank`: what counts as nothing.
"""
