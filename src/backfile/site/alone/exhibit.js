"use strict";
// SHA-256 (FIPS 180-4), for a page from the disk: there not every browser gives its own (crypto.subtle).
function sha256(bytes) {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  const K = primes.map((p) => fraction(Math.cbrt(p)));
  const H = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const W = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let t = 0; t < 16; t++) W[t] = view.getInt32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const s0 = turn(W[t - 15], 7) ^ turn(W[t - 15], 18) ^ (W[t - 15] >>> 3);
      const s1 = turn(W[t - 2], 17) ^ turn(W[t - 2], 19) ^ (W[t - 2] >>> 10);
      W[t] = (W[t - 16] + s0 + W[t - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let t = 0; t < 64; t++) {
      const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + big1 + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
      const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((x, n) => { H[n] = (H[n] + x) | 0; });
  }
  return Array.from(H, (x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
}

function bytesOf(id) {
  return Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (letter) => letter.charCodeAt(0));
}

document.querySelectorAll("button[data-check]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const found = sha256(bytesOf(button.dataset.check));
    const said = document.getElementById(button.dataset.check + "-said");
    const same = found === button.dataset.sha256;
    said.textContent = (same ? "✓ The same: " : "✗ NOT the same: ") + found;
    said.className = same ? "said good" : "said bad";
  });
});

document.querySelectorAll("button[data-save]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytesOf(button.dataset.save)], { type: "application/octet-stream" }));
    link.download = button.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
});

document.querySelectorAll(".source mark").forEach((mark) => {
  const box = mark.parentElement;
  box.scrollTop = mark.offsetTop - box.offsetTop - 60;
});
