"""The three services and the command that runs them: intake -> planning -> monitoring."""
