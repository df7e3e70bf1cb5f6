// UUIDv7: 48 bits of milliseconds, then chance; ids made in one tab within a millisecond still sort in the order made.

let last = 0;
let counter = 0;

function tick(now: number): void {
  if (now > last) {
    last = now;
    counter = (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) & 0x7ff;
    return;
  }
  counter += 1;
  if (counter > 0xfff) {
    last += 1;
    counter = 0;
  }
}

/** A fresh UUIDv7. */
export function newId(now: number = Date.now()): string {
  tick(now);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(last / 2 ** 32));
  view.setUint32(2, last % 2 ** 32);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
