"""Which texts stand for a value that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comet_lint.comet.stand_ins import is_stand_in, stands_for_secret

SOPS = "ENC[AES256_GCM,data:c2Vj,iv:YQ==,tag:Yg==,type:str]"
VAULT = "$ANSIBLE_VAULT;1.1;AES256\n33613264653165\n6338"


@pytest.mark.parametrize(
    "text",
    [
        *("***", "*****", "xxxx", "XXXXXXXX", " *** ", "•••", "…"),
        *("REDACTED", "redacted", "<redacted>", "[REDACTED]", "[removed]", "(hidden)", "***REMOVED***", "__MASKED__"),
        *("<REDACTED BY AUDIT>", "[secret removed]", "<password>", "<changeme>", "<vault-key>", "<your key here>"),
        *("${X}", "${X:-none}", "${{ secrets.KEY }}", "$(X)", "{{ x }}", "{{ redacted }}", "{% x %}", "<%= x %>"),
        *("#{X}#", "((key))", "%NAS_PASSWORD%", "__ADMIN_PASSWORD__", "@@KEY@@"),
        *(SOPS, VAULT),
    ],
)
def test_stand_ins(text: str) -> None:
    assert is_stand_in(text)
    assert stands_for_secret(text)


@pytest.mark.parametrize(
    "text", ["op://vault/nas/password", "vault:secret/data/nas#key", "env:NAS_KEY", "file:///run/secrets/nas"]
)
def test_references_stand_for_secrets_only(text: str) -> None:
    assert stands_for_secret(text)
    assert not is_stand_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "*", "**", "x", "xxx", "aaaa", "[]", "<>", "{}", "%", "redacted1", "x*x*"),
        *("examplePassword", "changeme", "password", "p${1}x", "Pa$$w0rd{1}", "$ecret", "a<b>c", "[ab]", "{a}"),
        *("(.*)", ".*", r"^10\.", "*.tmp", r"\\NAS\backup", r"C:\%USERNAME%\data", "user@example.com"),
    ],
)
def test_values(text: str) -> None:
    assert not stands_for_secret(text)


@given(st.text(alphabet="aB3-!?", min_size=1), st.sampled_from(["${X}", SOPS, "<password>", "{{ x }}"]))
def test_what_is_only_part_of_a_value_is_no_stand_in(rest: str, stand_in: str) -> None:
    assert not stands_for_secret(rest + stand_in)
    assert not stands_for_secret(stand_in + rest)
