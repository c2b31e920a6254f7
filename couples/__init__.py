"""
The practice, in plain Python and SQLAlchemy, with no web in it.

Reading order:

- `database`, `encryption`, `clock`, `wording`, `errors`: what everything stands on.
- `identity`: who is asking.
- `visibility`: what they may see; the modules for one matter each stand beside it.
- `permissions`: what they may do.
- `people`: accounts, invitations, sign-in, consent.
- `caseload`: the practice, its couples, and who their counselor is.
- `exercises` and `library`: definitions of homework, as data.
- `measures`: questionnaires with a score, and what counts as a change.
- `assignments`: an exercise given to a couple, and when it is due.
- `programmes`: exercises in an order of weeks, and a couple's way through them.
- `submissions`: what a partner writes, from draft to reviewed.
- `rituals`: how rituals were settled, and what each says apart of whether they happened.
- `agreements`: what both partners signed.
- `repairs`: from a hurt to what mended it, as a thread of homework.
- `appointments`: sessions with the counselor, the clock for everything else.
- `progress`: queries only, the numbers that a dashboard or a report shows.
- `history`: who did what, insert-only.
- `demo`: a practice to try things in, written through the services above.

That is the way through the heart of it; docs/architecture.md has every package.
"""
