"""The configuration file and the options, joined in a RunConfig."""
