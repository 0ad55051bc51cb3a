"""One trace from a request over the streams to the board; nothing of it is imported unless it is asked for."""
