"""Documents of all sorts in one folder, on which two builds of comet-lint are compared."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.fleet import clean_profile, dirty_profile, policies, server, write_export, write_folder, write_yaml
from benchmarks.mutating import mutated, text_of, with_doubled_keys, with_other_keys, with_wrong_types
from benchmarks.odd_documents import odd_files

_ROOT = Path(__file__).parent.parent
_SAMPLES = _ROOT / "tests" / "data" / "samples"
_EXAMPLE_REPOSITORY = _ROOT / "tests" / "example-repo"
_RULES = _ROOT / "rules"
_INDEX = "parts.json"
_ROOT_TYPES = ("ServerConfigOptions", "UserProfileConfig", "GroupPolicy", "Organization")

DIRTY = 400
_DIRTY_IN_A_SMALL_MAP = 40
_CLEAN = 60
_MUTATED = 60
_DOUBLED = 20
_WRONG_TYPES = (
    "one-of-each-ServerConfigOptions",
    "one-of-each-UserProfileConfig",
    "profile-alice",
    "zero-GroupPolicy",
    "zero-Organization",
    "server",
)
"""The documents in which every value is replaced by wrong ones."""

_OWN_RULE = """\
code: ACME1
name: vault-without-owner
severity: warning
confidence: high
applies-to: DestinationConfig
when:
  properties:
    Tag: {const: ""}
at: Description
message: "{subject} has no tag."
why: A tag says whose vault it is.
fix: Write a tag.
references: ["Our handbook"]
examples:
  bad:
    - document: {Tag: ""}
      findings: [/Description]
  good:
    - document: {Tag: x}
