"""
Paper: what is known about a couple before a session, on two to four printed pages.

In reading order: `states` and `brief` say what a brief holds, `gathering` fills one for
one reader, `fitting` cuts what would not fit, `words`, `moments` and `charts` say and draw
it, `html` lays it out on the `pages` of a printer, `pdf` prints it, `rendering` does so in
a process of its own, and `filenames` names the file without naming anybody. That is a
brief; docs/architecture.md has every module, and the other papers with them.
"""
