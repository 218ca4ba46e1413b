"""The form of a rule file: its keys, and what kind of value each takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from comet_lint.rules.choice import PRESETS
from comet_lint.rules.json_schema import file_validator
from comet_lint.rules.validate.fault import Fault
from comet_lint.text.pointers import Path
from comet_lint.text.suggestions import did_you_mean

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_RELEASE = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)*$"}
_CONDITION = {"type": "object"}


def rule_file_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a rule file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "comet-lint rule",
        "type": "object",
        "additionalProperties": False,
        "required": ["code", "name", "severity", "confidence", "message", "why", "fix", "examples"],
        "properties": {
            "code": _about("Unique, such as ACME1.", {"type": "string", "pattern": "^[A-Z]+[0-9]+$"}),
            "name": _about("Unique, such as plain-ftp.", {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
            "severity": {"enum": ["error", "warning", "info"]},
            "confidence": _about("How sure a finding is.", {"enum": ["high", "medium", "low"]}),
            "presets": _about(
                "Where it runs without being selected.",
                {"type": "array", "items": {"enum": [name for name in PRESETS if name != "all"]}},
            ),
            "applies-to": _about("A type or several, or workspace.", {"anyOf": [_TEXT, {**_TEXTS, "minItems": 1}]}),
            "in": _about("Only objects in these fields: Type.Field.", _TEXTS),
            "when": _about("The condition under which an object is a problem.", _CONDITION),
            **_link_schemas(),
            "check": _about("A function of comet_lint.checks: module.function.", _TEXT),
            "at": _about("The field that findings point at.", _TEXT),
            "even-when-unused": _about("Also judge objects that are not in use.", {"type": "boolean"}),
            "message": _about(
                "What is wrong; {Field} shows the value of a field.",
                {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}]},
            ),
            "why": _about("Why it matters.", _TEXT),
            "fix": _about("What to do.", _TEXT),
            "references": _about("Where the facts come from.", _TEXTS),
            "since": _about("The first release that it is about, in quotes.", _RELEASE),
            "until": _about("The first release that it is no longer about, in quotes.", _RELEASE),
            "deprecates": _about("The deprecated fields (Type.Field) and types that it is about.", _TEXTS),
            "across": _about(
                "A function of comet_lint.checks.workspace: findings that other documents make less bad.", _TEXT
            ),
            "silenced-by": _about(
                "Codes of rules that say the same: where one speaks of the object or the place, this one is silent.",
                _list_of("^[A-Z]+[0-9]+$"),
            ),
            "once-per-run": _about("Says it once for all documents of a run.", {"type": "boolean"}),
            "opt-in": _about("Runs only when selected by its own code or name.", {"type": "boolean"}),
            "examples": _examples_schema(),
        },
    }


def _link_schemas() -> dict[str, Any]:
    """The keys of rules about names: what they refer to, and which may be missing, unused or given twice."""
    return {
        "reference": {
            "description": "Names that must exist elsewhere.",
            "type": "object",
            "additionalProperties": False,
            "required": ["from", "to"],
            "properties": {
                "from": _about("The field with the names.", _TEXT),
                "to": _about("Type.Field, policies or organizations.", _TEXT),
                "unless": _about("A condition under which nothing is judged.", _CONDITION),
            },
        },
        "unreferenced": _object(
            "Entries of the dictionary in 'in' that none of these fields names.",
            {"by": {**_list_of(r"^[A-Za-z0-9]+\.[A-Za-z0-9]+\.[A-Za-z0-9]+$"), "minItems": 1}},
        ),
        "unique": {
            "description": "Objects in a collection that agree in all these fields.",
            "type": "object",
            "additionalProperties": False,
            "required": ["of", "by"],
            "properties": {
                "of": {"type": "string", "pattern": r"^[A-Za-z0-9]+\.[A-Za-z0-9]+$"},
                "by": {**_TEXTS, "minItems": 1},
                "parts": _about("The list of objects that one is put together from.", _TEXT),
            },
        },
        "key": {
            "description": "The key under which a document stands in a map.",
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "differs-from": _about("The field that repeats it.", _TEXT),
                "empty": _about("It, or a key in the document, is empty.", {"const": True}),
            },
            "minProperties": 1,
            "maxProperties": 1,
        },
    }


def _about(description: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": description, **schema}


def _object(description: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object that needs all its `properties`."""
    form = {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
    return _about(description, form)


def _list_of(pattern: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "pattern": pattern}}


