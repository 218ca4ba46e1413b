"""An independent reading of spans, and short ways to ask for them."""

from __future__ import annotations

import re

from jiter import LosslessFloat

from comet_lint.findings import Span
from comet_lint.source.reading import Notice, ParsedFile, parse
from comet_lint.text.pointers import Path
from comet_lint.text.quotes import rendered


def cut(text: str, span: Span) -> str:
    """What `span` covers, by splitting the text into its lines."""
    lines = re.findall(r".*?(?:\r\n|\r|\n)|.+\Z", text, re.DOTALL)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return text[starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1]


def parse_text(text: str, name: str = "profile.json") -> ParsedFile:
    return parse(text.encode(), name)


def places(text: str, *paths: Path, name: str = "profile.json", document: int = 0) -> list[tuple[str | None, str]]:
    """For each path the text of its key and the text of its value."""
    spans = parse_text(text, name).positions.spans(document, paths)
    return [(None if key is None else cut(text, key), cut(text, value)) for key, value in spans]


def notices(text: str, name: str = "profile.json") -> list[tuple[str, Path, tuple[int, ...], str]]:
    """Rule, path, span and message of each notice."""
    return [plain(notice) for notice in parse_text(text, name).notices]


def plain(notice: Notice) -> tuple[str, Path, tuple[int, ...], str]:
    return notice.rule, notice.path, tuple(notice.span), rendered(notice.message)


def all_paths(value: object, path: Path = ()) -> list[Path]:
    found: list[Path] = [path]
    if isinstance(value, dict):
        for key, member in value.items():
            found += all_paths(member, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            found += all_paths(item, (*path, number))
    return found


def at(value: object, path: Path) -> object:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def comparable(value: object) -> object:
    """The value with numbers that JSON writes with fraction or exponent as floats, and text as exactly str."""
    if isinstance(value, LosslessFloat):
        return float(value)
    if isinstance(value, dict):
        return {key: comparable(member) for key, member in value.items()}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    return value
