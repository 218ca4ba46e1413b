"""Protected items of all engines, and the devices that own them."""

from __future__ import annotations

import json
from collections.abc import Callable

from benchmarks.made import ZERO_PROFILE, Json, Maker

_ZERO: Json = ZERO_PROFILE["Sources"]["s"]
_ZERO_SSH: Json = {
    "SSHServer": "",
    "SSHUsername": "",
    "SSHAuthMode": 0,
    "SSHPassword": "",
    "SSHPrivateKey": "",
    "SSHCustomAuth_UseKnownHostsFile": False,
    "SSHCustomAuth_KnownHostsFile": "",
}
_SYSTEMS = {
    "windows": (("23H2", "Windows 11 Pro", "22631", "amd64"), ("21H2", "Windows Server 2022", "20348", "amd64")),
    "darwin": (("14.5", "macOS", "23F79", "arm64"),),
    "linux": (("12", "Debian GNU/Linux 12 (bookworm)", "", "amd64"), ("7.2.1", "Synology DSM", "69057", "arm64")),
}
_EXPRESSIONS = (
    r"(?i)^C:\\Users\\[^\\]+\\AppData\\Local\\Temp(\\|$)", r"\.(tmp|bak|swp)$", r"(?i)thumbs\.db$",
    r"/node_modules(/|$)", r"^/var/(cache|tmp)/", r"(?i)\.(iso|vhdx?|ova)$", r"~\$[^\\]*\.(docx|xlsx|pptx)$",
    r"\\\.git\\objects\\[0-9a-f]{2}\\", r"(^|/)\.DS_Store$", r"(?i)\\(Downloads|OneDriveTemp)\\",
)  # fmt: skip
_GLOBS = (
    "**/*.tmp", "**/~*", "C:\\$Recycle.Bin\\**", "**/Thumbs.db", "/home/*/.cache/**", "**/*.log.[0-9]",
    "**/node_modules", "C:\\pagefile.sys", "/Users/*/Library/Caches", "**/*.{part,crdownload}",
)  # fmt: skip
_FOLDERS = {
    "windows": ("C:\\Users", "D:\\Projects", "D:\\Archive", "C:\\ProgramData\\Accounting"),
    "darwin": ("/Users", "/Library/Application Support", "/Applications/Accounting.app"),
    "linux": ("/etc", "/home", "/srv/www", "/var/lib/app"),
}


def device(maker: Maker, name: str, system: str) -> Json:
    """A computer with this system."""
    version, distribution, build, processor = maker.random.choice(_SYSTEMS[system])
    zone = maker.random.choice(("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Singapore"))
    return {
        "FriendlyName": name,
        "RegistrationTime": maker.time(),
        "PlatformVersion": {
            "version": version,
            "distribution": distribution,
            "build": build,
            "os": system,
            "arch": processor,
        },
        "DeviceTimezone": zone,
        "ClientVersion": maker.random.choice(("24.9.6", "24.9.3", "23.12.9", "25.3.1")),
    }


def item(maker: Maker, name: str, device_id: str, system: str) -> Json:
    """Something that a computer with this system backs up."""
    engine, what, settings = maker.random.choice(_OF_SYSTEM[system])
    command = ["C:\\Scripts\\prepare.cmd" if system == "windows" else "/usr/local/bin/prepare.sh"]
    return {
        **_ZERO,
        "Engine": f"engine1/{engine}",
        "Description": f"{what} {name}",
        "OwnerDevice": device_id,
        "CreateTime": maker.time(),
        "ModifyTime": maker.time(),
        "PreExec": command if maker.chance(0.15) else None,
        "EngineProps": settings(maker, system),
    }


def files(maker: Maker, system: str) -> dict[str, str]:
    """Folders, exclusions by pattern and by regular expression, patterns below a folder."""
    folders = maker.random.sample(_FOLDERS[system], maker.random.randint(1, 3))
    globs = maker.random.sample(_GLOBS, maker.random.randint(0, 4))
    expressions = maker.random.sample(_EXPRESSIONS, maker.random.randint(1, 3))
    settings = {f"INCLUDE{number}": folder for number, folder in enumerate(folders)}
    settings |= {f"EXCLUDE{number}": pattern for number, pattern in enumerate(globs)}
    settings |= {f"REXCLUDE{number}": expression for number, expression in enumerate(expressions)}
    if maker.chance(0.2):
        settings["PINCLUDE0"] = json.dumps({"TopDirectory": folders[0], "Value": "*.docx"})
        settings["RINCLUDE0"] = json.dumps({"TopDirectory": folders[0], "Value": r"(?i)\.(xlsx?|pdf)$"})
    if system == "windows":
        settings["USE_WIN_VSS"] = "1"
        if maker.chance(0.2):
            login = {
                "SharePath": "\\\\files\\data",
                "Username": "backup",
                "Password": maker.secret(20),
                "PasswordFormat": 1,
            }
            settings |= {"INCLUDE9": "\\\\files\\data", "SMBAUTH0": json.dumps(login)}
    return settings


def _sql_server(maker: Maker, _system: str) -> dict[str, str]:
    chosen = {"ALL_DATABASES": "1", "EXCEPT-DATABASE-0": "tempdb", "EXCEPT-DATABASE-1": "ReportServerTempDB"}
    named = {"DATABASE-0": "ERP", "DATABASE-1": "CRM", "DATABASE-2": "Payroll"}
    method = maker.random.choice(({}, {"DIFFBASE": "1"}, {"LOGTRUNC": "1"}))
    login = {"AUTHMODE": "windows"}
    return {
        **maker.random.choice((chosen, named)),
        **method,
        **login,
        "INSTANCE": "SQLEXPRESS",
        "METHOD": "OLEDB_NATIVE",
    }


