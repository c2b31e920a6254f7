"""Programmes, and couples on their way through them."""
