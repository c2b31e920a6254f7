"""Days on which homework rests: the holiday of a couple, or a pause of one piece."""