"""
_CONFIGURATION = """\
extend-rules: [own-rules]
severity: {V031: info, C301: error}
per-path: {"profiles/user0000*": [V, S602]}
ignore: [D017]
context: {known_hosts: [backup.example.com], behind_proxy: true}
suppressions:
  - {rules: [R001], reason: known, pointer: /BackupRules/*/Source}
  - {rules: [ALL], reason: known, user: user00012}
  - {rules: [T, ACME1], reason: known, path: "profiles/user0002*"}
  - {rules: [V], reason: known, protected-item: "Item 1"}
  - {rules: [T005], reason: known, until: 2000-01-01}
  - {rules: [C], reason: known, until: 2999-01-01, pointer: "/Destinations/**"}
"""
_ODD_COMMENT = """\
Username: a
PolicyID: 5 # comet-lint: ignore[NOSUCH] no such rule
"""


class Part(NamedTuple):
    """What one run checks: a folder or file in the corpus, and arguments that belong to it."""

    path: str
    arguments: tuple[str, ...] = ("--no-config",)
    runs: str = "every"
    """Which sets of options it is checked with: "every" one, "each preset" once, or only the "first"."""


def build(corpus: Path, samples: Iterable[Path] = (), each: Iterable[Path] = ()) -> list[Part]:
    """Write the corpus; `samples` are further folders, of `each` every folder is a run of its own."""
    corpus.mkdir(parents=True, exist_ok=True)
    parts = [
        *_samples(corpus, samples),
        *_example_repository(corpus),
        *_fleets(corpus),
        *_configured(corpus),
        *_mutations(corpus),
        *_wrapped(corpus),
        *_yaml(corpus),
        *_workspaces(corpus),
        *_odd(corpus),
        *_rule_examples(corpus),
        *_each(corpus, each),
    ]
    (corpus / _INDEX).write_text(json.dumps(parts, indent=1), encoding="utf-8")
    return parts


def parts_of(corpus: Path) -> list[Part]:
    """The parts of a corpus that was kept."""
    stored = json.loads((corpus / _INDEX).read_bytes())
    return [Part(path, tuple(arguments), runs) for path, arguments, runs in stored]


def _samples(corpus: Path, further: Iterable[Path]) -> Iterator[Part]:
    for number, folder in enumerate((_SAMPLES, *further)):
        name = f"samples-{number}"
        shutil.copytree(folder, corpus / name)
        yield Part(name)


def _each(corpus: Path, folders: Iterable[Path]) -> Iterator[Part]:
    for number, folder in enumerate(folders):
        name = f"each-{number}"
        shutil.copytree(folder, corpus / name)
        yield Part(name)
        for inner in sorted(path for path in (corpus / name).iterdir() if path.is_dir()):
            yield Part(f"{name}/{inner.name}", ("--no-config", "--preset=all"), runs="first")


def _example_repository(corpus: Path) -> Iterator[Part]:
    """With its configuration and baseline, and without."""
    name = "example-repo"
    shutil.copytree(_EXAMPLE_REPOSITORY, corpus / name)
    yield Part(name, (f"--config={name}/.comet-lint.yaml",))
    yield Part(name)
    yield Part(name, (f"--config={name}/.comet-lint.yaml", "--no-ignores"), runs="first")
    yield Part(f"{name}/profiles", runs="first")


def _fleets(corpus: Path) -> Iterator[Part]:
    """Ordinary profiles in files, in a map that is read member by member, and in one that is read as a whole."""
    write_folder(corpus / "dirty", DIRTY, dirty_profile)
    yield Part("dirty")
    yield Part("dirty/profiles/user00007.json")
    for name, count in (("large-map", DIRTY), ("small-map", _DIRTY_IN_A_SMALL_MAP)):
        (corpus / name).mkdir()
        write_export(corpus / name / "users.json", count, dirty_profile)
        yield Part(name)
    _write_json(corpus / "large-map-oddly" / "users.json", _odd_members(DIRTY))
    yield Part("large-map-oddly")
    write_folder(corpus / "clean", _CLEAN, clean_profile)
    yield Part("clean")


def _odd_members(count: int) -> dict[str, Any]:
    """A map of profiles among which some are no objects, some have other names, and one is called twice."""
    random = Random("members")
    users = {f"user{number:05d}": clean_profile(number) for number in range(count // 2)}
    for number, key in enumerate(list(users)):
        if number % 3 == 0:
            users[key] = mutated(users[key], random)
        if number % 50 == 25:
            users[key] = random.choice((None, [], "x", 5, {}))
    return {**users, "": clean_profile(1), "007": clean_profile(2), "USER00001": clean_profile(3)}


def _configured(corpus: Path) -> Iterator[Part]:
    """Suppressions, other severities, rules left out by path, and a rule that does not come with comet-lint."""
    folder = corpus / "configured"
    write_folder(folder, 60, dirty_profile)
    (folder / "own-rules").mkdir()
    (folder / "own-rules" / "vault-without-owner.yaml").write_text(_OWN_RULE, encoding="utf-8")
    (folder / "comet-lint.yaml").write_text(_CONFIGURATION, encoding="utf-8")
    yield Part("configured", ("--config=configured/comet-lint.yaml",))


def _roots() -> dict[str, Any]:
    """Documents to change, by name: the samples that are whole documents, and two of the fleet."""
    names = sorted(path.stem for path in _SAMPLES.glob("*.json") if path.stem != "zero-AllowedAdminUser")
    documents = {name: _sample(name) for name in names}
    return {
        **documents,
        "clean": clean_profile(0),
        "dirty": dirty_profile(1),
        "policies": policies(),
        "server": server(),
    }


def _mutations(corpus: Path) -> Iterator[Part]:
    for name, document in _roots().items():
        random = Random(f"mutations/{name}")
        folder = f"mutated/{name}"
        for number in range(_MUTATED):
            _write_json(corpus / folder / f"mutated-{number}.json", mutated(document, random))
        for number in range(_DOUBLED):
            often = random.choice((0.005, 0.02, 0.1, 1))
            _write_json(corpus / folder / f"keys-{number}.json", with_other_keys(document, random, often))
            text = text_of(with_doubled_keys(document, random, random.choice((0.005, 0.02, 0.2))))
            (corpus / folder / f"doubled-{number}.json").write_text(text, encoding="utf-8")
        if name in _WRONG_TYPES:
            for number, wrong in enumerate(with_wrong_types(document)):
                _write_json(corpus / folder / f"wrong-{number}.json", wrong)
        yield Part(folder, runs="each preset")


def _wrapped(corpus: Path) -> Iterator[Part]:
    """As the API answers; the last ones are changed outside of the document, too."""
    random = Random("wrapped")
    folder = corpus / "wrapped"
    for number in range(30):
        profile = dirty_profile(number) if number % 2 else clean_profile(number)
        answer = {"Status": 200, "Message": "", "ProfileHash": "sha256:x", "Profile": profile}
        _write_json(folder / f"profile-{number}.json", mutated(answer, random) if number > 20 else answer)
        policy = policies()[profile["PolicyID"]]
        answer = {"Status": 200, "Message": "", "PolicyHash": "sha256:x", "Policy": mutated(policy, random)}
        _write_json(folder / f"policy-{number}.json", answer)
        _write_json(folder / f"policies-{number}.json", {"a": mutated(policy, random), "b": policy})
        tenants = server()["Organizations"]
        _write_json(folder / f"tenants-{number}.json", mutated(tenants, random) if number else tenants)
    yield Part("wrapped")


def _yaml(corpus: Path) -> Iterator[Part]:
    import yaml

    random = Random("yaml")
    folder = corpus / "yaml"
    folder.mkdir()
    write_yaml(folder / "dirty.yaml", (dirty_profile(number) for number in range(20)))
    write_yaml(folder / "mutated.yaml", (mutated(clean_profile(number), random) for number in range(20)))
    write_yaml(folder / "roots.yml", iter(_roots().values()))
    for number in range(40):
        for name, document in (("alice", _sample("profile-alice")), ("server", _sample("server-risky"))):
            text = yaml.safe_dump(
                mutated(document, random), sort_keys=False, default_flow_style=random.choice((None, False))
            )
            (folder / f"{name}-{number}.yaml").write_text(text, encoding="utf-8")
    (folder / "json.yaml").write_text(text_of(dirty_profile(3)).replace("\t", " "), encoding="utf-8")
    yield Part("yaml", runs="each preset")
    yield Part("yaml/dirty.yaml", runs="first")


def _workspaces(corpus: Path) -> Iterator[Part]:
    """Servers beside each other that share users, policies, storage and names; among them files that are broken."""
    random = Random("workspaces")
    for name in ("two", "three-changed", "broken"):
        for place, region in enumerate(("eu", "us", "apac")):
            if name == "two" and region == "apac":
                continue
            folder = corpus / "workspaces" / name / region
            write_folder(folder, 8 + place, dirty_profile if place else clean_profile)
            _write_json(folder / "server.json", _sample("server-risky" if place == 1 else "server"))
            if name == "three-changed":
                for file in sorted(folder.rglob("*.json")):
                    _write_json(file, mutated(json.loads(file.read_bytes()), random))
        if name == "broken":
            (corpus / "workspaces" / name / "eu" / "tenants.json").write_text(
                '{"a": {"Name": "x", "Hosts": [', encoding="utf-8"
            )
            (corpus / "workspaces" / name / "policies.yaml").write_text(
                "a: {Policy: {}, Description: x\n", encoding="utf-8"
            )
        yield Part(f"workspaces/{name}")
    yield Part("workspaces", runs="each preset")


def _odd(corpus: Path) -> Iterator[Part]:
    for name, content in odd_files(clean_profile(5), _sample("server")):
        group = corpus / "odd" / name.partition("-")[0]
        group.mkdir(parents=True, exist_ok=True)
        (group / name).write_bytes(content)
    (corpus / "suppressed-oddly.yaml").write_text(_ODD_COMMENT, encoding="utf-8")
    yield Part("suppressed-oddly.yaml", runs="first")
    yield Part("odd")
    yield Part("odd/shape/shape-null.json", runs="first")
    profiles = ("--no-config", "--preset=all", "--type=UserProfileConfig")
    yield Part("odd", profiles, runs="first")
    yield Part("odd/shape", ("--no-config", "--preset=all", "--skip-unknown"), runs="first")


def _rule_examples(corpus: Path) -> Iterator[Part]:
    """The examples of all rules: one folder for each type of documents, one for those of several documents."""
    types: dict[str, None] = {}
    for name, example, applies_to in _examples():
        if "documents" in example:
            for path, document in example["documents"].items():
                _write_json(corpus / "examples-of-several" / name / Path(path).with_suffix(".json"), document)
        elif "text" in example:
            file = corpus / "examples-of-texts" / name / example.get("file", "example.json")
            file.parent.mkdir(parents=True)
            file.write_bytes(example["text"].encode(example.get("encoding", "utf-8")))
        elif "document" in example:
            type_name = example.get("type", applies_to)
            types[type_name] = None
            _write_json(corpus / f"examples-{type_name}" / f"{name}.json", example["document"])
    yield Part("examples-of-several")
    for folder in sorted((corpus / "examples-of-several").iterdir()):
        yield Part(f"examples-of-several/{folder.name}", ("--no-config", "--preset=all"), runs="first")
    yield Part("examples-of-texts")
    for type_name in types:
        arguments = ("--no-config", f"--type={type_name}")
        if type_name in _ROOT_TYPES:
            yield Part(f"examples-{type_name}", arguments)
        else:
            yield Part(f"examples-{type_name}", (*arguments, "--preset=all"), runs="first")


def _examples() -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """A name for each, the example, and what its rule applies to."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for file in sorted(_RULES.rglob("*.yaml")):
        rule = yaml.load(file.read_bytes(), Loader=loader)
        applies_to = rule.get("applies-to", "")
        first = applies_to if isinstance(applies_to, str) else applies_to[0]
        examples: Sequence[Mapping[str, Any]] = [*rule["examples"]["bad"], *rule["examples"]["good"]]
        for number, example in enumerate(examples):
            yield f"{rule['code']}-{number}", example, first


def _sample(name: str) -> Any:
    return json.loads((_SAMPLES / f"{name}.json").read_bytes())


def _write_json(file: Path, document: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent="\t"), encoding="utf-8")
