"""Asking the network whether links still lead somewhere: the only room that does, for the only command that does."""
