"""
Paper: what is known about a couple before a session, on two to four printed pages.

In reading order: `states` and `brief` say what a brief holds, `fitting` cuts what would
not fit, `words` and `charts` say and draw it, `html` fills the page, `pdf` prints it, and
`filenames` names the file without naming anybody.
"""
