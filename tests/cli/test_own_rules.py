"""A user's own rules: used like any other, judged first, tested by their examples, known to every command."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.running import CLEAN, check, profile, run, write

GUIDE = Path(__file__).parent.parent.parent / "docs" / "writing-rules.md"
CONFIG = ".comet-lint.yaml"
FOOTER = "Why a rule matters and what to do: "


def own_rule(folder: str = "own", **changes: str) -> None:
    """Write the example of the guide with some of its lines changed, and a configuration that names its folder."""
    found = re.search(r"```yaml\n(code: .*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    text = found[1]
    for key, value in {"code": "ACME1", "name": "our-ftp", **changes}.items():
        text = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text)
    write(f"{folder}/our-ftp.yaml", text)
    write(CONFIG, f"extend-rules: [{folder}]\n")


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMET_LINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_they_run_like_any_other() -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule()
    for name in ("ACME1", "our-ftp"):
        assert check(f"--select={name}", "bob.json") == (1, [("ACME1", "bob.json#/Destinations/id-nas/FTPSMode")])
    assert "ACME1" in {rule for rule, _ in check("bob.json")[1]}
    assert "ACME1" not in {rule for rule, _ in check("--ignore=our-ftp", "bob.json")[1]}
    text = run("check", "--select=ACME1", "bob.json").stdout
    assert 'Vault "nas" of user bob sends its password in clear text' in " ".join(text.split())


def test_a_folder_can_be_named_on_the_command_line() -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule()
    Path(CONFIG).unlink()
    found = [("ACME1", "bob.json#/Destinations/id-nas/FTPSMode")]
    assert check("--rules=own", "--select=ACME1", "bob.json") == (1, found)


def test_a_file_that_two_folders_hold_is_one_rule() -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule("own/deeper")
    found = [("ACME1", "bob.json#/Destinations/id-nas/FTPSMode")]
    assert check("--rules=own", "--select=ACME1", "bob.json") == (1, found)


def test_references_within_a_condition_mean_what_they_lead_to() -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule()
    condition = "{const: FTPS_MODE_PLAINTEXT}"
    edit("own/our-ftp.yaml", condition, "{$ref: '#/$defs/plain'}\n  $defs: {plain: " + condition + "}")
    assert check("--select=ACME1", "bob.json") == (1, [("ACME1", "bob.json#/Destinations/id-nas/FTPSMode")])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "S603"}, ":1:1: codes that begin with S are comet-lint's own; begin with another letter."),
        (
            {"name": "ftp-plaintext"},
            ": there is already a rule S603 ftp-plaintext; take another code and name.",
        ),
        ({"severity": "fatal"}, ":3:1: must be one of error, warning, info."),
        ({"at": "FTPSMod"}, ":10:1: FTPDestinationLocation has no field FTPSMod. Did you mean FTPSMode, FTPPassword?"),
        ({"code": "[1"}, ":2:5: A comma or ] was expected here."),
    ],
)
def test_one_that_is_wrong_is_a_usage_error(changes: dict[str, str], said: str) -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule(**changes)
    for command in (["check", "bob.json"], ["rules"], ["explain", "ACME7"]):
        result = run(*command)
        assert result.exit_code == 2
        assert f"our-ftp.yaml{said}" in result.stderr


def test_a_broken_one_does_not_keep_others_from_being_explained() -> None:
    own_rule(severity="fatal")
    assert "## S603 ftp-plaintext" in run("explain", "S603").stdout


@contextmanager
def counting_server() -> Iterator[tuple[str, list[str]]]:
    """A web server with a JSON Schema at every address, and the addresses asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$schema", "$id"])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_condition_reads_nothing_from_elsewhere(keyword: str, scheme: str) -> None:
    write("bob.json", profile("bob", "nas"))
    write("schema.json", {})
    with counting_server() as (address, asked):
        own_rule()
        place = f"{address}/schema.json" if scheme == "http" else Path("schema.json").absolute().as_uri()
        edit("own/our-ftp.yaml", "{const: FTPS_MODE_PLAINTEXT}", f"{{{keyword}: '{place}'}}")
        result = run("check", "bob.json")
    assert result.exit_code == 2
    said = {"$ref": f"{place!r} is outside this condition: a reference begins with '#/'."}
    assert f"our-ftp.yaml:9:16: {said.get(keyword, f'there is no keyword {keyword!r}')}" in result.stderr
    assert asked == []


