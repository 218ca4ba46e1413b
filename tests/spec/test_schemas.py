"""The schemas made from a model, and those that are committed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from comet_lint.files.resources import schemas_folder
from comet_lint.spec.generate import ROOTS, committed_types, generated_files, stale_files
from comet_lint.spec.model import Types
from comet_lint.spec.overlays import load_model
from comet_lint.spec.page import read_page
from comet_lint.spec.schemas import bundle
from comet_lint.spec.standalone import render, standalone
from tests.spec.plain import DATA, FACTS

TYPES: Types = read_page((DATA / "page.txt").read_text("utf-8"))
FOLDER = schemas_folder()
BUNDLE: dict[str, Any] = json.loads((FOLDER / "comet.schema.json").read_text("utf-8"))
DEFINITIONS: dict[str, Any] = BUNDLE["$defs"]
SAMPLES = FACTS.parent / "samples"

OVERLAYS = {
    "constants.yaml": """
- {family: CLOCK_RHYTHM_, values: closed, constants: {CLOCK_RHYTHM_DAY: 1}}
- constants: {MAX_CLOCKS: 7}
""",
    "wire-types.yaml": "{Clock: {Rhythm: uint64}, Ticket: {f: uint8}}",
    "secrets.yaml": "{secret: {Lock: [Key]}, hidden: {Keeper: [Tasks]}, url: {Lock: [Spare]}}",
    "descriptions.yaml": "Clock: {'': Tells the time., Seconds: Since midnight.}",
    "liveness.yaml": "- {type: Clock, when: {Rhythm: [CLOCK_RHYTHM_DAY]}, fields: [Seconds]}",
    "entities.yaml": "Cage: {noun: cage, named-by: [Lock.Key], identity: [Photo]}",
    "releases.yaml": """
first-seen: {Clock: {Rhythm: "22.9.0"}, Zoo: {Photo: "22.6.9"}}
added-fields: {Clock: {Alarm: {type: int, since: "24.12.2", last-seen: "25.6.8"}}}
deprecated: {Ticket: {b: {since: "18.2.0", ignored-since: "23.3.0"}}}
""",
}


@pytest.fixture
def definitions(tmp_path: Path) -> dict[str, Any]:
    """The definitions of the excerpt's types with all overlays."""
    for name, text in OVERLAYS.items():
        (tmp_path / name).write_text(text, "utf-8")
    loaded: dict[str, Any] = bundle(load_model(TYPES, tmp_path))["$defs"]
    return loaded


def test_a_type_with_everything(definitions: dict[str, Any]) -> None:
    assert definitions["Clock"] == {
        "description": "Tells the time.",
        "type": "object",
        "properties": {
            "Rhythm": {
                "type": "integer",
                "minimum": 0,
                "maximum": 18446744073709551615,
                "x-comet-since": "22.9.0",
                "x-comet-constants": "CLOCK_RHYTHM_",
            },
            "Seconds": {
                "type": "integer",
                "description": "Since midnight.",
                "x-comet-live-when": {"Rhythm": [1]},
            },
            "Alarm": {"type": "integer", "x-comet-since": "24.12.2", "x-comet-last-seen": "25.6.8"},
        },
        "additionalProperties": False,
    }


def test_inherited_fields_come_first_and_keep_what_is_known_of_them(definitions: dict[str, Any]) -> None:
    inherited = definitions["Cage"]["properties"]
    assert definitions["Zoo"] == {
        "x-comet-extends": ["Cage"],
        "type": "object",
        "properties": {
            **inherited,
            "Photo": {"type": ["string", "null"], "contentEncoding": "base64", "x-comet-since": "22.6.9"},
        },
        "additionalProperties": False,
    }
    assert list(definitions["Bird"]["properties"]) == ["Legs", "Tame", "Sounds", "Name", "nick"]


def test_what_is_known_of_a_type(definitions: dict[str, Any]) -> None:
    cage = {key: value for key, value in definitions["Cage"].items() if key != "properties"}
    assert cage == {
        "deprecated": True,
        "x-comet-deprecated-since": "23.9.xx",
        "x-comet-noun": "cage",
        "x-comet-named-by": ["Lock.Key"],
        "x-comet-identity": ["Photo"],
        "type": "object",
        "additionalProperties": False,
    }
    assert definitions["Animal"]["x-comet-since"] == "21.4.x"


