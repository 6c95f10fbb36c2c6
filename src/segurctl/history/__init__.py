"""Past states of candidatures, read from git, and what changed between them in the words of the field."""
