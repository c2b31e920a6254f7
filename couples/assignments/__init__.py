"""An exercise given to a couple: who does it, how often, by when."""
