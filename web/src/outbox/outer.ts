// Sealing so that the server alone opens it: a key made for the occasion (ECDH on P-256), HKDF with SHA-256, AES-256-GCM
// with the id bound in. This phone cannot open it again; so it may keep it when it may read nothing any more.

export interface ServerKey {
  number: number;
  /** A point of P-256, base64. */
  key: string;
}

export type OuterSeal = (bytes: Uint8Array<ArrayBuffer>, id: string) => Promise<Uint8Array<ArrayBuffer>>;

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const FORM = 1;
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (one) => one.codePointAt(0) ?? 0);

export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(""));
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** How to seal to a key of the server's. */
export function outerSeal({ number, key }: ServerKey): OuterSeal {
  const theirs = fromBase64(key);
  const point = crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  return async (bytes, id) => {
    const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const mine = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: await point }, own.privateKey, 256);
    const root = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const derived = {
      name: "HKDF",
      hash: "SHA-256",
      salt: joined(mine, theirs),
      info: encode("linli/outbox/1"),
    };
    const secret = await crypto.subtle.deriveKey(derived, root, { name: "AES-GCM", length: 256 }, false, [
      "encrypt",
    ]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: encode(id) },
      secret,
      bytes,
    );
    return joined(Uint8Array.of(FORM, number >> 8, number & 255), mine, iv, new Uint8Array(sealed));
  };
}
