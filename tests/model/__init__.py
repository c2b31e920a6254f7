"""The practice played at random against a rule of five lines."""
