"""The command line: the group of commands, each in its own module and imported when it runs."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from comet_lint import __version__
from comet_lint.cli.streams import discard_output, open_standard_streams
from comet_lint.text.suggestions import did_you_mean

_COMMANDS = {
    "check": "Check files and folders.",
    "baseline": "Write a baseline of known findings, so that only new ones are reported.",
    "init": "Write a commented configuration file.",
    "explain": "Show what a rule is about, why it matters and how to fix it.",
    "rules": "List the rules; `rules test` runs the examples of your own.",
    "schema": "Print the JSON Schema of a type.",
    "spec": "Derive the model and the schemas from an API page.",
}

EXIT_USAGE = 2
_EXIT_INCOMPLETE = 4
_EXIT_INTERRUPTED = 130


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"comet_lint.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            # What the shell makes of a command that Ctrl-C ended; click's 1 would mean findings.
            click.echo("\ncomet-lint: interrupted.", err=True)
            ctx.exit(_EXIT_INTERRUPTED)
        except BrokenPipeError:
            # Click's 1 would mean findings here, too.
            discard_output()
            ctx.exit(_EXIT_INCOMPLETE)
        except click.ClickException as error:
            from comet_lint.reports.wording import one_line

            # What a configuration or a file name says is quoted in it.
            vars(error)["message"] = "\n".join(map(one_line, error.message.split("\n")))
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            ctx.fail(f"There is no command {name!r}.{did_you_mean(name, _COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="comet-lint")
def cli() -> None:
    """Checks Comet Backup server configurations and user profiles.

    \b
    Is the document accepted by the server, is it safe, and does everything that it points to exist?

    \b
    Examples:
      comet-lint check profile.json          one exported profile
      comet-lint check .                     a folder of exports
      comet-lint explain S603                what a rule is about
    """


def main() -> None:
    """Run the command line; ends the process."""
    open_standard_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Reports are UTF-8 wherever they go; what a terminal cannot show must not end the run.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        Path.cwd()
    except OSError as error:
        click.echo(f"comet-lint: the working folder cannot be used ({error.strerror}).", err=True)
        _leave(EXIT_USAGE)
    _leave(_exit_code())


def _exit_code() -> int:
    try:
        try:
            cli()
        finally:
            sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except OSError as error:
        # Files that are checked or written have messages of their own: this is the output itself.
        what = error.filename or "the output cannot be written"
        with contextlib.suppress(OSError):
            click.echo(f"comet-lint: {what} ({error.strerror}).", err=True)
        return _EXIT_INCOMPLETE
    return 0


def _leave(code: int) -> NoReturn:
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    # To free every object before the end would take as long as to check a hundred files.
    os._exit(code)
