"""How the questions of a walk are asked: in a terminal that redraws, or line by line."""