@pytest.mark.parametrize(
    ("type_name", "field", "schema"),
    [
        ("Animal", "Tame", {"type": "boolean", "default": False}),
        ("Named", "Name", {"type": "string", "default": ""}),
        (
            "Animal",
            "Sounds",
            {
                "type": ["array", "null"],
                "items": {"type": "string"},
                "default": [],
                "x-comet-since": "22.1.3",
            },
        ),
        (
            "Cage",
            "Birds",
            {
                "type": ["object", "null"],
                "additionalProperties": {"$ref": "#/$defs/Bird"},
                "default": {},
            },
        ),
        (
            "Cage",
            "Rows",
            {
                "type": ["object", "null"],
                "propertyNames": {"pattern": "^-?[0-9]+$"},
                "additionalProperties": {"type": ["array", "null"], "items": {"$ref": "#/$defs/Bird"}},
            },
        ),
        (
            "Cage",
            "Lock",
            {
                "$ref": "#/$defs/Lock",
                "default": {},
                "deprecated": True,
                "x-comet-deprecated-since": "22.6.x",
            },
        ),
        ("Cage", "Photo", {"type": ["string", "null"], "contentEncoding": "base64"}),
        ("Cage", "Plan", {"type": ["string", "null"], "contentEncoding": "base64", "default": ""}),
        ("Ticket", "f", {"type": "integer", "minimum": 0, "maximum": 255, "default": 0}),
        (
            "Ticket",
            "b",
            {
                "type": "integer",
                "deprecated": True,
                "x-comet-deprecated-since": "18.2.0",
                "x-comet-ignored-since": "23.3.0",
            },
        ),
        ("Ticket", "Payload", {"default": None}),
        ("Keeper", "Wage", {"type": "number"}),
        (
            "Lock",
            "Key",
            {
                "type": "string",
                "deprecated": True,
                "x-comet-deprecated-since": "Unused",
                "x-comet-secret": True,
            },
        ),
        ("Lock", "Spare", {"type": "string", "x-comet-url": True}),
        (
            "Keeper",
            "Tasks",
            {
                "type": ["object", "null"],
                "additionalProperties": {"type": "string"},
                "x-comet-hidden": True,
            },
        ),
    ],
)
def test_a_field(definitions: dict[str, Any], type_name: str, field: str, schema: dict[str, Any]) -> None:
    assert definitions[type_name]["properties"][field] == schema


def test_the_bundle_holds_constants_and_families(tmp_path: Path) -> None:
    (tmp_path / "constants.yaml").write_text(OVERLAYS["constants.yaml"], "utf-8")
    whole = bundle(load_model(TYPES, tmp_path))
    assert whole["x-comet-constants"] == {"CLOCK_RHYTHM_DAY": 1, "MAX_CLOCKS": 7}
    assert whole["x-comet-families"] == {"CLOCK_RHYTHM_": "closed"}
    assert list(whole["$defs"]) == sorted(TYPES)


def test_a_standalone_schema_holds_what_the_type_leads_to_and_no_more(definitions: dict[str, Any]) -> None:
    schema = standalone({"$defs": definitions}, "Zoo")
    assert {key: value for key, value in schema.items() if key != "$defs"} == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:comet-lint:schema:Zoo",
        "title": "Comet Backup Zoo",
        "$ref": "#/$defs/Zoo",
    }
    assert schema["$defs"] == {name: definitions[name] for name in ("Bird", "Lock", "Zoo")}


def test_schemas_are_written_with_one_line_per_field(definitions: dict[str, Any]) -> None:
    assert (
        render(standalone({"$defs": definitions}, "Ticket"))
        == """\
{
 "$schema": "https://json-schema.org/draft/2020-12/schema",
 "$id": "urn:comet-lint:schema:Ticket",
 "title": "Comet Backup Ticket",
 "$ref": "#/$defs/Ticket",
 "$defs": {
  "Ticket": {
   "type": "object",
   "properties": {
    "t": {"type": "string"},
    "r": {"type": "boolean"},
    "f": {"type": "integer", "minimum": 0, "maximum": 255, "default": 0},
    "b": {"type": "integer", "deprecated": true, "x-comet-deprecated-since": "18.2.0", \
"x-comet-ignored-since": "23.3.0"},
    "Payload": {"default": null}
   },
   "additionalProperties": false
  }
 }
}
"""
    )


def test_committed_schemas_are_those_of_the_committed_model() -> None:
    assert stale_files(generated_files(committed_types(FOLDER), FOLDER / "model"), FOLDER) == []


