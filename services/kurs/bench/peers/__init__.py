"""What others do with the same events: one task an event, in a session of the ORM, as their tutorials show it."""
