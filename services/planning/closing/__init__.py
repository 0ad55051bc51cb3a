"""Closing a year, and what changes afterwards."""
