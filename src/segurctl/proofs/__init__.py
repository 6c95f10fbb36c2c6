"""What proves: the files that a candidature names, the shapes of its links, and what may not be in it."""
