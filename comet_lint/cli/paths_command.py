"""Commands that take paths of documents: a file may have any name, even that of an option."""

from __future__ import annotations

import os

import click


class PathsCommand(click.Command):
    """Takes an argument that looks like an option for a path if a document of that name exists.

    pre-commit appends the names of files to the arguments without a `--` between them, and whoever commits a file
    chooses its name.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the paths behind a `--`."""
        if ctx.resilient_parsing:
            # The shell asks what could come next.
            return super().parse_args(ctx, args)
        options: list[str] = []
        paths: list[str] = []
        waiting = list(reversed(args))
        takes_value = self._options_with_value(ctx)
        while waiting:
            argument = waiting.pop()
            if argument == "--":
                paths += reversed(waiting)
                break
            if not argument.startswith("-") or argument == "-":
                paths.append(argument)
            elif _is_document(argument):
                if "=" in argument:
                    click.echo(f"comet-lint: {argument!r} is a file here and is checked, not an option.", err=True)
                paths.append(argument)
            else:
                options.append(argument)
                if waiting and _lacks_value(argument, takes_value):
                    options.append(waiting.pop())
        return super().parse_args(ctx, [*options, "--", *paths])

    def _options_with_value(self, ctx: click.Context) -> frozenset[str]:
        options = (each for each in self.get_params(ctx) if isinstance(each, click.Option))
        return frozenset(name for each in options if not (each.is_flag or each.count) for name in each.opts)


def _is_document(argument: str) -> bool:
    from comet_lint.source.discovery import SUFFIXES

    return argument.lower().endswith(SUFFIXES) and os.path.lexists(argument)


def _lacks_value(argument: str, takes_value: frozenset[str]) -> bool:
    """Whether the value of an option is the next argument: of `--jobs`, `-j` and `-qj`, not of `--jobs=2` and `-j2`."""
    if argument.startswith("--"):
        return argument in takes_value
    for position, letter in enumerate(argument[1:], 2):
        if f"-{letter}" in takes_value:
            return position == len(argument)
    return False
