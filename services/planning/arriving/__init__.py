"""What comes from the streams: read, judged one by one, and answered to intake."""
