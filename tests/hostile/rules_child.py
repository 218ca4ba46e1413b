"""Runs every rule alone over its own examples with hostile texts in them, in this process, which ends if one hangs.

Standard output: the code of each rule, and then a JSON list of the texts on which it crashed.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from comet_lint.comet.model import Model, load_model
from comet_lint.files.resources import rules_folder
from comet_lint.lint.examples import ExampleError, run_example
from comet_lint.rules.rule import WORKSPACE, Rule, rule_from_data
from comet_lint.rules.rule_files import examples_of, load_rule_data, rule_file_paths
from comet_lint.text.pointers import Path
from tests.hostile.documents import replaced
from tests.hostile.texts import ALL

SECONDS = 10
MEMORY = 2 << 30
_MOST_PLACES = 12
_MOST_EXAMPLES = 1


def main(*, thoroughly: bool) -> None:
    model = load_model()
    kept = frozenset(value for value in model.constants.values() if isinstance(value, str))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for path in rule_file_paths(rules_folder()):
        data = load_rule_data(path)
        rule = rule_from_data(data)
        if WORKSPACE in rule.applies_to:
            continue
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + SECONDS, resource.RLIM_INFINITY))
        print(rule.code, flush=True)
        examples = [example for example in examples_of(data) if example["findings"] and "document" in example]
        crashes = [
            crash
            for example in (examples if thoroughly else examples[:_MOST_EXAMPLES])
            for crash in _crashes(rule, example, model, kept, _MOST_PLACES if thoroughly else 0)
        ]
        print(json.dumps(crashes), flush=True)


def _crashes(
    rule: Rule, example: Mapping[str, Any], model: Model, kept: frozenset[Any], single_places: int
) -> Iterator[str]:
    document = example["document"]
    places = list(_texts_in(document, kept))[:single_places]
    for name, text in ALL.items():
        if name == "surrogate":
            continue  # Readers of files replace them.
        changed = [replaced(document, text, kept), *(_put(document, place, text) for place in places)]
        for each in changed:
            try:
                for outcome in run_example(rule, {**example, "document": each}, model):
                    outcome.message.encode("utf-8", "strict")
            except (ExampleError, UnicodeError, RecursionError) as error:
                yield f"{name}: {error}"


def _texts_in(value: Any, kept: frozenset[Any], place: Path = ()) -> Iterator[Path]:
    if isinstance(value, str) and value not in kept:
        yield place
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _texts_in(member, kept, (*place, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _texts_in(entry, kept, (*place, index))


def _put(value: Any, place: Path, text: str) -> Any:
    if not place:
        return text
    step, rest = place[0], place[1:]
    if isinstance(value, Mapping):
        return {**value, step: _put(value[step], rest, text)}
    return [_put(entry, rest, text) if index == step else entry for index, entry in enumerate(value)]


if __name__ == "__main__":
    main(thoroughly="--thoroughly" in sys.argv)
