"""Intake: is this event acceptable, from this caller, and now durable."""
