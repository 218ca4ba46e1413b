"""A large map of documents, read member by member, gives what it gives when it is parsed as a whole."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fleet import clean_profile, dirty_profile
from comet_lint.findings import Finding
from comet_lint.lint.results import Crash, FileResult, Incomplete
from comet_lint.rules.choice import RuleChoice
from comet_lint.rules.context import Context
from comet_lint.rules.rule_files import shipped_rules
from comet_lint.source.kinds import Kind, kind_named
from comet_lint.source.map_file import open_map
from comet_lint.source.reading import read_text
from tests.across import across_findings
from tests.linting import make_linter
from tests.source.json_texts import values, written

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
NEVER = 1 << 60
LINTER = make_linter(shipped_rules(), Context())
ALONE = make_linter(shipped_rules(), Context(), alone=True)
CHOSEN = make_linter(RuleChoice(), Context())


def is_read_by_members(data: bytes, kind: Kind | None = None) -> bool:
    return open_map(read_text(data, "a.json"), kind) is not None


def both_ways(data: bytes, kind: Kind | None = None, explicit: bool = True, name: str = "a.json") -> FileResult:
    by_members = LINTER.check(name, data, kind, explicit, large=0)
    assert by_members == LINTER.check(name, data, kind, explicit, large=NEVER)
    assert ALONE.check(name, data, kind, explicit, large=0) == ALONE.check(name, data, kind, explicit, large=NEVER)
    assert CHOSEN.check(name, data, kind, explicit, large=0) == CHOSEN.check(name, data, kind, explicit, large=NEVER)
    return by_members


def export(profiles: dict[str, Any], **how: Any) -> bytes:
    return json.dumps(profiles, **how).encode()


def fleet(count: int, make: Callable[[int], dict[str, Any]] = dirty_profile) -> dict[str, Any]:
    profiles = map(make, range(count))
    return {profile["Username"]: profile for profile in profiles}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    both_ways(path.read_bytes())
    both_ways(path.read_bytes(), explicit=False)
    document = json.loads(path.read_bytes())
    both_ways(export({"first": document, "second": document}))


@pytest.mark.parametrize("kind", ["list-users-full", "policies-list-full", "organization-list", "UserProfileConfig"])
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_samples_taken_for_something_else(path: Path, kind: str) -> None:
    both_ways(path.read_bytes(), kind_named(kind))


@pytest.mark.parametrize("indent", [None, 1])
def test_a_fleet(indent: int | None) -> None:
    data = export(fleet(12), indent=indent)
    assert is_read_by_members(data)
    result = both_ways(data)
    assert len(result.documents) == len(result.facts) == 12
    assert len(result.findings) > 60


def test_a_fleet_too_large_for_comfort() -> None:
    data = export({f"u{number}": {"Username": f"u{number}", "Sources": {}} for number in range(2001)})
    assert "T018" in {finding.rule for finding in both_ways(data).findings}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("name", ["a.json", "-"])
def test_encodings(encoding: str, name: str) -> None:
    profiles = fleet(2) | {"ünï😀": {"Username": "ünï😀", "Sources": None, "AccountNmae": "é"}}
    data = json.dumps(profiles, ensure_ascii=False).encode(encoding)
    assert is_read_by_members(data)
    assert both_ways(data, name=name).documents


USER = '{"Username": "x", "Sources": {}, "MaximumDevices": 1.5}'


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        (f'{{"a": {USER}, "a": {USER}}}', True),
        (f'{{"a": {{"Username": "y", "Usernmae": 1, "Usernmae": 2}}, "b": {USER}, "\\u0061": {USER}}}', True),
        (f'{{"a": {USER}, "b": {{"Username": "b", "Sources": {{}}, "Emails": [], "Emails": []}}}}', True),
        (f'{{"a": {{"Username": "", "x": 1, "x": 1}}, "a": {{"Username": "", "x": 1, "x": 2}}, "b": {USER}}}', True),
        (f'{{"a": {USER}, "a": null, "b": {USER}, "a": {{}}}}', True),
        (f'{{"": {USER}, "/~": {USER}, "a\\nb": {USER}, "0": {USER}}}', True),
        (f'{{"a": null, "b": {{}}, "c": {USER}, "d": null}} \n\n', True),
        (f'{{"a": {USER}, "b": {{"Username": 7}}, "c": {{"x": {"[" * 99}{"]" * 99}}}}}', True),
        (f'{{"\\ud800": {USER}, "b": {{"Username": "\\udc00\\ud83d\\ude00", "Sources": {{}}}}}}', True),
        (f'{{"a": {USER}, "b": {{"Username": "b", "Sources": {"9" * 4300}}}}}', True),
        # Whether it is a map, or JSON at all, is not told by its beginning alone.
        (f'{{"a": {USER}, "b": 1}}', False),
        (f'{{"a": {USER}, "b": []}}', False),
        (f'{{"a": {USER}, "b": "text"}}', False),
        (f'{{"a": {USER}, "b": {{"AdminUsers": [], "ListenAddresses": []}}}}', False),
        ('{"a": null, "b": {}}', False),
        ("{}", False),
        ("[]", False),
        ("", False),
        (f'{{"a": {USER}, }}', False),
        (f'{{"a": {USER}', False),
        (f'{{"a": {USER}, "b": {{"x": 01}}}}', False),
        (f'{{"a": {USER}, "b": {{"x": {"[" * 1000}}}}}', False),
        ('{"Username": "a", "Sources": {}}', False),
        ('{"Status": 401, "Message": "no"}', False),
        ('{"Username": "a"}', False),
    ],
)
def test_odd_maps(text: str, is_read: bool) -> None:
    assert is_read_by_members(text.encode()) is is_read
    for explicit in (True, False):
        both_ways(text.encode(), explicit=explicit)
    for kind in ("list-users-full", "organization-list"):
        both_ways(text.encode(), kind_named(kind))


@pytest.mark.parametrize("depth", [196, 197, 198, 199, 200, 201])
def test_as_deep_as_a_whole_file_may_be(depth: int) -> None:
    text = f'{{"a": {USER}, "b": {{"Username": "b", "Sources": {{}}, "x": {"[" * depth}{"]" * depth}}}}}'
    result = both_ways(text.encode())
    assert ("T001" in {finding.rule for finding in result.findings}) is (depth > 199)


def test_more_digits_than_anyone_reads() -> None:
    text = f'{{"a": {USER}, "b": {{"Username": "b", "Sources": {"9" * 4301}}}}}'
    assert [finding.rule for finding in both_ways(text.encode()).findings] == ["T001"]


def test_what_is_beyond_the_members_that_tell_the_kind() -> None:
    users: dict[str, Any] = {f"u{number}": {"Username": f"u{number}", "Sources": {}} for number in range(25)}
    both_ways(export({**users, "policy": {"Policy": {}, "Description": "x"}}))
    both_ways(export({"policy": {"Policy": {}, "Description": "x"}, **users}))
    both_ways(export({**{f"n{number}": {} for number in range(30)}, **users}))


@pytest.mark.parametrize("place", [b'"a": {"Username', b'"x"', b"MaximumDevices"])
def test_invalid_text(place: bytes) -> None:
    data = f'{{"a": {USER},\n "b": {USER},\n"c": {{"Emails": ["x"], "Emails": 1}}}}'.encode()
    assert is_read_by_members(data.replace(place, place[:2] + b"\xff" + place[2:]))
    both_ways(data.replace(place, place[:2] + b"\xff" + place[2:]))
    both_ways(b"\xef\xbb\xbf" + data.replace(place, place[:2] + b"\xff\xfe" + place[2:], 1))


def excerpts(shown: str, secret: str) -> list[str]:
    """What is shown of the time zone of carol, who stands before dave, whose secret is this, in one map; and alone."""
    carol = {"Username": "carol", "Sources": {}, "LocalTimezone": shown}
    dave = {"Username": "dave", "Sources": {}, "PasswordHash": secret}
    results = (both_ways(export(profiles)) for profiles in ({"carol": carol, "dave": dave}, {"carol": carol}))
    return [
        finding.excerpt.removeprefix('"LocalTimezone": ')
        for result in results
        for finding in result.findings
        if finding.pointer == "/carol/LocalTimezone"
    ]


def test_a_whole_word_that_is_a_secret_of_another_user_is_masked() -> None:
    assert excerpts("Wallaby17", "Wallaby17") == ['"***"', '"Wallaby17"']
    assert excerpts("at the wallaby17, she said", "Wallaby17") == [
        '"at the ***, she said"',
        '"at the wallaby17, she said"',
    ]
    assert excerpts("Europe/Wallaby17", "Wallaby17") == ['"Europe/***"', '"Europe/Wallaby17"']
    assert excerpts("Wallaby17s", "Wallaby17") == ['"Wallaby17s"'] * 2
    assert excerpts("Walla17", "Walla17") == ['"Walla17"'] * 2


profiles = st.one_of(
    st.none(),
    st.just({}),
    st.fixed_dictionaries(
        {"Username": st.one_of(st.text(max_size=3), st.integers())},
        optional={
            "Sources": st.one_of(st.none(), st.just({}), values),
            "Destinations": st.dictionaries(
                st.text(max_size=2), st.sampled_from([{"DestinationType": 1004, "FTPSMode": 0}, {}, None]), max_size=2
            ),
            "MaximumDevices": values,
            "Emails": values,
            "PolicyID": st.sampled_from(["", "p", None]),
            "username": values,
            "BackupRules": values,
        },
    ),
    values,
)


@st.composite
def maps(draw: st.DrawFn) -> str:
    """A map with a key that may come several times, in any notation."""
    members = draw(st.lists(st.tuples(st.sampled_from(["", "a", "b", "/", "é", "Username", "Policy"]), profiles)))
    return "{" + ",".join([f"{draw(written(key))}: {draw(written(value))}" for key, value in members]) + "}"


@given(maps(), st.sampled_from([None, "list-users-full", "policies-list-full", "organization-list"]))
def test_any_map(text: str, kind: str | None) -> None:
    both_ways(text.encode(), kind_named(kind) if kind else None)


def across(data: bytes, large: int) -> list[Finding]:
    result = LINTER.check("a.json", data, large=large)
    crashes: list[Crash] = []
    incomplete: list[Incomplete] = []
    found = across_findings(result.facts, LINTER, crashes, incomplete, {"a.json": data}, large)
    assert not crashes
    assert not incomplete
    return sorted(found, key=lambda finding: (finding.span, finding.rule, finding.pointer))


def test_findings_across_documents() -> None:
    users = fleet(6)
    place = {
        "DestinationType": 1000,
        "S3Server": "s3.example.com",
        "S3BucketName": "shared-by-all",
        "S3AccessKey": "AKIAEXAMPLE",
    }
    for number, profile in enumerate(users.values()):
        profile["Username"] = "SaMe"[:number] + "same"[number:]
        for vault in profile["Destinations"].values():
            vault.update(place)
    found = across(export(users, indent=1), 0)
    assert found == across(export(users, indent=1), NEVER)
    assert len({finding.rule for finding in found}) >= 3
    assert max(len(finding.related) for finding in found) == 5
    assert all(related.span.line for finding in found for related in finding.related)


def test_only_one_document_is_in_memory() -> None:
    profiles = fleet(150, clean_profile)
    data = export(profiles, indent=1)
    LINTER.check("a.json", export({"user": profiles["user00000"]}), large=0)
    peaks = []
    for large in (0, NEVER):
        tracemalloc.start()
        LINTER.check("a.json", data, large=large)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[0] < peaks[1] / 4
