"""What is shown in a field for a path or the name of a host."""

from __future__ import annotations

import pytest

from comet_lint.comet.model import load_model
from comet_lint.comet.path_texts import looks_like_path
from comet_lint.comet.redaction import HIDDEN, origin, shown
from comet_lint.text.quotes import rendered

FIELDS = {
    "HTTPConnectorOptions": ("SSLPfxPath", "SSLCertPath", "SSLIntermediate"),
    "MacOSCodeSignProperties": ("NotaryAPIKeyFile",),
    "MySQLConnection": ("TLSCustomClientKeyPath", "TLSCustomClientCrtPath", "TLSCustomServerCAPath"),
    "MongoDBConnection": ("ClientSSLPEMPath", "ServerSSLPEMPath", "MongodumpPath", "MongoShellPath"),
    "RestoreJobAdvancedOptions": ("SslKeyFile",),
    "BrandingOptions": (
        "WindowsCodeSignRelicKeypairFile",
        "WindowsCodeSignPKCS11Certfile",
        "WindowsCodeSignPKCS11Module",
    ),
    "SMBDestinationLocation": ("SMBServer", "SMBShare"),
    "WinSMBAuth": ("SharePath",),
    "DestinationConfig": ("LocalcopyPath",),
    "MSSQLConnection": ("Hostname",),
}


@pytest.mark.parametrize(
    "text",
    [
        *("/etc/ssl/a.pem", "C:\\certs\\a.pfx", "D:\\", "./a", "~/x", "%PROGRAMDATA%\\x", "backups/x", "cert.pem"),
        *("\\\\nas\\share", "//nas/share", "smb://host/share", "resource://abc", "file:///etc/x", "share$", "My Share"),
        *("nas01", "nas01.example.com:445", "nas\\SQLEXPRESS", "nas,1433", "tcp:host\\x,1433", "::1", "[::1]:80"),
    ],
)
def test_paths_and_hosts(text: str) -> None:
    assert looks_like_path(text)


@pytest.mark.parametrize(
    "text",
    [
        *("-----BEGIN RSA PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "/a/MIIEvQIBADANBgkqhk9w0BAQEFAASC"),
        *("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "0123456789abcdef0123456789abcdef", "a\nb", "x" * 500),
        *("https://user:pw@host/x", "\\\\user:pw@host\\x", "user:pw@host", "user:pw", "host:pass", "smb://u:p/x"),
        *("\\\\host\\share /user:x pw", "pkcs11:token=a;pin-value=1", "https://h/x?sig=abc"),
    ],
)
def test_keys_and_logins(text: str) -> None:
    assert not looks_like_path(text)


@pytest.mark.parametrize(("type_name", "name"), [(each, name) for each, names in FIELDS.items() for name in names])
def test_fields_for_paths_show_nothing_else(type_name: str, name: str) -> None:
    field = load_model().type(type_name).fields[name]
    assert rendered(shown("/etc/ssl/a.pem", field)) == "/etc/ssl/a.pem"
    assert shown("https://user:pw@host/x", field) == HIDDEN


def test_a_login_behind_the_port_is_not_shown() -> None:
    assert rendered(origin("https://backup.example.com:443/x?y")) == "https://backup.example.com:443"
    assert origin("https://admin:1234/abc@backup.example.com") == HIDDEN
    assert origin("ftp://admin:12345#x@backup.example.com/") == HIDDEN
