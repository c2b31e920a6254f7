"""The practice, its couples, and which counselor each couple has."""
