"""Reads reports as those who receive them do, and says what is wrong with one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from xml.etree import ElementTree

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_ANYWHERE = re.compile(r"##(?:vso|teamcity)?\[", re.IGNORECASE)
_AT_START = re.compile(r"^\s*::", re.MULTILINE)
_ANNOTATION = re.compile(r"::(?:error|warning|notice) (?:[a-zA-Z]+=[^,:\n]*,?)+::")
_COLUMNS = (4, 6)
_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "col"})


def problems_of(format_name: str, report: str) -> Iterator[str]:
    """What a reader of the format stumbles over, or obeys."""
    report.encode("utf-8")
    if _CONTROL.search(report):
        yield "control character"
    if _ANYWHERE.search(report):
        yield "command to Azure Pipelines, TeamCity or GitHub"
    if format_name != "github" and _AT_START.search(report):
        yield "workflow command"
    read = _READERS.get(format_name)
    if read is not None:
        yield from read(report)


def _json(report: str) -> Iterator[str]:
    read = json.loads(report)
    if not all(isinstance(finding["message"], str) for finding in read["findings"]):
        yield "message is no text"


def _sarif(report: str) -> Iterator[str]:
    for result in json.loads(report)["runs"][0]["results"]:
        if not result["message"]["text"] or not result["locations"]:
            yield "result without text or place"


def _gitlab(report: str) -> Iterator[str]:
    prints = [issue["fingerprint"] for issue in json.loads(report)]
    if len(prints) != len(set(prints)):
        yield "fingerprints are not unique"


def _xml(report: str) -> Iterator[str]:
    names = {element.tag for element in ElementTree.fromstring(report.encode()).iter()}
    known = {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "error",
        "system-out",
        "skipped",
        "properties",
        "property",
    }
    if names - known - {"checkstyle", "file"}:
        yield "foreign element"


def _github(report: str) -> Iterator[str]:
    lines = report.split("\n")
    if lines.pop() or not all(map(_ANNOTATION.match, lines)):
        yield "line that is no annotation"


def _markdown(report: str) -> Iterator[str]:
    for line in report.split("\n"):
        if line.startswith("| ") and len(re.split(r"(?<!\\)\|", line)) not in _COLUMNS:
            yield "row with other columns"
        if re.search(r"<(?!/?(?:code|details|summary)>|!-- -->)", line):
            yield "foreign element"
        if re.search(r"(?<!\\)(?<!\])\]\(", line):
            yield "link"


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.faults += [f"attribute {name}" for name, _ in attrs if name.startswith("on") or name == "src"]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while (
            self.open
            and self.open[-1] != tag
            and self.open[-1] in ("p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "option")
        ):
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"end of {tag}")


def _html(report: str) -> Iterator[str]:
    parser = _Html()
    parser.feed(report)
    yield from parser.faults[:3]
    if parser.scripts != 2:
        yield "foreign script"


_READERS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "json": _json,
    "sarif": _sarif,
    "gitlab": _gitlab,
    "junit": _xml,
    "checkstyle": _xml,
    "github": _github,
    "markdown": _markdown,
    "html": _html,
}
