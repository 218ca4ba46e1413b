"""Documents made to break the program: a finding or a clear sentence, never a traceback, in bounded time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from comet_lint.reports import FORMATS
from tests.cli.running import CLEAN, profile, write

PATIENCE = 60
"""Seconds after which a run counts as hanging; all of them take a few."""


def output(*arguments: str) -> tuple[int, str]:
    """Exit code and output of a process of its own: crashes of the interpreter would show, too."""
    done = subprocess.run(
        [sys.executable, "-m", "comet_lint", "check", "--preset=all", "--no-config", *arguments],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    text = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in text
    assert done.returncode in (0, 1), text[-2000:]
    return done.returncode, text


def in_profile(value: str, field: str = "Strange") -> str:
    return f'{{"Username": "alice", "Sources": null, "PolicyID": "", "{field}": {value}}}'


def nested(opening: str, closing: str, depth: int) -> str:
    return opening * depth + closing * depth


DEEP_PROPS = nested('{"a":', "}", 50_000).replace(":}", ":1}")
TEXTS = {
    "deep-lists.json": nested("[", "]", 100_000),
    "deep-objects.json": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "deep-unclosed.json": "[" * 100_000,
    "deep-in-profile.json": in_profile(nested("[", "]", 100_000)),
    "deep-in-known-field.json": in_profile(nested('{"SpanTargets":[', "]}", 5_000), "Destinations"),
    "deep-flow.yaml": "Username: alice\nPolicyID: ''\nx: " + nested("[", "]", 100_000),
    "deep-block.yaml": "\n".join(" " * depth + "a:" for depth in range(2_000)),
    "bomb.yaml": "Username: alice\nPolicyID: ''\na0: &a0 [x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)),
    "self.yaml": "Username: alice\nPolicyID: ''\nSources: &a {x: *a}\n",
    "merge-bomb.yaml": "Username: alice\nPolicyID: ''\nm0: &m0 {a: 1}\n"
    + "".join(f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}\n" for n in range(1, 30)),
    "huge-integer.json": in_profile("9" * 100_000, "MaximumDevices"),
    "huge-negative.json": in_profile("-" + "9" * 5_000, "CreateTime"),
    "huge-float.json": in_profile("1e400", "MaximumDevices"),
    "huge-exponent.json": in_profile("1e999999999", "MaximumDevices"),
    "tiny-float.json": in_profile("1e-400", "MaximumDevices"),
    "minus-zero.json": in_profile("-0", "MaximumDevices"),
    "minus-zero-float.json": in_profile("-0.0", "MaximumDevices"),
    "nan.json": in_profile("NaN", "MaximumDevices"),
    "infinity.yaml": "Username: alice\nPolicyID: ''\nMaximumDevices: .inf\n",
    "nan.yaml": "Username: alice\nPolicyID: ''\nMaximumDevices: .nan\n",
    "huge-integer.yaml": "Username: alice\nPolicyID: ''\nMaximumDevices: " + "9" * 10_000 + "\n",
    "sexagesimal.yaml": "Username: alice\nPolicyID: ''\nMaximumDevices: " + ":".join(["59"] * 5_000) + "\n",
    "lone-surrogate.json": in_profile('"\\ud800"', "LocalTimezone"),
    "lone-surrogate-key.json": '{"Username": "\\udfff", "PolicyID": "", "\\ud800": 1, "Sources": {"\\udc00": 5}}',
    "lone-surrogate.yaml": 'Username: "\\ud800"\nPolicyID: ""\n"\\udfff": 1\n',
    "nul-escape.json": in_profile('"\\u0000\\u001b[31m"', "LocalTimezone"),
    "nul-in-name.json": in_profile("5", "Emails\\u0000"),
    "control.yaml": 'Username: "\\e[31mred\\0"\nPolicyID: 5\n',
    "deep-engine-props.json": json.dumps(
        {**CLEAN, "Sources": {"s": {"Engine": "engine1/file", "EngineProps": {"CREDENTIAL": DEEP_PROPS}}}}
    ),
    "many-keys.json": in_profile("{" + ",".join(f'"k{n}":{{}}' for n in range(5_000)) + "}", "Sources"),
    "same-key.json": "{" + ",".join('"Username": "alice"' for _ in range(50_000)) + "}",
    "long-key.json": '{"Username": "alice", "PolicyID": "", "' + "k" * 1_000_000 + '": 1}',
    "long-text.json": in_profile('"' + "x" * 5_000_000 + '"', "LocalTimezone"),
    "regex.json": in_profile('"' + "(a+)+" * 2_000 + '$"', "IPWhitelist"),
    "tags.yaml": "Username: !!python/object/apply:os.system ['touch hacked']\nPolicyID: ''\n",
    "dates.yaml": "Username: 9999-99-99\nPolicyID: 0000-00-00\nSources: !!timestamp x\n",
    "binary.yaml": "Username: alice\nPolicyID: ''\nSources: !!binary x\nEmails: !!set {a, b}\n",
    "null-key.yaml": "Username: alice\nPolicyID: ''\n~: 1\n? [a, b]\n: 2\n5: 3\ntrue: 4\n",
    "only-comment.yaml": "# nothing\n",
    "only-marker.yaml": "---\n---\n...\n---\n",
}  # fmt: skip
BYTES = {
    "nul.json": b'{"Username": "a\x00b"}',
    "nuls.json": b"\x00" * 1000,
    "nuls.yaml": b"\x00" * 1000,
    "nul.yaml": b"Username: a\x00b\n",
    "not-utf-8.json": b'{"Username": "\xff\xfe\x80", "PolicyID": ""}',
    "not-utf-8.yaml": b"Username: \xff\xfe\x80\nPolicyID: ''\n",
    "cut-utf-8.json": '{"Username": "ä'.encode()[:-1],
    "surrogate-bytes.json": b'{"Username": "\xed\xa0\x80", "PolicyID": ""}',
    "utf-16-odd.json": b"\xff\xfe{\x00}",
    "utf-32.json": '\ufeff{"Username": "alice", "PolicyID": ""}'.encode("utf-32"),
    "gzip.json": b"\x1f\x8b\x08\x00" + bytes(range(256)),
    "only-mark.json": b"\xef\xbb\xbf",
    "two-marks.json": b"\xef\xbb\xbf\xef\xbb\xbf{}",
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str) -> None:
    write(name, TEXTS[name])
    output(name)
    assert not Path("hacked").exists()


@pytest.mark.parametrize("name", BYTES)
def test_bytes(name: str) -> None:
    Path(name).write_bytes(BYTES[name])
    code, _ = output(name)
    assert code == 1


def test_all_in_one_folder() -> None:
    for name in ("deep-in-profile.json", "lone-surrogate-key.json", "huge-float.json", "self.yaml", "bomb.yaml"):
        write(f"all/{name}", TEXTS[name])
    output("all", *(f"--output={name}={name}.out" for name in FORMATS))


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", ["lone-surrogate-key.json", "nul-escape.json", "control.yaml"])
def test_every_format_can_write_what_is_found(format_name: str, name: str) -> None:
    write(name, TEXTS[name])
    _, text = output(f"--format={format_name}", name)
    assert "\x1b" not in text
    assert "\x00" not in text


def test_names_are_no_markup() -> None:
    evil = "<script>alert(1)</script>\"'&\n::error::x|`%0A"
    write("evil.json", {**profile(evil, evil), "LocalTimezone": "Nowhere/<script>"})
    for format_name in ("html", "markdown", "junit", "checkstyle", "sarif", "github"):
        _, text = output(f"--format={format_name}", "evil.json")
        if format_name not in ("sarif", "github"):
            assert "<script>alert" not in text
        assert "\n::error::x" not in text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_a_sentence() -> None:
    write("bob.json", profile("bob", "nas"))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "comet_lint", "check", "bob.json"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 4
    assert done.stderr.decode() == "comet-lint: the output cannot be written (No space left on device).\n"
