"""Rituals: how they were settled, and what each partner says apart of whether they happened."""
