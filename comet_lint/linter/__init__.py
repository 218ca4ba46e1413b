"""From a file's bytes to its findings."""
