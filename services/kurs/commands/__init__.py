"""One module for each command of `kurs`."""
