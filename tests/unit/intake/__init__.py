"""Rules of intake, without a database and without a network."""
