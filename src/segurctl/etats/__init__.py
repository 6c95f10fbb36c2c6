"""What the tool derives from what the team declares: the état of each étape and of each suivi."""
