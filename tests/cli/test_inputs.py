"""What is read: files, folders, standard input, encodings, documents and their wrappers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.running import CLEAN, check, profile, run, write

S603 = "--select=S603"


def test_a_folder_is_walked_in_order() -> None:
    for name in ("b/two.yaml", "a/one.json", "c.cfg", "d.yml"):
        content = profile("bob", "nas")
        write(name, content if name.endswith(("json", "cfg")) else yaml.safe_dump(content))
    place = "#/Destinations/id-nas/FTPSMode"
    assert check(S603)[1] == [("S603", f"{name}{place}") for name in ("a/one.json", "b/two.yaml", "c.cfg", "d.yml")]


def test_hidden_and_ignored_files_are_left_out() -> None:
    for name in (".hidden.json", ".folder/x.json", "ignored.json", "old/x.json", "old/kept.json", "sub/no.json"):
        write(name, profile("bob", "nas"))
    write("notes.txt", json.dumps(profile("bob", "nas")))
    Path(".git").mkdir()
    write(".gitignore", "ignored.json\nold/*\n!old/kept.json\n")
    write("sub/.gitignore", "no.json\n")
    assert check(S603, ".")[1] == [("S603", "old/kept.json#/Destinations/id-nas/FTPSMode")]


def test_ignore_files_above_a_folder_count() -> None:
    Path(".git").mkdir()
    write(".gitignore", "/deep/down/secret.json\n")
    write("deep/down/secret.json", profile("bob", "nas"))
    write("deep/down/alice.json", CLEAN)
    assert check(S603, "deep/down") == (0, [])


def test_an_ignored_file_that_is_named_is_checked() -> None:
    Path(".git").mkdir()
    write(".gitignore", "bob.json\n")
    write("bob.json", profile("bob", "nas"))
    assert check(S603, "bob.json")[0] == 1


def test_other_files_in_folders_are_passed_over_and_counted_with_verbose() -> None:
    write("alice.json", CLEAN)
    write("package.json", {"name": "x"})
    write("values.yaml", "a: 1\n")
    assert "Passed over" not in run("check", ".").stdout
    result = run("check", "-v", ".")
    assert result.exit_code == 0
    assert "Passed over 2 files" in result.stdout


def test_a_named_file_that_is_no_comet_document_is_reported() -> None:
    write("package.json", {"name": "x"})
    assert check("package.json") == (1, [("T003", "package.json#")])


def test_each_file_is_checked_once() -> None:
    write("a/bob.json", profile("bob", "nas"))
    assert len(check(S603, "a", "a/bob.json", "./a/../a", ".")[1]) == 1


def test_excluded_files() -> None:
    write("old/bob.json", profile("bob", "nas"))
    write("bob.json", profile("bob", "nas"))
    assert check(S603, "--exclude=old/", ".")[1] == [("S603", "bob.json#/Destinations/id-nas/FTPSMode")]
    assert len(check(S603, "--exclude=old/", "old/bob.json")[1]) == 1
    assert check(S603, "--exclude=old/", "--force-exclude", "old/bob.json")[0] == 3


@pytest.mark.parametrize("dump", [json.dumps, yaml.safe_dump])
def test_standard_input(dump: object) -> None:
    text = json.dumps(profile("bob", "nas")) if dump is json.dumps else yaml.safe_dump(profile("bob", "nas"))
    code, found = check(S603, "-", standard_input=text)
    assert code == 1
    assert [place.split("#")[1] for _, place in found] == ["/Destinations/id-nas/FTPSMode"]


def test_empty_standard_input_is_an_error() -> None:
    code, found = check("-", standard_input=b"")
    assert code == 1
    assert [rule for rule, _ in found] == ["T001"]


@pytest.mark.parametrize("content", ["", " \n", "\ufeff"])
@pytest.mark.parametrize("name", ["empty.json", "empty.yaml"])
def test_an_empty_file_is_an_error(name: str, content: str) -> None:
    write(name, content)
    assert check("--select=T001,T003", name)[0] == 1


def test_a_forced_type() -> None:
    write("admin.json", {"Username": 5})
    assert check("--type=AllowedAdminUser", "--select=T008", "admin.json") == (1, [("T008", "admin.json#/Username")])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["bob.json", "bob.yaml"])
def test_other_encodings_are_read(encoding: str, name: str) -> None:
    content = profile("bob", "näs 🎉")
    text = (
        json.dumps(content, ensure_ascii=False)
        if name.endswith("json")
        else yaml.safe_dump(content, allow_unicode=True)
    )
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    Path(name).write_bytes((mark + text).encode(encoding))
    assert check(S603, name)[1] == [("S603", f"{name}#/Destinations/id-näs 🎉/FTPSMode")]


def test_a_yaml_file_with_several_documents() -> None:
    text = yaml.safe_dump_all([profile("bob", "nas"), CLEAN, profile("carol", "usb")])
    write("all.yaml", text)
    assert check(S603, "all.yaml")[1] == [
        ("S603", "all.yaml#/0/Destinations/id-nas/FTPSMode"),
        ("S603", "all.yaml#/2/Destinations/id-usb/FTPSMode"),
    ]


@pytest.mark.parametrize(
    ("wrap", "pointer"),
    [
        (lambda each: {"Status": 200, "Message": "", "ProfileHash": "x", "Profile": each}, "/Profile"),
        (lambda each: {"bob": each, "alice": CLEAN}, "/bob"),
    ],
)
def test_pointers_lead_through_the_wrappers_of_the_api(wrap: object, pointer: str) -> None:
    assert callable(wrap)
    write("answer.json", wrap(profile("bob", "nas")))
    assert check(S603, "answer.json")[1] == [("S603", f"answer.json#{pointer}/Destinations/id-nas/FTPSMode")]


def test_places_are_exact_in_json_and_yaml() -> None:
    write("bob.json", '{\r\n\t"Username": "🎉",\t"LocalTimezone": "", "Emails": 5}')
    write("bob.yaml", "Username: alice\nLocalTimezone: ''\nEmails:   5\n")
    found = json.loads(run("check", "--format=json", "--select=T008", "bob.json", "bob.yaml").stdout)["findings"]
    assert [(each["line"], each["column"], each["end_line"], each["end_column"]) for each in found] == [
        (2, 40, 2, 48),
        (3, 1, 3, 7),
    ]


def test_paths_outside_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/bob.json", profile("bob", "nas"))
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    place = f"{(tmp_path / 'docs' / 'bob.json').as_posix()}#/Destinations/id-nas/FTPSMode"
    assert check(S603, "../docs")[1] == [("S603", place)]


def test_a_failed_export_beside_documents_is_reported_without_verbose() -> None:
    write("users/alice.json", CLEAN)
    write("users/bob.json", "")
    write("users/notes.yaml", "")
    write("other/empty.json", " \n")
    assert check("--select=T001", ".") == (1, [("T001", "users/bob.json#")])


def test_a_broken_document_in_a_folder_is_reported_whatever_its_encoding() -> None:
    write("alice.json", CLEAN)
    Path("o.json").write_bytes('{"o1": {"Name": "x", "Hosts": ["a"], "RemoteStorage": [],}}'.encode("utf-16"))
    write("package.json", '{"name": "demo",}')
    assert check("--select=T001", ".") == (1, [("T001", "o.json#")])


@pytest.mark.parametrize("content", ["{}", "[]", "null"])
def test_an_empty_export_is_checked_when_it_is_named_and_passed_over_in_a_folder(content: str) -> None:
    write("organizations.json", content)
    assert check("organizations.json") == (0, [])
    assert check(".") == (3, [])
    write("alice.json", CLEAN)
    assert check(".") == (0, [])


def test_json_lines_in_a_folder_and_together_with_others() -> None:
    lines = "\n".join(json.dumps(profile(user, "nas")) for user in ("alice", "bob"))
    write("users.jsonl", lines)
    write("more.ndjson", json.dumps(profile("carol", "nas")))
    assert check(S603, ".")[1] == [
        ("S603", "more.ndjson#/Destinations/id-nas/FTPSMode"),
        ("S603", "users.jsonl#/0/Destinations/id-nas/FTPSMode"),
        ("S603", "users.jsonl#/1/Destinations/id-nas/FTPSMode"),
    ]
