/* What a reader does: search, filter, follow a link, use the keyboard, print. */

const filter = { words: [], groups: new Set(), levels: new Set() };

function wordsOfRequirement(each) {
  return [each.id, each.title, each.level, each.words, each.source, each.reason, each.remedy, each.status];
}

function wordsOfCase(each) {
  return [each.id, each.title, each.reason, each.status, each.flaky ? "flaky" : "", ...each.proves,
    ...each.findings.flatMap((one) => [one.expected, one.actual, one.where, one.requirement, one.handling ?? ""]),
    ...each.exchanges.slice(0, 4).flatMap((number) => exchangeByNumber.get(number)?.url ?? [])];
}

function levelsOf(each) {
  return each.level ? [each.level] : each.proves.map((id) => requirementById.get(id)?.level);
}

const entries = [
  ...report.requirements.map((each) => ["requirement", each, wordsOfRequirement(each)]),
  ...report.cases.map((each) => ["case", each, wordsOfCase(each)]),
].map(([kind, each, words]) => ({ kind, each, text: words.join("\n").toLowerCase() }));

function isMeant({ each, text }) {
  return filter.words.every((word) => text.includes(word))
    && (filter.groups.size === 0 || filter.groups.has(groupOf(each)))
    && (filter.levels.size === 0 || levelsOf(each).some((level) => filter.levels.has(level)));
}

function shareWords(shown, all) {
  return shown === all ? String(all) : `${shown} of ${all}`;
}

function applyFilter() {
  filter.words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = { requirement: 0, case: 0 };
  for (const entry of entries) {
    const isShown = isMeant(entry);
    entry.row.hidden = !isShown;
    shown[entry.kind] += isShown;
  }
  for (const chapter of document.querySelectorAll(".chapter")) {
    chapter.hidden = chapter.querySelector(".row:not([hidden])") === null;
  }
  byId("shown").textContent = `${counted(shown.requirement, "requirement")}, ${counted(shown.case, "case")}`;
  byId("requirements-shown").textContent = shareWords(shown.requirement, report.requirements.length);
  byId("cases-shown").textContent = shareWords(shown.case, report.cases.length);
}

function clearFilter() {
  byId("search").value = "";
  filter.groups.clear();
  filter.levels.clear();
  for (const chip of document.querySelectorAll(".chips button")) chip.setAttribute("aria-pressed", "false");
  applyFilter();
}

function chip(value, words, chosen) {
  return make("button", { type: "button", class: `chip ${value}`, "aria-pressed": "false", "data-value": value,
    click: ({ currentTarget }) => {
      const isOn = !chosen.delete(value);
      if (isOn) chosen.add(value);
      currentTarget.setAttribute("aria-pressed", String(isOn));
      applyFilter();
    } }, words);
}

function showFilter() {
  fill(byId("statuses"), Object.entries(groups).map(([group, words]) => {
    const count = entries.filter(({ each }) => groupOf(each) === group).length;
    return chip(group, [words, " ", make("span", { class: "count" }, String(count))], filter.groups);
  }));
  fill(byId("levels"), levels.map((level) => chip(level, level, filter.levels)));
  byId("search").addEventListener("input", applyFilter);
}

/* Links: #requirement-ID, #case-ID and #exchange-NUMBER, also to what is closed or filtered out. */
function openTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const number = id.match(/^exchange-(\d+)$/)?.[1];
  const exchange = number && exchangeByNumber.get(Number(number));
  const row = exchange ? byId(`case-${exchange.case}`) : byId(id);
  if (exchange && row === null) openAll(byId("colophon"));
  if (row?.matches("details.row")) {
    if (row.hidden) clearFilter();
    row.open = true;
    row.prepareContent();
  }
  if (exchange && row && !byId(id)) openAll(row);
  const target = byId(id) ?? row;
  target?.scrollIntoView();
  row?.querySelector("summary")?.focus({ preventScroll: true });
}

function openAll(root) {
  for (const more of root.querySelectorAll("details.more")) {
    more.open = true;
    more.prepareContent?.();
  }
}

