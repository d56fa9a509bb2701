/* A platform whose every answer tries to be more than text. */
const net = require("node:net");

/* What a page might take for markup, script, a direction or an end. */
const hostile = [
  "</script><script>window.owned=1</script>",
  "\"><img src=x onerror=window.owned=1>",
  "<!--<script>",
  "'-alert(1)-'",
  "\u202eevil\u2066\u200b",
  "line\u2028separator\u2029",
  "bell\u0007 escape\u001b[31m",
  "\ufeff\ufffe{{constructor}}${1}",
];
const text = hostile.join(" ");

function answer() {
  const body = Buffer.concat([
    Buffer.from(`{"deviceId":"${text.replace(/"/g, "\\\"")}","activated":"yes","name":`),
    Buffer.from([0x22, 0xe4, 0x22, 0x7d]),
  ]);
  const head = `HTTP/1.1 200 ${hostile[0]}\r\nContent-Type: text/html; x=${hostile[1]}\r\n` +
    `X-Text: ${hostile[4]}${hostile[6]}\r\nCache-Control: public\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/* A mebibyte in each answer: the page must stay small. */
function longAnswer() {
  const body = Buffer.from("<".repeat(1024 * 1024 - 64));
  return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
}

function serve(bytes) {
  const server = net.createServer((socket) => {
    let received = "";
    socket.on("error", () => {});
    socket.on("data", (data) => {
      received += data.toString("latin1");
      for (let end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
        received = received.slice(end + 4);
        socket.write(bytes);
      }
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

module.exports = { hostile, text, answer, longAnswer, serve };
