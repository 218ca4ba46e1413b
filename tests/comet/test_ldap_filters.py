"""Which LDAP filters everybody with an account in the directory fits."""

from __future__ import annotations

import pytest

from comet_lint.comet.ldap_filters import lets_everybody_in


@pytest.mark.parametrize(
    "search_filter",
    [
        "",
        " \t",
        "uid=%{USER}",
        "(uid=%{USER})",
        "( sAMAccountName = %{USER} )",
        "(userPrincipalName=%{USER}@example.com)",
        "(&(objectClass=*)(uid=%{USER}))",
        "(&(objectCategory=person)(objectClass=User)(sAMAccountName=%{USER}))",
        "(|(mail=%{USER})(uid=%{USER}))",
        "(|(uid=%{USER})(memberOf=CN=Admins,DC=example))",
        "(&(uid=%{USER})(!(userAccountControl:1.2.840.113556.1.4.803:=2)))",
    ],
)
def test_everybody(search_filter: str) -> None:
    assert lets_everybody_in(search_filter)


@pytest.mark.parametrize(
    "search_filter",
    [
        "(memberOf=CN=Admins,DC=example)",
        "(&(uid=%{USER})(memberOf=CN=Admins,DC=example))",
        "(&(uid=%{USER})(|(memberOf=CN=A,DC=example)(memberOf=CN=B,DC=example)))",
        "(&(objectClass=backupAdmin)(uid=%{USER}))",
        "(&(uid=%{USER})(department=IT))",
        "(description=%{USER})",
        "(&(uid=%{USER})",
        "(uid=%{USER}))",
        "(&uid=%{USER})",
        "(" * 100 + "uid=%{USER}" + ")" * 100,
    ],
)
def test_not_everybody_or_not_certain(search_filter: str) -> None:
    assert not lets_everybody_in(search_filter)
