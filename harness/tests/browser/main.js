/* Each row is a fact about the page, tried in a fresh tab; no row stops the others. */
const assert = require("node:assert/strict");
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { chromium } = require("playwright-core");
const { makeAll } = require("./reports.js");
const { hostile } = require("./platform.js");
const { failedFacts } = require("./evidence.js");

const [, , assay, folder] = process.argv;
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const shown = (page, selector) => page.locator(`${selector}:visible`).count();
const openEverything = (page) => page.evaluate(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
const settle = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));

async function opensEverything(page) {
  await openEverything(page);
  await settle(page);
  await openEverything(page);
  await settle(page);
}

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

const focusedRow = (page) => page.evaluate(() => document.activeElement.closest(".row")?.id ?? null);

async function findsNothingSerious(page) {
  await opensEverything(page);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
}

const rows = [
  ["the verdict stands on top", "broken", async (page) => {
    assert.equal(await page.locator("h1").textContent(), "Nonconformant");
    assert.match(await page.locator(".reason").textContent(), /response\.json/);
    assert.match(await page.title(), /^Nonconformant: /);
  }],
  ["a conformant run says so", "conformant", async (page) => {
    assert.equal(await page.locator("h1").textContent(), "Conformant");
    assert.equal(await shown(page, ".row .status.failed"), 0);
  }],
  ["every requirement and case of the record has its row", "broken", async (page) => {
    const record = JSON.parse(await page.locator("#report").textContent());
    assert.equal(await page.locator(".row.requirement").count(), record.requirements.length);
    assert.equal(await page.locator(".row.case").count(), record.cases.length);
  }],
  ["every link inside the page leads somewhere", "broken", async (page) => {
    await opensEverything(page);
    const lost = await page.evaluate(() => [...document.querySelectorAll("a[href]")]
      .map((link) => link.getAttribute("href"))
      .filter((href) => !href.startsWith("#") || !document.getElementById(decodeURIComponent(href.slice(1)))));
    assert.deepEqual(lost, []);
  }],
  ["following links opens what they name", "broken", async (page) => {
    await page.evaluate(() => { location.hash = "#requirement-response.json"; });
    await settle(page);
    await page.locator("[id='requirement-response.json'] a[href='#case-activation.offline']").click();
    await settle(page);
    assert.ok(await page.locator("[id='case-activation.offline']").evaluate((row) => row.open));
    assert.equal(await focusedRow(page), "case-activation.offline");
  }],
  ["a link to an exchange opens its case", "broken", async (page) => {
    const number = await page.evaluate(() => report.cases.find((each) => each.exchanges.length > 5).exchanges.at(-1));
    await page.evaluate((to) => { location.hash = `#exchange-${to}`; }, number);
    await settle(page);
    assert.ok(await page.locator(`#exchange-${number}`).isVisible());
  }],
  ["a link to a row that is filtered out shows it", "broken", async (page) => {
    await page.fill("#search", "nothing holds this");
    assert.equal(await shown(page, ".row"), 0);
    await page.evaluate(() => { location.hash = "#case-activation.online"; });
    await settle(page);
    assert.ok(await page.locator("[id='case-activation.online']").isVisible());
  }],
  ["a deep link works from outside", "broken", async (page) => {
    await page.goto(`${page.url()}#case-activation.offline`);
    await page.reload();
    await settle(page);
    assert.equal(await focusedRow(page), "case-activation.offline");
  }],
  ["each status filter shows that status alone", "broken", async (page) => {
    for (const group of ["failed", "warned", "unproven", "proven"]) {
      await page.click(`#statuses [data-value=${group}]`);
      const others = await page.evaluate((wanted) => [...document.querySelectorAll(".row:not([hidden]) > summary > .status")]
        .filter((status) => !status.classList.contains(wanted)).length, group);
      assert.equal(others, 0, group);
      const words = await page.locator(`#statuses [data-value=${group}] .count`).textContent();
      assert.equal(await shown(page, ".row"), Number(words), group);
      await page.click(`#statuses [data-value=${group}]`);
    }
  }],
  ["each level filter shows that level alone", "broken", async (page) => {
    for (const level of ["documented", "standard", "hardening"]) {
      await page.click(`#levels [data-value=${level}]`);
      const words = await page.locator(".row.requirement:visible .level").allTextContents();
      assert.ok(words.length > 0 && words.every((word) => word === level), level);
      await page.click(`#levels [data-value=${level}]`);
    }
  }],
  ["the search finds what findings say", "broken", async (page) => {
    await page.fill("#search", "not UTF-8");
    assert.ok(await shown(page, ".row.case") > 5);
    assert.equal(await page.locator("#cases-shown").textContent(), `${await shown(page, ".row.case")} of 136`);
    await page.fill("#search", "throttle.burst 1010009");
    assert.ok(await shown(page, ".row.case") <= 1);
  }],
  ["the keys do what the list of keys says", "broken", async (page) => {
    await press(page, "j", "j");
    assert.equal(await focusedRow(page), "requirement-request.method");
    await press(page, "k");
    assert.equal(await focusedRow(page), "requirement-request.https");
    await press(page, "o");
    assert.ok(await page.locator("[id='requirement-request.https']").evaluate((row) => row.open));
    await press(page, "n");
    assert.equal(await focusedRow(page), "requirement-response.json");
    await press(page, "/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await page.keyboard.type("jkx?");
    assert.equal(await page.inputValue("#search"), "jkx?");
    await press(page, "Escape", "x");
    assert.equal(await page.inputValue("#search"), "");
    await press(page, "e");
    assert.ok(await page.locator(".row[open]").count() > 20);
    await press(page, "e");
    assert.equal(await page.locator(".row[open]").count(), 0);
    await press(page, "?");
    assert.ok(await page.locator("#keys").isVisible());
    await press(page, "Escape");
    assert.ok(!await page.locator("#keys").isVisible());
    for (const [key, id] of [["r", "requirements"], ["c", "cases"], ["i", "interpretations"], ["l", "latency"]]) {
      await press(page, "g", key);
      assert.ok((await page.locator(`#${id}`).boundingBox()).y < 400, key);
    }
  }],
  ["Enter on a row opens it", "broken", async (page) => {
    await press(page, "j", "Enter");
    assert.ok(await page.locator("[id='requirement-request.https']").evaluate((row) => row.open));
  }],
  ["the offending byte is marked", "broken", async (page) => {
    await page.evaluate(() => { location.hash = "#case-activation.offline"; });
    await settle(page);
    assert.equal(await page.locator("[id='case-activation.offline'] mark").textContent(), "\\xe4h");
  }],
  ["the command can be selected and copied", "broken", async (page) => {
    await page.evaluate(() => { location.hash = "#case-activation.offline"; });
    await settle(page);
    await page.locator("[id='case-activation.offline'] .command button").click();
    assert.match(await page.evaluate(() => String(getSelection())), /^curl .*deviceCredentials/s);
  }],
  ["the theme follows the system, and the key", "broken", async (page) => {
    const ground = async () => {
      await settle(page);
      return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    };
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await ground();
    assert.notEqual(light, dark);
    await press(page, "t");
    assert.equal(await ground(), light);
    await press(page, "t");
    await page.emulateMedia({ colorScheme: "light" });
    assert.equal(await ground(), dark);
  }],
  ["the picture has a point for each whole exchange", "broken", async (page) => {
    const whole = await page.evaluate(() => report.exchanges.filter((each) => each.outcome === "complete").length);
    assert.equal(await page.locator(".plot circle").count(), whole);
  }],
  ["on paper the requirements stand open, and the tools are gone", "broken", async (page) => {
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".row.requirement:not([open])").count(), 0);
    assert.ok(await page.locator("[id='case-activation.offline']").evaluate((row) => row.open));
    assert.ok(!await page.locator(".tools").isVisible());
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator(".row[open]").count(), 0);
  }],
  ["a narrow window needs no scrolling sideways", "broken", async (page) => {
    await page.setViewportSize({ width: 380, height: 800 });
    await opensEverything(page);
    const wide = await page.evaluate(() => [...document.querySelectorAll("body *")]
      .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest("svg"))
      .slice(0, 5).map((node) => node.outerHTML.slice(0, 120)));
    assert.deepEqual(wide, []);
  }],
  ["hostile text stays text", "hostile", async (page) => {
    await opensEverything(page);
    assert.equal(await page.evaluate(() => window.owned), undefined);
    assert.equal(await page.locator("img, iframe, object, b").count(), 0);
    assert.equal(await page.locator("script").count(), 2);
    const text = await page.locator("main").evaluate((main) => main.textContent);
    for (const piece of [hostile[0], hostile[1], hostile[2], hostile[3]]) {
      assert.ok(text.includes(piece), piece);
    }
    assert.ok(text.includes("\\u202eevil\\u2066\\u200b"));
    assert.ok(text.includes("\\ufeff\\ufffe{{constructor}}${1}\",\"activated\""));
    assert.ok(text.includes("\\u2028") && text.includes("\\u001b[31m"));
  }],
  ["nothing that steers or hides text is in the page", "hostile", async (page) => {
    await opensEverything(page);
    const raw = await page.evaluate(() => document.querySelector("main").textContent
      .match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u));
    assert.equal(raw, null);
  }],
  ["each finding of an exchange is marked", "hostile", async (page) => {
    await page.evaluate(() => { location.hash = "#case-activation.online"; });
    await settle(page);
    const marks = await page.locator("[id='case-activation.online'] .exchange").first().locator("mark").allTextContents();
    assert.ok(marks.some((mark) => mark.startsWith("Content-Type: text/html")), String(marks));
    assert.ok(marks.includes("Cache-Control: public"));
    assert.equal(marks.filter((mark) => mark === "\\u0007").length, 2);
  }],
  ["an inline handler would not run", "hostile", async (page) => {
    await page.evaluate(() => {
      const image = document.createElement("img");
      image.setAttribute("onerror", "window.owned = 1");
      image.src = "x";
      document.body.append(image);
      const script = document.createElement("script");
      script.textContent = "window.owned = 1";
      document.body.append(script);
    });
    await settle(page);
    assert.equal(await page.evaluate(() => window.owned), undefined);
  }, { mayViolate: true }],
  ["a page about endless answers is below a mebibyte, and says what was cut", "long", async (page) => {
    assert.ok(fs.statSync(page.url().replace("file://", "")).size < 1024 * 1024);
    await opensEverything(page);
    assert.match(await page.locator("main").evaluate((main) => main.textContent), /of 1,048,512; all of them are in evidence\.har/);
  }],
  ...["light", "dark"].flatMap((colorScheme) => ["conformant", "broken", "hostile"].map((name) =>
    [`axe finds nothing serious in ${name}, ${colorScheme}`, name, findsNothingSerious, { colorScheme, bypassCSP: true }])),
];

