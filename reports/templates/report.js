/* The page: the record of report.json, and nothing else. */
const report = JSON.parse(byId("report").textContent);
/* Past 2^53 a number would be rounded; inside a string its quotes would stand escaped. */
const seed = byId("report").textContent.match(/"seed":(\d+)/)[1];
const caseById = new Map(report.cases.map((each) => [each.id, each]));
const requirementById = new Map(report.requirements.map((each) => [each.id, each]));
const exchangeByNumber = new Map(report.exchanges.map((each) => [each.number, each]));

/* How each status of a requirement or a case is shown; `group` is what the filter offers. */
const statuses = {
  broken: { group: "failed", symbol: "\u2717", word: "broken" },
  fail: { group: "failed", symbol: "\u2717", word: "failed" },
  error: { group: "failed", symbol: "\u2717", word: "error" },
  warned: { group: "warned", symbol: "!", word: "warned" },
  warn: { group: "warned", symbol: "!", word: "warned" },
  "not-run": { group: "unproven", symbol: "\u2013", word: "not run" },
  "not-provoked": { group: "unproven", symbol: "\u00b7", word: "not provoked" },
  waived: { group: "unproven", symbol: "~", word: "waived" },
  proven: { group: "proven", symbol: "\u2713", word: "proven" },
  pass: { group: "proven", symbol: "\u2713", word: "passed" },
};
const groups = { failed: "failed", warned: "warned", unproven: "not proven", proven: "proven" };
const levels = ["documented", "standard", "hardening"];
const verdicts = {
  conformant: { word: "Conformant", group: "proven" },
  nonconformant: { word: "Nonconformant", group: "failed" },
  inconclusive: { word: "Inconclusive", group: "warned" },
  none: { word: "No verdict", group: "unproven" },
};

function groupOf(each) {
  return statuses[each.status].group;
}

function chapterOf(id) {
  return id.split(".")[0];
}

function chaptersOf(list) {
  const chapters = new Map();
  for (const each of list) {
    const chapter = chapterOf(each.id);
    chapters.set(chapter, [...(chapters.get(chapter) ?? []), each]);
  }
  return chapters;
}

