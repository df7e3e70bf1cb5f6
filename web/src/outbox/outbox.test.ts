// @vitest-environment node
import "fake-indexeddb/auto";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { newId } from "@/api/ids";

import { photoRef, withFiles } from "./entries";
import { Outbox, type OutboxOptions, type View } from "./outbox";
import { Seal } from "./sealing";
import type { Command, Outcome, Photo } from "./sending";
import { nameFor, Store } from "./store";

/** A server that keeps each id once, whatever is cut on the way. */
class Server {
  done: Command[] = [];
  photos = new Map<string, string>();
  asked = 0;
  /** What to answer instead, by turns. */
  turns: (Outcome["kind"] | "cut-after" | "")[] = [];
  refusals = new Map<string, Outcome>();

  command = async (command: Command): Promise<Outcome> => {
    this.asked += 1;
    const turn = this.turns.shift() ?? "";
    if (turn === "later") return { kind: "later", pause: null };
    if (turn === "locked") return { kind: "locked", why: "signed-out", next: "" };
    if (turn === "failed") return { kind: "failed", problem: PROBLEM };
    const refusal = this.refusals.get(command.path);
    if (refusal) return refusal;
    if (!this.done.some((one) => one.id === command.id)) this.done.push(command);
    return turn === "cut-after" ? { kind: "later", pause: null } : { kind: "arrived", answer: { ok: true } };
  };

  photo = async (photo: Photo): Promise<Outcome> => {
    if (!this.photos.has(photo.id)) this.photos.set(photo.id, `file-${this.photos.size + 1}`);
    return { kind: "arrived", answer: { id: this.photos.get(photo.id) } };
  };
}

const PROBLEM = { status: 422, type: "matter/no", title: "不行", title_en: "No" };
const REFUSED: Outcome = { kind: "refused", problem: PROBLEM };

/** Web locks within this process, first come first served. */
class Locks {
  private tail: Promise<unknown> = Promise.resolve();
  request = ((_name: string, work: () => Promise<unknown>) => {
    const turn = this.tail.then(work);
    this.tail = turn.catch(() => undefined);
    return turn;
  }) as unknown as LockManager["request"];
}

let user = "";
let server = new Server();
let locks = new Locks();
let opened: Outbox[] = [];

async function tab(more: Partial<OutboxOptions> = {}): Promise<Outbox> {
  const store = new Store(user);
  const outbox = new Outbox(store, await Seal.of(store), {
    transport: () => server,
    locks,
    pause: () => 5,
    ...more,
  });
  opened.push(outbox);
  return outbox;
}

const entry = (title: string, more: object = {}) => ({
  path: `/api/${title}`,
  body: { words: title },
  card: "matter",
  title,
  ...more,
});

const until = (box: Outbox, holds: (view: View) => boolean): Promise<View> =>
  vi.waitFor(
    () => {
      const view = box.now();
      if (!holds(view)) throw new Error(JSON.stringify(view));
      return view;
    },
    { timeout: 3000, interval: 5 },
  );
const empty = (box: Outbox): Promise<View> => until(box, (view) => !view.waiting && view.entries.length > 0);
const shot = () => ({ id: newId(), blob: new Blob(["jpeg"]), name: "照片.jpg", area: "320508017001" });

beforeEach(() => {
  user = newId();
  server = new Server();
  locks = new Locks();
  opened = [];
});
afterEach(() => opened.forEach((box) => box.close()));

