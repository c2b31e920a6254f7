"""Which words of their policy each partner agreed to, and being asked to read newer ones."""
