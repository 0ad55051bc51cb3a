"""The managers' pages: server-rendered, without scripts and without any request to the outside."""