describe("what is put in", () => {
  it("is on the disk before anything is sent, and goes out after a new start", async () => {
    const off = await tab({ transport: () => ({ ...server, command: () => new Promise(() => undefined) }) });
    await off.put(entry("one"));
    const store = new Store(user);
    expect(await store.outbox.count()).toBe(1);
    locks = new Locks(); // the browser lets go of a lock when its tab is gone
    const box = await tab();
    await box.start();
    await empty(box);
    expect(server.done.map((one) => one.path)).toEqual(["/api/one"]);
  });

  it("lies there sealed: no word of it is on the disk in plain", async () => {
    server.turns = ["locked"];
    const box = await tab();
    await box.put(entry("李秀英家漏水", { photos: [shot()] }));
    await until(box, (view) => view.going.kind === "locked");
    const store = new Store(user);
    const rows = [...(await store.outbox.toArray()), ...(await store.blobs.toArray())];
    const plain = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
    );
    expect(plain).not.toContain("李秀英");
    expect(plain).not.toContain("jpeg");
    const { key } = (await store.keys.get("own")) ?? {};
    expect(key?.extractable).toBe(false);
  });

  it("cannot be read by another person of the same phone", async () => {
    server.turns = ["later"];
    await (await tab()).put(entry("mine"));
    const theirs = new Store(newId());
    const seal = await Seal.of(theirs);
    const [row] = await new Store(user).outbox.toArray();
    await expect(seal.open(row?.sealed as never)).rejects.toThrow();
    expect(nameFor(user)).not.toBe(theirs.name);
  });
});

describe("the queue", () => {
  it("sends in the order made and each once, though replies are cut", async () => {
    const box = await tab();
    server.turns = ["cut-after", "later", "", "cut-after", "cut-after", "later", "", ""];
    for (const title of ["a", "b", "c", "d", "e"]) await box.put(entry(title));
    await empty(box);
    expect(server.done.map((one) => one.path)).toEqual(["a", "b", "c", "d", "e"].map((one) => `/api/${one}`));
    expect(server.asked).toBeGreaterThan(5);
  });

  it("is walked by one of two tabs at a time, and both see it", async () => {
    const [one, other] = [await tab(), await tab()];
    await Promise.all([one.start(), other.start()]);
    await Promise.all(["a", "b", "c", "d"].map((title, at) => (at % 2 ? one : other).put(entry(title))));
    await Promise.all([empty(one), empty(other)]);
    expect(server.done).toHaveLength(4);
    expect(server.asked).toBe(4);
  });

  it("stops where nobody is signed in, loses nothing, and goes on", async () => {
    server.turns = Array.from({ length: 20 }, () => "locked" as const);
    const box = await tab();
    await box.put(entry("a"));
    await box.put(entry("b"));
    await until(box, (view) => view.going.kind === "locked" && view.waiting === 2);
    expect(server.done).toHaveLength(0);
    server.turns = [];
    box.kick();
    await empty(box);
    expect(server.done).toHaveLength(2);
  });

  it("does not let one refusal block the others, save those that wait for it", async () => {
    server.refusals.set("/api/a", REFUSED);
    const box = await tab();
    const a = await box.put(entry("a"));
    await box.put(entry("b", { after: [a] }));
    await box.put(entry("c"));
    const view = await until(box, ({ refused, waiting }) => refused === 1 && waiting === 1);
    expect(view.entries.map((one) => one.state)).toEqual(["refused", "waiting", "done"]);
    expect(view.entries[0]?.problem?.title).toBe("不行");
    expect(server.done.map((one) => one.path)).toEqual(["/api/c"]);
  });

  it("sends what was mended under a new id, and then what waited for it", async () => {
    server.refusals.set("/api/a", REFUSED);
    const box = await tab();
    const photo = shot();
    const body = { words: "a", files: [photoRef(photo.id)] };
    const a = await box.put({ ...entry("a"), body, photos: [photo] });
    await box.put(entry("b", { after: [a] }));
    await until(box, ({ refused }) => refused === 1);
    const { path, ...was } = await box.open(a);
    expect(was.body).toEqual(body);
    expect(await was.photos[0]?.blob.text()).toBe("jpeg");
    const mended = await box.put({ ...was, path: `${path}2`, instead: a });
    expect(mended).not.toBe(a);
    const view = await until(box, ({ waiting, refused }) => !waiting && !refused);
    expect(view.entries).toHaveLength(2);
    expect(server.done.map((one) => one.path).sort()).toEqual(["/api/a2", "/api/b"]);
  });

  it("does not replace what has arrived meanwhile, and says so", async () => {
    server.refusals.set("/api/a", REFUSED);
    const box = await tab();
    const a = await box.put(entry("a"));
    await until(box, ({ refused }) => refused === 1);
    server.refusals.clear();
    await box.again(a);
    await until(box, ({ refused, waiting }) => !refused && !waiting);
    await expect(box.put({ ...entry("a2"), instead: a })).rejects.toThrow("outbox/not-refused");
    expect(server.done.map((one) => one.path)).toEqual(["/api/a"]);
  });

  it("holds up nothing where one cannot be opened, and shows it as refused", async () => {
    server.turns = ["locked"];
    const box = await tab();
    const a = await box.put(entry("a"));
    await until(box, ({ going }) => going.kind === "locked");
    const sealed = { iv: new Uint8Array(12), bytes: new ArrayBuffer(32) };
    await new Store(user).outbox.where({ id: a }).modify({ sealed });
    const next = await tab();
    await next.put(entry("b"));
    const view = await until(next, ({ refused, waiting }) => refused === 1 && !waiting);
    expect(view.entries[0]).toMatchObject({ id: a, card: "lost" });
    expect((await new Store(user).outbox.get({ id: a }))?.state).toBe("refused");
    await next.drop(a);
    expect(await new Store(user).outbox.get({ id: a })).toBeUndefined();
  });

  it("is over in every tab once one of them has given the phone up", async () => {
    const [one, other] = [await tab(), await tab()];
    const seen: string[] = [];
    other.subscribe(({ going }) => seen.push(going.kind));
    await one.giveUp(() => Promise.resolve());
    await vi.waitFor(() => expect(seen).toContain("gone"));
    await expect(other.put(entry("late"))).rejects.toThrow();
  });

  it("throws away what is dropped and what waited for it", async () => {
    server.refusals.set("/api/a", REFUSED);
    const box = await tab();
    const a = await box.put(entry("a", { photos: [shot()] }));
    await box.put(entry("b", { after: [a] }));
    await until(box, ({ refused }) => refused === 1);
    await box.drop(a);
    await until(box, (view) => view.entries.length === 0);
    expect(await new Store(user).blobs.count()).toBe(0);
  });

  it("sets aside what the server itself fails over, and sends it again when asked", async () => {
    server.turns = ["failed", "failed", "failed", "failed"];
    const box = await tab();
    const a = await box.put(entry("a"));
    await box.put(entry("b"));
    const view = await until(box, ({ refused, waiting }) => refused === 1 && waiting === 0);
    expect(view.entries[0]?.again).toBe(true);
    await box.again(a);
    await empty(box);
    await until(box, ({ refused }) => refused === 0);
    expect(server.done.map((one) => one.id)).toContain(a);
  });
});

