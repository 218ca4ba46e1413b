"""Stand-ins: texts in place of a value that was taken out, encrypted, or is filled in later.

A text is a stand-in only as a whole: `p${1}x` is a password. What merely names a bad password (`changeme`) is one.
"""

from __future__ import annotations

import re

_REMOVED = (
    r"(?:value |secret |password |key |token )?"
    r"(?:redacted|removed|masked|hidden|scrubbed|sanitized|sanitised|censored|confidential|encrypted|omitted|obfuscated)"
    r"(?: (?:by|for|from|in) [\w .-]{1,40}| (?:value|secret|password|key|token))?"
)
_NAME = r"[A-Za-z_][\w .:/-]{0,80}"
_FILLER = re.compile(r"\*{3,}|[xX]{4,}|[•●∙·]{3,}|\.{3,}|…+")
_MARKED = (
    # Words of removal, bare or in any brackets: REDACTED, [removed], ***REMOVED***, __MASKED__, (hidden).
    rf"[\W_]*{_REMOVED}[\W_]*",
    # A name in angle brackets: <password>, <your key here>, <<SECRET>>.
    rf"<{{1,3}} ?{_NAME} ?>{{1,3}}",
)
_TEMPLATE = (
    rf"\$\{{{{? ?{_NAME}(?::?[-?=+][^{{}}]*)? ?\}}?\}}",  # shell, Terraform, GitHub Actions
    rf"\$\({_NAME}\)",  # Azure Pipelines, Kubernetes
    r"\{\{[^{}]+\}\}",  # Jinja, Helm
    r"\{%[^{}]+%\}",
    r"<%[^%]+%>",  # ERB
    rf"#\{{{_NAME}\}}#?",  # Ruby, the token replacing tasks of Azure
    rf"\(\({_NAME}\)\)",  # Concourse
    r"%[A-Za-z_]\w{0,80}%",  # Windows
    r"__[A-Za-z](?:\w{0,80}[A-Za-z0-9])?__",
    r"@@?[A-Za-z]\w{0,80}@@?",
)
_ENCRYPTED = (
    r"ENC\[[^\[\]]*\]",  # sops, hiera-eyaml
    r"\$ANSIBLE_VAULT;.*",
    r"-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----.*",
    r"AQICAH[A-Za-z0-9+/=]{40,}",  # AWS KMS
)
_REFERENCE = (
    r"(?:op|vault|env|file|secret|secrets|ssm|awssm|aws-sm|gcpsm|gcp-sm|akv|keyvault|azurekeyvault|bw|bitwarden|lpass|"
    r"pass|keepass|doppler|infisical|akeyless|conjur|sops|k8s|kubernetes|cyberark|delinea|keeper|1password)"
    r":(?://)?[\w./:@#?&=+~%-]+(?: [\w./#-]+)*",
    r"ref\+[a-z]+://\S+",
    r"arn:aws[\w-]*:(?:secretsmanager|ssm|kms):\S+",
    r"@Microsoft\.KeyVault\(.+\)",
    r"projects/[\w-]+/secrets/[\w./-]+",
)
_LONGEST = 16_384
"""Ciphertexts of keys are long; anything longer is a value."""


def _whole(*patterns: str, flags: int = re.DOTALL) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


_STAND_IN = _whole(*_TEMPLATE, *_ENCRYPTED)
_STAND_IN_ANY_CASE = _whole(*_MARKED, flags=re.DOTALL | re.IGNORECASE)
_SECRET_REFERENCE = _whole(*_REFERENCE, flags=re.IGNORECASE)


def is_stand_in(text: str) -> bool:
    """Whether `text` as a whole stands for a value that is not there: `***`, `[removed]`, `${X}`, `ENC[...]`."""
    bare = text.strip()
    if not bare or len(bare) > _LONGEST:
        return False
    return bool(_FILLER.fullmatch(bare) or _STAND_IN.fullmatch(bare) or _STAND_IN_ANY_CASE.fullmatch(bare))


def stands_for_secret(text: str) -> bool:
    """Whether `text`, in a field for a secret, is a stand-in or names the place that the secret is kept in."""
    return is_stand_in(text) or (len(text) <= _LONGEST and _SECRET_REFERENCE.fullmatch(text.strip()) is not None)


PREFILTER = (
    r"^\s*(?:[*•●∙·]{3}|\.{3}|…|[xX]{4}|<|\$[{(A]|\{[{%]|#\{|\(\(|%[A-Za-z_]|__[A-Za-z]|@@?[A-Za-z]"
    r"|ENC\[|-----BEGIN [PA]|AQICAH|[\W_]*(?i:value |secret |password |key |token )?"
    r"(?i:redact|remov|mask|hidden|scrub|saniti|censor|confiden|encrypt|omit|obfus))"
)
"""How every text begins that may be a stand-in. JSON Schema, so that a validator can tell which ones to look at."""
SECRET_PREFILTER = (
    rf"{PREFILTER}|^\s*(?i:op:|vault:|env:|file:|secret|ssm:|aws|gcp|akv:|key|azure|bw:|bitw|lpass:|pass:|doppler:"
    r"|infisical:|akeyless:|conjur:|sops:|k8s:|kub|cyberark:|delinea:|1password:|ref\+|arn:aws|@Microsoft|projects/)"
)
"""The same for what `stands_for_secret`."""
