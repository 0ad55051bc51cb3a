"""The rules of counting and of the plan, in plain Python."""
