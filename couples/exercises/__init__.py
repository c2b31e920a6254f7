"""
Exercises, rituals and trackers as data: what they ask, of whom, and who will read it.

- `definition`: the schema, with `field`, `settings`, `texts` and `vocabulary` as its parts.
- `loading`: the built-in library; `faults`: precise reasons for whoever writes a definition.
- `answering`: one answer, checked against its field, with what to do when it does not fit
  (`asking`) and how it is stored and told back in words (`telling`).
- `blank`: what counts as nothing.
"""
