"""Which secrets a document holds, however they are written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comet_lint.comet.document_secrets import secrets_of
from comet_lint.comet.model import Shape, load_model
from comet_lint.text.pointers import Path

PROFILE = Shape("object", type_name="UserProfileConfig")


def of(value: dict[str, Any], *strangers: Path) -> set[str]:
    return secrets_of(value, PROFILE, load_model(), strangers).values


def of_vault(**fields: Any) -> set[str]:
    return of({"Destinations": {"v": fields}}, *(("Destinations", "v", name) for name in fields))


def of_item(**settings: Any) -> set[str]:
    return of({"Sources": {"s": {"EngineProps": settings}}})


@pytest.mark.parametrize(
    "name", ["FTPPassword", "ftppassword", "FTPPA\u017f\u017fWORD", "AZBAccount\u212aey", "EncryptedEncryption\u212aEY"]
)
def test_a_field_in_any_case_in_which_the_server_reads_it(name: str) -> None:
    assert of_vault(**{name: "s"}) == {"s"}


def test_the_decoder_folds_no_other_letters() -> None:
    assert secrets_of({"TOTP\u212aey": "s"}, PROFILE, load_model(), [("TOTP\u212aey",)]).values == {"s"}
    unknown = secrets_of({"Pa\u00dfwordHistory": "s"}, PROFILE, load_model(), [("Pa\u00dfwordHistory",)])
    assert (unknown.values, unknown.words) == (set(), {"s"})


def test_the_long_s_is_read_as_an_s_and_not_only_taken_for_a_misspelling() -> None:
    name = "Pa\u017f\u017fphra\u017fe"
    assert of({"Destinations": {"v": {"Storj": {name: "s"}}}}, ("Destinations", "v", "Storj", name)) == {"s"}


def test_a_whole_branch_in_the_wrong_case() -> None:
    value = {"destinations": {"v": {"ftppassword": "s", "Span": {"x": 1}}}}
    assert of(value, ("destinations",)) == {"s"}


def test_whatever_stands_in_a_secret_field() -> None:
    assert of_vault(FTPPassword={"a": ["b", {"c": 7}]}) == {"b", "7"}
    assert of_vault(FTPPassword=1234567) == {"1234567"}
    assert of_vault(FTPPassword=None, S3SecretKey="") == set()


def test_unknown_fields() -> None:
    value = {
        "WindowsPassword": "a",
        "FTPPasswort": "b",
        "Cloud": {"Login": [{"ApiToken": "c", "Name": "d"}]},
        "New": "e",
    }
    found = secrets_of(value, PROFILE, load_model(), [(name,) for name in value])
    assert (found.values, found.words) == ({"a", "c"}, {"b", "d", "e"})
    assert of_vault(FTPPasswort="b") == {"b"}


def test_settings_of_items() -> None:
    assert of_item(CLIENT_ID="x", APP_SECRET="a", INCLUDE0="C:\\", PASS0="b") == {"a", "b"}
    connection = {"Credential": {"AppID": "x", "Secret": "a", "AppCert": "b"}, "Lists": [{"Password": "c"}]}
    assert of_item(CUSTOM_SETTINGV2=json.dumps(connection)) == {"x", "a", "b", "c"}
    assert of_item(X=json.dumps({"Y": json.dumps({"Password": "a"})})) == {"a"}
    assert of_item(X='{"Password": "a", ') == {"a"}
    ssh = {"SSHServer": "pve", "SSHUsername": "root", "SSHPassword": "a", "SSHPrivateKey": "b"}
    assert of_item(Method="x", SSHConnection=json.dumps(ssh)) == {"a", "b"}


def test_addresses_and_paths() -> None:
    assert of_vault(FTPServer="ftp://backup:pw@host/") == {"pw", "backup:pw"}
    assert of_vault(FTPServer="backup@host") == set()
    assert of_vault(FTPServer="https://token@host/x?sig=s") == {"token", "s"}
    assert of_vault(LocalcopyPath="//u:pw@nas/x") == {"//u:pw@nas/x", "pw", "u:pw"}
    assert of_vault(LocalcopyPath="/backups") == set()


def test_values_that_later_equal_keys_replace() -> None:
    replaced = [(("PasswordHash",), "a"), (("Destinations", "v"), {"FTPPassword": "b"}), (("totpkey",), "c")]
    assert secrets_of({}, PROFILE, load_model(), (), replaced).values == {"a", "b", "c"}
