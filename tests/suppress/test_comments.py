"""Only true YAML comments suppress, and only in files that can be parsed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.suppress.comments import CommentSuppression, comment_suppressions
from tests.cli.running import check, run, write

MARK = "# comet-lint: ignore[S603] why not"
VAULT = """\
Username: bob
LocalTimezone: Europe/Berlin
Sources: null
Destinations:
  nas:
    DestinationType: 1004
    FTPServer: ftp.example.com
    FTPPort: 21
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def covered(text: str | bytes, name: str = "a.yaml") -> list[int]:
    """The lines that suppressions in a text hold for."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return [each.covered_line for each in comment_suppressions(name, name, data)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"a: 1 {MARK}\n", [1]),
        (f"{MARK}\na: 1\n", [2]),
        (f"a:\n  {MARK}\n  b: 1\n", [3]),
        (f"a: 1\n# because {MARK}\nb: 1\n", [3]),
        (f"a: 1 # because {MARK}\n", [1]),
        (f"a: 'x' {MARK}\n", [1]),
        (f"- {MARK}\n  1\n", [1]),
        (f"a: &x {MARK}\n  'y'\n", [1]),
        (f"a: !!str {MARK}\n  'y'\n", [1]),
        (f"a: | {MARK}\n  x\n", [1]),
        (f"a: >- {MARK}\n  x\n", [1]),
        (f"a: |\n  x\n{MARK}\nb: 1\n", [4]),
        (f"a: x\n  y {MARK}\n", [2]),
        (f"a: [1, {MARK}\n  2]\n", [1]),
        (f"---\na: 1\n--- {MARK}\nb: 1\n", [3]),
        (f"\t{MARK}\na: 1\n", [2]),
        (f"\ufeff{MARK}\na: 1\n", [2]),
        (f"a: 1 {MARK} {MARK}\n", [1]),
        # Text inside of values.
        (f"a: |\n  {MARK}\n", []),
        (f"a: |\n  x\n\n  {MARK}\n\nb: 1\n", []),
        (f"a: >\n  x\n   {MARK}\n", []),
        (f"a: |2\n   x\n  {MARK}\nb: 1\n", []),
        (f'a: "{MARK}"\n', []),
        (f'a: "x\n  {MARK}"\n', []),
        (f"a: 'x\n\n  {MARK}\n  '\n", []),
        (f"'{MARK}': 1\n", []),
        (f"? |\n  {MARK}\n: 1\n", []),
        (f"a: x{MARK}\n", []),
        (f"[a, 'x\n {MARK}']\n", []),
        (f"a: 'x\n  # ' {MARK}\n", [2]),
    ],
)
def test_true_comments(text: str, lines: list[int]) -> None:
    assert covered(text) == lines


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_lines_in_every_encoding(line_break: str, encoding: str) -> None:
    text = line_break.join(["ä: 🎉", f"{MARK} 🎉", "b: |", f"  {MARK}", f"c: 1 {MARK}", ""])
    assert covered(text.encode(encoding)) == [3, 5]


def test_parts() -> None:
    text = "a: 1  #comet-lint:ignore[S603, ftp-plaintext ,R]  see: [ticket]  \n"
    assert comment_suppressions("x/a.yaml", "a.yaml", text.encode()) == [
        CommentSuppression("x/a.yaml", 1, 1, ("S603", "ftp-plaintext", "R"), "see: [ticket]")
    ]


def test_json_has_no_comments() -> None:
    assert covered(json.dumps({"a": f"\n {MARK}"}, indent=1), "a.json") == []
    assert covered('{"a": 1} ' + MARK, "a.cfg") == []


@given(st.text(alphabet="ab# \n\r\t'\"\\|>:-\x85\u2028\ufeff"), st.sampled_from(["'", '"', "|", None]))
def test_no_text_of_a_value_is_a_comment(text: str, style: str | None) -> None:
    value = {"Description": text.replace("#", f" {MARK}"), "b": 1}
    assert covered(yaml.safe_dump(value, default_style=style, allow_unicode=True)) == []


def test_a_value_hides_no_finding() -> None:
    write("bob.yaml", VAULT + f"    Description: |\n      x\n      {MARK}\n    FTPSMode: 0\n")
    assert check("--select=S603", "bob.yaml") == (1, [("S603", "bob.yaml#/Destinations/nas/FTPSMode")])


def test_comments_of_standard_input_count() -> None:
    write(".comet-lint.yaml", "select: [S603]\n")
    assert check("-", standard_input=VAULT + f"    FTPSMode: 0 {MARK}\n") == (0, [])


@pytest.mark.parametrize("rules", ["T", "T001", "ALL"])
def test_a_file_that_cannot_be_parsed_is_never_green(rules: str) -> None:
    write("a.yaml", f"Username: bob\nPolicyID: [ # comet-lint: ignore[{rules}] ok\n# comet-lint: ignore[{rules}] ok\n")
    assert check("a.yaml") == (1, [("T001", "a.yaml#")])


@pytest.mark.parametrize(
    ("rule", "content"),
    [("T002", "Status: 403 {}\nMessage: no\n"), ("T003", "colour: red {}\n"), ("T003", "- 5 {}\n")],
)
def test_nor_one_that_is_no_document(rule: str, content: str) -> None:
    mark = f"# comet-lint: ignore[{rule}] ok"
    write("a.yaml", f"{mark}\n{content.format(mark)}---\n{VAULT}")
    code, found = check(f"--select={rule}", "a.yaml")
    assert (code, [name for name, _ in found]) == (1, [rule])


@pytest.mark.parametrize("end", [b"PolicyID: [\n", b"PolicyID: []\n"])
def test_nothing_else_of_it_is_suppressed(end: bytes) -> None:
    is_broken = b"]" not in end
    Path("a.yaml").write_bytes(b"Username: bob\xff # comet-lint: ignore[T020] ok\n" + end)
    assert check("--select=T020", "--fail-on=info", "a.yaml") == ((1, [("T020", "a.yaml#")]) if is_broken else (0, []))


def test_one_mistake_does_not_end_the_run() -> None:
    write("bob.yaml", VAULT + "    FTPSMode: 0 # comet-lint: ignore[nonsense] x\n")
    write("eve.yaml", VAULT + "    FTPSMode: 0\n")
    result = run("check", "--select=S603", "--output=json=found.json", ".")
    assert result.exit_code == 1
    assert "bob.yaml:9: There is no rule or family 'nonsense'." in result.stdout
    assert [each["path"] for each in json.loads(Path("found.json").read_bytes())["findings"]] == [
        "bob.yaml",
        "eve.yaml",
    ]
