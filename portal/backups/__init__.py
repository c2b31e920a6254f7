"""Backups: everything in one encrypted file, and back into an empty place."""
