"""Planning's rules."""
