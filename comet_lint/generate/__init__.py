"""The generated files of the repository: `python -m comet_lint.generate [--check]`."""
