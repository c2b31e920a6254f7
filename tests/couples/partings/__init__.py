"""Leaving, and the way back."""
