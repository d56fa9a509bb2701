// The table of what each tool caught, from the cells' results and selftest.json, between the two marks
// of a README.
// Usage: node table.js RESULTS README
"use strict";
const fs = require("fs");
const path = require("path");

const [results, readme] = process.argv.slice(2);
const selftest = JSON.parse(fs.readFileSync(path.join(results, "selftest.json")));
const defects = selftest.cells.filter((cell) => cell.kind === "defect");
const variants = selftest.cells.filter((cell) => cell.kind === "variant");

// What shows below status, headers and body: no such tool has it to look at.
const below = /^(response\.framing|request\.https|hardening\.(cleartext|tls-version))/;
const inReach = defects.filter((cell) => !below.test(cell.breaks));

// A tool's figures end where the first cell is missing: up to there the order is the cells' own, and
// what stands behind it may have been picked.
const order = fs
  .readFileSync(path.join(results, "cells"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").slice(0, 2).join("."));
const finished = {};
function isCounted(tool, cell) {
  if (!(tool in finished)) {
    const missing = order.findIndex((one) => !fs.existsSync(path.join(results, tool, one)));
    finished[tool] = new Set(missing < 0 ? order : order.slice(0, missing));
  }
  return finished[tool].has(cell);
}

function outcome(tool, kind, name) {
  const file = path.join(results, tool, `${kind}.${name}`);
  if (!fs.existsSync(file) || !(kind === "plain" || isCounted(tool, `${kind}.${name}`))) return null;
  const [word, , , spentMs] = fs.readFileSync(file, "utf8").trim().split(" ");
  return { word, seconds: Number(spentMs) / 1000 };
}

// Of these cells: how many were run, how many of them with one of these outcomes.
function count(tool, cells, words) {
  const all = cells.map((cell) => outcome(tool, cell.kind, cell.name));
  const run = all.filter((one) => one && one.word !== "left-out" && one.word !== "trouble");
  return { of: run.length, hits: run.filter((one) => words.includes(one.word)).length };
}

const share = ({ hits, of }) => (of ? `${hits} of ${of} (${Math.floor((100 * hits) / of)} %)` : "-");

const own = (cells, state) => ({
  of: cells.length,
  hits: cells.filter((cell) => cell.state === state).length,
});

const tools = [
  ["Schemathesis, `cases/openapi.json`", "schemathesis", ["caught"]],
  ["Schemathesis, and checks in `hooks.py`", "schemathesis", ["caught", "caught-by-hooks"]],
  ["newman, `cases/collection.json`", "newman", ["caught"]],
  ["Hurl, `cases/*.hurl`", "hurl", ["caught"]],
].filter(([, tool]) => count(tool, defects, []).of > 0);

// Processor time of a run against the platform as it is; wall time would tell what else ran.
function seconds(tool) {
  const plain = outcome(tool, "plain", "conforming");
  return plain ? plain.seconds.toFixed(2) : "-";
}

const row = (cells) => `| ${cells.join(" | ")} |`;
const lines = [
  row(["", "defects caught", "of those in reach", "false alarms", "seconds of processor time"]),
  row(["---", "---", "---", "---", "---"]),
  row([
    "**assay**",
    share(own(defects, "killed")),
    share(own(inReach, "killed")),
    share(own(variants, "false alarm")),
    seconds("assay"),
  ]),
];
for (const [name, tool, words] of tools) {
  lines.push(
    row([
      name,
      share(count(tool, defects, words)),
      share(count(tool, inReach, words)),
      share(count(tool, variants, words)),
      seconds(tool),
    ])
  );
}

// The same by the requirement that is broken.
// The chapters of the catalogue, the one of the answer by member.
const areaOf = (id) => id.split(".").slice(0, id.startsWith("response.") ? 2 : 1).join(".");
const areas = [...new Set(defects.map((cell) => areaOf(cell.breaks)))];
lines.push("", row(["what is broken", "defects", "assay", ...tools.map(([name]) => name)]));
lines.push(row(["---", "---", "---", ...tools.map(() => "---")]));
const fraction = ({ hits, of }) => (of ? `${hits} of ${of}` : "-");
for (const one of areas.sort()) {
  const cells = defects.filter((cell) => areaOf(cell.breaks) === one);
  lines.push(
    row([
      "`" + one + "`",
      cells.length,
      fraction(own(cells, "killed")),
      ...tools.map(([, tool, words]) => fraction(count(tool, cells, words))),
    ])
  );
}

const refused = [];
for (const [name, tool, words] of tools) {
  const names = variants
    .filter((cell) => words.includes((outcome(tool, "variant", cell.name) || {}).word))
    .map((cell) => "`" + cell.name + "`");
  if (names.length) refused.push(`- ${name}: ${names.join(", ")}`);
}
if (refused.length) lines.push("", "Variants that were refused:", "", ...refused);

const text = fs.readFileSync(readme, "utf8");
const [begin, end] = ["<!-- table: begin -->", "<!-- table: end -->"];
const from = text.indexOf(begin) + begin.length;
const date = new Date().toISOString().slice(0, 10);
const block = `\n\n${date}, \`harness/bench/outside/run\`:\n\n${lines.join("\n")}\n\n`;
fs.writeFileSync(readme, text.slice(0, from) + block + text.slice(text.indexOf(end)));
console.log(lines.join("\n"));
