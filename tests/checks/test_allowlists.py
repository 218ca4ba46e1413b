"""Which addresses a finding about an allowlist names. When there is one at all, the rules' examples tell."""

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comet_lint.checks import allowlists
from comet_lint.comet.go_regex import compile_go, needs_go_1_22, problem_with
from comet_lint.comet.model import load_model
from comet_lint.comet.node import Node
from comet_lint.findings import Severity
from comet_lint.rules.context import Context
from comet_lint.rules.problem import Problem

CHECKS = {
    "S117": allowlists.invalid,
    "S118": allowlists.unanchored,
    "S119": allowlists.partly_anchored,
    "S120": allowlists.bare_dot,
    "S121": allowlists.everything,
    "S122": allowlists.nothing,
}


def judged(pattern: str) -> dict[str, Problem]:
    node = Node({"IPWhitelist": pattern}, "AllowedAdminUser", load_model())
    return {code: found for code, check in CHECKS.items() for found in check(node, Context())}


@pytest.mark.parametrize(
    ("pattern", "code", "variant", "address"),
    [
        ("10.0.0.1", "S118", "", "110.0.0.1"),
        (r"^10\.0\.0\.1", "S118", "end", "10.0.0.10"),
        (r"^192\.168\.1", "S118", "prefix", "192.168.10.7"),
        ("^10", "S118", "prefix", "100.7.7.7"),
        ("2001:db8::1", "S118", "end", "2001:db8::10"),
        (r"10\..*", "S118", "", "110.7.7.7"),
        (r"^10\.|192\.168\.", "S119", "", "5.192.168.7"),
        (r"^127\.0\.0\.1$|::1", "S119", "", "2001:db8::1"),
        ("^172.16.", "S120", "", "172.160.7.7"),
        ("^10.*", "S120", "star", "100.7.7.7"),
        ("^172.16.*", "S120", "star", "172.160.7.7"),
    ],
)
def test_the_address_that_gets_through(pattern: str, code: str, variant: str, address: str) -> None:
    found = judged(pattern)[code]
    assert (found.variant, found.details["address"]) == (variant, address)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("10.0.0.0/8", "networks such as 10.0.0.0/8 are not understood"),
        ("10.0.0.1,10.0.0.2", "a list needs | between the addresses"),
        ("10.0.0.1 10.0.0.2", "a list needs | between the addresses"),
        (r"^10\.0\.0\.1$ ", "there is a blank at its start or end"),
        (r"^10\.0\.0\.\*$", r"\* stands for a real asterisk"),
        ("office.example.com", "host names are not looked up"),
        (r"^10\.0\.0\.1:8060$", "the address that is compared has no port"),
        (r"^10\.0\.0$", "what it describes is not an IP address"),
        (r"^300\.1\.1\.1$", "what it describes is not an IP address"),
        (r"1\.2\.3\.4\.5", "what it describes is not an IP address"),
        (r"^10\.0\.0\.1$1", "what it describes is not an IP address"),
        (r"^203\.0\.113\.5:\d+$", "the address that is compared has no port"),
        (r"^0\.", "no address begins with 0"),
        ("^0:0:0:0:0:0:0:1$", "what it describes is not an IP address"),
    ],
)
def test_why_nothing_matches(pattern: str, reason: str) -> None:
    found = judged(pattern)
    assert list(found) == ["S122"]
    assert found["S122"].details["reason"] == reason


PIECES = ["1", "25", "0", ".", r"\.", ":", "a", "/", ",", "x", r"\d", "[0-9]", "^", "$", "|", "(", "(?:", ")"]
PIECES += ["*", "+", "?", "{2}", "192.168.", r"10\.0\.0\.", "2001:db8:"]
PATTERNS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)
ADDRESSES = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6), st.just(IPv4Address("192.168.1.10"))).map(str)


@settings(max_examples=400, deadline=None)
@given(PATTERNS)
def test_every_address_that_is_shown_is_one_and_gets_in(pattern: str) -> None:
    for code in ("S118", "S119", "S120"):
        for found in filter(None, [judged(pattern).get(code)]):
            address = str(found.details.get("address", ""))
            if address:
                assert str(ip_address(address)) == address
                assert compile_go(pattern).search(address)


@settings(max_examples=400, deadline=None)
@given(PATTERNS, st.lists(ADDRESSES, max_size=20))
def test_what_matches_nothing_matches_nothing(pattern: str, addresses: list[str]) -> None:
    found = judged(pattern).get("S122")
    if found is not None and found.severity is None:
        assert not any(map(compile_go(pattern).search, addresses))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_any_text_can_be_judged(pattern: str) -> None:
    refused = problem_with(pattern) is not None or needs_go_1_22(pattern)
    assert ("S117" in judged(pattern)) == refused


@pytest.mark.parametrize(
    "pattern",
    ["1." * 4000, "a." * 4000, "1?" * 2400, "(1?){900}x", r"^10\.(?:\d\d?\d?\.?){1,900}$", "1|" * 5000 + "1"],
    ids=["numbers", "letters", "optional", "counted", "numbers of digits", "alternatives"],
)
def test_hostile_expressions_are_said_to_be_too_long_or_judged_by_samples(pattern: str) -> None:
    found = judged(pattern)
    if "S121" not in found:
        assert list(found) == ["S117"]
        assert (found["S117"].variant, found["S117"].severity) == ("long", Severity.INFO)


def test_a_long_list_of_addresses_is_judged() -> None:
    addresses = [rf"^203\.0\.113\.{number}$" for number in range(250)]
    assert judged("|".join(addresses)) == {}
    assert judged("|".join([*addresses, "^300$"]))["S122"].variant == "part"


@pytest.mark.parametrize("stand_in", ["***", "REDACTED", "<redacted>"])
def test_what_was_taken_out_is_not_judged(stand_in: str) -> None:
    assert judged(stand_in) == {}
