"""What is kept in the cache about a choice of rules: a clean file needs no rule, and nothing changes what is found."""

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

from benchmarks.fleet import clean_profile
from benchmarks.policies import policies
from comet_lint.comet.node import Node
from comet_lint.lint.results import FileResult
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from tests.linting import make_linter
from tests.mutations import changed

SAMPLES = sorted((Path(__file__).parent.parent / "data" / "samples").glob("*.json"))
CONTEXT = Context(now=1_751_241_600)
CHOSEN = make_linter(RuleChoice(), CONTEXT, Path.cwd())
GIVEN = make_linter(RuleChoice().chosen(), CONTEXT, Path.cwd())
CLEAN = clean_profile(3)
USERS = {name: {**clean_profile(number), "Username": name} for number, name in enumerate(("alice", "bob"))}


def text(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def linted(data: bytes, name: str = "document.json") -> FileResult:
    """What is found, whether the plan comes from the cache or was made for the rules given."""
    result = CHOSEN.check(name, data)
    assert result == GIVEN.check(name, data)
    return result


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    linted(path.read_bytes())


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
def test_clean_documents(document: Any) -> None:
    assert linted(text(document)).findings == ()


@pytest.mark.parametrize("document", [CLEAN, USERS, policies()], ids=["profile", "users", "policies"])
@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_documents(document: Any, data: st.DataObject) -> None:
    linted(text(data.draw(changed(document))))


@given(changed(CLEAN))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_documents_in_yaml(document: Any) -> None:
    linted(yaml.safe_dump(document, sort_keys=False).encode(), "document.yaml")


def test_scalars_that_yaml_readers_take_for_something_else() -> None:
    text = yaml.safe_dump({**CLEAN, "AccountName": "A"}).replace("AccountName: A\n", "AccountName: off\n")
    assert [finding.rule for finding in linted(text.encode(), "document.yaml").findings] == ["T015"]


@pytest.mark.parametrize("number", ["0.0", "0.", "-0.0", "0.0e+0", "!!float 0"])
def test_whole_numbers_that_yaml_has_with_a_point_are_no_integers(number: str) -> None:
    text = yaml.safe_dump(CLEAN).replace("MaximumDevices: 0", f"MaximumDevices: {number}")
    assert [finding.rule for finding in linted(text.encode(), "document.yaml").findings] == ["T011"]


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
def test_texts_with_something_unusual(data: bytes) -> None:
    linted(data)


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
    ours = ("comet.model", "comet.node", "lint.drafts", "lint.judging", "lint.structure", "rules.rule", "workspace")
    needless |= {f"comet_lint.{name}" for name in ours}
    assert loaded & needless == set()


@pytest.mark.parametrize("document", [CLEAN, {**CLEAN, "LocalTimezone": "Mars/Base"}], ids=["clean", "dirty"])
def test_a_document_is_let_go_without_the_garbage_collector(document: Any) -> None:
    gc.collect()
    gc.disable()
    try:
        linted(text(document))
        assert [each for each in gc.get_objects() if isinstance(each, Node)] == []
    finally:
        gc.enable()


def test_the_release_that_documents_are_for_counts() -> None:
    newer = text({**CLEAN, "GroupID": ""})
    assert linted(newer).findings == ()
    older = make_linter(RuleChoice(), Context(comet_version=(24, 9, 6)))
    assert [finding.rule for finding in older.check("a.json", newer).findings] == ["T017"]


def test_a_clean_file_needs_neither_rules_nor_model() -> None:
    # The first one fills the cache.
    make_linter(RuleChoice(), CONTEXT, alone=True).check("clean.json", text(CLEAN))
    again = make_linter(RuleChoice(), CONTEXT, alone=True)
    again.check("clean.json", text(CLEAN))
    assert not {"rules", "model", "structure"} & set(vars(again))
    again.check("dirty.json", text({**CLEAN, "MaximumDevices": "0"}))
    assert {"rules", "model", "structure"} <= set(vars(again))
