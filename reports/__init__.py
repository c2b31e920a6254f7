"""
Paper: what is known about a couple before a session, on two to four printed pages.

In reading order: `brief` says what a brief holds, `fitting` cuts what would not fit,
`charts` turns days into shapes, `html` fills the page, `pdf` prints it, and
`filenames` names the file without naming anybody.
"""