/* "36 proven, 2 not provoked": worst first, in the order of `statuses`. */
function tallyWords(list) {
  return Object.keys(statuses)
    .map((status) => [list.filter((each) => each.status === status).length, statuses[status].word])
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function statusMark(status) {
  const { group, symbol, word } = statuses[status];
  return make("span", { class: `status ${group}` },
    make("span", { class: "symbol", "aria-hidden": "true" }, symbol), word);
}

function requirementLink(id) {
  const each = requirementById.get(id);
  return make("a", { class: `id ${each ? groupOf(each) : ""}`, href: `#requirement-${id}` }, id);
}

function caseLink(id) {
  const each = caseById.get(id);
  return make("li", {}, each ? statusMark(each.status) : null,
    make("a", { class: "id", href: `#case-${id}` }, id));
}

function facts(pairs) {
  return make("dl", { class: "facts" }, pairs.filter(([, value]) => hasValue(value))
    .map(([term, value]) => make("div", {}, make("dt", {}, term), make("dd", {}, value))));
}

function hasValue(value) {
  return Array.isArray(value) ? value.some(hasValue) : value !== "" && value !== null && value !== false;
}

/* The top: the verdict, and how much of the document it proves. */

function coverageBar(list) {
  const bar = draw("svg", { class: "bar", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" });
  let x = 0;
  for (const group of ["proven", "warned", "failed", "unproven"]) {
    const width = (100 * list.filter((each) => groupOf(each) === group).length) / list.length;
    if (width > 0) bar.append(draw("rect", { class: group, x, y: 0, width, height: 1 }));
    x += width;
  }
  return bar;
}

function coverageRow(title, list) {
  const proven = list.filter((each) => each.status === "proven").length;
  return list.length > 0 && make("tr", {}, make("th", { scope: "row" }, title),
    make("td", { class: "number" }, `${proven} of ${list.length} proven`),
    make("td", { class: "wide" }, coverageBar(list)),
    make("td", {}, tallyWords(list)));
}

function coverage() {
  const sources = { documented: "The document", standard: "RFCs it rests on", hardening: "Good practice" };
  return make("table", { class: "coverage" },
    make("caption", {}, "How much this verdict proves"),
    make("tbody", {}, levels.map((level) =>
      coverageRow(sources[level], report.requirements.filter((each) => each.level === level)))));
}

function showTop() {
  const { suite, target, run } = report;
  const verdict = verdicts[report.verdict];
  document.title = `${verdict.word}: ${visibleText(target.name || target.endpoint)} \u2013 assay report`;
  fill(byId("top"), [
    make("p", { class: "kicker" }, "assay \u00b7 Querying Device Activation Status, edition ", suite.document),
    make("h1", { class: verdict.group }, verdict.word),
    make("p", { class: "reason" }, report.verdict_reason),
    facts([["Target", target.name], ["Endpoint", target.endpoint],
      ["Started", run.started.replace("T", " ").replace(/\.\d+Z$/, " UTC")],
      ["Took", `${run.seconds} s, ${counted(run.calls, "call")}`],
      ["Run", run.id], ["Exit code", String(run.exit)]]),
    coverage(),
  ]);
}

function visibleText(text) {
  return visible(text).map((node) => node.textContent ?? node).join("");
}

/* Rows: what is in them is made when they are opened first. */

function row(kind, each, columns, content) {
  const details = make("details", { class: `row ${kind}`, id: `${kind}-${each.id}` },
    make("summary", {}, statusMark(each.status), make("span", { class: "id" }, each.id), columns));
  details.prepareContent = () => {
    details.prepareContent = () => {};
    details.append(make("div", { class: "content" }, content(each),
      make("p", { class: "permanent" }, make("a", { href: `#${kind}-${each.id}` }, "Link to this"))));
  };
  details.addEventListener("toggle", () => details.open && details.prepareContent());
  return details;
}

function chapterBlock(kind, chapter, list, makeRow) {
  return make("section", { class: "chapter", "data-chapter": chapter },
    make("h3", { id: `${kind}s-${chapter}` }, sentence(chapter), make("span", { class: "tally" }, tallyWords(list))),
    list.map(makeRow));
}

function caseList(title, ids) {
  return ids.length > 0 && make("div", {}, make("p", { class: "label" }, title),
    make("ul", { class: "links" }, ids.map(caseLink)));
}

function requirementContent(each) {
  const others = each.found_in.filter((id) => !each.cases.includes(id));
  const isWell = each.status === "proven";
  return [
    make("figure", {}, make("blockquote", {}, each.words), make("figcaption", {}, each.source)),
    facts([[sentence(statuses[each.status].word), each.reason],
      ["How it is proven", each.proof], [isWell ? "If it breaks" : "Remedy", each.remedy]]),
    caseList("Put to the test by", each.cases),
    caseList("Also found in", others),
  ];
}

function requirementRow(each) {
  return row("requirement", each, [
    make("span", { class: "title" }, each.title),
    make("span", { class: "level" }, each.level),
    make("span", { class: "number" }, each.cases.length > 0 ? counted(each.cases.length, "case") : ""),
  ], requirementContent);
}

function copyCommand(event) {
  const code = event.target.parentElement.querySelector("pre");
  getSelection().selectAllChildren(code);
  navigator.clipboard?.writeText(code.dataset.command).then(
    () => { event.target.textContent = "Copied"; }, () => { event.target.textContent = "Selected"; });
}

function command(text) {
  const block = make("pre", { tabindex: "-1" }, text);
  block.dataset.command = text;
  return make("div", { class: "part command" }, make("p", { class: "label" }, "Reproduce"),
    block, make("button", { type: "button", click: copyCommand }, "Copy"));
}

function finding(each) {
  return make("div", { class: `finding ${each.severity === "failure" ? "failed" : "warned"}` },
    make("p", { class: "label strong" }, sentence(each.severity), ", ", each.level, ": ", requirementLink(each.requirement)),
    make("dl", { class: "compare" },
      make("div", {}, make("dt", {}, "Expected"), make("dd", {}, each.expected)),
      make("div", { class: "actual" }, make("dt", {}, "Actual"), make("dd", {}, each.actual))),
    facts([["Where", [each.where, ` in exchange ${each.exchange}`]],
      ["Recommended handling", each.handling]]));
}

/* Of many exchanges those that a finding points to, and the first, are shown at once. */
function exchangeList(each) {
  const list = each.exchanges.map((number) => exchangeByNumber.get(number)).filter(Boolean);
  const isNamed = (exchange) => each.findings.some((one) => one.exchange === exchange.number);
  const first = list.filter((exchange, i) => i < 2 || isNamed(exchange));
  const rest = list.filter((exchange) => !first.includes(exchange));
  const missing = each.exchanges.length - list.length;
  return [first.map((exchange) => exchangeBlock(exchange, each.findings)),
    rest.length > 0 && moreExchanges(rest, each, counted(rest.length, "more exchange")),
    missing > 0 && make("p", { class: "cut" }, `${counted(missing, "exchange")} left out for room; evidence.har has them.`)];
}

function moreExchanges(rest, each, words) {
  const more = make("details", { class: "more" }, make("summary", {}, words));
  more.prepareContent = () => {
    more.prepareContent = () => {};
    more.append(...rest.map((exchange) => exchangeBlock(exchange, each.findings)));
  };
  more.addEventListener("toggle", () => more.open && more.prepareContent());
  return more;
}

/* Some of its answers deviate and others do not: a flaky case, or a warning that comes and goes. */
const isUneven = ({ answers }) => answers.deviating > 0 && answers.deviating < answers.judged;
const unevenWords = ({ answers }) =>
  `${answers.deviating} of ${counted(answers.judged, "answer")} ${answers.deviating === 1 ? "deviates" : "deviate"}`;

function caseContent(each) {
  const reasons = [each.reason, each.out_of_scope && "declared out of scope by the profile",
    each.not_generated && "the altered value equals its original"].filter(Boolean).join("; ");
  return [
    facts([["Not run", each.status === "pass" ? "" : reasons],
      [each.flaky ? "Flaky" : "Now and then", isUneven(each) && unevenWords(each)],
      ["Puts to the test", each.proves.map((id, i) => [i > 0 ? ", " : "", requirementLink(id)])],
      ["Accepted twin", each.twin && make("a", { class: "id", href: `#case-${each.twin}` }, each.twin)]]),
    each.findings.map(finding),
    each.findings_left_out > 0 && make("p", { class: "cut" }, `${counted(each.findings_left_out, "more finding")} left out for room; report.json has them.`),
    each.reproduce && command(each.reproduce),
    exchangeList(each),
  ];
}

function roundMilliseconds(seconds) {
  return seconds < 0.001 ? "< 1 ms" : `${Math.round(seconds * 1000).toLocaleString("en")} ms`;
}

function caseRow(each) {
  return row("case", each, [
    make("span", { class: "title" }, each.title, each.flaky && make("span", { class: "flaky" }, "flaky")),
    make("span", { class: "number" }, each.exchanges.length > 1 ? `\u00d7${each.exchanges.length}` : ""),
    make("span", { class: "number" }, each.exchanges.length > 0 ? roundMilliseconds(each.seconds) : ""),
  ], caseContent);
}

function showRows() {
  fill(byId("matrix"), [...chaptersOf(report.requirements)].map(([chapter, list]) =>
    chapterBlock("requirement", chapter, list, requirementRow)));
  fill(byId("rows"), [...chaptersOf(report.cases)].map(([chapter, list]) =>
    chapterBlock("case", chapter, list, caseRow)));
}

function reading(each) {
  return make("tr", {}, make("th", { scope: "row", class: "id" }, each.id), make("td", { class: "id" }, each.choice),
    make("td", {}, each.trouble), make("td", {}, each.effect));
}

function readings(list) {
  return make("table", { class: "readings" },
    make("thead", {}, make("tr", {}, ["Name", "Read as", "What the document leaves open", "Otherwise"].map((head) =>
      make("th", { scope: "col" }, head)))),
    make("tbody", {}, list.map(reading)));
}

function showInterpretations() {
  const mattered = report.interpretations.filter((each) => each.mattered);
  const others = report.interpretations.filter((each) => !each.mattered);
  fill(byId("readings"), [
    make("p", {}, mattered.length > 0 ? "With these, another choice would have changed a finding of this run:"
      : "No other choice would have changed a finding of this run."),
    mattered.length > 0 && readings(mattered),
    others.length > 0 && make("details", { class: "more" },
      make("summary", {}, `${counted(others.length, "interpretation")} without effect on this run`), readings(others)),
  ]);
}

function showColophon() {
  const { suite, target } = report;
  const logins = report.exchanges.filter((each) => !caseById.has(each.case));
  fill(byId("colophon"), [
    make("p", {}, "Rendered from report.json, which lies beside this page with junit.xml for programs and evidence.har, "
      + "the record of every exchange. Secrets were replaced as they were recorded, by labels of the same length such as ",
      make("code", {}, "tok-1f3a****"), "; equal labels stand for equal secrets."),
    make("p", {}, "A requirement is proven where at least one exchange put it to the test and none broke it. A refusal counts "
      + "only where its accepted twin, a request that differs in the field under test alone, was answered in the same run."),
    make("p", {}, "Judge the evidence again with ", make("code", {}, "assay judge evidence.har --target FILE"), "."),
    facts([["Suite", `assay ${suite.version}`], ["Edition of the document", suite.document],
      ["Case tables, SHA-256", suite.cases_sha256], ["Platform's certificate, SHA-256", target.certificate_sha256],
      ["Seed", seed]]),
    report.exchanges_left_out > 0 && make("p", { class: "cut" }, `${counted(report.exchanges_left_out, "exchange")} left out for room.`),
    logins.length > 0 && moreExchanges(logins, { findings: [] }, counted(logins.length, "login")),
  ]);
}
