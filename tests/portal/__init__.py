"""The portal through the eyes of the people who use it."""
