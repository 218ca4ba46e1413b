"""A JSON object of many large members, read member by member: memory stays near the size of the file."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from comet_lint.source.encoding import repair
from comet_lint.source.json import walk as json_walk
from comet_lint.source.json.positions import Surroundings
from comet_lint.source.json.syntax import parse_json
from comet_lint.source.json.walk import Member
from comet_lint.source.lines import LineIndex
from comet_lint.source.notices import duplicate_key
from comet_lint.source.parsed import Notice, ParsedFile

_COMMA = ord(",")
_END = ord("}")
_raw_members = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Members(NamedTuple):
    """The members of the object that a JSON text is, in the order of the text; a key may come twice.

    `data` is the text in UTF-8, to which their offsets refer. `notices` are about the text as a whole and
    about keys that come twice; what is wrong inside a member is found by `parse_member`.
    """

    data: bytes
    members: tuple[Member, ...]
    notices: tuple[Notice, ...]
    lines: LineIndex[bytes]


def split_members(data: bytes, notices: tuple[Notice, ...] = ()) -> Members | None:
    """Find the members without building their values; None if the text is not an object in valid JSON.

    `data` is UTF-8 without byte order mark; `notices` are put before those found here.
    """
    data, repairs = repair(data)
    raws = _decode(data)
    if raws is None:
        data = json_walk.replace_lone_surrogates(data)
        raws = _decode(data)
    if raws is None:
        return None
    members = _jump(data, raws)
    if members is None:
        members = list(json_walk.members(data, json_walk.skip_space(data, 0)))
    lines = LineIndex(data)
    return Members(data, tuple(members), (*notices, *repairs, *_duplicates(data, members, lines)), lines)


def parse_member(members: Members, member: Member) -> ParsedFile:
    """Parse the value of one member. Paths begin at this value; all spans are those in the whole text."""
    text = members.data[member.value_start : member.value_end]
    surroundings = Surroundings(members.lines, member.value_start, member.key_start, member.key_end)
    return parse_json(text, (), surroundings)


def _decode(data: bytes) -> dict[str, msgspec.Raw] | None:
    try:
        return _raw_members.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _jump(data: bytes, raws: dict[str, msgspec.Raw]) -> list[Member] | None:
    """Go from member to member by their lengths; None if they are not what is found, as with keys twice."""
    if not raws:
        return []
    found: list[Member] = []
    here = json_walk.skip_space(data, 0)
    for key, raw in raws.items():
        key_start = json_walk.skip_space(data, here + 1)
        key_end = json_walk.skip_value(data, key_start)
        start = json_walk.skip_space(data, json_walk.skip_space(data, key_end) + 1)
        end = start + len(raw)
        here = json_walk.skip_space(data, end)
        is_same = data[start:end] == memoryview(raw) and json_walk.decode_string(data[key_start:key_end]) == key
        if not is_same or data[here] not in (_COMMA, _END):
            return None
        found.append(Member(key, key_start, key_end, start, end))
    return found if json_walk.skip_space(data, here + 1) == len(data) else None


def _duplicates(data: bytes, members: list[Member], lines: LineIndex[bytes]) -> list[Notice]:
    first: dict[str, Member] = {}
    again = [member for member in members if first.setdefault(member.key, member) is not member]
    return [
        duplicate_key(
            (member.key,),
            lines.span(member.key_start, member.key_end),
            lines.span(first[member.key].key_start, first[member.key].key_end).line,
            json_walk.written_at(data, first[member.key].value_start),
            json_walk.written_at(data, member.value_start),
        )
        for member in again
    ]
