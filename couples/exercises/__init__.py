"""
Exercises, rituals and trackers as data: what they ask, of whom, and who will read it.

- `definition`: the schema, with `field`, `rules`, `settings`, `texts` and `vocabulary` as its
  parts; `soundness` and `consistency` say what it must be as a whole.
- `loading`: the built-in library; `faults`: precise reasons for whoever writes a definition.
- `answering`: one answer, checked against its field, with what to do when it does not fit
  (`asking`), what holds it back although it fits (`holding`, with the words of `topics`, and
  `days`, which are counted from the day of handing in),
  and how it is stored and told back in words (`telling`).
- `blank`: what counts as nothing.
- `written` is what a counselor has typed of an exercise; `composing` makes a definition of it and
  `taking_apart` undoes that, `checking` says what is still to do (`slips`), `authoring` keeps a
  draft and `publishing` makes a version of it.
"""
