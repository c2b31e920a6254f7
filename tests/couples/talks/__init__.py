"""Tests of guided talks."""
