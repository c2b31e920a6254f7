"""Briefs that were prepared: what each was made from, its pages, and how far it is."""
