"""Suppressions are found through an index; what it finds is what trying one after the other finds."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from comet_lint.findings import Confidence, Finding, RealNames, Severity, Span
from comet_lint.suppress.accepted import Accepted
from comet_lint.suppress.suppression import Suppression

ENTITIES = [("user", "alice"), ("user", "bob"), ("vault", "v")]
PATTERNS = [
    "",
    "a.json",
    "/a.json",
    "p/a.json",
    "p",
    "p/",
    "/p/",
    "**/a.json",
    "*.json",
    "!a.json",
    "q/p",
    "p//a.json",
    " a.json",
    "a.json ",
    "#a.json",
    "/",
    "tests",
    "..",
]
PATHS = ["a.json", "p/a.json", "./p/a.json", "q/../a.json", "q/p/a.json", "../a.json", "/p/a.json", "p/b.json", "-"]


def finding(rule: str, path: str, entities: list[tuple[str, str]]) -> Finding:
    span = Span(1, 1, 1, 1)
    return Finding(rule, "n", Severity.ERROR, Confidence.HIGH, "", path, "", "/x", span, "", entities=tuple(entities))


def holds(entry: Suppression, codes: frozenset[str], found: Finding) -> bool:
    absolute, base = os.path.abspath(found.path), os.path.abspath(entry.root)  # noqa: PTH100
    path = os.path.relpath(absolute, base) if absolute.startswith(base + os.sep) else absolute
    return (
        found.rule in codes
        and (not entry.path or GitIgnoreSpec.from_lines([entry.path]).match_file(path))
        and entry.pointer in ("", found.pointer)
        and all(entity in found.entities for entity in entry.entities)
    )


entries = st.tuples(
    st.builds(
        Suppression,
        rules=st.just(("all",)),
        reason=st.text(max_size=3),
        path=st.sampled_from(PATTERNS),
        pointer=st.sampled_from(["", "", "/x", "/y"]),
        entities=st.lists(st.sampled_from(ENTITIES), max_size=2).map(tuple),
        root=st.sampled_from([Path.cwd(), Path.cwd().parent, Path.cwd() / "p"]),
    ),
    st.frozensets(st.sampled_from(["S1", "S2"])),
)
findings = st.builds(
    finding, st.sampled_from(["S1", "S2", "S3"]), st.sampled_from(PATHS), st.lists(st.sampled_from(ENTITIES))
)


@given(st.lists(entries, max_size=8), st.lists(findings, max_size=5))
def test_the_first_that_holds_is_found(known: list[tuple[Suppression, frozenset[str]]], found: list[Finding]) -> None:
    accepted = Accepted(known)
    for each in found:
        expected = next((entry for entry, codes in known if holds(entry, codes, each)), None)
        assert accepted.first(each) is expected


def test_suppressions_know_what_is_masked_in_reports() -> None:
    shown = finding("S603", "a.json", [("vault", "***")])._replace(pointer="/Destinations/***1")
    masked = shown._replace(real=RealNames("/Destinations/secret-1", (("vault", "secret-1"),)))
    for entry in (
        Suppression((), "", pointer="/Destinations/secret-1"),
        Suppression((), "", pointer="/Destinations/sec*"),
        Suppression((), "", entities=(("vault", "secret-1"),)),
    ):
        accepted = Accepted([(entry, frozenset({"S603"}))])
        assert accepted.first(masked) is entry
        assert accepted.first(shown) is None
