// Writes what each tool is given of a target: the OpenAPI document with values that exist for its
// examples, an environment for newman, variables for Hurl, dictionaries for Schemathesis.
// Usage: node prepare.js CASES TARGET_JSON FOLDER
"use strict";
const fs = require("fs");
const path = require("path");

const [cases, targetFile, folder] = process.argv.slice(2);
const target = JSON.parse(fs.readFileSync(targetFile));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text, { mode: 0o600 });

const { app_id, app_key, secret } = target.credentials;
const variables = {
  endpoint: target.endpoint,
  app_id,
  app_key,
  secret,
  device_never_connected: target.devices.never_connected,
  device_online: target.devices.online,
  device_offline: target.devices.offline,
  device_abnormal: target.devices.abnormal,
  app_unauthorized: target.applications.unauthorized,
  trigger_internal_error: target.triggers.internal_error.device_id,
  trigger_app_not_existed: target.triggers.app_not_existed_500.device_id,
  throttle_limit: target.throttle.limit,
  throttle_window_ms: Math.round(target.throttle.window_seconds * 1000),
  throttle_idle_ms: Math.round(target.throttle.window_seconds * 1100) + 200,
};

const description = JSON.parse(fs.readFileSync(path.join(cases, "openapi.json")));
const [operations] = Object.values(description.paths);
const examples = { deviceId: target.devices, app_key: { own: app_key }, appId: { own: app_id } };
for (const parameter of operations.get.parameters) {
  parameter.examples = Object.fromEntries(
    Object.entries(examples[parameter.name]).map(([name, value]) => [name, { value }])
  );
}
write("openapi.json", JSON.stringify(description));
const quoted = (list) => list.map((one) => `"${one}"\n`).join("");
write("devices.txt", quoted(Object.values(target.devices)));
write("keys.txt", quoted([app_key]));

const values = Object.entries(variables).map(([key, value]) => ({ key, value: String(value) }));
write("environment.json", JSON.stringify({ name: "target", values }));
const lines = Object.entries(variables).map(([key, value]) => `${key}=${value}\n`);
write("variables", lines.join(""));
