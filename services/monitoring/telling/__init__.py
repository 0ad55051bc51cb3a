"""Queueing what people are to be told, in the transaction of what is told."""
