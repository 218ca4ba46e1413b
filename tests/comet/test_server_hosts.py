"""Under which names a server is reached, however they are written."""

from __future__ import annotations

from typing import Any

import pytest

from comet_lint.comet.addresses import parse_address
from comet_lint.comet.model import load_model
from comet_lint.comet.node import Node, document_node
from comet_lint.comet.server_hosts import hosts_of, is_own_address, listening, own_ports, partner_hosts, remote_host

MODEL = load_model()


def server_node(**fields: Any) -> Node:
    return document_node(fields, "ServerConfigOptions", MODEL)


def replica(address: str, kind: str = "comet") -> Node:
    server = server_node(StorageRole={"RoleEnabled": True, "ReplicateTo": [{"Type": kind, "RemoteAddress": address}]})
    return server.child("StorageRole").children("ReplicateTo")[0]


def test_host_names() -> None:
    hosts = hosts_of(
        server_node(
            ListenAddresses=[
                {"ListenAddress": ":443", "AutoSSLDomains": "Backup.example.com, contoso.example.com"},
                {"ListenAddress": "192.0.2.7:8060"},
                {"ListenAddress": "127.0.0.1:8060"},
                {"ListenAddress": "0.0.0.0:80"},
            ],
            Branding={"DefaultLoginServerURL": "https://login.example.com/"},
            Organizations={"org-1": {"Hosts": ["Contoso.example.com."]}, "org-2": {"Hosts": None}},
        )
    )
    assert hosts.own == {"backup.example.com", "192.0.2.7", "login.example.com"}
    assert hosts.of_tenants == {"contoso.example.com"}
    assert hosts.tenants == {"org-1": {"contoso.example.com"}, "org-2": set()}
    assert hosts.all == hosts.own | hosts.of_tenants
    assert hosts.are_all_known


@pytest.mark.parametrize(
    ("listeners", "trust", "known"),
    [
        ([{"ListenAddress": ":443", "AutoSSLDomains": "a.example.com"}], False, True),
        ([{"ListenAddress": ":443", "AutoSSLDomains": "a.example.com"}, {"ListenAddress": ":80"}], False, True),
        ([{"ListenAddress": ":443", "AutoSSLDomains": "a.example.com"}], True, False),
        ([{"ListenAddress": ":443", "SSLCertPath": "a.pem"}], False, False),
        ([{"ListenAddress": ":443", "SSLPfxPath": "a.pfx"}], False, False),
        ([{"ListenAddress": ":8060"}], False, False),
        ([], False, False),
    ],
)
def test_whether_all_host_names_are_known(listeners: list[dict[str, str]], trust: bool, known: bool) -> None:
    assert hosts_of(server_node(ListenAddresses=listeners, TrustXForwardedFor=trust)).are_all_known is known


@pytest.mark.parametrize(
    ("listeners", "expected"),
    [
        ([{"ListenAddress": ":443", "AutoSSLDomains": "a"}], (True, False, False)),
        ([{"ListenAddress": ":443", "SSLPfxPath": "a"}, {"ListenAddress": ":80"}], (True, True, False)),
        ([{"ListenAddress": "127.0.0.1:8060"}], (False, False, True)),
    ],
)
def test_how_a_server_listens(listeners: list[dict[str, str]], expected: tuple[bool, bool, bool]) -> None:
    assert listening(server_node(ListenAddresses=listeners)) == expected


def test_names_beyond_ascii_are_compared_as_dns_is_asked_for_them() -> None:
    hosts = hosts_of(
        server_node(
            ListenAddresses=[{"ListenAddress": ":443", "AutoSSLDomains": "B\u00fccher.example"}],
            Organizations={"org-1": {"Hosts": ["b\u00e4ume.example"]}},
        )
    )
    assert hosts.own == {"xn--bcher-kva.example"}
    assert hosts.of_tenants == {"xn--bume-loa.example"}


def test_the_dot_of_the_root_does_not_count_wherever_it_is_written() -> None:
    hosts = hosts_of(
        server_node(
            ListenAddresses=[
                {"ListenAddress": "Listen.example.com.:443", "AutoSSLDomains": "A.example.com., b.example.com"}
            ],
            Branding={"DefaultLoginServerURL": "https://Login.example.com./"},
            Organizations={"org-1": {"Hosts": [" Contoso.example.com. ", ".", "", 7]}},
        )
    )
    assert hosts.listed == {"listen.example.com", "a.example.com", "b.example.com"}
    assert hosts.login == {"login.example.com"}
    assert hosts.tenants == {"org-1": {"contoso.example.com"}}


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://backup.example.com/", True),
        ("https://BACKUP.example.com.:8443/", True),
        ("http://127.0.0.1:8060/", True),
        ("http://localhost/", True),
        ("contoso.example.com", True),
        ("https://login.example.com/", True),
        ("https://other.example.com/", False),
        ("https://backup.example.com.evil.example/", False),
    ],
)
def test_addresses_that_lead_back(address: str, own: bool) -> None:
    server = server_node(
        ListenAddresses=[{"ListenAddress": ":443", "AutoSSLDomains": "backup.example.com"}],
        Branding={"DefaultLoginServerURL": "https://login.example.com/"},
        Organizations={"org-1": {"Hosts": ["contoso.example.com"]}},
    )
    parsed = parse_address(address)
    assert parsed is not None
    assert is_own_address(parsed, server) is own


def test_only_loopback_is_known_to_lead_back_outside_of_a_server_configuration() -> None:
    target = document_node({"Hosts": ["a.example.com"]}, "Organization", MODEL)
    for address, own in (("https://a.example.com/", False), ("http://[::1]:8060/", True)):
        parsed = parse_address(address)
        assert parsed is not None
        assert is_own_address(parsed, target) is own


def test_ports() -> None:
    listeners = [{"ListenAddress": ":443"}, {"ListenAddress": "127.0.0.1:8060"}, {"ListenAddress": "?"}]
    assert own_ports(server_node(ListenAddresses=listeners)) == {443, 8060}


@pytest.mark.parametrize(
    ("address", "kind", "host"),
    [
        (" $self$ ", "comet", "$self$"),
        ("http://127.0.0.1:8060/", "comet", "$self$"),
        ("https://EU.example.com./", "comet", "eu.example.com"),
        ("https://eu.example.com/", "b2", ""),
        ("", "comet", ""),
    ],
)
def test_hosts_of_other_servers(address: str, kind: str, host: str) -> None:
    assert remote_host(replica(address, kind)) == host


def test_partners_are_other_servers_only() -> None:
    server = server_node(
        AuthenticationRole={
            "RoleEnabled": True,
            "ReplicateTo": [{"Type": "comet", "RemoteAddress": "https://a.example.com"}],
        },
        ConstellationRole={
            "RoleEnabled": True,
            "Servers": [
                {"Type": "comet", "RemoteAddress": "$self$"},
                {"Type": "comet", "RemoteAddress": "https://b.example.com"},
            ],
        },
    )
    assert partner_hosts(server) == {"a.example.com", "b.example.com"}
