/* Facts about evidence.har: it is HAR 1.2 by the schema that the world checks HARs with, and a browser
   both replays it (asked with what a case sent, it gives what the platform answered) and shows it in its network
   panel, whose own importer reads it here. */
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const validate = require("har-validator");

const evidenceOf = (page) => path.join(path.dirname(page), "evidence.har");
const read = (page) => JSON.parse(fs.readFileSync(evidenceOf(page), "utf8"));

async function isValid(pages, name) {
  try {
    await validate.har(read(pages[name]));
  } catch (error) {
    assert.fail((error.errors ?? [error]).slice(0, 3).map((each) => `${each.dataPath} ${each.message}`).join("; "));
  }
}

/* The headers that a browser may be told to send, as they stand in the evidence. */
function headersOf({ request }) {
  const names = ["app_key", "authorization"];
  return Object.fromEntries(request.headers.filter(({ name }) => names.includes(name.toLowerCase()))
    .map(({ name, value }) => [name, value]));
}

/* Labels do not tell a credential from the same in other case: this asks only for what no case asks with such. */
async function isReplayed(browser, pages, name, caseId, status) {
  const entry = read(pages[name]).log.entries.find(({ _assay }) => _assay.case === caseId);
  const context = await browser.newContext({ extraHTTPHeaders: headersOf(entry) });
  try {
    await context.routeFromHAR(evidenceOf(pages[name]), { notFound: "abort" });
    const page = await context.newPage();
    const answer = await page.goto(entry.request.url);
    assert.equal(answer.status(), status);
    const { text, encoding } = entry.response.content;
    assert.deepEqual(await answer.body(), Buffer.from(text, encoding ?? "utf8"));
  } finally {
    await context.close();
  }
}

/* Runs in a page of the developer tools: what the network panel makes of a HAR, in the order of starting. */
async function panelOf(har) {
  const { HARFormat, Importer } = await import("/devtools/models/har/har.js");
  const requests = Importer.Importer.requestsFromHARLog(new HARFormat.HARRoot(har).log);
  return Promise.all(requests.map(async (request) => {
    const content = await request.requestContentData();
    return {
      started: Math.round(request.issueTime() * 1000), url: request.url(), method: request.requestMethod,
      status: request.statusCode, ms: request.duration * 1000,
      sent: request.requestHeaders().length, received: request.responseHeaders.length,
      body: content.isTextContent ? content.text : content.base64,
    };
  }));
}

/* The panel decodes what is text by its media type, and keeps the base64 of anything else. */
function bodiesOf({ text, encoding }) {
  return encoding ? [text, Buffer.from(text, encoding).toString("utf8")] : [text];
}

const rowOf = ({ startedDateTime, time, request, response }) => ({
  started: Date.parse(startedDateTime), url: request.url, method: request.method, status: response.status, ms: time,
  sent: request.headers.length, received: response.headers.length, bodies: bodiesOf(response.content),
});

function isSameRow({ body, ms, ...shown }, { bodies, ms: wantedMs, ...wanted }) {
  assert.deepEqual(shown, wanted);
  assert.ok(bodies.includes(body), `${body} instead of ${bodies}`);
  assert.ok(Math.abs(ms - wantedMs) < 0.01, `${ms} ms instead of ${wantedMs}`);
}

async function isShown(browser, pages, name, tools) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${tools}/json/version`);
    const har = read(pages[name]);
    const shown = await page.evaluate(panelOf, har);
    const wanted = har.log.entries.map(rowOf).sort((a, b) => a.started - b.started);
    assert.equal(shown.length, wanted.length);
    shown.forEach((row, i) => isSameRow(row, wanted[i]));
  } finally {
    await context.close();
  }
}

const facts = [
  ...["conformant", "broken", "hostile", "long"].map((name) =>
    [`evidence.har of ${name} is HAR 1.2`, (browser, pages) => isValid(pages, name)]),
  ...["conformant", "broken", "hostile"].map((name) =>
    [`the network panel shows that of ${name}`, (browser, pages, tools) => isShown(browser, pages, name, tools)]),
  ["a browser replays an activation", (browser, pages) => isReplayed(browser, pages, "conformant", "activation.abnormal", 200)],
  ["and a refusal", (browser, pages) => isReplayed(browser, pages, "conformant", "error.device.unknown", 404)],
  ["and a body that is no UTF-8", (browser, pages) => isReplayed(browser, pages, "broken", "activation.offline", 200)],
];

/* Tries them all; how many do not hold. `tools` is where the browser serves its developer tools. */
async function failedFacts(browser, pages, tools) {
  let failed = 0;
  for (const [name, fact] of facts) {
    try {
      await fact(browser, pages, tools);
      console.log(`ok   ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${name}\n     ${String(error.message).replace(/\n/g, "\n     ")}`);
    }
  }
  return { count: facts.length, failed };
}

module.exports = { failedFacts };
