"""The end of what two partners do here together, and the way back."""