def _examples_schema() -> dict[str, Any]:
    context = {
        "hosted": {"type": "boolean"},
        "behind_proxy": {"type": "boolean"},
        "api_admins": _TEXTS,
        "known_hosts": _TEXTS,
        "comet_version": _RELEASE,
        "now": _about("In Unix seconds.", {"type": "integer"}),
    }
    good = {
        "title": _TEXT,
        "type": _about("The type of the document; without it, what the rule applies to.", _TEXT),
        "document": True,
        "key": _about("Its key in a map of documents.", {"type": "string"}),
        "documents": _about("Several documents, by file name.", {"type": "object", "minProperties": 1}),
        "types": _about("What they are, by file name.", {"type": "object", "additionalProperties": _TEXT}),
        "named-files": _about("The files were named one by one, so there may be others.", {"const": True}),
        "unread": _about(
            "Files that could not be read, and the types of the documents that each may hold.",
            {"type": "object", "additionalProperties": _TEXTS},
        ),
        "text": _about("The text of a file.", {"type": "string"}),
        "generated": _about("A document that is too large for this file.", _TEXT),
        "file": _about("The name of the file.", _TEXT),
        "encoding": _TEXT,
        "context": {"type": "object", "additionalProperties": False, "properties": context},
    }
    bad = {
        **good,
        "findings": _about(
            "The JSON Pointers of what is found; file#pointer for several documents.",
            {"type": "array", "minItems": 1, "items": {"type": "string"}},
        ),
        "severity": _about("The severity of all of them.", {"enum": ["error", "warning", "info"]}),
    }
    return {
        "description": "Documents that show what is found, and what is not; they are its tests.",
        "type": "object",
        "additionalProperties": False,
        "required": ["bad", "good"],
        "properties": {
            "bad": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["findings"],
                    "properties": bad,
                },
            },
            "good": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "object", "additionalProperties": False, "properties": good},
            },
        },
    }


def form_faults(content: Mapping[str, Any]) -> Iterator[Fault]:
    """Where the content of a rule file does not have the form of one."""
    for error in file_validator(rule_file_schema()).iter_errors(content):
        path: Path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            for key in error.instance:
                if key not in known:
                    yield Fault((*path, key), f"there is no key {key!r} here.{did_you_mean(str(key), known)}")
        elif error.validator == "required":
            # One error per key, and each lists all that are needed: only its message tells which.
            missing = error.message.split("'")[1]
            yield Fault(path, f"{missing!r} is missing.")
        else:
            yield Fault(path, _wrong_value(path, error))


def _wrong_value(path: Path, error: Any) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    value = error.instance
    if key in ("since", "until", "comet_version"):
        return _wrong_release(key, value)
    if error.validator == "enum":
        values = error.validator_value
        return f"must be one of {', '.join(values)}.{did_you_mean(str(value), values)}"
    if error.validator == "pattern" and key == "code":
        fixed = str(value).upper()
        hint = f" Did you mean {fixed}?" if fixed != value and fixed.isalnum() and fixed[-1:].isdigit() else ""
        return f"a code is capital letters and a number, such as ACME1.{hint}"
    if error.validator == "pattern":
        return "a name is words in small letters with hyphens between them, such as plain-ftp."
    if error.validator in ("minLength", "minItems", "minProperties"):
        return "must not be empty."
    if error.validator == "anyOf":
        wanted = "a mapping of variants to texts" if key == "message" else "a list of texts"
        return f"must be a text or {wanted}, and not empty."
    return f"must be {_KINDS[str(error.validator_value)]}."


def _wrong_release(key: str, value: Any) -> str:
    if isinstance(value, str) and not value.replace(".", "").isdigit():
        return f"{key} is a release such as '24.9' or '24.12.2'."
    return f"write the release in quotes, as in {key}: '24.9': without them YAML reads a number, and 24.10 as 24.1."


_KINDS = {
    "string": "a text",
    "array": "a list",
    "object": "a mapping",
    "boolean": "true or false",
    "integer": "a whole number",
}
