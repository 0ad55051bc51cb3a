"""What cannot be taken: kept, shown, repaired, replayed or discarded."""