def test_examples_run_before_a_check_and_name_the_one_that_fails() -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule()
    edit("own/our-ftp.yaml", "findings: [/FTPSMode]", "findings: [/FTPServer]")
    result = run("check", "bob.json")
    assert result.exit_code == 2
    assert (
        "our-ftp.yaml:20:7: ACME1 our-ftp, bad example 1: nothing is found at /FTPServer, and there is a finding at "
        "/FTPSMode that is not expected." in result.stderr
    )


def test_examples_run_again_only_when_a_file_changed(cache: Path) -> None:
    write("alice.json", CLEAN)
    own_rule()
    assert check("alice.json")[0] == 0
    (passed,) = cache.glob("own-examples-*.json")
    first = passed.stat().st_mtime_ns
    os.utime("own/our-ftp.yaml")
    assert check("alice.json")[0] == 0
    assert [(file.name, file.stat().st_mtime_ns) for file in cache.glob("own-examples-*.json")] == [
        (passed.name, first)
    ]
    # As long as before, and with the time of before.
    status = Path("own/our-ftp.yaml").stat()
    edit("own/our-ftp.yaml", "FTPSMode: 2}", "FTPSMode: 0}")
    os.utime("own/our-ftp.yaml", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert check("alice.json")[0] == 2


def test_unchanged_ones_need_no_yaml_and_no_jsonschema(cache: Path) -> None:
    own_rule()
    program = """
import sys
from comet_lint.cli.settings_options import run_config
names = ["preset", "select", "extend_select", "ignore", "exclude", "rule_folders", "api_admins", "known_hosts"]
options = dict.fromkeys(["config", "kind_name", "comet_version", "now"]) | dict.fromkeys(names, ())
options |= dict.fromkeys(["no_config", "hosted", "behind_proxy", "force_exclude", "skip_unknown"], False)
options["paths"] = ()
config = run_config(options)
print([rule.code for rule in config.settings.choice.chosen() if rule.origin])
print(sorted(sys.modules), file=sys.stderr)
"""
    for _ in range(2):  # The first run fills the cache.
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == "['ACME1']\n"
    loaded = set(ast.literal_eval(done.stderr))
    needless = {"yaml", "jsonschema", "jsonschema_rs", "comet_lint.lint.engine", "comet_lint.rules.validate"}
    assert loaded & needless == set()


def test_rules_test_says_what_is_well() -> None:
    own_rule()
    said = "own/our-ftp.yaml: ACME1 our-ftp: all 3 examples pass.\n1 rule file, 3 examples: all is well.\n"
    result = run("rules", "test", "own")
    assert (result.exit_code, result.stdout) == (0, said)
    assert run("rules", "test", "--quiet", "own").stdout == ""
    # Without a folder, those of the configuration.
    assert run("rules", "test").stdout == said.replace("own/our", str(Path("own/our").absolute()))
    assert run("rules", "test", "--no-config", "--rules=own").stdout == said


def test_rules_test_says_which_examples_fail() -> None:
    own_rule()
    edit("own/our-ftp.yaml", "findings: [/FTPSMode]", 'findings: [/FTPSMode, ""]')
    edit("own/our-ftp.yaml", "FTPSMode: 2}", "FTPSMode: 0}")
    result = run("rules", "test", "own")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "own/our-ftp.yaml:20:7: ACME1 our-ftp, bad example 1: nothing is found at the document itself.",
        "own/our-ftp.yaml:24:7: ACME1 our-ftp, good example 1 (explicit FTPS): there is a finding at /FTPSMode that is "
        "not expected.",
        "1 rule file, 3 examples: 2 of 3 examples fail.",
    ]


def test_rules_test_compares_severities() -> None:
    own_rule()
    edit("own/our-ftp.yaml", "findings: [/FTPSMode]", "findings: [/FTPSMode]\n      severity: info")
    result = run("rules", "test", "--quiet", "own")
    assert result.exit_code == 1
    assert result.stdout == (
        "own/our-ftp.yaml:20:7: ACME1 our-ftp, bad example 1: the severity is warning, not info.\n"
    )


