"""Copies of reports that are kept: made for a reader, looked through, and handed out."""
