"""Who did what and when: written by services, never changed."""
