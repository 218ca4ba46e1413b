"""The first look never changes what is found: it only tells sooner that there is nothing."""

from __future__ import annotations

import ast
import gc
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fleet import clean_profile, policies
from comet_lint.comet.node import Node
from comet_lint.lint.first_look import FirstLook, RunSetup
from comet_lint.lint.gate import Gates
from comet_lint.lint.linter import make_linter
from comet_lint.lint.results import FileResult
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.source.kinds import recognise, units_of
from comet_lint.source.reading import parse
from comet_lint.workspace import fact_collector
from tests.mutations import changed

SAMPLES = sorted((Path(__file__).parent.parent / "data" / "samples").glob("*.json"))
CONTEXT = Context(now=1_751_241_600)
MANY = 1000


def looks(choice: RuleChoice) -> tuple[FirstLook, FirstLook]:
    """The first look of a run with a few files, and that of one with many."""
    return tuple(FirstLook(RunSetup(choice, CONTEXT, Path.cwd(), files, fact_collector)) for files in (2, MANY))  # type: ignore[return-value]


DEFAULT = RuleChoice()
FEW_FILES, MANY_FILES = looks(DEFAULT)
LINTER = make_linter(DEFAULT.chosen(), CONTEXT, Path.cwd(), make_collector=fact_collector)
CLEAN = clean_profile(3)
USERS = {name: {**clean_profile(number), "Username": name} for number, name in enumerate(("alice", "bob"))}