def test_rules_test_says_all_that_is_wrong_with_every_file() -> None:
    own_rule(severity="fatal", at="FTPSMod", confidence="sure")
    write("own/another.yaml", Path("own/our-ftp.yaml").read_text(encoding="utf-8").replace("fatal", "info"))
    edit("own/another.yaml", "confidence: sure", "confidence: high")
    write("own/broken.yaml", "code: [1\n")
    result = run("rules", "test", "own")
    assert result.exit_code == 2
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "own/another.yaml:10:1: FTPDestinationLocation has no field FTPSMod. Did you mean FTPSMode, FTPPassword?"
    )
    assert lines[1].startswith("own/broken.yaml:2:1: ")
    assert lines[2:] == [
        "own/our-ftp.yaml:3:1: must be one of error, warning, info.",
        "own/our-ftp.yaml:4:1: must be one of high, medium, low.",
        "3 rule files, 0 examples: 3 rule files cannot be used.",
    ]


def test_rules_test_wants_rules() -> None:
    result = run("rules", "test")
    assert result.exit_code == 2
    assert "There are no rules of your own: name a folder, or set extend-rules" in result.stderr
    Path("empty").mkdir()
    result = run("rules", "test", "empty")
    assert result.exit_code == 2
    assert "empty: there is no rule file in this folder." in result.stderr


def test_rules_test_takes_a_rule_about_several_documents() -> None:
    own_rule()
    write(
        "own/alike.yaml",
        """\
code: ACME2
name: our-alike
severity: info
confidence: low
applies-to: workspace
check: workspace.users.names_alike
message: "The name is like {other}."
why: People mix them up.
fix: Rename one of them.
examples:
  bad:
    - documents: {a.json: {Username: bob}, b.json: {Username: Bob}}
      findings: ["a.json#/Username"]
  good:
    - documents: {a.json: {Username: bob}, b.json: {Username: alice}}
""",
    )
    result = run("rules", "test", "--quiet", "own")
    assert result.exit_code == 1
    assert result.stdout == (
        "own/alike.yaml:12:7: ACME2 our-alike, bad example 1: nothing is found at a.json#/Username, and there is a "
        "finding at b.json#/Username that is not expected.\n"
    )


def test_they_are_listed_and_explained() -> None:
    own_rule()
    assert run("rules", "--family=a").stdout == (
        "ACME1  our-ftp  warning  high    default, security, all\n"
        "1 rule. `comet-lint explain CODE` says more about one.\n"
    )
    listed = json.loads(run("rules", "--family=A", "--format=json").stdout)
    assert [(rule["code"], rule["file"]) for rule in listed] == [("ACME1", str(Path("own/our-ftp.yaml").absolute()))]
    assert run("explain", "our-ftp").stdout.startswith("## ACME1 our-ftp\n")
    Path(CONFIG).unlink()
    assert run("explain", "our-ftp").exit_code == 2
    assert run("explain", "--rules=own", "our-ftp").stdout.startswith("## ACME1 our-ftp\n")


def test_a_family_that_does_not_exist() -> None:
    result = run("rules", "--family=securty")
    assert result.exit_code == 2
    assert "There is no family 'securty'. Did you mean security?" in result.stderr


def footer(*arguments: str) -> str:
    (line,) = [line for line in run("check", *arguments).stdout.splitlines() if line.startswith(FOOTER)]
    return line.removeprefix(FOOTER)


def test_the_footer_names_a_command_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule()
    here = Path.cwd().resolve()
    assert footer("--select=ACME1", "bob.json") == "`comet-lint explain ACME1`."
    assert footer("--select=S603", "--rules=own", "bob.json") == "`comet-lint explain S603`."
    assert footer("--no-config", "--rules=own", "--select=ACME1", "bob.json") == (
        "`comet-lint explain --rules own ACME1`."
    )
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    (Path.cwd() / CONFIG).write_text("preset: default\n", encoding="utf-8")
    for command in (["../bob.json"], [f"--config={here / CONFIG}", "../bob.json"]):
        assert footer("--select=ACME1", *command) == f"`comet-lint explain --config {here / CONFIG} ACME1`."


def test_sarif_names_the_command_too() -> None:
    write("bob.json", profile("bob", "nas"))
    own_rule()
    log = json.loads(run("check", "--no-config", "--rules=own", "--select=ACME1", "--format=sarif", "bob.json").stdout)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"].endswith("`comet-lint explain --rules own ACME1` shows examples.")
