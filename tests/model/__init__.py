"""The practice played at random against a short rule."""
