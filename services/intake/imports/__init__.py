"""Monthly files over HTTP: taken, checked line by line, and listed."""
