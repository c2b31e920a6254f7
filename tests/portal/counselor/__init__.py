"""The counselor's side, in the words on the screen."""
