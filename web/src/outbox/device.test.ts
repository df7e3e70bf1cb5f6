// @vitest-environment node
import "fake-indexeddb/auto";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { newId } from "@/api/ids";

import { finishSurrender, handInOwed, handInUnreadable, sealAlso, surrender, takeBack } from "./device";
import { Entries, photoRef } from "./entries";
import { fromBase64, toBase64 } from "./outer";
import { LONGEST_APART, Phone } from "./phone";
import { destroyKey, Seal } from "./sealing";
import { Store } from "./store";

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

/** The server's end: its key, what was handed in, what is given back. */
class Server {
  held: { id: string; entry: string; content: string }[] = [];
  reached = true;
  revoked = false;
  /** What was asked with on the last request. */
  asked: RequestInit = {};
  private pair!: CryptoKeyPair;
  point = "";

  async begin(): Promise<void> {
    this.pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    this.point = toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", this.pair.publicKey)));
  }

  async open(id: string, content: string): Promise<Uint8Array> {
    const raw = fromBase64(content);
    const [mine, iv, sealed] = [raw.slice(3, 68), raw.slice(68, 80), raw.slice(80)];
    const theirs = await crypto.subtle.importKey(
      "raw",
      mine,
      { name: "ECDH", namedCurve: "P-256" },
      false,
      [],
    );
    const shared = await crypto.subtle.deriveBits(
      { name: "ECDH", public: theirs },
      this.pair.privateKey,
      256,
    );
    const root = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const salt = new Uint8Array([...mine, ...fromBase64(this.point)]);
    const info = new TextEncoder().encode("linli/outbox/1");
    const derived = { name: "HKDF", hash: "SHA-256", salt, info };
    const key = await crypto.subtle.deriveKey(derived, root, { name: "AES-GCM", length: 256 }, false, [
      "decrypt",
    ]);
    const bound = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) };
    return new Uint8Array(await crypto.subtle.decrypt(bound, key, sealed));
  }

  fetch = async (address: string, init: RequestInit): Promise<Response> => {
    if (!this.reached) throw new TypeError("failed");
    this.asked = init;
    if (address.endsWith("/standing")) return json({ revoked: this.revoked, number: 1, key: this.point });
    const said = JSON.parse(String(init.body));
    if (address.endsWith("/take")) {
      const left = this.held.filter((one) => !said.had.includes(one.id)).slice(0, 1);
      const told: { id: string; entry: string; content: string }[] = [];
      for (const { id, entry, content } of left)
        told.push({ id, entry, content: toBase64(await this.open(id, content)) });
      return json(told);
    }
    if (address.endsWith("/let-go")) {
      this.held = this.held.filter((one) => !said.ids.includes(one.id));
      return json({ count: said.ids.length });
    }
    if (!this.held.some((one) => one.id === said.id)) this.held.push(said);
    return json({ id: said.id }, 201);
  };
}

let server = new Server();

beforeEach(async () => {
  server = new Server();
  await server.begin();
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
  vi.stubGlobal("location", { pathname: "/field/" });
  vi.stubGlobal("document", { cookie: "", removeEventListener: () => undefined });
  vi.stubGlobal("fetch", server.fetch);
});
afterEach(() => vi.unstubAllGlobals());

async function worked(): Promise<{ store: Store; id: string; photo: string }> {
  const store = new Store(newId());
  const entries = new Entries(store, await Seal.of(store));
  const photo = { id: newId(), blob: new Blob(["jpeg"]), name: "照片1.jpg", area: "a" };
  const body = { words: "漏水", files: [photoRef(photo.id)] };
  const id = await entries.put({
    path: "/api/matters",
    body,
    card: "matter",
    title: "漏水",
    photos: [photo],
  });
  await store.writeMeta("device", { id: newId(), word: "w" });
  await store.writeMeta("server-key", { number: 1, key: server.point });
  await sealAlso(store, entries);
  return { store, id, photo: photo.id };
}