function summaries() {
  return [...document.querySelectorAll(".row:not([hidden]) > summary")];
}

/* From the row in focus, or the first that stands below the tools. */
function step(by, isMeantRow = () => true) {
  const all = summaries();
  const start = all.indexOf(document.activeElement.closest?.(".row")?.querySelector("summary"));
  const first = all.findIndex((summary) => summary.getBoundingClientRect().top > 60);
  for (let at = start < 0 ? Math.max(first, 0) + (by < 0 ? -1 : 0) : start + by; at >= 0 && at < all.length; at += by) {
    if (isMeantRow(all[at])) {
      all[at].focus();
      all[at].scrollIntoView({ block: "nearest" });
      return;
    }
  }
}

function toggleRow() {
  const row = document.activeElement.closest?.(".row");
  if (row) row.open = !row.open;
}

/* Open, unless all rows with a finding are open: then close everything. */
function toggleAll() {
  const rows = [...document.querySelectorAll(".row:not([hidden])")].filter((row) =>
    row.querySelector(".status.failed, .status.warned"));
  const isOpening = rows.some((row) => !row.open);
  for (const row of isOpening ? rows : document.querySelectorAll(".row[open]")) row.open = isOpening;
}

const isFailed = (summary) => summary.querySelector(".status.failed, .status.warned") !== null;
const go = (id) => () => byId(id).scrollIntoView();
const keys = [
  ["/", "search", () => byId("search").focus()],
  ["j", "next row", () => step(1)],
  ["k", "row before", () => step(-1)],
  ["n", "next row with a finding", () => step(1, isFailed)],
  ["p", "row with a finding before", () => step(-1, isFailed)],
  ["o", "open or close the row", toggleRow],
  ["e", "open every row with a finding, or close all", toggleAll],
  ["r", "to the requirements", go("requirements")],
  ["c", "to the cases", go("cases")],
  ["i", "to the interpretations", go("interpretations")],
  ["l", "to the latency", go("latency")],
  ["g", "to the top", () => scrollTo(0, 0)],
  ["x", "clear search and filter", clearFilter],
  ["t", "theme: auto, light, dark", nextTheme],
  ["?", "these keys", () => byId("keys").showModal()],
];

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  if (event.target.matches("input")) {
    if (event.key === "Escape" || event.key === "Enter") event.target.blur();
    return;
  }
  const key = keys.find(([name]) => name === event.key);
  if (key) {
    event.preventDefault();
    key[2]();
  }
}

function showKeys() {
  fill(byId("keys"), [make("h2", { id: "keys-title" }, "Keys"),
    make("dl", { class: "keys" }, keys.map(([name, words]) =>
      make("div", {}, make("dt", {}, make("kbd", {}, name)), make("dd", {}, words)))),
    make("form", { method: "dialog" }, make("button", {}, "Close"))]);
  byId("keys").querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    byId("keys").close();
  });
  byId("help").addEventListener("click", () => byId("keys").showModal());
  document.addEventListener("keydown", pressed);
}

/* On paper nothing can be opened: requirements stand open, and cases that have a finding. */
let openedForPrint = [];
function beforePrint() {
  const rows = document.querySelectorAll(".row.requirement, .row.case:has(.status.failed, .status.warned)");
  openedForPrint = [...rows, ...document.querySelectorAll("#readings details.more")].filter((row) => !row.open);
  for (const row of openedForPrint) {
    row.open = true;
    row.prepareContent?.();
  }
}

function afterPrint() {
  for (const row of openedForPrint) row.open = false;
  openedForPrint = [];
}

function begin() {
  showTop();
  showRows();
  showInterpretations();
  showLatency();
  showColophon();
  for (const entry of entries) entry.row = byId(`${entry.kind}-${entry.each.id}`);
  showFilter();
  showKeys();
  applyFilter();
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  addEventListener("hashchange", openTarget);
  if (location.hash.length > 1) openTarget();
}

begin();
