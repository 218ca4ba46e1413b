"""Texts that cannot be parsed: which of them were meant to be documents."""

from __future__ import annotations

import pytest

from comet_lint.source.source_file import read_whole

BROKEN = [
    ("p.json", '{"Description": "x", "Policy": {"PreventOpenWebUI": true,}}'),
    ("o.json", '{"o1": {"Name": "x", "Hosts": ["a"], "IsSuspended": false, "RemoteStorage": [],}}'),
    ("u.json", '{"Username": "alice", "Destinations": {}, "LanguageCode": "en_US"'),
    ("s.cfg", '{"ListenAddresses": [{"ListenAddress": ":443",}]}'),
    ("s.yaml", 'ListenAddresses:\n  - ListenAddress: ":8060"\n AdminUsers: [\n'),
    ("u.yaml", "alice:\n  Username: alice\n  LocalTimezone: Europe/Berlin\n  Sources: {\n"),
    ("u.jsonl", '{"Username": "alice", "Sources": {}, "Devices": {}, "PolicyID": "" \n'),
]


@pytest.mark.parametrize(("name", "text"), BROKEN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_documents_with_a_mistake(name: str, text: str, encoding: str) -> None:
    file = read_whole(text.encode(encoding), name, None)
    assert file.parsed.roots == ()
    assert file.looks_like_comet


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", '{"name": "demo", "version": "1.0.0",}'),
        ("values.yaml", "Name: {{ .Release.Name }}\nHosts: {{ .Values.hosts }}\nDescription: {{ x }}\n"),
        ("i18n.json", '{"Username": "Benutzer", "Description": "Beschreibung", "Name": "Name",}'),
        ("notes.yaml", "text: PasswordHash and AdminUsers are fields\n\t- x: [\n"),
        ("people.json", '[{"Username": "alice", "Email": "a@example.com",}]'),
        ("empty.json", ""),
    ],
)
def test_other_files_with_a_mistake(name: str, text: str) -> None:
    file = read_whole(text.encode(), name, None)
    assert file.parsed.roots == ()
    assert not file.looks_like_comet


def test_a_long_text_of_blanks_takes_no_time() -> None:
    text = '{"Name"' + " " * 1_000_000 + '"Username"' + "\n" * 1_000_000
    assert not read_whole(text.encode(), "a.json", None).looks_like_comet
