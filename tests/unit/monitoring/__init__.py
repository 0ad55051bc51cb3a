"""The method and the words of monitoring, without a database and without streams."""
