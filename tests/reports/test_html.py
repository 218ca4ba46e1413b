"""The audit report."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from comet_lint.lint.results import DocumentInfo, Hidden, Outcome
from comet_lint.reports import ReportOptions, render
from tests.reports.fakes import (
    BROKEN,
    CLEAN,
    HOSTILE,
    NOTHING,
    RULES,
    SMALL,
    hostile_outcome,
    make_finding,
    many_users,
)

EVIL = "<script>alert(1)</script>"
EVIL_NAMES = (EVIL, '"><img src=x onerror=alert(2)>', "</script><script>alert(3)</script>", "{{ 7 * 7 }}<!--", HOSTILE)
VOID = frozenset({"meta", "rect", "path", "circle", "input", "br", "img", "link"})


@dataclass
class Page(HTMLParser):
    """What is in a page: elements with their attributes, and the texts of some."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.texts["script"][0])
        return found


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def page_of(outcome: Outcome, **options: Any) -> Page:
    return parsed(render("html", outcome, RULES, ReportOptions()._replace(**options)))


def outcome_named(name: str) -> Outcome:
    """A run in which everything that a user can name is called `name`."""
    server = DocumentInfo(f"{name}/server.json", "", "ServerConfigOptions", name, "", ((name, name),))
    profile = DocumentInfo(f"{name}/bob.json", "", "UserProfileConfig", name, name)
    finding = hostile_outcome(name).findings[0]._replace(path=f"{name}/bob.json")
    return hostile_outcome(name)._replace(findings=(finding,), documents=(server, profile), document_count=2)


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_names_are_text(name: str) -> None:
    page = page_of(outcome_named(name))
    ordinary = page_of(outcome_named("bob"))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in ordinary.elements]
    assert [set(attributes) for _, attributes in page.elements] == [set(a) for _, a in ordinary.elements]


def test_evil_profile_is_named_in_full() -> None:
    html = render("html", outcome_named(EVIL), RULES, ReportOptions())
    assert EVIL not in html
    page = parsed(html)
    assert EVIL in page.texts["main"][0]
    assert EVIL in page.data()["rules"][0]["rows"][0][1]


def test_page_needs_nothing_from_elsewhere() -> None:
    page = page_of(outcome_named(EVIL))
    loading = {"src", "href", "srcset", "action", "formaction", "style", "data", "poster"}
    assert [attributes for _, attributes in page.elements if loading & set(attributes)] == []
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []
    assert {"link", "iframe", "object", "embed", "img", "base"}.isdisjoint(tag for tag, _ in page.elements)
    assert re.findall(r"url\(|@import|https?:", page.texts["style"][0]) == []
    assert re.findall(r"fetch|XMLHttp|import|https?:|innerHTML|eval", page.texts["script"][1]) == []


def test_policy_of_the_page_allows_only_its_script_and_style() -> None:
    page = page_of(SMALL)
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)

    def hashed(text: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    script, style = hashed(page.texts["script"][1]), hashed(page.texts["style"][0])
    assert policy == (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'"
    )


def test_all_findings_are_in_the_data() -> None:
    data = page_of(SMALL).data()
    assert [(rule["words"], rule["family"], rule["severity"]) for rule in data["rules"]] == [
        ("R001 rule-source-missing Rule source missing", "References", "error"),
        ("S603 ftp-plaintext FTP plaintext", "Security", "warning"),
        ("V073 unknown-language Unknown language", "Values", "info"),
    ]
    assert data["rules"][0]["rows"] == [
        [
            "error",
            'Backup rule "Nightly" of user alice backs up the protected item 5d3c…, which does not exist.',
            "profiles/alice.json:40:13",
            "/BackupRules/9a/Source",
            '"Source": "5d3c…"',
            "user alice",
            [["profiles/alice.json:60:5", "These protected items exist."]],
            0,
        ]
    ]


def test_rules_tell_why_and_what_to_do() -> None:
    page = page_of(SMALL)
    assert [attributes["id"] for attributes in page.all("details") if "id" in attributes] == [
        "rule-R001",
        "rule-S603",
        "rule-V073",
    ]
    assert page.texts["dd"][:3] == [
        "The schedule runs and backs up nothing.",
        "Point the rule at an existing protected item, or delete it.",
        "rule-source-missing · References",
    ]


def test_ten_rows_of_a_rule_are_there_without_script() -> None:
    outcome = Outcome(findings=many_users(3000), document_count=3000, file_count=3000)
    page = page_of(outcome)
    assert sum(attributes.get("class") == "what" for attributes in page.all("td")) == 10
    assert len(page.data()["rules"][0]["rows"]) == 3000
    assert "and 2,990 more" in page.texts["details"][0]


def test_rows_are_limited_unless_all_are_wanted() -> None:
    assert page_of(SMALL).data()["limit"] == 50
    assert page_of(SMALL, show_all=True).data()["limit"] == 0


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [
        (CLEAN, "All checks passed"),
        (NOTHING, "Nothing was checked"),
        (BROKEN._replace(findings=()), "Nothing found in what was checked"),
    ],
)
def test_runs_without_findings(outcome: Outcome, heading: str) -> None:
    assert heading in page_of(outcome).texts["h2"]


def test_incomplete_run_says_so_first() -> None:
    page = page_of(BROKEN)
    assert page.texts["h2"][0] == "This audit is incomplete: 2 parts not checked"
    assert [" ".join(text.split()) for text in page.texts["li"]] == [
        "profiles/erin.json permission denied",
        "rule X009 crashed",
    ]


