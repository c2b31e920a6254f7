"""The record of one person or of both: everything that may leave, as data and as pages."""