async function attempt(browser, pages, [name, report, fact, options = {}]) {
  const { mayViolate, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", ...contextOptions });
  const page = await context.newPage();
  const troubles = [];
  page.setDefaultTimeout(10000);
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => mayViolate || message.type() !== "error" || troubles.push(message.text()));
  page.on("request", (request) => request.url().startsWith("file:") && request.isNavigationRequest() ||
    request.url() === "data:," || mayViolate || troubles.push(`a request: ${request.url()}`));
  try {
    await page.goto(`file://${fs.realpathSync(pages[report])}`);
    await fact(page);
    assert.deepEqual(troubles, []);
    console.log(`ok   ${name}`);
    return true;
  } catch (error) {
    console.log(`FAIL ${name}\n     ${String(error.message).replace(/\n/g, "\n     ")}`);
    return false;
  } finally {
    await context.close();
  }
}

async function picture(browser, pages, report, colorScheme, hash) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1600 }, colorScheme });
  const page = await context.newPage();
  await page.goto(`file://${fs.realpathSync(pages[report])}${hash}`);
  await settle(page);
  const name = `${report}-${colorScheme}${hash ? `-${hash.slice(1)}` : ""}.png`;
  await page.screenshot({ path: path.join(folder, name) });
  await context.close();
}

/* The first two sheets of A4, about, at 96 dots per inch. */
async function paper(browser, pages, report) {
  const context = await browser.newContext({ viewport: { width: 718, height: 2046 } });
  const page = await context.newPage();
  await page.goto(`file://${fs.realpathSync(pages[report])}`);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await settle(page);
  await page.screenshot({ path: path.join(folder, `${report}-paper.png`) });
  await context.close();
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function main() {
  const pages = await makeAll(assay, folder);
  const port = await freePort();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [`--remote-debugging-port=${port}`, ...(process.getuid() === 0 ? ["--no-sandbox"] : [])] });
  let failed = 0;
  for (const row of rows) failed += !await attempt(browser, pages, row);
  const ofEvidence = await failedFacts(browser, pages, `http://127.0.0.1:${port}`);
  failed += ofEvidence.failed;
  for (const colorScheme of ["light", "dark"]) {
    for (const hash of ["", "#case-activation.offline", "#latency"]) await picture(browser, pages, "broken", colorScheme, hash);
    await picture(browser, pages, "hostile", colorScheme, "#case-activation.online");
  }
  await paper(browser, pages, "broken");
  await browser.close();
  console.log(`${rows.length + ofEvidence.count} facts, ${failed} failed; screenshots in ${folder}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/* Node ends where nothing is left to wait for, also in the middle of main. */
process.exitCode = 1;
main();
