/* The reports that are read: each of a run of its own. */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const platform = require("./platform.js");

function ended(child) {
  return new Promise((resolve) => child.on("close", resolve));
}

async function certify(assay, folder, profile, options = []) {
  const child = spawn(assay, ["run", "--target", profile, "--reports", folder, ...options], { stdio: "ignore" });
  await ended(child);
  return path.join(folder, "latest", "report.html");
}

async function ofEmbeddedPlatform(assay, folder, defect) {
  const profile = path.join(folder, "target.json");
  const options = ["mock", "--throttle", "100/2", "--write-target", profile];
  const mock = spawn(assay, defect ? [...options, "--defect", defect] : options, { stdio: "ignore" });
  for (let waits = 0; waits < 200 && !fs.existsSync(profile); waits++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (mock.exitCode !== null) throw new Error(`the embedded platform does not start with ${options.join(" ")} ${defect ?? ""}`);
  const page = await certify(assay, folder, profile);
  mock.kill();
  await ended(mock);
  return page;
}

async function ofPlatform(assay, folder, bytes) {
  const server = await platform.serve(bytes);
  const profile = path.join(folder, "target.json");
  fs.writeFileSync(profile, JSON.stringify({
    name: `hostile ${platform.hostile[0]}`,
    endpoint: `http://127.0.0.1:${server.address().port}`,
    credentials: { app_id: "own-application", app_key: "canary-app-key", access_token: "canary-token-0123456789" },
    devices: { online: "d1e0aa10-registered", offline: "d1e0aa11-registered" },
    throttle: { limit: 0 },
  }));
  const page = await certify(assay, folder, profile, ["--allow-cleartext"]);
  server.close();
  return page;
}

/* A folder of its own for each, below `folder`. */
async function makeAll(assay, folder) {
  const place = (name) => {
    const made = path.join(folder, name);
    fs.rmSync(made, { recursive: true, force: true });
    fs.mkdirSync(made, { recursive: true });
    return made;
  };
  return {
    conformant: await ofEmbeddedPlatform(assay, place("conformant")),
    broken: await ofEmbeddedPlatform(assay, place("broken"), "utf8-latin-1"),
    hostile: await ofPlatform(assay, place("hostile"), platform.answer()),
    long: await ofPlatform(assay, place("long"), platform.longAnswer()),
  };
}

module.exports = { makeAll };
