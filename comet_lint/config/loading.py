"""Finding and reading the configuration file."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

from comet_lint.comet.releases import parse_release
from comet_lint.config.schema import ENTITY_KEYS, config_schema
from comet_lint.config.settings import ConfigError, Settings
from comet_lint.files.cache import cached, data_files_key
from comet_lint.files.regular_files import UnreadableError, read_file
from comet_lint.findings import Severity
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.suppress.suppression import Filters, Suppression
from comet_lint.text.suggestions import did_you_mean

_PATTERNS = {"comet_version": "a release such as 24.9.6"}

FILE_NAME = ".comet-lint.yaml"


def find_config(start: Path) -> Path | None:
    """The nearest configuration at or above `start`: FILE_NAME, or a pyproject.toml with [tool.comet-lint].

    Raises ConfigError for a pyproject.toml that cannot be read, as it may be one.
    """
    folder = start if start.is_dir() else start.parent
    for here in (folder, *folder.parents):
        # Even one that is a dangling link: it is meant to be read.
        if os.path.lexists(here / FILE_NAME):
            return here / FILE_NAME
        project = here / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(project: Path) -> bool:
    try:
        return b"[tool.comet-lint" in read_file(project)
    except UnreadableError as error:
        raise ConfigError(
            f"{project}: {error.why} It may configure comet-lint; name another file with --config, or use --no-config."
        ) from None


def load_settings(path: Path) -> Settings:
    """The settings in a configuration file. Raises ConfigError.

    What is found good is kept in the cache: to judge a configuration takes longer than to check a document.
    """
    try:
        data = read_file(path)
    except UnreadableError as error:
        raise ConfigError(f"{path}: {error.why}") from None
    # Every byte is a character of Latin-1.
    key = "\0".join((data_files_key(), str(path), data.decode("latin-1")))
    judged = cached("config", key, lambda: _judged(path, data))
    return _settings(judged["content"], path, judged["suppression-places"])


def _judged(path: Path, data: bytes) -> dict[str, Any]:
    content, locate = _read_toml(path, data) if path.suffix == ".toml" else _read_yaml(path, data)
    _check_form(content, locate)
    _check_meaning(content, locate)
    count = len(content.get("suppressions", ()))
    return {
        "content": dict(content),
        "suppression-places": locate.all([("suppressions", index) for index in range(count)]),
    }


class _Locator:
    """The place of a part of the configuration in its file, for error messages."""

    def __init__(self, path: Path, positions: Any = None) -> None:
        self._path = path
        self._positions = positions

    def __call__(self, *way: str | int) -> str:
        return self.all([way])[0]

    def all(self, ways: Sequence[tuple[str | int, ...]]) -> list[str]:
        """The places of several parts, with one pass through the file."""
        if self._positions is None:
            return [f"{self._path}: {'.'.join(map(str, way))}" if way else str(self._path) for way in ways]
        spans = self._positions.marks(0, ways)
        return [f"{self._path}:{span.line}:{span.column}" for span in spans]


def _read_yaml(path: Path, data: bytes) -> tuple[Mapping[str, Any], _Locator]:
    from comet_lint.source.reading import parse

    if all(not line.strip() or line.lstrip().startswith(b"#") for line in data.splitlines()):
        return {}, _Locator(path)
    parsed = parse(data, "config.yaml")
    locate = _Locator(path, parsed.positions)
    for notice in parsed.notices:
        if notice.rule in ("T001", "T007"):
            raise ConfigError(f"{path}:{notice.span.line}:{notice.span.column}: {notice.message}")
    if len(parsed.roots) > 1:
        raise ConfigError(f"{path}: there are several YAML documents; a configuration is one.")
    content = parsed.roots[0] if parsed.roots else {}
    if content is None:
        return {}, locate
    if not isinstance(content, dict):
        raise ConfigError(f"{path}: a configuration is a mapping of settings.")
    return content, locate


def _read_toml(path: Path, data: bytes) -> tuple[Mapping[str, Any], _Locator]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        content: Mapping[str, Any] = _plain(tomllib.loads(data.decode("utf-8")))
    except (ValueError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from None
    tools = content.get("tool")
    return tools.get("comet-lint", {}) if isinstance(tools, dict) else {}, _Locator(path)


def _plain(value: Any) -> Any:
    # Dates are texts in the other syntax.
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return value.isoformat() if isinstance(value, date) else value


def _check_form(content: Mapping[str, Any], locate: _Locator) -> None:
    from comet_lint.rules.json_schema import file_validator

    schema = config_schema()
    for error in sorted(
        file_validator(schema).iter_errors(content),
        key=lambda found: list(map(str, found.absolute_path)),
    ):
        way = list(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            key = next(key for key in error.instance if key not in known)
            raise ConfigError(f"{locate(*way, key)}: there is no setting {key!r} here.{did_you_mean(key, known)}")
        if error.validator == "required":
            missing = next(key for key in error.validator_value if key not in error.instance)
            raise ConfigError(f"{locate(*way)}: {missing!r} is missing.")
        if error.validator == "enum":
            raise ConfigError(f"{locate(*way)}: must be one of {', '.join(error.validator_value)}.")
        if error.validator == "pattern":
            raise ConfigError(f"{locate(*way)}: must be {_PATTERNS.get(str(way[-1]), 'written otherwise')}.")
        wanted = {"array": "a list", "object": "a mapping", "string": "a text", "boolean": "true or false"}
        expected = wanted.get(str(error.validator_value), f"right for {error.validator}")
        raise ConfigError(f"{locate(*way)}: must be {expected}.")


def _check_meaning(content: Mapping[str, Any], locate: _Locator) -> None:
    from comet_lint.source.kinds import KIND_NAMES, kind_named

    for pattern, kind in content.get("types", {}).items():
        if kind_named(kind) is None:
            raise ConfigError(
                f"{locate('types', pattern)}: there is no kind of document {kind!r}.{did_you_mean(kind, KIND_NAMES)}"
            )
    for index, pattern in enumerate(content.get("exclude", ())):
        _check_pattern(pattern, locate, "exclude", index)
    for setting in ("types", "per-path"):
        for pattern in content.get(setting, {}):
            _check_pattern(pattern, locate, setting, pattern)
    _check_day(content.get("context", {}).get("now"), locate, "context", "now")
    for index, entry in enumerate(content.get("suppressions", ())):
        if not entry.get("pointer", "/").startswith("/"):
            where = locate("suppressions", index, "pointer")
            raise ConfigError(f"{where}: must be a JSON Pointer, which begins with /.")
        _check_pattern(entry.get("path", "*"), locate, "suppressions", index, "path")
        _check_day(entry.get("until"), locate, "suppressions", index, "until")


def _check_pattern(pattern: str, locate: _Locator, *way: str | int) -> None:
    from comet_lint.source.discovery import is_pattern

    if not is_pattern(pattern):
        raise ConfigError(f"{locate(*way)}: not a pattern as in .gitignore.")


def _check_day(text: str | None, locate: _Locator, *way: str | int) -> None:
    try:
        _day(text)
    except ValueError:
        raise ConfigError(f"{locate(*way)}: {text!r} is not a date such as 2026-12-31.") from None


def _settings(content: Mapping[str, Any], path: Path, suppression_places: Sequence[str]) -> Settings:
    """The settings that a good configuration makes."""
    root = path.parent
    fail_on = content.get("fail-on", "warning")
    choice = RuleChoice(
        preset=content.get("preset", "default"),
        select=tuple(content.get("select", ())),
        extend_select=tuple(content.get("extend-select", ())),
        ignore=tuple(content.get("ignore", ())),
        folders=tuple(root / folder for folder in content.get("extend-rules", ())),
    )
    return Settings(
        filters=Filters(
            root=root,
            source=path,
            severity={rule: Severity(severity) for rule, severity in content.get("severity", {}).items()},
            per_path=tuple((pattern, tuple(rules)) for pattern, rules in content.get("per-path", {}).items()),
            suppressions=tuple(
                _suppression(entry, place, root)
                for entry, place in zip(content.get("suppressions", ()), suppression_places, strict=True)
            ),
            select=choice.select,
            ignore=choice.ignore,
        ),
        choice=choice,
        fail_on=None if fail_on == "never" else Severity(fail_on),
        exclude=tuple(content.get("exclude", ())),
        types=tuple(content.get("types", {}).items()),
        context=_context(content.get("context", {})),
        baseline=root / content["baseline"] if content.get("baseline") else None,
    )


def _context(content: Mapping[str, Any]) -> Context:
    moment = _day(content.get("now"))
    return Context(
        hosted=content.get("hosted", False),
        behind_proxy=content.get("behind_proxy", False),
        live=content.get("live", False),
        api_admins=tuple(content.get("api_admins", ())),
        known_hosts=tuple(content.get("known_hosts", ())),
        comet_version=parse_release(content.get("comet_version", "")),
        now=int(datetime(moment.year, moment.month, moment.day, tzinfo=timezone.utc).timestamp()) if moment else 0,
    )


def _suppression(entry: Mapping[str, Any], place: str, root: Path) -> Suppression:
    return Suppression(
        rules=tuple(entry["rules"]),
        reason=entry["reason"],
        path=entry.get("path", ""),
        pointer=entry.get("pointer", ""),
        entities=tuple((key.replace("-", " "), entry[key]) for key in ENTITY_KEYS if key in entry),
        until=_day(entry.get("until")),
        owner=entry.get("owner", ""),
        where=place,
        root=root,
    )


def _day(text: str | None) -> date | None:
    """The day that a text such as 2026-12-31 stands for; None for no text. Raises ValueError."""
    return date.fromisoformat(str(text)) if text else None
