"""JSON that the fast parser refuses: repaired as the server does, or explained."""

from __future__ import annotations

from comet_lint.source.encoding import repair
from comet_lint.source.json.diagnose import Duplicate, JsonSyntaxError, duplicate_keys, find_error
from comet_lint.source.json.positions import JsonPositions, Surroundings
from comet_lint.source.json.replaced import replaced_values
from comet_lint.source.json.syntax import load
from comet_lint.source.json.walk import replace_lone_surrogates, skip_space, skip_value, written_at
from comet_lint.source.notices import Written, duplicate_key
from comet_lint.source.parsed import Notice, ParsedFile


def parse_awkward_json(data: bytes, notices: tuple[Notice, ...], surroundings: Surroundings | None) -> ParsedFile:
    """What `parse_json` gives, for a text that it could not parse at the first attempt."""
    data, repairs = repair(data)
    notices += repairs
    data = replace_lone_surrogates(data)
    try:
        root = load(data, catch_duplicate_keys=False, is_member=surroundings is not None)
    except ValueError:
        positions = JsonPositions(data, None, surroundings)
        return ParsedFile("json", (), (*notices, _syntax_notice(find_error(data), positions)), positions)
    duplicates = duplicate_keys(data)
    positions = JsonPositions(data, root, surroundings, has_duplicates=bool(duplicates))
    notices += tuple(_duplicate_notices(data, duplicates, positions))
    return ParsedFile("json", (root,), notices, positions, tuple(replaced_values(data, duplicates)))


def _syntax_notice(error: JsonSyntaxError, positions: JsonPositions) -> Notice:
    opened_at = error.start if error.opened_at is None else error.opened_at
    span, opened = positions.spans_of_offsets([(error.start, error.end), (opened_at, opened_at)])
    if error.opened_at is None:
        return Notice("T001", (), span, error.message)
    return Notice("T001", (), span, f"{error.message} in line {opened.line}.")


def _duplicate_notices(data: bytes, duplicates: list[Duplicate], positions: JsonPositions) -> list[Notice]:
    firsts = positions.spans_of_offsets([(each.first_start, each.first_start) for each in duplicates])
    spans = positions.spans_of_offsets([(each.start, each.end) for each in duplicates])
    return [
        duplicate_key(each.path, span, first.line, _written(data, each.first_start), _written(data, each.start))
        for each, span, first in zip(duplicates, spans, firsts, strict=True)
    ]


def _written(data: bytes, key_start: int) -> Written:
    """What the value of the key at an offset is."""
    colon = skip_space(data, skip_value(data, key_start))
    return written_at(data, skip_space(data, colon + 1))
