"""Monitoring: is a deviation from the plan noise, and who is told what about it."""
