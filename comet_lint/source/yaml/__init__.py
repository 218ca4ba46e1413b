"""YAML: parsing, diagnosing errors, locating values."""
