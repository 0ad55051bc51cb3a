"""What became of events and of imports: asked for over HTTP."""
