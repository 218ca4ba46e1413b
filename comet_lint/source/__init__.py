"""From bytes to documents: reading, parsing, positions."""
