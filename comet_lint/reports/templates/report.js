
"use strict";
(() => {
  const SEVERITY = 0, MESSAGE = 1, PLACE = 2, POINTER = 3, EXCERPT = 4, OWNER = 5, RELATED = 6, SCOPE = 7;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const filters = byId("filters");
  document.documentElement.classList.add("js");
  if (!filters) return;

  const cards = [...document.querySelectorAll("details[data-rule]")].map((card, index) => ({
    card,
    rule: data.rules[index],
    rows: data.rules[index].rows,
    matching: data.rules[index].rows,
    all: false,
    stale: true,
    tally: card.querySelector("[data-shown]"),
    users: card.querySelector("[data-users]"),
    body: card.querySelector("tbody"),
    texts: null,
  }));
  const total = cards.reduce((sum, entry) => sum + entry.rows.length, 0);
  const switches = [...filters.querySelectorAll("[data-severity]")];
  const wanted = { owner: "", scope: "" };
  const number = (value) => value.toLocaleString("en");
  const plural = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const rowOf = (finding, rule) => {
    const row = element("tr");
    const what = element("td", "what");
    if (finding[SEVERITY] !== rule.severity) {
      what.append(element("span", `badge ${finding[SEVERITY]}`, finding[SEVERITY]), " ");
    }
    what.append(finding[MESSAGE]);
    if (finding[EXCERPT]) what.append(element("code", "excerpt", finding[EXCERPT]));
    for (const [place, message] of finding[RELATED]) {
      const related = element("small", "related", `${message} `);
      related.append(element("code", "", place));
      what.append(related);
    }
    const where = element("td", "where");
    where.append(element("code", "", finding[PLACE]));
    if (finding[POINTER]) where.append(element("small", "", finding[POINTER]));
    row.append(what, where);
    return row;
  };

  const fill = (entry) => {
    if (!entry.stale || !entry.card.open) return;
    entry.stale = false;
    const limit = entry.all || !data.limit ? entry.matching.length : data.limit;
    entry.body.replaceChildren(...entry.matching.slice(0, limit).map((finding) => rowOf(finding, entry.rule)));
    entry.card.querySelector(".more")?.remove();
    const left = entry.matching.length - limit;
    if (left > 0) {
      const more = element("p", "more");
      const button = element("button", "quiet", `Show all ${number(entry.matching.length)}`);
      button.type = "button";
      button.addEventListener("click", () => {
        entry.all = entry.stale = true;
        fill(entry);
      });
      more.append(button, ` ${number(left)} more`);
      entry.card.querySelector(".body").append(more);
    }
  };

  const textsOf = (entry) => {
    entry.texts ??= entry.rows.map((finding) =>
      [entry.rule.words, finding[MESSAGE], finding[PLACE], finding[POINTER], finding[OWNER], data.scopes[finding[SCOPE]]]
        .join("\n")
        .toLowerCase());
    return entry.texts;
  };

  const apply = () => {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(switches.filter((it) => it.ariaPressed === "true").map((it) => it.dataset.severity));
    const family = byId("family").value;
    const scope = wanted.owner ? wanted.scope : byId("scope")?.value ?? "";
    let shown = 0;
    let rules = 0;
    for (const entry of cards) {
      const texts = words.length ? textsOf(entry) : null;
      entry.matching = family && entry.rule.family !== family ? [] : entry.rows.filter((finding, index) =>
        severities.has(finding[SEVERITY])
        && (!wanted.owner || finding[OWNER] === wanted.owner)
        && (scope === "" || finding[SCOPE] === Number(scope) || data.servers[finding[SCOPE]] === Number(scope))
        && (!texts || words.every((word) => texts[index].includes(word))));
      const count = entry.matching.length;
      entry.card.hidden = count === 0;
      entry.stale = true;
      entry.tally.textContent =
        count === entry.rows.length ? number(count) : `${number(count)} of ${number(entry.rows.length)}`;
      if (entry.users) entry.users.hidden = count !== entry.rows.length;
      shown += count;
      rules += count > 0;
      fill(entry);
    }
    byId("no-match").hidden = shown > 0;
    byId("reset").hidden = shown === total && !words.length && !wanted.owner;
    byId("owner").hidden = !wanted.owner;
    byId("owner").textContent = wanted.owner;
    byId("shown").value = shown === total
      ? `${plural(total, "finding")} of ${plural(rules, "rule")}`
      : `${number(shown)} of ${plural(total, "finding")}`;
  };

  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  };
  const jump = () => filters.scrollIntoView({ block: "start" });
  const openAll = (open) => {
    for (const { card } of cards) if (!card.hidden) card.open = open;
    byId("expand").textContent = open ? "Close all" : "Open all";
  };

  filters.hidden = false;
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => {
    wanted.owner = wanted.scope = "";
    for (const it of switches) it.ariaPressed = "true";
    setTimeout(apply);
  });
  byId("search").addEventListener("input", soon);
  for (const select of filters.querySelectorAll("select")) select.addEventListener("change", apply);
  for (const it of switches) {
    it.addEventListener("click", () => {
      it.ariaPressed = String(it.ariaPressed !== "true");
      apply();
    });
  }
  byId("owner").addEventListener("click", () => {
    wanted.owner = "";
    apply();
  });
  byId("expand").addEventListener("click", () => openAll(cards.some(({ card }) => !card.hidden && !card.open)));
  for (const entry of cards) entry.card.addEventListener("toggle", () => fill(entry));

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".link");
    if (!link) return;
    const { family, scope, owner } = link.dataset;
    if (owner !== undefined) {
      wanted.owner = owner;
      wanted.scope = scope;
    } else if (family !== undefined) {
      byId("family").value = family;
    } else if (byId("scope")) {
      wanted.owner = "";
      byId("scope").value = scope;
    }
    apply();
    if (owner !== undefined) openAll(true);
    jump();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      byId("search").focus();
    }
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = cards.filter(({ card }) => !card.hidden && !card.open);
    for (const entry of closed) {
      entry.card.open = true;
      fill(entry);
    }
  });
  addEventListener("afterprint", () => {
    for (const { card } of closed) card.open = false;
  });

  const named = location.hash.startsWith("#rule-") && byId(location.hash.slice(1));
  if (named) named.open = true;
  apply();
})();
