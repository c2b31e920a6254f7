"""What the services promise, on both databases."""
