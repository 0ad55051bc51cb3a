"""What released versions left behind, to be taken over by every later one."""
