"""The walls between practices."""
