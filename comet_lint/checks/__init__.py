"""Functions that rule files name in `check`."""
