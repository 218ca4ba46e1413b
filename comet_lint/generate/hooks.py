"""The hooks for pre-commit, in `.pre-commit-hooks.yaml`."""

from __future__ import annotations

from typing import NamedTuple

_DOCUMENTS = r"\.(json|jsonl|ndjson|ya?ml|cfg)$"
_OTHERS = r"node_modules/|package(-lock)?\.json$|composer\.json$|tsconfig[^/]*\.json$|docker-compose[^/]*$"
_NEVER_DOCUMENTS = rf"(^|/)(\.|{_OTHERS})"
_NOT_EVEN_CONFIGURATION = rf"(^|/)(\.(?!comet-lint)|{_OTHERS})"
_ON_NAMED_FILES = "comet-lint check --force-exclude --skip-unknown"


class Hook(NamedTuple):
    """A hook. One that does not take `file_names` looks at the whole repository."""

    id: str
    name: str
    description: str
    entry: str
    file_names: bool = True


HOOKS = (
    Hook(
        "comet-lint",
        "comet-lint",
        "Check the Comet documents among the files that changed.",
        _ON_NAMED_FILES,
    ),
    Hook(
        "comet-lint-repo",
        "comet-lint (whole repository)",
        "Check all Comet documents of the repository together, which finds what is wrong between them.",
        "comet-lint check --force-exclude",
        file_names=False,
    ),
    Hook(
        "comet-lint-schema",
        "comet-lint (structure only)",
        "Check only that the server would accept the Comet documents among the files that changed.",
        f"{_ON_NAMED_FILES} --select T",
    ),
)


def hooks_file() -> dict[str, str]:
    """The file with one entry per hook."""
    head = "# Made by `python -m comet_lint.generate` from comet_lint/generate/hooks.py.\n"
    return {".pre-commit-hooks.yaml": head + "".join(map(_entry, HOOKS))}


def _entry(hook: Hook) -> str:
    # One process sees all files: it starts once, and rules about several documents can work.
    lines = [
        f"- id: {hook.id}",
        f"  name: {hook.name}",
        f"  description: {hook.description}",
        f"  entry: {hook.entry}",
        "  language: python",
        f"  files: '{_DOCUMENTS}'",
        f"  exclude: '{_NEVER_DOCUMENTS if hook.file_names else _NOT_EVEN_CONFIGURATION}'",
        *([] if hook.file_names else ["  pass_filenames: false"]),
        "  require_serial: true",
    ]
    return "\n".join(lines) + "\n"
