"""Accepted findings: in the configuration and in comments."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.running import check, profile, run, write

CONFIG = ".comet-lint.yaml"


def place(user: str, name: str) -> tuple[str, str]:
    return ("S603", f"{user}.json#/Destinations/id-{name}/FTPSMode")


ALL = [place("alice", "nas"), place("alice", "usb"), place("bob", "nas"), place("bob", "usb")]


@pytest.fixture(autouse=True)
def _documents(_empty_folder: None) -> None:
    for user in ("alice", "bob"):
        write(f"{user}.json", profile(user, "nas", "usb"))


def suppress(**conditions: object) -> None:
    write(CONFIG, yaml.safe_dump({"select": ["S603"], "suppressions": [{"reason": "accepted", **conditions}]}))


@pytest.mark.parametrize(
    ("conditions", "left"),
    [
        ({}, []),
        ({"user": "alice"}, ALL[2:]),
        ({"vault": "nas"}, [ALL[1], ALL[3]]),
        ({"user": "bob", "vault": "usb"}, ALL[:3]),
        ({"user": "carol"}, ALL),
        ({"path": "bob.json"}, ALL[:2]),
        ({"path": "b*"}, ALL[:2]),
        ({"path": "other/"}, ALL),
        ({"pointer": "/Destinations/id-nas/FTPSMode"}, [ALL[1], ALL[3]]),
        ({"pointer": "/Destinations/*/FTPSMode"}, []),
        ({"pointer": "/**"}, []),
        ({"pointer": "/Destinations/**"}, []),
        ({"pointer": "/Destinations/*"}, ALL),
        ({"pointer": "/Destinations/id-n*/FTPSMode"}, [ALL[1], ALL[3]]),
        ({"pointer": "/Destinations/id-nas/FTPSMode", "path": "bob.json"}, ALL[:2] + ALL[3:]),
        ({"until": "2999-12-31"}, []),
        ({"until": "2020-12-31"}, ALL),
    ],
)
@pytest.mark.parametrize("rule", ["S603", "ftp-plaintext", "S", "ALL"])
def test_conditions(conditions: dict[str, object], left: list[tuple[str, str]], rule: str) -> None:
    suppress(rules=[rule], **conditions)
    assert check(".") == (1 if left else 0, left)
    assert check("--no-ignores", ".") == (1, ALL)


def test_another_rule_is_not_hidden() -> None:
    suppress(rules=["R"])
    assert check(".") == (1, ALL)


def test_what_is_hidden_is_counted() -> None:
    suppress(rules=["S603"], user="alice")
    assert "2 suppressed" in run("check", ".").stdout


def test_an_expired_suppression_is_told() -> None:
    suppress(rules=["S603"], until="2020-12-31")
    assert "expired on 2020-12-31" in " ".join(run("check", ".").stdout.split())


def test_an_unused_suppression_is_told() -> None:
    suppress(rules=["S603"], user="carol")
    result = run("check", ".")
    assert f"{Path(CONFIG).absolute()}:4:3: this suppression hides nothing" in " ".join(result.stdout.split())


def test_an_unknown_rule_is_wrong_use() -> None:
    suppress(rules=["ftp-plaintxt"])
    result = run("check", ".")
    assert result.exit_code == 2
    assert ":4:3: " in result.stderr
    assert "ftp-plaintext" in result.stderr


def test_a_quoted_date_and_a_bare_one() -> None:
    write(CONFIG, "select: [S603]\nsuppressions:\n  - {rules: [S603], reason: x, until: 2999-01-31}\n")
    assert check(".") == (0, [])


COMMENTED = """\
Username: bob
LocalTimezone: Europe/Berlin
Sources: null
Destinations:
  nas:
    DestinationType: 1004
    FTPServer: ftp.example.com
    FTPPort: 21
    FTPSMode: 0{own}
  usb:
    DestinationType: 1004
    FTPServer: ftp.example.com
    FTPPort: 21
{above}    FTPSMode: 0
"""


def commented(own: str = "", above: str = "") -> tuple[int, list[str]]:
    write("folder/bob.yaml", COMMENTED.format(own=own, above=above))
    code, found = check("--select=S603", "folder")
    return code, [pointer.split("/")[-2] for _, pointer in found]


def test_a_comment_in_its_line() -> None:
    assert commented(own="  # comet-lint: ignore[S603] the old NAS") == (1, ["usb"])


def test_a_comment_in_the_line_above() -> None:
    assert commented(above="    # comet-lint: ignore[ftp-plaintext] the old disk\n") == (1, ["nas"])


def test_both() -> None:
    own, above = "  # comet-lint: ignore[S603, R] why not", "    # comet-lint: ignore[S] why not\n"
    assert commented(own, above) == (0, [])


def test_a_comment_without_a_reason_hides_nothing_and_is_told() -> None:
    assert commented(own="  # comet-lint: ignore[S603]") == (1, ["nas", "usb"])
    assert "folder/bob.yaml:9: this suppression has no effect" in " ".join(run("check", "folder").stdout.split())


def test_a_comment_for_another_rule_hides_nothing() -> None:
    assert commented(own="  # comet-lint: ignore[R002] why not") == (1, ["nas", "usb"])
    assert "hides nothing" not in run("check", "--select=S603", "folder").stdout
    assert "folder/bob.yaml:9: this suppression hides nothing" in " ".join(run("check", "folder").stdout.split())


def test_a_comment_with_an_unknown_rule_is_noted_and_the_rest_goes_on() -> None:
    own = "  # comet-lint: ignore[S6033, S603] why not"
    assert commented(own=own) == (1, ["usb"])
    told = " ".join(run("check", "--select=S603", "folder").stdout.split())
    assert "note: folder/bob.yaml:9: There is no rule or family 'S6033'. Did you mean S603" in told


def test_what_cannot_be_a_rule_is_not_repeated() -> None:
    assert commented(own="  # comet-lint: ignore[example secret] why not") == (1, ["nas", "usb"])
    told = " ".join(run("check", "--select=S603", "folder").stdout.split())
    assert "folder/bob.yaml:9: this suppression names something that cannot be a rule." in told
    assert "secret" not in told


def test_very_many_mistakes_are_counted() -> None:
    lines = "".join(f"# comet-lint: ignore[no-rule-{number}] x\n" for number in range(1_000))
    write("folder/bob.yaml", lines + COMMENTED.format(own="", above=""))
    told = run("check", "--select=S603", "folder").stdout
    assert told.count("There is no rule") == 20
    assert "980 more suppressions in comments" in told


def test_a_text_that_looks_like_a_comment_is_none() -> None:
    text = COMMENTED.format(own="", above="").replace(
        "Username: bob", 'Username: bob\nDescription: "# comet-lint: ignore[S6033] why not"'
    )
    write("folder/bob.yaml", text)
    assert check("--select=S603", "folder")[0] == 1


def test_no_ignores_shows_what_comments_hide() -> None:
    write("folder/bob.yaml", COMMENTED.format(own="  # comet-lint: ignore[S603] old", above=""))
    assert len(check("--select=S603", "--no-ignores", "folder")[1]) == 2
