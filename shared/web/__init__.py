"""What every service's HTTP side has: problems, keys, health, metrics, its documentation."""
