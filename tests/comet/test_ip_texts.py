"""The sets of texts hold exactly the addresses that they are said to hold."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.comet import ip_texts
from comet_lint.comet.ip_texts import Texts


def holds(texts: Texts, text: str) -> bool:
    places = {0}
    for character in text:
        places = {target for place in places for characters, target in texts.edges[place] if character in characters}
    return any(texts.is_text[place] for place in places)


ALL = (ip_texts.ipv4(), ip_texts.ipv4_zero(), ip_texts.ipv6())
GROUPS = st.lists(st.one_of(st.just(0), st.just(0), st.integers(0, 0xFFFF)), min_size=8, max_size=8)


@given(st.ip_addresses(v=4))
def test_every_ipv4_address_is_in_one_of_the_two_sets(address: IPv4Address) -> None:
    assert holds(ip_texts.ipv4_zero(), str(address)) is str(address).startswith("0.")
    assert holds(ip_texts.ipv4(), str(address)) is not str(address).startswith("0.")


@given(GROUPS)
def test_every_ipv6_address_is_in_the_set(groups: list[int]) -> None:
    address = IPv6Address(b"".join(group.to_bytes(2, "big") for group in groups))
    if address.ipv4_mapped is None:
        assert holds(ip_texts.ipv6(), str(address))


@given(st.text("0125.:af", max_size=18))
def test_other_texts_are_in_no_set(text: str) -> None:
    if any(holds(texts, text) for texts in ALL):
        assert ip_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "0:0:0:0:0:0:0:1",
        "2001:0db8::1",
        "1:2:3:4:5:6:7::",
        "1::0",
        "0::1",
        "1:::2",
        ":1",
        "1:",
        "::1::",
        "1:2:3:4:5:6:7",
    ],
)
def test_ipv6_addresses_in_forms_that_go_does_not_write(text: str) -> None:
    assert not holds(ip_texts.ipv6(), text)


@pytest.mark.parametrize("text", ["1.2.3.4", "223.255.255.255", "126.0.0.1", "128.0.0.1", "99.1.1.1"])
def test_addresses_of_clients(text: str) -> None:
    assert holds(ip_texts.ipv4_clients(), text)


@pytest.mark.parametrize("text", ["127.0.0.1", "224.0.0.1", "255.255.255.255", "0.0.0.0", "230.1.1.1"])
def test_addresses_from_which_nobody_comes(text: str) -> None:
    assert not holds(ip_texts.ipv4_clients(), text)


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (ip_texts.ipv4_with_port(), "10.0.0.1:8060"),
        (ip_texts.ipv4_mapped(), "::ffff:10.0.0.1"),
        (ip_texts.ipv6_in_brackets(), "[::1]"),
        (ip_texts.ipv6_with_port(), "[2001:db8::1]:443"),
        (ip_texts.EMPTY, ""),
    ],
)
def test_other_forms(texts: Texts, text: str) -> None:
    assert holds(texts, text)
    assert not holds(texts, text + ".")
