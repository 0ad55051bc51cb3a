"""The method: deviation, forecast, levels and alerts as plain Python over arrays."""
