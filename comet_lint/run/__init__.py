"""A run over many files."""
