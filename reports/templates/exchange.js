/* An exchange as it went over the wire: bytes, not what a browser would make of them. */

/* Size of the well-formed UTF-8 sequence at `at`, or 0 (RFC 3629). */
function sequenceSize(bytes, at) {
  const first = bytes[at];
  if (first < 0x80) return 1;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(at, at + size));
    return at + size <= bytes.length ? size : 0;
  } catch {
    return 0;
  }
}

/* Well-formed text as nodes: \r\n and \n end lines, a lone \r is spelled out. */
function shownText(text) {
  return text.split("\r\n").flatMap((line, i) => [...(i > 0 ? ["\n"] : []), ...visible(line, "\n")]);
}

/* Bytes as nodes: text where they are UTF-8, \xff where not. */
function shownBytes(bytes) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const nodes = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceSize(bytes, at);
    if (size === 0) {
      nodes.push(...shownText(decoder.decode(bytes.subarray(start, at))));
      nodes.push(escaped(`\\x${bytes[at].toString(16).padStart(2, "0")}`));
      start = at + 1;
    }
    at += size || 1;
  }
  return [...nodes, ...shownText(decoder.decode(bytes.subarray(start)))];
}

function bytesOf(excerpt) {
  return excerpt.encoding === "base64"
    ? Uint8Array.from(atob(excerpt.content), (character) => character.charCodeAt(0))
    : new TextEncoder().encode(excerpt.content);
}

function markedStretch(bytes, from, to) {
  const isEnd = from >= bytes.length;
  const mark = make("mark", {}, isEnd ? "end" : "");
  if (!isEnd) mark.append(...shownBytes(bytes.subarray(from, to)));
  return mark;
}

/* Where the sequence begins that the byte at `at` breaks: a fault of UTF-8 shows at its end. */
function brokenStart(bytes, at) {
  for (let start = at - 1; start >= Math.max(0, at - 3); start--) {
    if (bytes[start] >= 0xc0) return sequenceSize(bytes, start) === 0 ? start : at;
    if (bytes[start] < 0x80) break;
  }
  return at;
}

/* A stretch to be marked: the byte that a finding names, else the line or member it names. */
function stretchOf(finding, part, excerpt, bytes) {
  const { mark } = finding;
  if (mark) {
    const at = mark.offset - excerpt.offset;
    if (mark.part !== part || at < 0 || at > bytes.length) return null;
    return [brokenStart(bytes, at), at + (at < bytes.length ? Math.max(1, sequenceSize(bytes, at)) : 0)];
  }
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const found = text.match(patternOf(finding.where, part));
  return found ? [found.index, found.index + found[0].length] : null;
}

function patternOf(where, part) {
  const literal = (word) => word.replace(/[^A-Za-z0-9-]/g, "\\$&");
  const header = where.match(/^header ([!-9;-~]+)$/);
  const member = where.match(/^body, ([A-Za-z_]+)$/);
  if (part === "head" && header) return new RegExp(`^${literal(header[1])}:.*?(?=\r?$)`, "im");
  if (part === "head" && where.startsWith("status line")) return /^HTTP\/[^\r\n]*/;
  if (part === "body" && member) return new RegExp(`"${member[1]}"\\s*:\\s*("[^"]*"|[^,}\\s]*)`);
  return /(?!)/;
}

/* Where the findings point to in this part, in order; what overlaps is marked once. */
function stretchesOf(findings, part, excerpt, bytes) {
  const found = findings.map((finding) => stretchOf(finding, part, excerpt, bytes)).filter(Boolean);
  found.sort((a, b) => a[0] - b[0]);
  return found.filter(([from], i) => i === 0 || from > Math.max(...found.slice(0, i).map(([, to]) => to)));
}

function markedBytes(bytes, stretches) {
  let done = 0;
  const nodes = stretches.flatMap(([from, to]) => {
    const before = shownBytes(bytes.subarray(done, from));
    done = to;
    return [...before, markedStretch(bytes, from, to)];
  });
  return [...nodes, ...shownBytes(bytes.subarray(done))];
}

function excerptNote(excerpt, bytes) {
  const number = (value) => value.toLocaleString("en");
  if (bytes.length === excerpt.bytes) return null;
  return make("p", { class: "cut" }, `Bytes ${number(excerpt.offset)} to `,
    `${number(excerpt.offset + bytes.length)} of ${number(excerpt.bytes)}; all of them are in evidence.har.`);
}

/* The empty line that ends a head says nothing to a reader. */
function withoutLastLines(bytes) {
  const end = [13, 10, 13, 10];
  const hasEnd = bytes.length >= 4 && end.every((byte, i) => bytes[bytes.length - 4 + i] === byte);
  return hasEnd ? bytes.subarray(0, -4) : bytes;
}

function partBlock(title, part, excerpt, findings) {
  if (!excerpt || excerpt.bytes === 0) return null;
  const bytes = bytesOf(excerpt);
  const stretches = stretchesOf(findings, part, excerpt, bytes);
  const nodes = stretches.length > 0 ? markedBytes(bytes, stretches) : shownBytes(withoutLastLines(bytes));
  return make("div", { class: "part" },
    make("p", { class: "label" }, `${title}, ${counted(excerpt.bytes, "byte")}`),
    wire(nodes), excerptNote(excerpt, bytes));
}

/* Line ends are the one control character that `make` must not spell out here. */
function wire(nodes) {
  const block = document.createElement("pre");
  block.append(...nodes.flat(Infinity));
  return block;
}

function milliseconds(value) {
  return value === null ? "no answer" : `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

function exchangeSummary(exchange) {
  const answer = exchange.outcome === "complete" ? String(exchange.status) : exchange.outcome;
  return [`Exchange ${exchange.number}`, `${exchange.method} answered ${answer}`,
    milliseconds(exchange.total), exchange.tls, exchange.attempt > 0 ? "sent again" : ""]
    .filter((fact) => fact !== "").join(" \u00b7 ");
}

function exchangeBlock(exchange, findings) {
  const own = findings.filter((finding) => finding.exchange === exchange.number);
  /* Without chunk framing, what stands behind the head is the body. */
  const pointed = own.map((finding) => finding.mark?.part === "framed" && !exchange.framed
    ? { ...finding, mark: { ...finding.mark, part: "body" } } : finding);
  const hasContent = exchange.sent !== null;
  return make("div", { class: "exchange", id: `exchange-${exchange.number}` },
    make("p", { class: "label strong" }, exchangeSummary(exchange)),
    exchange.outcome_detail ? make("p", {}, exchange.outcome_detail) : null,
    hasContent ? null : make("p", { class: "cut" }, exchange.url, " \u2013 left out for room; it is in evidence.har."),
    make("div", { class: "pair" },
      make("div", {}, partBlock("Request", "sent", exchange.sent, pointed)),
      make("div", {}, partBlock("Response head", "head", exchange.head, pointed),
        partBlock("As framed", "framed", exchange.framed, pointed),
        partBlock("Body", "body", exchange.body, pointed))));
}
