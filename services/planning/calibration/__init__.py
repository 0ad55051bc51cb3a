"""How completely and how late entries are reported: measured for a plan, and watched."""
