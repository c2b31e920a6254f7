"""Letting a colleague read one couple for a time: by their counselor's word, or in an emergency."""
