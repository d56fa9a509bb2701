/* The page: the record of selftest.json, and nothing else. */
const selftest = JSON.parse(byId("selftest").textContent);
const requirementById = new Map(selftest.requirements.map((each) => [each.id, each]));
const defects = selftest.cells.filter((each) => each.kind === "defect");
const others = selftest.cells.filter((each) => each.kind !== "defect");

const states = {
  killed: { group: "proven", symbol: "\u2713", word: "killed" },
  conformant: { group: "proven", symbol: "\u2713", word: "let through" },
  survived: { group: "failed", symbol: "\u2717", word: "survived" },
  "false alarm": { group: "failed", symbol: "\u2717", word: "false alarm" },
  skipped: { group: "unproven", symbol: "\u2013", word: "skipped" },
  failed: { group: "failed", symbol: "!", word: "not run" },
};

function stateMark(state) {
  const { group, symbol, word } = states[state];
  return make("span", { class: `state ${group}` }, `${symbol} ${word}`);
}

function isStray(blame) {
  return blame.due === "collateral" || blame.due === "unfounded";
}

function chapterOf(id) {
  return id.split(".")[0];
}

/* The top: four figures and one sentence. */

function figure(title, count, total) {
  return total > 0 && make("div", {}, make("dt", {}, title),
    make("dd", {}, count.toLocaleString("en"), make("span", { class: "of" }, ` of ${total.toLocaleString("en")}`)));
}

function verdictOf({ defects: all, variants, checks }) {
  if (all.failed + variants.failed + checks.failed > 0) return { group: "failed", word: "Not all could be run" };
  if (all.survived > 0) return { group: "failed", word: counted(all.survived, "defect survives", "defects survive") };
  if (variants.false_alarms > 0) return { group: "failed", word: counted(variants.false_alarms, "false alarm") };
  return { group: "proven", word: "Every defect is caught" };
}

function showTop() {
  const { suite, run, variants, checks, rows } = selftest;
  const all = selftest.defects;
  const verdict = verdictOf(selftest);
  document.title = `${verdict.word} \u2013 assay selftest`;
  fill(byId("top"), [
    make("p", { class: "kicker" }, "assay selftest \u00b7 suite ", suite.version, " \u00b7 document of ", suite.document),
    make("h1", { class: verdict.group }, verdict.word),
    make("p", { class: "reason" }, "The suite was run whole against a platform with one deliberate defect at a time. ",
      "A defect is killed when the platform is refused and blamed on the requirement that the defect breaks; ",
      "a conforming variant that is not let through is a false alarm."),
    make("dl", { class: "figures" },
      figure("Defects killed", all.killed, all.total),
      figure("Variants let through", variants.conformant, variants.total),
      run.whole && figure("Cases needed", rows.total - rows.needless, rows.total),
      figure("Checks of the matrix held", checks.held, checks.total - checks.skipped)),
  ]);
}

/* What is not as it has to be. */

function troubleOf(cell) {
  const stray = cell.blames.filter(isStray).map((each) => each.requirement);
  if (["survived", "false alarm", "failed"].includes(cell.state)) return cell.reason;
  if (stray.length > 0) return `also blamed on ${stray.join(", ")}`;
  return cell.unused_excuses.length > 0 && `was said to show in ${cell.unused_excuses.join(", ")}, and does not`;
}

function showTroubles() {
  const troubled = selftest.cells.filter(troubleOf);
  byId("open").hidden = troubled.length === 0;
  fill(byId("troubles"), [make("table", { class: "list" }, make("tbody", {}, troubled.map((cell) =>
    make("tr", {}, make("th", { scope: "row", class: "id" }, make("a", { href: `#cell-${cell.name}` }, cell.name)),
      make("td", {}, stateMark(cell.state)), make("td", {}, troubleOf(cell))))))]);
}

/* The matrix itself. */

function dotOf(cell, id) {
  const blame = cell.blames.find((each) => each.requirement === id);
  if (!blame && cell.breaks === id && cell.state === "killed") {
    const refused = `${cell.name}: no verdict at all`;
    return make("span", { class: "dot broken", role: "img", "aria-label": refused, title: refused });
  }
  const cases = blame ? `${cell.name}, ${id}: ${counted(blame.cases.length, "case")}` : `${cell.name} is not blamed on ${id}`;
  if (!blame) return cell.breaks === id && make("span", { class: "dot missed", role: "img", "aria-label": cases, title: cases });
  const kind = blame.due === "broken" ? "broken" : isStray(blame) ? "stray" : "known";
  return make("span", { class: `dot ${kind}`, role: "img", "aria-label": cases, title: cases }, kind === "stray" && "\u00d7");
}

function isEdge(list, index) {
  return index === 0 || chapterOf(list[index].id) !== chapterOf(list[index - 1].id);
}

function matrixHead(columns) {
  return make("thead", {}, make("tr", {}, make("th", {}), columns.map((each, at) =>
    make("th", { scope: "col", class: isEdge(columns, at) && "edge", title: each.title },
      make("a", { href: `#requirement-${each.id}` }, each.id)))));
}