def _mysql(maker: Maker, _system: str) -> dict[str, str]:
    connection = {
        "Host": "db.example.com",
        "Port": "3306",
        "Username": "backup",
        "Password": maker.taken_out(),
        "UseTLS": True,
        "TLSSkipVerify": False,
        "TLSCustomServerCAPath": "",
        "TLSCustomClientCrtPath": "",
        "TLSCustomClientKeyPath": "",
    }
    return {"CONFIG": json.dumps(connection), "DATABASE-0": "wordpress", "DATABASE-1": "shop"}


def _mongodb(maker: Maker, _system: str) -> dict[str, str]:
    tunnel = {
        **_ZERO_SSH,
        "SSHServer": "db.example.com",
        "SSHUsername": "backup",
        "SSHAuthMode": 2,
        "SSHPrivateKey": maker.taken_out() or "***",
        "SSHCustomAuth_UseKnownHostsFile": True,
        "SSHCustomAuth_KnownHostsFile": "/etc/ssh/ssh_known_hosts",
    }
    connection = {
        "Server": "localhost",
        "Port": 27017,
        "Username": "backup",
        "Password": maker.taken_out(),
        "AuthenticationDB": "admin",
        "MongoShellPath": "",
        "MongodumpPath": "/usr/bin/mongodump",
        "ReadPreference": "secondaryPreferred",
        "UseReplica": True,
        "ReplicaName": "rs0",
        "ReplicaMembers": ["db1.example.com:27017", "db2.example.com:27017"],
        "UseSSL": True,
        "AllowInvalidCertificate": False,
        "AllowInvalidHostname": False,
        "UseSSH": maker.chance(0.5),
        "SSHConnection": tunnel,
    }
    return {"CONFIG": json.dumps(connection), "ALL_DATABASES": "1"}


def _vmware(maker: Maker, _system: str) -> dict[str, str]:
    server = {"Hostname": "vcenter.example.com", "Username": "backup@vsphere.local", "Password": maker.taken_out()}
    connection = {
        "ConnectionType": "vsphere",
        "SSH": _ZERO_SSH,
        "VSphere": {**server, "AllowInvalidCertificate": False},
    }
    machines = {f"VM-{number}": f"vm-{maker.random.randrange(10_000)}" for number in range(maker.random.randint(1, 6))}
    return {"CONNECTION": json.dumps(connection), "BACKUP_TYPE": "cbt", **machines}


def _office365(maker: Maker, _system: str) -> dict[str, str]:
    members = {
        f"user{number}@example.com": maker.random.choice((4, 7, 31)) for number in range(maker.random.randint(2, 9))
    }
    connection = {
        "Concurrency": 10,
        "Credential": {
            "AppID": maker.guid(),
            "TenantID": maker.guid(),
            "Secret": maker.taken_out(),
            "AppCert": "",
            "Region": "GlobalPublicCloud",
        },
        "CustomSettingV2": {"Organization": False, "BackupOptions": members, "MemberBackupOptions": {maker.guid(): 31}},
        "FeatureFlag": "",
        "LogLevel": "",
        "MailboxUniqueMembers": None,
        "SiteUniqueMembers": None,
    }
    return {"CONNECTION": json.dumps(connection)}


def _program(_maker: Maker, _system: str) -> dict[str, str]:
    steps = json.dumps(["pg_dumpall", "/var/lib/postgresql", "all.sql"])
    return {"COMMAND": "/usr/bin/ldapsearch -x", "WORKDIR": "/tmp", "SAVEAS": "directory.ldif", "EXTRACOMMAND-0": steps}


def _hyperv(maker: Maker, _system: str) -> dict[str, str]:
    machines = {f"VM-{number}": maker.guid() for number in range(maker.random.randint(1, 5))}
    return {"METHOD": maker.random.choice(("vss", "wmi")), **machines}


_Settings = Callable[[Maker, str], dict[str, str]]
_FILES = ("file", "Files", files)
_OF_SYSTEM: dict[str, tuple[tuple[str, str, _Settings], ...]] = {
    "windows": (
        _FILES,
        _FILES,
        ("mssql", "SQL Server", _sql_server),
        ("hyperv", "Hyper-V", _hyperv),
        ("exchangeedb", "Exchange", lambda _maker, _system: {"DATABASE-0": "Mailbox Database 1", "CIRCULAR": "0"}),
        ("systemstate", "System State", lambda _maker, _system: {"SAVETO": "D:"}),
        ("windisk", "Disk image", lambda maker, _system: {"DISK-0": maker.guid(), "DISK-1": maker.guid()}),
        ("vsswriter", "Writer", lambda maker, _system: {"WRITER-0": maker.guid()}),
        ("winmsofficemail", "Microsoft 365", _office365),
        ("vmware", "VMware", _vmware),
        ("mysql", "MySQL", _mysql),
    ),
    "darwin": (_FILES, _FILES, ("mysql", "MySQL", _mysql)),
    "linux": (
        _FILES,
        ("mysql", "MySQL", _mysql),
        ("mongodb", "MongoDB", _mongodb),
        ("vmware", "VMware", _vmware),
        ("winmsofficemail", "Microsoft 365", _office365),
        ("stdout", "Directory", _program),
    ),
}
