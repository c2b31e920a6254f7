"""What a counselor thinks of one partner's homework, for their own file."""
