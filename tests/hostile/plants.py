"""Documents in which a secret also stands where values and names are shown, in every way that people manage.

A `Plant` makes a file from two texts: the secret, and what was pasted in a place that is shown. Where both are the
same, nothing of it may be in any report; where the secret is another one, the pasted text is (that is the proof that
the place is shown at all).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

Profile = dict[str, Any]


class Plant(NamedTuple):
    """A way of planting: the suffix of the file, its text, and what is seen of the pasted text if it is no secret.

    `seen` is None for what is never seen, such as the value of an unknown field.
    """

    suffix: str
    text: Callable[[str, str], str]
    seen: Callable[[str], str] | None = str


def profile(pasted: str, **more: Any) -> Profile:
    """A profile with a finding about a vault whose name is `pasted`."""
    vault = {"Description": pasted, "DestinationType": 1004, "FTPServer": "ftp.example.com", "FTPUsername": "backup"}
    return {
        "Username": "alice",
        "LocalTimezone": "Europe/Vienna",
        "PolicyID": "",
        "Emails": ["alice@example.com"],
        "Destinations": {"v1": {**vault, "FTPPassword": "", **more.pop("vault", {})}},
        **more,
    }


def server(pasted: str, **more: Any) -> dict[str, Any]:
    """A server configuration with a finding about a remote server whose description is `pasted`."""
    remote = {"Type": "comet", "Description": pasted, "RemoteAddress": "http://backup.example.com/", "Username": "x"}
    role = {"RoleEnabled": True, "RemoteStorage": [{**remote, "Password": "y", **more.pop("remote", {})}]}
    return {"AdminUsers": [], "ListenAddresses": [{"ListenAddress": ":443"}], "AuthenticationRole": role, **more}


def _item(**settings: Any) -> dict[str, Any]:
    return {"Sources": {"s1": {"Engine": "engine1/winmsofficemail", "Description": "Mail", "EngineProps": settings}}}


def _as_json(make: Callable[[str, str], Any], seen: Callable[[str], str] | None = str) -> Plant:
    return Plant("json", lambda secret, pasted: json.dumps(make(secret, pasted), indent=1), seen)


def _held(make: Callable[[str], Mapping[str, Any]]) -> Plant:
    """The secret is held as `make` says; it is pasted as the name of a vault."""
    return _as_json(lambda secret, pasted: profile(pasted, **make(secret)))


def _on_server(make: Callable[[str], Mapping[str, Any]]) -> Plant:
    return _as_json(lambda secret, pasted: server(pasted, **make(secret)))


def _pasted(change: Callable[[str], str], seen: Callable[[str], str] = str) -> Plant:
    """The secret is the password of a vault; what `change` makes of it is the name of the vault."""
    return _as_json(lambda secret, pasted: profile(change(pasted), vault={"FTPPassword": secret}), seen)


def _placed(make: Callable[[str], Mapping[str, Any]], seen: Callable[[str], str] | None = str) -> Plant:
    """The secret is the recovery password of the user; it is pasted as `make` says."""
    return _as_json(lambda secret, pasted: {**profile("Vault", PasswordRecovery=secret), **make(pasted)}, seen)


def _yaml(text: str) -> Plant:
    return Plant("yaml", lambda secret, pasted: text.replace("SECRET", secret).replace("PASTED", pasted))


_YAML_VAULT = """\
Username: alice
PolicyID: ''
Destinations:
  v1: {DestinationType: 1004, FTPServer: ftp.example.com, FTPUsername: x, FTPPassword: y, Description: PASTED}
