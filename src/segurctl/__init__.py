"""segurctl: follow a référencement Ségur vague 2 from one TOML file."""

__version__ = "0.1.0"
