"""Files that a reader of Comet documents may stumble over: how they are written more than what they say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Files = Iterator[tuple[str, bytes]]

_NUMBERS = (
    "1.0", "1e3", "1E+2", "-0", "-0.0", "0e0", "-1", "0.5", "1e400", "-1e400", "1e-400", "255", "256", "-128", "-129",
    "2147483648", "4294967296", "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993.0",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551615",
    "18446744073709551616", "1" + "0" * 400, "-" + "9" * 5000, "01", "+1", ".5", "1.", "NaN", "Infinity", "0x10", "1_0",
)  # fmt: skip
_NUMBER_PLACES = (
    '"MaximumDevices": {}',
    '"CreateTime": {}',
    '"AllProtectedItemsQuotaBytes": {}',
    '"AccountName": {}',
    '"SendEmailReports": {}',
    '"Destinations": {{"v": {{"DestinationType": {}}}}}',
    '"Destinations": {{"v": {{"DestinationType": 1004, "FTPPort": {}, "FTPSMode": {}}}}}',
    '"Sources": {{"s": {{"Statistics": {{"LastBackupJob": {{"TotalSize": {}, "Progress": {{"SentTime": {}}}}}}}}}}}',
    '"BackupRules": {{"r": {{"Schedules": [{{"FrequencyType": {}, "SecondsPast": {}}}]}}}}',
)
_TEXTS = (
    r"\ud800", r"\udc00", r"a\ud800b", r"\ud83d\ude00", r"\u0000", r"\u001b[31m", r"\u00ad", r"\u061c", r"\u180e",
    r"\u200b", r"\u202e", r"\u2060", r"\u2066", r"\ufeff", r"\ufff9", r"\udb40\udc41", r"\u2028", r"\u2029", r"\u0085",
    r"\u00a0x", r"x\u3000", "\U0001f600", "\u00e9", "e\u0301", "\u202e", "\U000e0041", r"\t", r"\r\n", r" x ", r"\/",
    "%s", "{subject}", "::error::x", "[link](x)", "<b>", "***", "${X}", "{{ x }}", "ENC[AES256_GCM,data:x]",
    "op://vault/item", "<password>", "x" * 70_000,
)  # fmt: skip
_TEXT_PLACES = (
    '"AccountName": "{}"',
    '"{}": 1',
    '"PolicyID": "{}"',
    '"LocalTimezone": "{}"',
    '"Emails": ["{}", "a@{}.example.com"]',
    '"Destinations": {{"{}": {{"Description": "{}", "DestinationType": 1004, "FTPServer": "{}", "FTPSMode": 0}}}}',
    '"Sources": {{"s": {{"Engine": "engine1/file", "EngineProps": {{"INCLUDE0": "{}", "{}": "({}"}}}}}}',
    '"PasswordHash": "{}", "TOTPKey": "{}"',
)
_KEYS = (
    "",
    " ",
    "0",
    "1",
    "7",
    "007",
    "+7",
    "-7",
    "7.0",
    "1e1",
    "~",
    "/",
    "~1",
    "a/b",
    "a~0b",
    "\u00e9",
    "Type",
    "username",
)
_DEPTHS = (60, 126, 127, 128, 200, 253, 254, 255, 256, 257, 500, 1023, 1024, 1025, 20_000)
_SCALARS = (
    "yes", "No", "on", "OFF", "y", "true", "True", "~", "null", "Null", "", "0o17", "017", "0x1F", "0b11", "1_000",
    "1:30", "12:30:45", "1.0", "1e3", "1.e3", ".5", "-0", "+7", "007", ".inf", "-.INF", ".nan", "2024-01-01",
    "2024-01-01T00:00:00Z", "'7'", '"yes"', "!!str 7", '!!int "7"', '!!bool "yes"', "!!float 1", '!!binary "AAEC"',
    "!vault x", "!custom {a: 1}", "|\n      several\n      lines", ">-\n      folded\n      text", "!!null x", "=",
    "<<",
    "18446744073709551616", "9007199254740993", "ENC[AES256_GCM,data:x]", "{{ x }}", "'{{ x }}'", "[a, b]", "{a: b}",
    "!!set {a, b}", "&a x", "a b # comment", "'it''s'", '"\\ud800"', '"\\U0001F600"',
)  # fmt: skip
_SCALAR_PLACES = (
    "MaximumDevices: {}",
    "SendEmailReports: {}",
    "AccountName: {}",
    "PasswordHash: {}",
    "{}: x",
    "Emails: [x]\nDestinations:\n  v:\n    DestinationType: {}",
    "Destinations:\n  v:\n    DestinationType: 1004\n    FTPSMode: {}",
    "Sources:\n  s:\n    EngineProps:\n      INCLUDE0: {}",
)


def odd_files(profile: dict[str, Any], server: dict[str, Any]) -> Files:
    """All of them: name and content."""
    for group in (_numbers, _texts, _keys, _depths, _yaml_scalars):
        yield from group()
    yield from _encodings(profile)
    yield from _cut(profile)
    yield from _shapes(profile, server)
    yield from _yaml_structures()
    yield from _damaged_yaml()


def _numbers() -> Files:
    for name, place in enumerate(_NUMBER_PLACES):
        for number, text in enumerate(_NUMBERS):
            yield f"number-{name}-{number}.json", _profile(place, text)


def _texts() -> Files:
    for name, place in enumerate(_TEXT_PLACES):
        for number, text in enumerate(_TEXTS):
            yield f"text-{name}-{number}.json", _profile(place, text)


def _keys() -> Files:
    """Odd keys in the root, in dictionaries by id, in dictionaries by number, in texts, twice, and below lists."""
    entries = ", ".join(f'{json.dumps(key)}: {{"DestinationType": 1004, "FTPSMode": 0, "X": 1}}' for key in _KEYS)
    texts = ", ".join(f'{json.dumps(key)}: "x"' for key in _KEYS)
    places = {
        "root": texts,
        "vaults": f'"Destinations": {{{entries}}}',
        "vaults-twice": f'"Destinations": {{{entries}, {entries}}}',
        "props": f'"Sources": {{"s": {{"Engine": "engine1/file", "EngineProps": {{{texts}}}}}}}',
        "inside": f'"Destinations": {{"7": {{{texts}, "DefaultRetention": {{"Ranges": [{{{texts}}}]}}}}}}',
        "items": '"Sources": {{}}'.replace("{}", entries),
    }
    for key in _KEYS:
        wrong = '{"DestinationType": "1004", "FTPSMode": null, "Ranges": []}'
        yield (
            f"key-one-{_KEYS.index(key)}.json",
            _profile(f'"Destinations": {{{json.dumps(key)}: {wrong}}}'.replace("{", "{{").replace("}", "}}"), ""),
        )
    for name, text in places.items():
        yield f"keys-{name}.json", f'{{"Username": "a", "PolicyID": "", "Sources": null, {text}}}'.encode()
    numbered = ", ".join(f'{json.dumps(key)}: {{"Name": "x", "Hosts": 5}}' for key in _KEYS)
    server = (
        f'{{"AdminUsers": null, "ListenAddresses": null, "AuthenticationRole": {{}}, "Organizations": {{{numbered}}}}}'
    )
    yield "keys-server.json", server.encode()
    users = ", ".join(f'{json.dumps(key)}: {{"Username": "a", "PolicyID": "", "Sources": 5}}' for key in _KEYS)
    yield "keys-users.json", f"{{{users}}}".encode()


def _depths() -> Files:
    for depth in _DEPTHS:
        lists, objects = "[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth
        for name, text in (("lists", lists), ("objects", objects)):
            yield f"deep-{name}-{depth}.json", _profile('"Emails": {0}, "Policy": {0}, "Unknown": {0}', text)
            yield f"deep-root-{name}-{depth}.json", text.encode()
        if depth < 1000:
            yield (
                f"deep-yaml-{depth}.yaml",
                f"Username: a\nPolicyID: ''\nSources: {lists}\nUnknown: {objects}\n".encode(),
            )


def _encodings(profile: dict[str, Any]) -> Files:
    text = json.dumps(
        {**profile, "AccountName": "J\u00fcrgen \U0001f600", "MaximumDevices": "5"}, ensure_ascii=False, indent=1
    )
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"):
        yield f"encoding-{encoding}.json", text.encode(encoding)
        yield f"encoding-{encoding}.yaml", "Username: J\u00fcrgen\nPolicyID: 5\nSources: []\nX: 1\n".encode(encoding)
    yield "encoding-latin-1.json", text.replace("\U0001f600", "").encode("latin-1")
    yield "encoding-wrong-bom.json", b"\xff\xfe" + text.encode()
    yield "encoding-nul.json", text.encode() + b"\0"
    yield "lines-crlf.json", text.replace("\n", "\r\n").encode()
    yield "lines-cr.json", text.replace("\n", "\r").encode()
    yield "lines-one.json", json.dumps(profile | {"MaximumDevices": "5"}).encode()
    yield "lines-separators.json", text.replace("J\u00fcrgen", "a\u2028b\u0085c\x0bd").encode()


def _cut(profile: dict[str, Any]) -> Files:
    text = json.dumps(profile, indent=1)
    for number in range(12):
        yield f"cut-{number}.json", text[: number * len(text) // 12].encode()
    changes: dict[str, Callable[[str], str]] = {
        "comma": lambda text: text[:-2] + ",}",
        "no-comma": lambda text: text.replace(",", "", 1),
        "colon": lambda text: text.replace(":", "", 1),
        "comment": lambda text: "// a comment\n" + text,
        "hash-comment": lambda text: text.replace("\n", "\n# comet-lint: ignore[ALL] no\n", 1),
        "quotes": lambda text: text.replace('"', "'"),
        "after": lambda text: text + "x",
        "twice": lambda text: text + text,
        "lines": lambda _text: json.dumps(profile) + "\n" + json.dumps(profile) + "\n",
        "escape": lambda text: text.replace("user", "\\q", 1),
        "newline": lambda text: text.replace("user", "us\ner", 1),
        "control": lambda text: text.replace("user", "us\x01er", 1),
        "javascript": lambda text: "var x = " + text + ";",
        "conflict": lambda text: "<<<<<<< ours\n" + text + "\n=======\n" + text + "\n>>>>>>> theirs\n",
    }
    for name, change in changes.items():
        yield f"damaged-{name}.json", change(text).encode()


def _shapes(profile: dict[str, Any], server: dict[str, Any]) -> Files:
    """Roots that are no documents, or several, or one in a text."""
    shapes: dict[str, Any] = {
        "empty-object": {},
        "empty-list": [],
        "null": None,
        "text": "text",
        "number": 5,
        "list": [profile, profile],
        "list-of-servers": [server],
        "in-text": json.dumps(profile),
        "in-text-deep": {"Profile": json.dumps(profile)},
        "other": {"name": "demo", "private": True},
        "error": {"Status": 403, "Message": "Not allowed"},
        "wrapped": {"Status": 200, "Message": "", "Profile": profile, "ProfileHash": "x"},
        "wrapped-null": {"Status": 200, "Message": "", "Profile": None, "ProfileHash": "x"},
        "wrapped-wrong": {"Status": "200", "Message": 5, "Profile": {**profile, "Emails": "a"}, "Extra": {}},
        "wrapped-case": {"status": 200, "message": "", "profile": profile, "profilehash": "x"},
        "wrapped-policy": {"Status": 200, "Message": "", "PolicyHash": "x", "Policy": profile["Policy"]},
        "map": {"a": profile, "b": {**profile, "Username": "c"}},
        "map-null": {"a": profile, "b": None, "c": {}},
        "map-wrong": {"a": profile, "b": 5, "c": [], "d": "x"},
        "map-empty-key": {"": profile, "007": profile, "7": {**profile, "Sources": []}},
        "server-in-list": {"Servers": [server]},
        "event": {"Type": 4100, "Data": profile, "Actor": "a", "Timestamp": 1},
        "schema-key": {"$schema": "./x.json", **server},
        "sops": {**profile, "sops": {"version": "3.8", "mac": "ENC[x]"}},
    }
    for name, value in shapes.items():
        yield f"shape-{name}.json", json.dumps(value, indent=1).encode()
    yield "shape-nothing.json", b""
    yield "shape-blank.yaml", b"\n---\n...\n"


def _yaml_scalars() -> Files:
    for name, place in enumerate(_SCALAR_PLACES):
        for number, text in enumerate(_SCALARS):
            yield f"scalar-{name}-{number}.yaml", _yaml(place.format(text))


def _yaml_structures() -> Files:
    texts = (
        "Emails: &e [a@example.com]\nDestinations:\n  a: &v {DestinationType: 1004, FTPSMode: 0}\n  b: *v\n"
        "  c: {<<: *v, X: 1}",
        "Destinations:\n  a: &v {DestinationType: 1004}\n  b: {<<: [*v, {FTPSMode: 0}], <<: *v}",
        "Destinations: &d\n  a: {DestinationType: 1004, Policy: *d}",
        "username: b\nUSERNAME: c\nEmails: 5",
        "Emails: [x]\nEmails: [y, z]\nDestinations: {a: {FTPSMode: 0}}\nDestinations: {a: {DestinationType: 1004}}",
        "1: x\n1.5: x\ntrue: x\nnull: x\n? [a, b]\n: x\n? {a: b}\n: y",
        "Destinations:\n  1: {DestinationType: 1004, FTPSMode: 0}\n  007: {DestinationType: 1004}\n"
        "  '7': {X: 1}\n  +7: {X: 1}",
        "Destinations:\n  # comet-lint: ignore[S603] known\n  a: {DestinationType: 1004, FTPSMode: 0}\n"
        "  b:\n    DestinationType: 1004\n    FTPSMode: 0 # comet-lint: ignore[ftp-plaintext] known, too\n"
        "  c: {DestinationType: 1004, FTPSMode: 0} # comet-lint: ignore[S603]",
        "AccountName: '# comet-lint: ignore[ALL] no'\nMaximumDevices: x",
        "--- \nUsername: b\nPolicyID: ''\nSources: 5\n---\n---\nUsername: c\nPolicyID: 7\nSources:\n"
        "...\n--- text\n--- [1]",
        "---\nUsername: b\nPolicyID: ''\nSources: 5\n--- {Username: broken",
        "Unknown: !!python/object:os.system x",
        "%YAML 1.1",
    )  # fmt: skip
    for number, text in enumerate(texts):
        yield f"structure-{number}.yaml", _yaml(text)
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    yield "structure-bomb.yaml", _yaml(bomb)


def _damaged_yaml() -> Files:
    texts = (
        "AccountName: *b", "AccountName: @x", "AccountName: %x", 'AccountName: "x', 'AccountName: "x\\q"',
        "AccountName: a: b",
        "Emails: [x", "Emails: {{x", "\tAccountName: x", "AccountName: x\n  - y", "AccountName: |9x\n  x", "- x",
        "AccountName",
        "Emails:\n- a\n - b", "AccountName: \x01", "Emails: [a, b]]", "&a &b AccountName: x",
    )  # fmt: skip
    for number, text in enumerate(texts):
        yield f"damaged-{number}.yaml", _yaml(text)


def _profile(place: str, text: str) -> bytes:
    filled = place.format(*[text] * 3)
    return f'{{\n "Username": "a", "PolicyID": "",\n {filled}\n}}\n'.encode()


def _yaml(text: str) -> bytes:
    return f"Username: a\nPolicyID: ''\n{text}\n".encode()