def test_what_is_hidden_is_told() -> None:
    page = page_of(SMALL)
    section = " ".join(page.texts["section"][-1].split())
    assert section.startswith(
        "Not shown 1 suppressed by .comet-lint.yaml 1 in the baseline known.json "
        "1 finding is made less severe by .comet-lint.yaml 12 rules are left out by .comet-lint.yaml Which, and why"
    )
    assert "profiles/carol.json:12:9suppressed: Ends in May" in section


def test_long_lists_of_hidden_findings_are_cut() -> None:
    hidden = tuple(Hidden(finding, "baseline") for finding in many_users(250))
    page = page_of(CLEAN._replace(hidden=hidden))
    assert "and 150 more" in page.texts["section"][-1]


def test_time_of_the_report_is_told_if_given() -> None:
    assert (
        "Comet Backup · 24 November 2026 · 1,204 documents (3 files)"
        in page_of(CLEAN, generated="24 November 2026").texts["p"]
    )
    assert "Comet Backup · 1,204 documents (3 files)" in page_of(CLEAN).texts["p"]


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def in_browser(html: str, folder: Path, fragment: str = "") -> tuple[Page, list[str]]:
    """The page after its scripts have run, and what the browser's console said."""
    file = folder / "report.html"
    file.write_text(html, encoding="utf-8")
    quiet = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            *quiet.split(),
            "--disable-sync",
            "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=5000",
            "--dump-dom",
            f"{file.as_uri()}{fragment}",
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    console = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    return parsed(done.stdout.decode()), console


def with_script(html: str, script: str) -> str:
    """The page with another script, which its policy would not let run."""
    without_policy = re.sub(r"<meta http-equiv=[^>]*>", "", html)
    return without_policy.replace("</body>", f"<script>{script}</script></body>")


TRY_STEPS = """
    const wait = () => new Promise((resolve) => setTimeout(resolve, 200));
    const type = (text) => { search.value = text; search.dispatchEvent(new Event("input")); };
    const choose = (id, value) => {
        const select = document.getElementById(id);
        select.value = value;
        select.dispatchEvent(new Event("change"));
    };
    const press = (selector) => document.querySelector(selector).click();
    (async () => {
        const seen = [];
        for (const step of %s) {
            eval(step);
            await wait();
            const rules = [...document.querySelectorAll("details[data-rule]")].filter((it) => !it.hidden);
            seen.push([step, shown.value, rules.map((it) => it.id)]);
            reset.click();
            await wait();
        }
        document.documentElement.dataset.seen = JSON.stringify(seen);
    })();
"""
"""Does one thing after the other with the filters and notes what is shown after each."""


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
class TestInBrowser:
    def test_names_run_nothing(self, tmp_path: Path) -> None:
        html = render("html", outcome_named(EVIL), RULES, ReportOptions(show_all=True))
        page, console = in_browser(html, tmp_path, "#rule-S603")
        assert console == []
        assert len(page.all("script")) == 2
        assert page.all("img") == []
        assert page.all("html")[0]["class"] == "js"
        assert page.texts["output"] == ["1 finding of 1 rule"]
        assert any(EVIL in text for text in page.texts["td"])

    def test_rule_of_the_address_is_open_and_rows_are_limited(self, tmp_path: Path) -> None:
        outcome = Outcome(findings=(*SMALL.findings, *many_users(80)), document_count=83, file_count=83)
        page, console = in_browser(render("html", outcome, RULES, ReportOptions()), tmp_path, "#rule-S603")
        assert console == []
        assert [d["id"] for d in page.all("details") if "open" in d] == ["rule-S603"]
        assert page.texts["output"] == ["83 findings of 3 rules"]
        assert "Show all 81 31 more" in page.texts["details"][1]
        assert page.texts["details"][1].count("in clear text") == 50

    def test_filters(self, tmp_path: Path) -> None:
        steps = {
            "type('USER7 clear')": ("11 of 123 findings", ["rule-S603"]),
            "type('no such thing')": ("0 of 123 findings", []),
            "choose('family', 'Values')": ("1 of 123 findings", ["rule-V073"]),
            "press('[data-severity=warning]')": ("2 of 123 findings", ["rule-R001", "rule-V073"]),
            "press('[data-owner=\"user alice\"]')": ("1 of 123 findings", ["rule-R001"]),
            "press('[data-family=Security]')": ("121 of 123 findings", ["rule-S603"]),
            "reset.click()": ("123 findings of 3 rules", ["rule-R001", "rule-S603", "rule-V073"]),
        }
        outcome = Outcome(findings=(*SMALL.findings, *many_users(120)), document_count=123, file_count=123)
        script = TRY_STEPS % json.dumps(list(steps))
        page, console = in_browser(with_script(render("html", outcome, RULES, ReportOptions()), script), tmp_path)
        assert console == []
        seen = json.loads(page.all("html")[0]["data-seen"] or "")
        assert {step: (shown, rules) for step, shown, rules in seen} == steps

    def test_filter_by_server_holds_its_tenants(self, tmp_path: Path) -> None:
        documents = (
            DocumentInfo("eu/cometd.cfg", "", "ServerConfigOptions", "eu"),
            DocumentInfo("us/cometd.cfg", "", "ServerConfigOptions", "us"),
            DocumentInfo("eu/a.json", "", "UserProfileConfig", "a", "contoso"),
            DocumentInfo("us/b.json", "", "UserProfileConfig", "b", "contoso"),
        )
        findings = (
            make_finding(path="eu/cometd.cfg", pointer="/Email", owner=""),
            make_finding(path="eu/a.json", owner="user a"),
            make_finding(path="us/b.json", owner="user b"),
        )
        outcome = Outcome(findings=findings, documents=documents, document_count=4, file_count=4)
        html = render("html", outcome, RULES, ReportOptions())
        page, _ = in_browser(with_script(html, "document.querySelector('.server .link').click()"), tmp_path)
        assert page.texts["output"] == ["2 of 3 findings"]