"""

_SSH = '{"SSHServer": "pve.example.com", "SSHUsername": "root", "SSHPassword": "%s"}'
_KEY_LINES = "-----BEGIN OPENSSH PRIVATE KEY-----\n{0}\n{1}\n-----END OPENSSH PRIVATE KEY-----"


def key_of(secret: str) -> str:
    """A private key of several lines, with the secret in each."""
    return _KEY_LINES.format(f"b3BlbnNzaC1{secret}", f"rZXktdjEAAA{secret}")


def _key(pasted: Callable[[str], str], seen: Callable[[str], str]) -> Plant:
    return _as_json(lambda secret, text: profile(pasted(key_of(text)), vault={"SFTPPrivateKey": key_of(secret)}), seen)


PLANTS: dict[str, Plant] = {
    # How it is held.
    "own-field": _held(lambda secret: {"vault": {"FTPPassword": secret}}),
    "wrong-case": _held(lambda secret: {"vault": {"ftppassword": secret}}),
    "kelvin-sign-and-long-s": _held(
        lambda secret: {"vault": {"AZBAccount\u212aey": secret, "FTPPa\u017f\u017fword": ""}}
    ),
    "long-s": _held(lambda secret: {"vault": {"FTPPa\u017fsword": secret}}),
    "wrong-case-outside": _held(lambda secret: {"destinations": {"v2": {"sftppassword": secret}}}),
    "misspelt": _held(lambda secret: {"vault": {"FTPPasswort": secret}}),
    "unknown-password": _held(lambda secret: {"WindowsPassword": secret}),
    "unknown-object": _held(lambda secret: {"NewCloud": {"Login": [{"ApiToken": secret}]}}),
    "unknown-field": _held(lambda secret: {"NewField": secret}),
    "nested-where-text-belongs": _held(lambda secret: {"vault": {"FTPPassword": {"value": [secret]}}}),
    "flat-app-secret": _held(lambda secret: _item(CLIENT_ID="x", APP_SECRET=secret)),
    "json-of-settings": _held(lambda secret: _item(CUSTOM_SETTINGV2=json.dumps({"Credential": {"Secret": secret}}))),
    "json-in-json": _held(lambda secret: _item(X=json.dumps({"Y": json.dumps({"AppCert": secret})}))),
    "broken-json": _held(lambda secret: _item(CONNECTION='{"Password": "' + secret + '", ')),
    "proxmox-ssh": _held(lambda secret: _item(SSHConnection=_SSH % secret)),
    "share-login": _held(lambda secret: _item(SMBAUTH0=json.dumps({"SharePath": "x", "Password": secret}))),
    "url-login": _held(lambda secret: {"vault": {"FTPServer": f"ftp://backup:{secret}@ftp.example.com/"}}),
    "url-token": _held(lambda secret: {"vault": {"S3Server": f"https://s3.example.com/?sig={secret}"}}),
    "login-where-a-path-belongs": _held(lambda secret: {"vault": {"LocalcopyPath": f"//backup:{secret}@nas/share"}}),
    "header": _on_server(lambda secret: {"PSAConfigs": [{"CustomHeaders": {"Authorization": f"Bearer {secret}"}}]}),
    "server-password": _on_server(lambda secret: {"remote": {"Password": secret}}),
    "replaced-by-a-later-key": Plant(
        "json",
        lambda secret, pasted: json.dumps(profile(pasted)).replace(
            '"FTPPassword": ""', f'"FTPPassword": "{secret}", "FTPPassword": ""'
        ),
    ),
    "of-another-user": _as_json(
        lambda secret, pasted: {
            "alice": profile(pasted),
            "bob": {**profile("Vault"), "Username": "bob", "PasswordHash": secret},
        }
    ),
    "yaml-block": _yaml(_YAML_VAULT + "PasswordHash: |\n  SECRET\n"),
    "yaml-folded": _yaml(_YAML_VAULT + "PasswordRecovery: >-\n  SECRET\n"),
    "yaml-alias": _yaml(_YAML_VAULT + "TOTPKey: &a SECRET\nPasswordHash: *a\n"),
    "yaml-replaced": _yaml(_YAML_VAULT + "PasswordHash: SECRET\nPasswordHash: x\n"),
    "yaml-other-document": _yaml(_YAML_VAULT + "---\nUsername: bob\nPolicyID: ''\nPasswordHash: SECRET\n"),
    # How it is pasted.
    "inside-a-name": _pasted(lambda text: f"NAS {text} in the cellar"[:38]),
    "cut": _pasted(lambda text: "NAS in the cellar of the house  " + text, lambda text: text[:6]),
    "longer-than-the-cut": _pasted(lambda text: text * 5, lambda text: text[:30]),
    "blanks-around": _pasted(lambda text: f"\t {text} \n"),
    "other-case": _pasted(str.upper, str.upper),
    "escaped-in-url": _placed(lambda text: {"LocalTimezone": quote(f"{text}", safe="")}),
    "key-of-vault": _placed(lambda text: {"Destinations": {text: profile("")["Destinations"]["v1"]}}),
    "key-and-name-of-rule": _placed(lambda text: {"BackupRules": {text: {"Description": text, "Source": "nowhere"}}}),
    "name-of-unknown-field": _placed(lambda text: {text: 1}),
    "unknown-field-below-it": _placed(lambda text: {"Sources": {text: {"Stray": 1}}}),
    "key-of-setting": _placed(lambda text: _item(**{text: 1})),
    "user-name": _placed(lambda text: {"Username": text}),
    "address": _placed(lambda text: {"Emails": [f"{text}@@example.com"]}),
    "missing-name": _placed(lambda text: {"BackupRules": {"r1": {"Source": text, "Destination": text}}}),
    "host": _placed(lambda text: {"Destinations": {"v2": {"DestinationType": 1003, "CometServer": f"http://{text}/"}}}),
    "time-zone": _placed(lambda text: {"LocalTimezone": text}),
    "twice-in-an-object": Plant(
        "json",
        lambda secret, pasted: (
            json.dumps(profile("Vault", vault={"FTPPassword": secret}))[:-1] + f', "{pasted}": 1, "{pasted}": 2}}'
        ),
    ),
    "key-in-one-line": _key(lambda key: " ".join(key.split("\n")), lambda text: ""),
    "line-of-a-key": _key(lambda key: key.split("\n")[1][:39], lambda text: "b3BlbnNzaC1"),
}