def test_committed_schema_files_are_the_bundle_and_one_per_root() -> None:
    expected = ["comet", *ROOTS]
    assert sorted(path.name for path in FOLDER.glob("*.json")) == sorted(f"{n}.schema.json" for n in expected)


@pytest.mark.parametrize("name", ["comet", *ROOTS])
def test_committed_schemas_are_valid_2020_12(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    jsonschema_rs.validator_for(schema)


def test_the_bundle_holds_every_type_of_the_page_and_those_added_later() -> None:
    page_types = committed_types(FOLDER)
    assert len(page_types) == 213
    assert sorted(DEFINITIONS.keys() - page_types.keys()) == [
        "HyperVRestoreTargetOptions",
        "LoginProtectionOptions",
        "PartitionConflict",
        "ProxmoxRestoreTargetOptions",
        "VMwareRestoreTargetOptions",
    ]
    assert page_types.keys() <= DEFINITIONS.keys()


@pytest.mark.parametrize("name", ROOTS)
def test_a_root_schema_refers_only_to_itself(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    names = {reference.removeprefix("#/$defs/") for reference in _values_of("$ref", schema)}
    assert names == set(schema["$defs"])


def _values_of(keyword: str, schema: object) -> Iterator[Any]:
    if isinstance(schema, dict):
        if keyword in schema and not isinstance(schema[keyword], dict):
            yield schema[keyword]
        for member in schema.values():
            yield from _values_of(keyword, member)


@pytest.mark.parametrize("name", ROOTS)
def test_every_type_and_field_of_a_root_schema_has_a_description(name: str) -> None:
    definitions = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))["$defs"]
    silent = [
        f"{type_name}.{field}"
        for type_name, definition in definitions.items()
        for field, schema in {"": definition, **definition["properties"]}.items()
        if not schema.get("description")
    ]
    assert silent == []


def test_every_default_is_valid() -> None:
    for name, definition in DEFINITIONS.items():
        for field, schema in definition["properties"].items():
            if "default" in schema:
                validator = Draft202012Validator({**schema, "$defs": DEFINITIONS})
                assert validator.is_valid(schema["default"]), (name, field)


def test_defaults_are_there_exactly_where_the_page_states_what_omission_implies() -> None:
    types = committed_types(FOLDER)
    stated = {(name, field.name) for name, type_ in types.items() for field in type_.fields if field.omission}
    own_fields = {(name, field.name) for name, type_ in types.items() for field in type_.fields}
    with_default = {
        (name, field)
        for name, definition in DEFINITIONS.items()
        for field, schema in definition["properties"].items()
        if "default" in schema and (name, field) in own_fields
    }
    assert with_default == stated


def test_texts_whose_names_speak_of_credentials_are_marked_but_for_those_known_to_hold_none() -> None:
    telling = re.compile(r"(?i)password|passphrase|secret|private|token|totp|key|serial|challenge|recovery")
    shown = {
        f"{name}.{field}"
        for name, definition in DEFINITIONS.items()
        for field, schema in definition["properties"].items()
        if telling.search(field)
        and schema.get("type") == "string"
        and not {"x-comet-secret", "x-comet-hidden"} & schema.keys()
    }
    ids_paths_and_serial_numbers_of_disks = {
        "B2VirtualStorageRoleSettings.KeyID",
        "BrandingOptions.WindowsCodeSignRelicKeyName",
        "BrandingOptions.WindowsCodeSignRelicKeypairFile",
        "BrandingProperties.WindowsCodeSignRelicKeyName",
        "BrandingProperties.WindowsCodeSignRelicKeypairFile",
        "DiskDrive.SerialNumber",
        "MacOSCodeSignProperties.NotaryAPIKeyFile",
        "MacOSCodeSignProperties.NotaryAPIKeyID",
        "MySQLConnection.TLSCustomClientKeyPath",
        "Partition.VolumeSerial",
        "PrivateBrandingProperties.WindowsCodeSignRelicKeyName",
        "PrivateBrandingProperties.WindowsCodeSignRelicKeypairFile",
        "RestoreJobAdvancedOptions.SslKeyFile",
        "U2FRegistrationChallengeResponse.ChallengeID",
        "U2FSignRequest.ChallengeID",
        "U2FSignResponse.ChallengeID",
        "WebAuthnAuthenticatorSelection.residentKey",
        "WebAuthnRegistrationChallengeResponse.ChallengeID",
        "WebAuthnSignRequest.ChallengeID",
        "WebAuthnSignResponse.ChallengeID",
        "WindowsCodeSignProperties.WindowsCodeSignRelicKeyName",
        "WindowsCodeSignProperties.WindowsCodeSignRelicKeypairFile",
    }
    assert shown == ids_paths_and_serial_numbers_of_disks


