"""Backups: made each night, and brought back somewhere else."""