describe("a phone that is given up", () => {
  it("keeps nothing that can be read here, and loses nothing", async () => {
    const { store, id } = await worked();
    await surrender(store);
    expect(await store.keys.count()).toBe(0);
    const [row] = await store.outbox.toArray();
    expect(row?.sealed.bytes.byteLength).toBe(0);
    const opened = await server.open(id, toBase64(row?.outer ?? new Uint8Array()));
    expect(new TextDecoder().decode(opened)).toContain("漏水");
  });

  it("is finished at the next start where it was cut short", async () => {
    const { store, id } = await worked();
    vi.spyOn(store.outbox, "filter").mockImplementationOnce(() => {
      throw new Error("the page is gone");
    });
    await expect(surrender(store)).rejects.toThrow();
    expect(await store.keys.count()).toBe(0);
    await handInOwed();
    expect(server.held.map((one) => one.id)).toContain(id);
  });

  it("is finished at the next start where it had only been begun, the key still there", async () => {
    const { store, id } = await worked();
    vi.spyOn(store, "transaction").mockImplementationOnce(() => new Promise(() => undefined) as never);
    void surrender(store);
    const next = new Store(store.user);
    await finishSurrender(next);
    expect(await next.keys.count()).toBe(0);
    expect((await next.outbox.toArray()).map((row) => [row.id, row.sealed.bytes.byteLength])).toEqual([
      [id, 0],
    ]);
    await handInOwed();
    expect(server.held.map((one) => one.id)).toContain(id);
  });

  it("hands in when the server is reached, photos first, and is gone then", async () => {
    const { store, id, photo } = await worked();
    await surrender(store);
    server.reached = false;
    await handInOwed();
    expect(await store.outbox.count()).toBe(1);
    server.reached = true;
    await handInOwed();
    expect(server.held.map((one) => one.id)).toEqual([photo, id]);
    const names = (await indexedDB.databases()).map((one) => one.name);
    expect(names).not.toContain(store.name);
  });

  it("comes back under its own ids on another phone, once", async () => {
    const { store, id, photo } = await worked();
    await surrender(store);
    await handInOwed();
    const other = new Store(newId());
    const entries = new Entries(other, await Seal.of(other));
    expect(await takeBack(entries)).toBe(1);
    expect(server.held).toEqual([]);
    const was = await entries.open(id);
    expect(was.body).toEqual({ words: "漏水", files: [photoRef(photo)] });
    expect(await was.photos[0]?.blob.text()).toBe("jpeg");
    expect(await takeBack(entries)).toBe(0);
  });
});

describe("what cannot be opened any more", () => {
  it("goes to the server as it was sealed for it, and is back from there", async () => {
    const { store, id, photo } = await worked();
    await destroyKey(store);
    const entries = new Entries(store, await Seal.of(store));
    expect((await entries.list())[0]).toMatchObject({ id, state: "refused", card: "lost" });
    await handInUnreadable(store, entries);
    expect(server.held.map((one) => one.id)).toEqual([photo, id]);
    expect(await takeBack(entries)).toBe(1);
    expect((await entries.list())[0]).toMatchObject({ id, state: "waiting", title: "漏水" });
  });

  it("keeps nothing else from being sealed", async () => {
    const { store } = await worked();
    await store.outbox.toCollection().modify({ outer: null });
    await destroyKey(store);
    const entries = new Entries(store, await Seal.of(store));
    const next = await entries.put({ path: "/api/matters", body: {}, card: "matter", title: "路灯" });
    await sealAlso(store, entries);
    expect((await store.outbox.get({ id: next }))?.outer).toBeTruthy();
    expect(await entries.unsealed()).toBe(0);
  });
});

async function inHand(known: boolean): Promise<Phone> {
  const store = new Store(newId());
  const phone = new Phone(store, await Seal.of(store), {
    locks: { request: (() => new Promise(() => undefined)) as unknown as LockManager["request"] },
  });
  await phone.outbox.entries.put({ path: "/api/matters", body: {}, card: "matter", title: "漏水" });
  if (known) await store.writeMeta("device", { id: newId(), word: "w" });
  return phone;
}

describe("before the key is destroyed", () => {
  it("the rest is sealed, with a key that is asked for where none is here", async () => {
    const phone = await inHand(true);
    expect(await phone.unsealed()).toBe(0);
    await phone.surrender();
    expect(server.held).toHaveLength(1);
  });

  it("one hears how much the server cannot be given", async () => {
    const phone = await inHand(false);
    expect(await phone.unsealed()).toBe(1);
    expect(await phone.store.keys.count()).toBe(1);
    phone.outbox.close();
  });
});

describe("a phone apart from the server", () => {
  it("asks by its proof alone whether it was ended", async () => {
    const phone = await inHand(true);
    expect(await phone.ended()).toBe(false);
    expect(server.asked.credentials).toBe("omit");
    server.revoked = true;
    expect(await phone.ended()).toBe(true);
    server.reached = false;
    expect(await phone.ended()).toBeNull();
    phone.outbox.close();
  });

  it("is shut after a week, and where the server has said that nobody is signed in", async () => {
    const phone = await inHand(true);
    await phone.noteOpen();
    expect(await phone.shutBecause()).toBeNull();
    expect(await phone.shutBecause(Date.now() + LONGEST_APART + 1000)).toBe("too-old");
    await phone.noteSignedOut();
    expect(await phone.shutBecause()).toBe("signed-out");
    await phone.noteOpen();
    expect(await phone.shutBecause()).toBeNull();
    phone.outbox.close();
  });
});
