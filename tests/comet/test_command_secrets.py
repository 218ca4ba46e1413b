"""Which command lines hold a secret, and which only refer to one."""

import pytest

from comet_lint.comet.command_secrets import secret_in


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("mysqldump -u root -pexampleSecret shop", "a database password"),
        ('"C:\\Program Files\\MySQL\\bin\\mysqldump.exe" -pexampleSecret shop', "a database password"),
        ("mysqldump --password='exampleSecret' shop", "a password"),
        ("sqlcmd -S db -U sa -P exampleSecret", "a database password"),
        ("redis-cli -a exampleSecret save", "a database password"),
        ("7z a -pexampleSecret out.7z D:\\data", "a password"),
        ("plink -ssh backup@nas.example.com -pw exampleSecret sync", "a password"),
        ("zip -P exampleSecret out.zip a", "a password"),
        ("openssl enc -aes-256-cbc -pass pass:exampleSecret", "a password"),
        ("mount -t cifs //nas/a /mnt -o username=backup,password=exampleSecret", "a password"),
        ("smbclient //nas/a -U backup%exampleSecret", "a password"),
        ("net use Z: \\\\nas\\data exampleSecret /user:backup", "a password"),
        ('net use Z: "\\\\nas\\my share" exampleSecret /user:backup && echo done', "a password"),
        ("wget --http-password=exampleSecret https://files.example.com/a", "a password"),
        ("curl -ubackup:exampleSecret https://api.example.com", "a password"),
        ("curl --user=backup:exampleSecret https://api.example.com", "a password"),
        ("set PGPASSWORD=exampleSecret", "a password"),
        ("powershell -c \"$env:RESTIC_PASSWORD='exampleSecret'; restic backup\"", "a password"),
        ("powershell -c \"ConvertTo-SecureString 'exampleSecret' -AsPlainText -Force\"", "a password"),
        ("bash -c 'mysql -pexampleSecret'", "a database password"),
        ("echo $(sshpass -p exampleSecret ssh host)", "a password"),
        ('curl -H "X-Api-Key: exampleSecret" https://api.example.com', "an API key"),
        ("curl -H 'Authorization: Bearer exampleSecret' https://api.example.com", "an access token"),
        ("wget https://backup:exampleSecret@files.example.com/a", "a password in a URL"),
        ("export AWS_SECRET_ACCESS_KEY=exampleSecret", "an AWS secret key"),
        ("s3tool --key AKIAEXAMPLEEXAMPLE00", "an AWS access key"),
    ],
)
def test_secrets(command: str, what: str) -> None:
    assert secret_in(command) == what


@pytest.mark.parametrize(
    "command",
    [
        "mysqldump --password=`cat /root/.pw` erp",
        "mysqldump --password=$(cat /root/.pw) erp",
        'mysqldump -p"$MYSQL_PASS" shop',
        "mysqldump -p shop",
        "7z a -p out.7z D:\\data",
        "7z a -p%PW% out.7z D:\\data",
        "plink -pw %PW% host",
        'net use Z: "\\\\nas01\\my share" /user:backup %NASPW%',
        "net use Z: \\\\nas\\data /user:backup > NUL 2>&1",
        "net use Z: \\\\nas\\data /user:backup * && echo exampleSecret",
        "pg_dump --no-password shop",
        "tool --password-file /etc/example",
        "tool --password > /tmp/out",
        "tool --password < /etc/example",
        "tool --password ***",
        "tool --password <password>",
        "ssh -p 2222 backup@host.example.com",
        'curl -H "X-Api-Key: $KEY" https://api.example.com',
        'curl -H "Authorization: Bearer ${TOKEN}" https://api.example.com',
        "curl -u backup: https://api.example.com",
        "rsync ssh://backup@host.example.com/path",
        "",
    ],
)
def test_no_secret_stands_in_the_command(command: str) -> None:
    assert secret_in(command) == ""


@pytest.mark.parametrize("piece", ["eval ", "-p ", "mysql -p ", "$(", '"', "http://", "cmd /c ", "x-", "net use "])
def test_repetitive_commands_are_read(piece: str) -> None:
    assert secret_in(piece * 5000) in ("", "a database password")