@pytest.mark.parametrize(
    ("type_name", "secrets"),
    [
        ("AllowedAdminUser", {"Password", "TOTPKey"}),
        ("UserProfileConfig", {"PasswordHash", "PasswordRecovery", "TOTPKey"}),
        (
            "DestinationConfig",
            {
                "CometBucketKey",
                "S3AccessKey",
                "S3SecretKey",
                "SFTPPassword",
                "SFTPPrivateKey",
                "FTPPassword",
                "AZBAccountKey",
                "LocalcopyWinSMBPassword",
                "EncryptedEncryptionKey",
            },
        ),
        ("SelfBackupTarget", {"EncryptionKey"}),
        ("LicenseOptions", {"SerialNumber"}),
        ("Office365Credential", {"Secret", "AppCert"}),
        ("SSHConnection", {"SSHPassword", "SSHPrivateKey"}),
    ],
)
def test_secret_fields(type_name: str, secrets: set[str]) -> None:
    properties = DEFINITIONS[type_name]["properties"]
    assert {field for field, schema in properties.items() if "x-comet-secret" in schema} == secrets


def test_the_overseer_role_is_deprecated_and_ignored() -> None:
    overseer = DEFINITIONS["ServerConfigOptions"]["properties"]["OverseerRole"]
    assert overseer["deprecated"] is True
    assert overseer["x-comet-deprecated-since"] == "18.2.0"
    assert overseer["x-comet-ignored-since"] == "23.3.0"


@pytest.mark.parametrize(
    ("type_name", "field", "limits"),
    [
        ("DestinationConfig", "DestinationType", (0, 2**64 - 1)),
        ("WasabiVirtualStorageRoleSettings", "ObjectLockMode", (0, 255)),
        ("WebAuthnCredential", "SignCount", (0, 2**32 - 1)),
        ("ReplicatorStateAPIResponse", "ActiveWorkers", (-(2**31), 2**31 - 1)),
        ("RetentionRange", "Jobs", (None, None)),
    ],
)
def test_integers_have_the_range_of_their_wire_type(
    type_name: str, field: str, limits: tuple[int | None, int | None]
) -> None:
    schema = DEFINITIONS[type_name]["properties"][field]
    assert (schema.get("minimum"), schema.get("maximum")) == limits


def test_a_field_is_as_old_as_each_type_has_it() -> None:
    since = {
        name: DEFINITIONS[name]["properties"]["UseObjectLock"]["x-comet-since"]
        for name in ("WasabiVirtualStorageRoleSettings", "ImpossibleCloudPartnerTemplateSettings")
    }
    assert since == {
        "WasabiVirtualStorageRoleSettings": "23.3.1",
        "ImpossibleCloudPartnerTemplateSettings": "24.5.0",
    }


def test_a_storage_field_is_live_with_its_storage_type() -> None:
    properties = DEFINITIONS["DestinationConfig"]["properties"]
    assert properties["FTPSMode"]["x-comet-live-when"] == {"DestinationType": [1004]}
    assert properties["SMB"]["x-comet-live-when"] == {"DestinationType": [1011]}


def _samples() -> dict[str, tuple[str, Any]]:
    samples: dict[str, tuple[str, Any]] = {}
    for path in sorted(SAMPLES.glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        kind = path.stem.removeprefix("zero-").removeprefix("one-of-each-")
        if path.stem in {"list-users-full", "policies-list-full"}:
            kind = "UserProfileConfig" if path.stem == "list-users-full" else "GroupPolicy"
            samples.update({f"{path.stem} {key}": (kind, value) for key, value in content.items()})
        elif path.stem == "get-user-profile-and-hash":
            samples[path.stem] = ("GetProfileAndHashResponseMessage", content)
        elif kind in DEFINITIONS:
            samples[path.stem] = (kind, content)
        else:
            samples[path.stem] = (
                "UserProfileConfig" if "profile" in path.stem else "ServerConfigOptions",
                content,
            )
    return samples


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not part of the project")
def test_real_documents_are_valid() -> None:
    for name, (kind, document) in _samples().items():
        schema = standalone(BUNDLE, kind)
        assert Draft202012Validator(schema).is_valid(document), name
        assert jsonschema_rs.validator_for(schema).is_valid(document), name
