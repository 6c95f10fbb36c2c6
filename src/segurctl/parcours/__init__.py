"""The parcours: the étapes of the référencement as data, and where each fact comes from."""
