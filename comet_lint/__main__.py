"""`comet-lint` and `python -m comet_lint`."""

from comet_lint.cli.main import main

if __name__ == "__main__":
    main()
