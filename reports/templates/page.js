"use strict";

/* What every page of ours is made with. Text from outside is only ever a text node: nothing here or
   elsewhere parses markup. */

/* What could act on its reader instead of being read: controls, steering of the direction of text,
   what cannot be seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{DI}]/gu;
const shortEscapes = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeOf(character) {
  const code = character.codePointAt(0);
  const hex = code.toString(16);
  return shortEscapes[character] ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`);
}

function escaped(text) {
  const span = document.createElement("span");
  span.className = "escape";
  span.textContent = text;
  return span;
}

/* Text made fit to show, as a list of nodes; with `keep`, these characters stand for themselves. */
function visible(text, keep = "") {
  const nodes = [];
  let done = 0;
  for (const match of text.matchAll(unseen)) {
    if (keep.includes(match[0])) continue;
    nodes.push(text.slice(done, match.index), escaped(escapeOf(match[0])));
    done = match.index + match[0].length;
  }
  nodes.push(text.slice(done));
  return nodes.filter((node) => node !== "");
}

function fill(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else parent.append(...visible(String(child)));
  }
  return parent;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  return node;
}

/* An element; a function among the attributes listens to the event of that name. */
function make(name, attributes, ...children) {
  return fill(set(document.createElement(name), attributes), children);
}

function draw(name, attributes, ...children) {
  return fill(set(document.createElementNS("http://www.w3.org/2000/svg", name), attributes), children);
}

function byId(id) {
  return document.getElementById(id);
}

function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/* Light, dark, or as the system has it; kept where the browser lets a page keep something. */
const themes = ["auto", "light", "dark"];
const darkSystem = matchMedia("(prefers-color-scheme: dark)");

function keptTheme() {
  try {
    const kept = localStorage.getItem("assay-theme");
    return themes.includes(kept) ? kept : "auto";
  } catch {
    return "auto";
  }
}

let theme = keptTheme();

function applyTheme() {
  const isDark = theme === "dark" || (theme === "auto" && darkSystem.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  byId("theme")?.replaceChildren(`Theme: ${theme}`);
}

function nextTheme() {
  theme = themes[(themes.indexOf(theme) + 1) % themes.length];
  try {
    localStorage.setItem("assay-theme", theme);
  } catch {
    /* then it holds for this visit */
  }
  applyTheme();
}

darkSystem.addEventListener("change", applyTheme);
applyTheme();
byId("theme")?.addEventListener("click", nextTheme);
