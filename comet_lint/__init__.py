"""comet-lint: checks Comet Backup configuration documents."""

__version__ = "0.1.0"
