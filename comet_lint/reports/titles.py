"""A rule's name as a title."""

from __future__ import annotations

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
