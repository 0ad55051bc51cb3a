"""The command `kurs`: runs the services, and talks to them over HTTP like any other caller."""
