"""The built-in library: one TOML file per definition, named by its id."""