def text(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def looked_at(data: bytes, name: str = "document.json") -> FileResult:
    """What a first look says, which is what the linter says, however many files there are."""
    expected = LINTER.check(name, data)
    assert FEW_FILES.check(name, data) == expected
    assert MANY_FILES.check(name, data) == expected
    return expected


def is_cleared(document: Any, choice: RuleChoice = DEFAULT, context: Context = CONTEXT) -> bool:
    kind = recognise(document)
    assert kind is not None
    gate = Gates(choice, context).of(kind.shape)
    return gate is not None and not gate.leaves_rules and gate.is_clean(document, list(units_of(document, kind.shape)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    looked_at(path.read_bytes())


@pytest.mark.parametrize(
    "document",
    [
        CLEAN,
        USERS,
        {"Status": 200, "Message": "OK", "ProfileHash": "0", "Profile": CLEAN},
        policies(),
    ],
    ids=["profile", "users", "profile and hash", "policies"],
)
def test_what_is_clean_is_cleared(document: Any) -> None:
    assert is_cleared(document)
    assert looked_at(text(document)).findings == ()


@pytest.mark.parametrize(
    "choice", [RuleChoice(ignore=("V070",)), RuleChoice(select=("T", "D", "R")), RuleChoice(extend_select=("R017",))]
)
def test_rules_left_out_do_not_close_a_gate(choice: RuleChoice) -> None:
    assert is_cleared(CLEAN, choice)


def test_a_server_configuration_is_never_cleared() -> None:
    assert not is_cleared({"AdminUsers": [], "ListenAddresses": []})


def test_the_release_counts() -> None:
    newer = {**CLEAN, "GroupID": ""}
    assert is_cleared(newer)
    assert not is_cleared(newer, context=Context(comet_version=(24, 9, 6)))


def test_a_user_under_another_name() -> None:
    assert not is_cleared({"carol": USERS["alice"], "bob": USERS["bob"]})


@pytest.mark.parametrize("preset", ["security", "all"])
@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_gates_that_leave_rules(preset: str, data: st.DataObject) -> None:
    choice = RuleChoice(preset)
    few, many = looks(choice)
    linter = make_linter(choice.chosen(), CONTEXT, Path.cwd(), make_collector=fact_collector)
    assert not is_cleared(CLEAN, choice)
    for document in (CLEAN, {**CLEAN, "PasswordHash": "example-hash"}, data.draw(changed(CLEAN))):
        for content in (document, {"user00003": document}):
            expected = linter.check("document.json", text(content))
            assert few.check("document.json", text(content)) == many.check("document.json", text(content)) == expected
    found = few.check("document.json", text({**CLEAN, "PasswordHash": "example-hash"})).findings
    assert [finding.rule for finding in found] == ["S701"]


@pytest.mark.parametrize("document", [CLEAN, USERS, policies()], ids=["profile", "users", "policies"])
@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_documents(document: Any, data: st.DataObject) -> None:
    looked_at(text(data.draw(changed(document))))


@given(changed(CLEAN))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_documents_in_yaml(document: Any) -> None:
    looked_at(yaml.safe_dump(document, sort_keys=False).encode(), "document.yaml")


def test_scalars_that_yaml_readers_take_for_something_else() -> None:
    text = yaml.safe_dump({**CLEAN, "AccountName": "A"}).replace("AccountName: A\n", "AccountName: off\n")
    assert [finding.rule for finding in looked_at(text.encode(), "document.yaml").findings] == ["T015"]


@pytest.mark.parametrize("number", ["0.0", "0.", "-0.0", "0.0e+0", "!!float 0"])
def test_whole_numbers_that_yaml_has_with_a_point_are_no_integers(number: str) -> None:
    text = yaml.safe_dump(CLEAN).replace("MaximumDevices: 0", f"MaximumDevices: {number}")
    assert [finding.rule for finding in looked_at(text.encode(), "document.yaml").findings] == ["T011"]


@pytest.mark.parametrize(
    "data",
    [
        text(CLEAN).replace(b'"Username"', b'"AccountName": "", "Username"'),
        b"\xef\xbb\xbf" + text(CLEAN),
        text(CLEAN).decode().encode("utf-16"),
        text(CLEAN)[:-1],
        text(CLEAN).replace(b'"MaximumDevices": 0', b'"MaximumDevices": 0.0'),
        text(CLEAN).replace(b"user00003", b"user\\u003a003"),
        b'{"Username": "a", "Sources": ' + b"[" * 300 + b"]" * 300 + b"}",
        b"[]",
        b"null",
        b"",
    ],
    ids=[
        "a key twice",
        "byte order mark",
        "UTF-16",
        "cut off",
        "fraction",
        "escaped colon",
        "deep",
        "list",
        "null",
        "empty",
    ],
)
def test_texts_that_need_a_closer_look(data: bytes) -> None:
    looked_at(data)


def test_a_clean_file_needs_no_linter() -> None:
    first_look = FirstLook(RunSetup(DEFAULT, CONTEXT, Path.cwd(), 2, fact_collector))
    first_look.check("clean.json", text(CLEAN))
    assert "linter" not in vars(first_look)
    first_look.check("dirty.json", text({**CLEAN, "MaximumDevices": "0"}))
    assert "linter" in vars(first_look)


def test_a_clean_file_loads_nothing_that_only_others_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent.parent))
    monkeypatch.setenv("COMET_LINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("clean.json").write_bytes(text(CLEAN))
    program = """
import sys
from comet_lint.cli.main import cli
sys.argv[1:] = ["check", "--no-config", "clean.json"]
try:
    cli()
finally:
    print(sorted(sys.modules), file=sys.stderr)
"""
    for _ in range(2):  # The first run fills the cache.
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ast.literal_eval(done.stderr))
    needless = {"jsonschema", "ruamel", "rich", "jinja2", "re2", "yaml", "msgspec", "json", "multiprocessing"}
    needless |= {f"comet_lint.{name}" for name in ("model", "linter.lint", "engine.engine", "engine.rule", "workspace")}
    assert loaded & needless == set()


@pytest.mark.parametrize("document", [CLEAN, {**CLEAN, "LocalTimezone": "Mars/Base"}], ids=["clean", "dirty"])
def test_a_document_is_let_go_without_the_garbage_collector(document: Any) -> None:
    gc.collect()
    gc.disable()
    try:
        looked_at(text(document))
        assert [each for each in gc.get_objects() if isinstance(each, Node)] == []
    finally:
        gc.enable()


def test_what_was_parsed_once_is_not_parsed_again() -> None:
    """The quick parser's value is the one that the rules see."""
    data = text({**CLEAN, "MaximumDevices": "0"})
    assert parse(data, "a.json", quick=True).roots == parse(data, "a.json").roots
    assert [finding.rule for finding in looked_at(data).findings] == ["T010"]
