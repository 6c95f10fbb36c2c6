"""The rules: what a file says that cannot be right, or that will cost weeks; one module per plateforme."""
