"""The rules at the door, in plain Python."""