function byRequirement(list) {
  const order = new Map(selftest.requirements.map((each, at) => [each.id, at]));
  return [...list].sort((a, b) => order.get(a.breaks) - order.get(b.breaks));
}

function showMatrix() {
  const columns = selftest.requirements.filter((each) =>
    defects.some((cell) => cell.breaks === each.id || cell.blames.some((blame) => blame.requirement === each.id)));
  const rows = byRequirement(defects);
  byId("matrix").append(make("table", { class: "matrix" }, matrixHead(columns), make("tbody", {}, rows.map((cell, at) =>
    make("tr", { "data-words": wordsOf(cell), class: (at === 0 || rows[at - 1].breaks !== cell.breaks) && "first" },
      make("th", { scope: "row" }, make("a", { href: `#cell-${cell.name}`, title: cell.sentence }, cell.name)),
      columns.map((each, column) => make("td", { class: isEdge(columns, column) && "edge" }, dotOf(cell, each.id))))))));
}

/* Lists */

function wordsOf(cell) {
  return [cell.name, cell.sentence, cell.breaks, cell.state, ...cell.blames.flatMap((each) => [each.requirement, ...each.cases])]
    .join(" ").toLowerCase();
}

function caughtBy(cell) {
  const cases = cell.blames.find((each) => each.due === "broken")?.cases ?? [];
  if (cases.length === 0) return "";
  return [make("span", { class: "id" }, cases[0]), cases.length > 1 && make("span", { class: "more" }, ` and ${cases.length - 1} more`)];
}

function chanceOf(cell) {
  if (cell.one_in === undefined) return null;
  const missed = 1 - cell.chance;
  const words = missed < 1e-6 ? "over 99.9999 %" : `${(100 * cell.chance).toFixed(4)} %`;
  return make("span", { class: "more" }, ` (one answer in ${cell.one_in}: caught in ${words} of runs)`);
}

function cellRow(cell) {
  return make("tr", { id: `cell-${cell.name}`, "data-words": wordsOf(cell) },
    make("th", { scope: "row", class: "id" }, cell.name),
    make("td", {}, cell.sentence, chanceOf(cell)),
    make("td", {}, stateMark(cell.state)),
    make("td", { class: "wide" }, cell.state === "failed" || cell.state === "skipped" ? cell.reason : caughtBy(cell)));
}

function showDefects() {
  const table = make("table", { class: "list" });
  for (const { id, title } of selftest.requirements) {
    const own = defects.filter((cell) => cell.breaks === id);
    if (own.length === 0) continue;
    const killed = own.filter((cell) => cell.state === "killed").length;
    table.append(make("tbody", { "data-group": "" },
      make("tr", { id: `requirement-${id}` }, make("th", { scope: "rowgroup", colspan: 4 },
        make("h3", {}, id, make("span", { class: "faint" }, ` \u00b7 ${title} \u00b7 ${killed} of ${own.length} killed`)))),
      own.map(cellRow)));
  }
  byId("defects").append(table);
}

function showOthers() {
  byId("variants").append(make("table", { class: "list" }, make("tbody", {}, others.map(cellRow))));
}

function needOf(row) {
  if (row.alone.length > 0) return [`alone catches ${counted(row.alone.length, "defect")}: `, make("span", { class: "id" }, row.alone.join(", "))];
  if (row.twin_of > 0) return `is compared with by ${counted(row.twin_of, "case")}`;
  if (row.proves_alone > 0) return `alone proves ${counted(row.proves_alone, "requirement")}`;
  return make("span", { class: row.needless && "warned" }, row.needless ? "nothing needs it" : "not told by a part of the matrix");
}

function showCases() {
  byId("cases").append(make("table", { class: "list" }, make("tbody", {}, selftest.cases.map((row) =>
    make("tr", { "data-words": `${row.id} ${row.title} ${row.alone.join(" ")}`.toLowerCase() },
      make("th", { scope: "row", class: "id" }, row.id),
      make("td", { class: "number" }, counted(row.catches, "defect")),
      make("td", {}, needOf(row)))))));
}

/* Search: what does not hold all words is not shown. */

function search() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter((each) => each !== "");
  let shown = 0;
  const rows = document.querySelectorAll("[data-words]");
  for (const row of rows) {
    row.hidden = !words.every((each) => row.dataset.words.includes(each));
    shown += !row.hidden && row.closest("#matrix") ? 1 : 0;
  }
  for (const group of document.querySelectorAll("[data-group]")) {
    group.hidden = !group.querySelector("[data-words]:not([hidden])");
  }
  byId("shown").textContent = words.length === 0 ? "" : counted(shown, "defect");
}

function showColophon() {
  const { suite, run } = selftest;
  fill(byId("colophon"), [make("p", { class: "faint" },
    `Seed ${run.seed}, ${counted(run.jobs, "process", "processes")} at a time, ${run.seconds} s. `,
    "Throttle windows passed on a clock that the run and the platform shared, except in the cells named real-time. Case tables ",
    make("span", { class: "id" }, suite.cases_sha256.slice(0, 12)), ". Everything here comes from selftest.json.")]);
}

showTop();
showTroubles();
showMatrix();
showDefects();
showOthers();
showCases();
showColophon();
byId("search").addEventListener("input", search);