describe("photos", () => {
  it("go first, once, and their ids stand in the body", async () => {
    server.turns = ["later", "cut-after"];
    const box = await tab();
    const photo = shot();
    await box.put({ ...entry("a"), body: { files: [photoRef(photo.id)] }, photos: [photo] });
    await empty(box);
    expect(server.photos.size).toBe(1);
    expect(server.done[0]?.body).toEqual({ files: ["file-1"] });
    expect(await new Store(user).blobs.count()).toBe(0);
  });

  it("are named anywhere in a body", () => {
    const body = { a: [{ b: "blob:1" }, "x"], n: 1, none: null };
    expect(withFiles(body, new Map([["1", "f"]]))).toEqual({ a: [{ b: "f" }, "x"], n: 1, none: null });
  });
});

describe("what has arrived", () => {
  it("is told to whoever waits for it", async () => {
    const box = await tab();
    const id = await box.put(entry("a"));
    expect((await box.settled(id, 2000))?.state).toBe("done");
    server.turns = ["locked"];
    const other = await box.put(entry("b"));
    expect((await box.settled(other, 20))?.state).toBe("waiting");
  });

  it("is shown for some days, then swept", async () => {
    const box = await tab();
    await box.put(entry("a"));
    await empty(box);
    await box.entries.sweep(Date.now() + 4 * 86_400_000);
    expect(await new Store(user).outbox.count()).toBe(0);
  });
});
