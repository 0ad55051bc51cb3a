"""Logs without people's data, and the metrics that all services have."""
