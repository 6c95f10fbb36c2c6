"""Past states from git: what changed in the candidatures, when, by whom, and how long each étape took."""
