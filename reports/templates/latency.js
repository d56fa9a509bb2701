/* Latency as a picture: each exchange at the time it was sent, on a logarithmic scale. */
const plotSize = { width: 960, height: 240, left: 56, right: 12, top: 10, bottom: 28 };

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function scale(from, to, start, end) {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}

/* Powers of ten that enclose the values, in milliseconds. */
function decades(values) {
  const low = Math.floor(Math.log10(Math.max(0.01, Math.min(...values))));
  const high = Math.ceil(Math.log10(Math.max(0.02, Math.max(...values))));
  return [low, Math.max(high, low + 1)];
}

function groupOfExchange(exchange) {
  const each = caseById.get(exchange.case);
  const isNamed = each?.findings.some((one) => one.exchange === exchange.number);
  return isNamed ? groupOf(each) : "plain";
}

function dot(exchange, x, y) {
  const title = `${exchange.case}, ${exchangeSummary(exchange)}`;
  return draw("circle", { class: groupOfExchange(exchange), cx: x.toFixed(1), cy: y.toFixed(1), r: 2.5,
    click: () => { location.hash = `#exchange-${exchange.number}`; } }, draw("title", {}, title));
}

function gridLine(y, words, name) {
  const { width, left, right } = plotSize;
  return [draw("line", { class: name, x1: left, x2: width - right, y1: y, y2: y }),
    draw("text", { class: name, x: left - 6, y: y + 4, "text-anchor": "end" }, words)];
}

function picture(list) {
  const { width, height, left, right, top, bottom } = plotSize;
  const [low, high] = decades(list.map((each) => each.total));
  const end = Math.max(...list.map((each) => each.at), 1);
  const x = scale(0, end, left + 4, width - right - 4);
  const y = scale(low, high, height - bottom, top);
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return draw("svg", { class: "plot", viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": "Time of each exchange over the run; the table below has the figures." },
    ticks.map((power) => gridLine(y(power), `${10 ** power} ms`, "grid")),
    draw("text", { class: "grid", x: left, y: height - 6 }, "0 s"),
    draw("text", { class: "grid", x: width - right, y: height - 6, "text-anchor": "end" },
      `${(end / 1000).toFixed(1)} s into the run`),
    list.map((each) => dot(each, x(each.at), y(Math.log10(Math.max(0.01, each.total))))));
}

function figures(name, values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const shares = [0, 0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share || 1e-9));
  return make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "number" }, String(values.length)),
    shares.map((value) => make("td", { class: "number" }, milliseconds(value))));
}

function latencyTable(list) {
  const known = (values) => values.filter((value) => value !== null);
  const heads = ["", "Exchanges", "Least", "Median", "95 %", "99 %", "Most"];
  return make("table", { class: "latencies" },
    make("thead", {}, make("tr", {}, heads.map((head) => make(head ? "th" : "td", head ? { scope: "col", class: "number" } : {}, head)))),
    make("tbody", {}, figures("Whole exchange", known(list.map((each) => each.total))),
      figures("Until the first byte", known(list.map((each) => each.first_byte))),
      figures("TLS handshake", known(list.map((each) => each.secured !== null && each.connected !== null
        && each.secured > each.connected && each.connected > 0 ? each.secured - each.connected : null)))));
}

function showLatency() {
  const list = report.exchanges.filter((each) => each.outcome === "complete" && each.total !== null);
  const unfinished = report.exchanges.length - list.length;
  fill(byId("plot"), list.length === 0 ? ["No exchange came to its end."]
    : [picture(list), latencyTable(list),
       unfinished > 0 && make("p", { class: "cut" }, `${counted(unfinished, "exchange")} did not come to an end and ${unfinished === 1 ? "is" : "are"} not shown.`)]);
}
