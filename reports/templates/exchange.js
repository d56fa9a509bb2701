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

/* Bytes as nodes: text where they are UTF-8, \xff where not; line ends end lines. */
function shownBytes(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.split("\r\n").flatMap((line, i) => [...(i ? ["\n"] : []), ...visible(line, "\n")]);
  } catch {
    const nodes = [];
    for (let at = 0; at < bytes.length; ) {
      const size = sequenceSize(bytes, at);
      if (size === 0) nodes.push(escaped(`\\x${bytes[at].toString(16).padStart(2, "0")}`));
      else nodes.push(...visible(new TextDecoder().decode(bytes.subarray(at, at + size)), "\r\n"));
      at += size || 1;
    }
    return nodes;
  }
}

function bytesOf(excerpt) {
  return excerpt.encoding === "base64"
    ? Uint8Array.from(atob(excerpt.content), (character) => character.charCodeAt(0))
    : new TextEncoder().encode(excerpt.content);
}

function markedStretch(bytes, from, to) {
  const isEnd = from >= bytes.length;
  return make("mark", {}, isEnd ? "end" : shownBytes(bytes.subarray(from, to)));
}

/* A stretch to be marked: the byte that a finding names, else the line or member it names. */
function stretchOf(finding, part, excerpt, bytes) {
  const { mark } = finding;
  if (mark) {
    const at = mark.offset - excerpt.offset;
    if (mark.part !== part || at < 0 || at > bytes.length) return null;
    return [at, at + (at < bytes.length ? Math.max(1, sequenceSize(bytes, at)) : 0)];
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

/* The first of the findings that points into this part. */
function firstStretch(findings, part, excerpt, bytes) {
  for (const finding of findings) {
    const stretch = stretchOf(finding, part, excerpt, bytes);
    if (stretch) return stretch;
  }
  return null;
}

function excerptNote(excerpt, bytes) {
  const number = (value) => value.toLocaleString("en");
  if (bytes.length === excerpt.bytes) return null;
  return make("p", { class: "cut" }, `Bytes ${number(excerpt.offset)} to `,
    `${number(excerpt.offset + bytes.length)} of ${number(excerpt.bytes)}; all of them are in evidence.har.`);
}

function partBlock(title, part, excerpt, findings) {
  if (!excerpt || excerpt.bytes === 0) return null;
  const bytes = bytesOf(excerpt);
  const stretch = firstStretch(findings, part, excerpt, bytes);
  const nodes = stretch
    ? [shownBytes(bytes.subarray(0, stretch[0])), markedStretch(bytes, ...stretch),
       shownBytes(bytes.subarray(stretch[1]))]
    : shownBytes(bytes);
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
