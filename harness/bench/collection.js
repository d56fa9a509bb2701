// Picks cases of ours and writes them as a Postman collection that asks and asserts the same, and
// the ids of those left out.
// Usage: node collection.js LIST_JSON TARGET_JSON COUNT COLLECTION_OUT OTHERS_OUT
"use strict";
const fs = require("fs");
const crypto = require("crypto");

const [listFile, targetFile, countText, collectionFile, othersFile] = process.argv.slice(2);
const { cases } = JSON.parse(fs.readFileSync(listFile));
const target = JSON.parse(fs.readFileSync(targetFile));
const { app_id: appId, app_key: appKey, secret } = target.credentials;
const deviceOfSlot = {
  ...target.devices,
  any: target.devices.online,
  fresh: crypto.randomUUID(),
  internal_error: target.triggers.internal_error.device_id,
  app_not_existed_500: target.triggers.app_not_existed_500.device_id,
};
const applicationOfSlot = {
  own: appId,
  empty: "",
  unknown: crypto.randomBytes(14).toString("hex"),
  unauthorized: target.applications.unauthorized,
};

const changed = (character) => (character === "7" ? "3" : "7");
// As text, so that the same code runs here for ids and in newman for the token.
const alterations = {
  "as-given": (text) => text,
  "cut-by-one": (text) => text.slice(0, -1),
  "cut-at-front": (text) => text.slice(1),
  "extended-by-one": (text) => text + "a",
  "other-case": (text) =>
    text.replace(/[a-z]/gi, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())),
  "first-character-changed": (text) => changed(text[0]) + text.slice(1),
  "last-character-changed": (text) => text.slice(0, -1) + changed(text[text.length - 1]),
  replaced: (text) => crypto.randomBytes(text.length).toString("hex").slice(0, text.length),
};

// Assertions, by what the row expects; each returns lines of newman's own script.
const isJson = `
  pm.expect(pm.response.headers.get("Content-Type")).to.match(/^application\\/json\\b/i);
  const body = pm.response.json();`;
const isError = `${isJson}
  const code = body.error_code || body.resultcode;
  const words = body.error_desc || body.resultmsg;
  pm.expect(code).to.be.a("string");
  pm.expect(words).to.be.a("string").that.is.not.empty;`;
const asserts = {
  activation: (row, id) => `
  pm.expect(pm.response.code).to.equal(200);${isJson}
  pm.expect(body.deviceId).to.equal(${JSON.stringify(id)});
  pm.expect(body.activated).to.be.a("boolean");
  ${row.expect.activated === "any" ? "" : `pm.expect(body.activated).to.equal(${row.expect.activated});`}
  pm.expect(body.name).to.be.a("string");
  pm.expect(body.name.length).to.be.at.most(256);`,
  error: (row) => `
  pm.expect(pm.response.code).to.equal(${row.expect.status});${isError}
  pm.expect(code).to.equal(${JSON.stringify(row.expect.code)});`,
  "refused-credential": () => `
  pm.expect(pm.response.code).to.be.within(400, 499);${isError}`,
  general: () => `
  pm.expect(pm.response.code).to.be.below(500);${isJson}`,
  "path-refused": () => `
  pm.expect(pm.response.code).to.be.within(400, 499);`,
};

function script(row, id) {
  return `pm.test(${JSON.stringify(row.title)}, () => {${asserts[row.expect.answer](row, id)}
});`;
}

// Rows that a collection can state as they are.
function isPlain(row) {
  const { request } = row;
  const values = [request.device_alteration, request.application_alteration, request.app_key];
  return (
    request.method === "GET" &&
    request.transport === "tls" &&
    request.overlong_characters === 0 &&
    request.repeat === 1 &&
    row.expect.answer in asserts &&
    ["accepted", "refused"].includes(row.phase) &&
    request.application !== "own-repeated" &&
    values.concat(request.token).every((value) => value in alterations || value === "absent") &&
    request.device_alteration !== "absent" &&
    request.application_alteration !== "absent"
  );
}

function pick(count) {
  const byId = new Map(cases.filter(isPlain).map((row) => [row.id, row]));
  const picked = new Map();
  const add = (row) => picked.set(row.id, row);
  for (const row of byId.values()) {
    const wanted = [row];
    while (wanted[0].twin !== null && byId.has(wanted[0].twin) && !picked.has(wanted[0].twin)) {
      wanted.unshift(byId.get(wanted[0].twin));
      if (wanted.length > 3) break;
    }
    const fresh = wanted.filter((one) => !picked.has(one.id));
    const isTwinned = row.twin === null || byId.has(row.twin);
    if (isTwinned && picked.size + fresh.length <= count) fresh.forEach(add);
  }
  return [...picked.values()];
}

function headers(request) {
  const list = [{ key: "Content-Type", value: "application/json" }];
  if (request.app_key !== "absent") {
    list.push({ key: "app_key", value: alterations[request.app_key](appKey) });
  }
  if (request.authorization !== null) {
    list.push({ key: "Authorization", value: request.authorization });
  } else if (request.token !== "absent") {
    const scheme = request.scheme === "" ? "" : request.scheme + " ";
    list.push({ key: "Authorization", value: `${scheme}{{token-${request.token}}}` });
  }
  return list;
}

function item(row) {
  const { request } = row;
  const id = alterations[request.device_alteration](deviceOfSlot[request.device]);
  const query =
    request.application === "absent"
      ? ""
      : "?appId=" +
        alterations[request.application_alteration](applicationOfSlot[request.application]);
  const path = "/iocm/app/reg/v1.1.0/deviceCredentials/";
  const segment =
    request.raw_segment === null
      ? encodeURIComponent(id)
      : request.raw_segment.replace("{device}", encodeURIComponent(id));
  return {
    name: row.id,
    request: {
      method: "GET",
      header: headers(request),
      url: target.endpoint + path + segment + query,
    },
    event: [{ listen: "test", script: { exec: script(row, id).split("\n") } }],
  };
}

// The same first call as ours; the altered tokens are made when the token is known.
function login() {
  const lines = Object.entries(alterations).map(([name, alter]) =>
    name === "replaced"
      ? `pm.collectionVariables.set("token-replaced", "0f".repeat(token.length / 2));`
      : `pm.collectionVariables.set("token-${name}", (${alter})(token));`
  );
  const exec = [
    "const token = pm.response.json().accessToken;",
    `const changed = ${changed};`,
    ...lines,
  ];
  const urlencoded = [
    { key: "appId", value: appId },
    { key: "secret", value: secret },
  ];
  return {
    name: "login",
    request: {
      method: "POST",
      body: { mode: "urlencoded", urlencoded },
      url: target.endpoint + "/iocm/app/sec/v1.1.0/login",
    },
    event: [{ listen: "test", script: { exec } }],
  };
}

const rows = pick(Number(countText));
if (rows.length !== Number(countText)) {
  console.error(`only ${rows.length} cases can be put into a collection`);
  process.exit(1);
}
const info = {
  name: "device activation",
  schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
};
fs.writeFileSync(collectionFile, JSON.stringify({ info, item: [login(), ...rows.map(item)] }));
const others = cases.filter((row) => !rows.includes(row));
fs.writeFileSync(othersFile, others.map((row) => row.id).join("\n") + "\n");
