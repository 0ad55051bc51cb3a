"""The official statistic beside our own count: where they differ, and why."""
