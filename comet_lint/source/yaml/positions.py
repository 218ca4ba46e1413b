"""Where the values of a YAML text stand in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from comet_lint.findings import Span
from comet_lint.source.lines import LineIndex
from comet_lint.source.path_tree import PathTree, path_tree
from comet_lint.text.pointers import Path, Step

_BYTE_ORDER_MARK = "\ufeff"
_MERGE_KEY = "<<"
_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
_BLOCK_STYLES = ("|", ">")
_EVERYTHING = PathTree()
"""Stands for all paths below a place, as an alias may lead there."""

_Stretch = tuple[int, int]


def read_events(text: str) -> Callable[[], Any]:
    """What gives the next event of the YAML parser each time that it is called."""
    next_event: Callable[[], Any] = CParser(parser_text(text)).get_event
    return next_event


def parser_text(text: str) -> str:
    """What the parser has to be given so that it counts characters as they stand in `text`."""
    # It takes one byte order mark off, and does not count it.
    return _BYTE_ORDER_MARK + text if text.startswith(_BYTE_ORDER_MARK) else text


class YamlPositions:
    """Positions in a YAML text, whose documents are found in `stretches` of it. It has been parsed before.

    A value that comes by an alias or a merge key is where it is written; an alias that is itself asked for is
    where it stands.
    """

    __slots__ = ("_lines", "_stretches", "_text")

    def __init__(self, text: str, lines: LineIndex[str], stretches: Sequence[_Stretch]) -> None:
        self._text = text
        self._lines = lines
        self._stretches = stretches

    def spans(self, document: int, paths: Sequence[Path]) -> list[tuple[Span | None, Span]]:
        if not self._stretches:
            return [(None, self._lines.span(0, len(self._text)))] * len(paths)
        start, end = self._stretches[document]
        tree = path_tree(paths)
        root = _YamlReader(self._text[start:end]).root(tree)
        found: list[tuple[_Stretch | None, _Stretch]] = [(None, (root.start, root.end))] * len(paths)
        _locate(tree, root, None, found)
        places = self._lines.places([start + offset for key, value in found for offset in (*(key or value), *value)])

        def span(stretch: _Stretch) -> Span:
            return Span(*places[start + stretch[0]], *places[start + stretch[1]])

        return [(span(key) if key else None, span(value)) for key, value in found]

    def marks(self, document: int, paths: Sequence[Path]) -> list[Span]:
        return [key if key is not None else value for key, value in self.spans(document, paths)]

    def text(self, span: Span) -> str:
        return self._lines.cut(span)


class _YamlNode:
    """A value in the text; what is below it as far as it was asked for."""

    __slots__ = ("end", "items", "members", "merged", "start", "target")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.target: _YamlNode = self
        """What an alias stands for; else the node itself."""
        self.members: dict[str, tuple[_Stretch, _YamlNode]] = {}
        self.items: dict[int, _YamlNode] = {}
        self.merged: list[_YamlNode] = []

    def step(self, step: Step) -> tuple[_Stretch | None, _YamlNode] | None:
        """The key and the node that `step` leads to."""
        if isinstance(step, int):
            item = self.items.get(step)
            return (None, item) if item else None
        if step in self.members:
            return self.members[step]
        for merged in self.merged:
            found = merged.target.step(step)
            if found:
                return found
        return None


def _locate(
    tree: PathTree, node: _YamlNode, key: _Stretch | None, found: list[tuple[_Stretch | None, _Stretch]]
) -> None:
    here = (key, (node.start, node.end))
    for index in tree.wanted:
        found[index] = here
    for step, below in tree.below.items():
        reached = node.target.step(step)
        if reached:
            _locate(below, reached[1], reached[0], found)
        else:
            for index in below.all_wanted():
                found[index] = here


class _YamlReader:
    """Reads one document again, making nodes of what is asked for and of what aliases may lead to."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: Callable[[], Any] = read_events(text)
        self._anchors: dict[str, _YamlNode] = {}
        self._names: dict[str, str] = {}
        """The texts of scalars with an anchor, which an alias can make a key."""
        self._end = 0
        """Where the latest value ends."""

    def root(self, tree: PathTree) -> _YamlNode:
        self._next()
        self._next()
        return self._node(self._next(), tree)

    def _node(self, event: Any, tree: PathTree) -> _YamlNode:
        node = _YamlNode(event.start_mark.index)
        kind: type = event.__class__
        if kind is AliasEvent:
            node.target = self._anchors[event.anchor]
        elif event.anchor is not None:
            self._anchors[event.anchor] = node
            tree = _EVERYTHING
        if kind is MappingStartEvent:
            self._fill_mapping(node, tree)
        elif kind is SequenceStartEvent:
            self._fill_list(node, tree)
        else:
            self._leaf(event)
        node.end = self._end
        return node

    def _leaf(self, event: Any) -> None:
        self._end = event.end_mark.index
        kind: type = event.__class__
        if kind is AliasEvent:
            return
        if event.anchor is not None:
            self._names[event.anchor] = event.value
        if event.style in _BLOCK_STYLES:
            start = event.start_mark.index
            self._end = start + len(self._text[start : self._end].rstrip())

    def _fill_mapping(self, node: _YamlNode, tree: PathTree) -> None:
        while (event := self._next()).__class__ is not MappingEndEvent:
            kind: type = event.__class__
            key = self._names[event.anchor] if kind is AliasEvent else event.value
            if kind is ScalarEvent and event.anchor is not None:
                self._node(event, _EVERYTHING)
            value = self._next()
            if kind is ScalarEvent and key == _MERGE_KEY and event.implicit[0]:
                source = self._node(value, _EVERYTHING)
                node.merged += source.target.items.values() or [source]
            elif below := _below(tree, key):
                stretch = (event.start_mark.index, event.end_mark.index)
                node.members[key] = (stretch, self._node(value, below))
            else:
                self._skip(value)
        self._close(event)

    def _fill_list(self, node: _YamlNode, tree: PathTree) -> None:
        number = 0
        while (event := self._next()).__class__ is not SequenceEndEvent:
            if below := _below(tree, number):
                node.items[number] = self._node(event, below)
            else:
                self._skip(event)
            number += 1
        self._close(event)

    def _skip(self, event: Any) -> None:
        depth = 0
        while True:
            kind = event.__class__
            if kind in _ENDS:
                self._close(event)
                depth -= 1
            elif kind is not AliasEvent and event.anchor is not None:
                self._node(event, _EVERYTHING)
            elif kind in _STARTS:
                depth += 1
            else:
                self._leaf(event)
            if not depth:
                return
            event = self._next()

    def _close(self, event: Any) -> None:
        """The end of a collection is its bracket if it has one, else the end of its last value."""
        if event.end_mark.index > event.start_mark.index:
            self._end = event.end_mark.index


def _below(tree: PathTree, step: Step) -> PathTree | None:
    return _EVERYTHING if tree is _EVERYTHING else tree.below.get(step)
