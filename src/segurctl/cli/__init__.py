"""The commands: options, load, evaluate, view, exit code. Typer stays inside this package."""
