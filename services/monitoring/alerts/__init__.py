"""An alert with all that was done with it, and what stands behind it."""
