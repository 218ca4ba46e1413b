"""JSON: parsing, diagnosing errors, locating values."""
