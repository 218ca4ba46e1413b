"""YAML as JSON values: the scalars of YAML 1.2, text keys, merge keys understood, aliases within bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from comet_lint.source.encoding import repair
from comet_lint.source.lines import LineIndex
from comet_lint.source.notices import duplicate_key, written
from comet_lint.source.parsed import MAX_DEPTH, Notice, ParsedFile, Replaced
from comet_lint.source.yaml.positions import YamlPositions, read_events
from comet_lint.source.yaml.scalars import UNREAD, ScalarError, is_unread, read_plain, read_tagged
from comet_lint.text.pointers import Step

MAX_NODES_BY_ALIAS = 1_000_000
"""Values that may come into the documents of a file by aliases rather than by being written."""

_MERGE_KEY = "<<"
_MAPPING_TAGS = (None, "!", "tag:yaml.org,2002:map")
_LIST_TAGS = (None, "!", "tag:yaml.org,2002:seq")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOO_DEEP = f"Mappings and lists are nested more than {MAX_DEPTH} levels deep."
_NO_TABS = "Indentation must be of spaces, not of tabs."
_TOLD_AT_THE_BEGINNING = {
    "could not find expected ':'": "A colon was expected after this key.",
    "found unexpected end of stream": "This text has no closing quote.",
}
_NOT_YAML = "This is not YAML; check the quotes, brackets and indentation here and in the line before."
_BRACES = re.compile(r"\{\{[^{}\n]*\}\}")
_PLACEHOLDER = "A placeholder in braces must be in quotes: YAML takes the braces for a mapping."
_TOLD_AT_THE_END = {
    # Recent releases of libyaml count to 1,000 as they read ahead.
    "exceeded maximum nesting depth": _TOO_DEEP,
    "block sequence entries are not allowed in this context": (
        "There cannot be a list entry here; check the indentation."
    ),
    "did not find expected ',' or ']'": "A comma or ] was expected here.",
    "did not find expected ',' or '}'": "A comma or } was expected here.",
    "did not find expected '-' indicator": "A list entry was expected here; check the indentation.",
    "did not find expected <document start>": "The document has ended before this; --- begins another one.",
    "did not find expected key": "A key was expected here; check the indentation.",
    "did not find expected node content": "A value was expected here.",
    "found a tab character that violates indentation": _NO_TABS,
    "found character that cannot start any token": (
        "No unquoted text can begin with this character; put it in quotes."
    ),
    "found unknown escape character": (
        "A backslash here begins no escape that YAML knows; double every backslash or use single quotes."
    ),
    "found incompatible YAML document": "The document says it is of a version of YAML other than 1.1 and 1.2.",
    "found undefined tag handle": "This tag begins with a short form that was never declared.",
    "did not find expected alphabetic or numeric character": "A name belongs after & or *; put the text in quotes.",
    "did not find expected hexdecimal number": "A backslash escape here lacks its hexadecimal digits.",
    "found unexpected document indicator": "The document ends here inside a quoted text.",
    "mapping values are not allowed in this context": (
        "There cannot be another key here; check the indentation, and put texts with a colon in quotes."
    ),
}


def parse_yaml(data: bytes, notices: tuple[Notice, ...] = ()) -> ParsedFile:
    """Parse UTF-8 without byte order mark; `notices` are put before those of the parser."""
    data, repairs = repair(data)
    notices += repairs
    text = data.decode()
    lines = LineIndex(text)
    builder = _ValueBuilder(text, lines)
    try:
        builder.build()
    except _UnusableError as error:
        notice = Notice("T001", (), lines.span(error.start, error.end), error.message)
        return ParsedFile("yaml", (), (*notices, notice), YamlPositions(text, lines, ()))
    positions = YamlPositions(text, lines, builder.stretches)
    return ParsedFile("yaml", tuple(builder.roots), (*notices, *builder.notices), positions, tuple(builder.replaced))


class _UnusableError(Exception):
    """What stands from offset `start` to `end` makes the file unusable."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class _Anchored:
    """A value with a name, how many values it holds, and how deep they go."""

    __slots__ = ("height", "is_complete", "nodes", "value")

    def __init__(self) -> None:
        self.is_complete = False
        self.value: object = None
        self.nodes = 0
        self.height = 0


