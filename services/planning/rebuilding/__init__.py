"""Read models anew from the journal, and streams anew after Redis has lost them."""
