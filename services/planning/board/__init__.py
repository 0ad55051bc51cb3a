"""The board: every series of a plan on a day, as known at an instant."""