class _ValueBuilder:
    """Builds values straight from the parser's events, which takes half the time of composing nodes."""

    def __init__(self, text: str, lines: LineIndex[str]) -> None:
        self.roots: list[object] = []
        self.stretches: list[tuple[int, int]] = []
        """Where each document begins and ends in the text."""
        self.notices: list[Notice] = []
        self.replaced: list[Replaced] = []
        self._text = text
        self._lines = lines
        self._next: Callable[[], Any]
        self._anchors: dict[str, _Anchored] = {}
        self._steps: list[Step] = []
        self._nodes = 0
        self._nodes_by_alias = 0
        self._deepest = 0

    def build(self) -> None:
        """Fill `roots`, `stretches` and `notices`. Raises _UnusableError."""
        try:
            self._next = read_events(self._text)
            self._documents()
        except MarkedYAMLError as error:
            self._fail_with(error)
        except ReaderError:
            self._fail_at_unprintable()
        if not self.roots:
            raise _UnusableError("The file is empty; a document was expected.", 0, 0)

    def _documents(self) -> None:
        self._next()
        for start in iter(self._next, None):
            if start.__class__ is StreamEndEvent:
                return
            self._anchors.clear()
            event = self._next()
            is_empty = event.__class__ is ScalarEvent and not event.value and event.implicit[0]
            value = self._value(event)
            end = self._next()
            if not is_empty:
                self.roots.append(value)
                # With the line break before it, the document reads the same when it stands alone.
                start_of_line = start.start_mark.index - start.start_mark.column
                self.stretches.append((max(start_of_line - 1, 0), end.start_mark.index))

    def _value(self, event: Any) -> object:
        if event.__class__ is AliasEvent:
            return self._alias(event)
        if event.anchor is None:
            return self._unnamed(event)
        anchor = self._anchors[event.anchor] = _Anchored()
        nodes, deepest = self._nodes, self._deepest
        self._deepest = len(self._steps)
        anchor.value = self._unnamed(event)
        anchor.nodes = self._nodes - nodes + 1
        anchor.height = self._deepest - len(self._steps)
        self._deepest = max(self._deepest, deepest)
        anchor.is_complete = True
        return anchor.value

    def _unnamed(self, event: Any) -> object:
        if event.__class__ is ScalarEvent:
            return self._scalar(event)
        depth = len(self._steps) + 1
        if depth > MAX_DEPTH:
            self._fail(_TOO_DEEP, event)
        self._deepest = max(self._deepest, depth)
        is_mapping = event.__class__ is MappingStartEvent
        hides = is_unread(event.tag)
        if not hides and event.tag not in (_MAPPING_TAGS if is_mapping else _LIST_TAGS):
            self._fail("Only the tags of JSON's own types, such as !!map and !!seq, are understood.", event)
        value = self._mapping() if is_mapping else self._list()
        return UNREAD if hides else value

    def _scalar(self, event: Any) -> object:
        text: str = event.value
        try:
            if event.tag is not None:
                return read_tagged(event.tag, text)
            return read_plain(text) if event.implicit[0] else text
        except ScalarError as error:
            self._fail(str(error), event)

    def _mapping(self) -> dict[str, object]:
        value: dict[str, object] = {}
        keys: dict[str, Any] = {}
        merged: list[dict[str, object]] = []
        steps, get_event = self._steps, self._next
        while (event := get_event()).__class__ is not MappingEndEvent:
            if event.__class__ is ScalarEvent and event.value == _MERGE_KEY and event.implicit[0]:
                merged += self._merge_sources()
                continue
            key = self._key(event)
            first, key_event, before = keys.setdefault(key, event), event, value.get(key)
            event = get_event()
            if event.__class__ is ScalarEvent and event.anchor is None:
                value[key] = self._scalar(event)
            else:
                steps.append(key)
                value[key] = self._value(event)
                steps.pop()
            if first is not key_event:
                self._note_duplicate(key, key_event, first, before, value[key])
                self.replaced.append(Replaced(len(self.roots), (*steps, key), before))
        for source in merged:
            for key in source:
                value.setdefault(key, source[key])
        self._nodes += len(value) + 1
        return value

    def _list(self) -> list[object]:
        value: list[object] = []
        steps, get_event = self._steps, self._next
        while (event := get_event()).__class__ is not SequenceEndEvent:
            if event.__class__ is ScalarEvent and event.anchor is None:
                value.append(self._scalar(event))
            else:
                steps.append(len(value))
                value.append(self._value(event))
                steps.pop()
        self._nodes += len(value) + 1
        return value

    def _key(self, event: Any) -> str:
        kind: type = event.__class__
        if kind is AliasEvent:
            named = self._alias(event)
            if isinstance(named, str):
                return str(named)
        if kind is not ScalarEvent:
            is_placeholder = _BRACES.match(self._text, max(0, event.start_mark.index - 1))
            self._fail(_PLACEHOLDER if is_placeholder else "A key must be a text; JSON knows no others.", event)
        key: str = event.value
        value = self._value(event)
        if event.tag is None and event.implicit[0] and value.__class__ is not str:
            span = self._lines.span(event.start_mark.index, event.end_mark.index)
            message = "Some readers take this key for something else than a text; put it in quotes."
            self.notices.append(Notice("T015", (*self._steps, key), span, message, root=len(self.roots)))
        return key

    def _merge_sources(self) -> list[dict[str, object]]:
        """The mappings to merge, in descending order of precedence."""
        event = self._next()
        self._steps.append(_MERGE_KEY)
        value = self._value(event)
        self._steps.pop()
        sources = value if isinstance(value, list) else [value]
        mappings = [source for source in sources if isinstance(source, dict)]
        if len(mappings) < len(sources):
            self._fail("A merge key takes a mapping or a list of mappings.", event)
        return mappings

    def _alias(self, event: Any) -> object:
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            self._fail("This alias has no anchor before it in its document.", event)
        if not anchor.is_complete:
            self._fail("This alias refers to a value that contains it.", event)
        depth = len(self._steps) + anchor.height
        self._nodes += anchor.nodes
        self._nodes_by_alias += anchor.nodes
        if self._nodes_by_alias > MAX_NODES_BY_ALIAS or depth > MAX_DEPTH:
            self._fail("Aliases of aliases make the document far larger than it is written.", event)
        self._deepest = max(self._deepest, depth)
        return anchor.value

    def _note_duplicate(self, key: str, event: Any, first: Any, before: object, value: object) -> None:
        span = self._lines.span(event.start_mark.index, event.end_mark.index)
        first_line = self._lines.span(first.start_mark.index, first.start_mark.index).line
        path = (*self._steps, key)
        notice = duplicate_key(path, span, first_line, written(before), written(value))
        self.notices.append(notice._replace(root=len(self.roots)))

    def _fail(self, message: str, event: Any) -> NoReturn:
        raise _UnusableError(message, event.start_mark.index, event.end_mark.index)

    def _fail_with(self, error: MarkedYAMLError) -> NoReturn:
        problem = error.problem or ""
        message = _TOLD_AT_THE_END.get(problem, _NOT_YAML)
        mark = error.problem_mark
        if problem in _TOLD_AT_THE_BEGINNING:
            message = _TOLD_AT_THE_BEGINNING[problem]
            mark = error.context_mark or mark
        start = mark.index if mark else 0
        if self._text.startswith("\t", start):
            message = _NO_TABS
        has_width = self._text[start : start + 1].strip("\r\n") != ""
        raise _UnusableError(message, start, start + has_width) from None

    def _fail_at_unprintable(self) -> NoReturn:
        found = _UNPRINTABLE.search(self._text)
        start = found.start() if found else 0
        message = "YAML must not contain this control character; in double quotes it can be written as an escape."
        raise _UnusableError(message, start, start + 1) from None
