"""The record: what one partner, or both together, may take along of what is kept here."""
