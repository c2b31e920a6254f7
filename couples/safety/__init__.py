"""What keeps people safe: gates that hold homework back, and what somebody has to look at."""
