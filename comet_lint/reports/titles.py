"""What rules and their families are called."""

from __future__ import annotations

from comet_lint.rules.rule import FAMILIES

OWN_RULES = "Your own rules"

_FAMILY_TITLES = {
    "document": "Document",
    "deprecated": "Deprecated",
    "security": "Security",
    "references": "References",
    "consistency": "Consistency",
    "values": "Values",
    "workspace": "Across documents",
}

_SPELLINGS = (
    "API AWS Azure B2 BOM Comet DNS DST FTP FTPS Google GUID HTTP HTTPS ID IP JSON LDAP LXC macOS MFA "
    "MongoDB MSSQL MySQL Office365 OIDC OS PFX PKCS11 PowerShell Proxmox PSA S3 SFTP SMB SMTP SSH SSL SSO "
    "Swift TLS TOTP U2F UNC URI URL UTF16 VMware vSphere VSS WebAuthn WebDAV Windows YAML"
)
_SPELT = {word.lower(): word for word in _SPELLINGS.split()}


def title(name: str) -> str:
    """`ftp-plaintext` as `FTP plaintext`."""
    words = [_SPELT.get(word, word) for word in name.split("-")]
    if words[0].islower():
        words[0] = words[0].capitalize()
    return " ".join(words)


def pascal_case(name: str) -> str:
    """`ftp-plaintext` as `FtpPlaintext`."""
    return "".join(word.capitalize() for word in name.split("-"))


def family_of(code: str) -> str:
    """The name of a rule's family; empty for the rules of a user, whose codes start with other letters."""
    return FAMILIES.get(code[:1], "") if code[1:].isdigit() else ""


def family_title(code: str) -> str:
    """What the family of a rule is called in a report."""
    return _FAMILY_TITLES.get(family_of(code), OWN_RULES)
