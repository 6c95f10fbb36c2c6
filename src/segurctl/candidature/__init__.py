"""The candidature: one product's application to one dispositif, kept in one TOML file."""
