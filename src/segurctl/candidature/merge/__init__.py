"""Merging two versions of a candidature that come from one: what it means, then how it is written."""
