// This phone as the server knows it: registered when somebody first works here, asked about now and then, and handing in
// what was not sent once it may read nothing any more.
import { get, post } from "@/api/client";
import { newId } from "@/api/ids";

import type { Contents, Entries } from "./entries";
import { fromBase64, outerSeal, type ServerKey, toBase64 } from "./outer";
import { destroyKey } from "./sealing";
import { type Sealed, Store } from "./store";

interface Known {
  id: string;
  word: string;
}

const DEVICE = "device";
/** The phone as it was known when it was given up: it still hands in what is left. */
const GIVEN_UP = "device-given-up";
const SERVER_KEY = "server-key";
/** Whose sealed rest lies here still to be handed in. */
const OWED = "linli-phone-owed";
/** Whose phone is being given up: where that was cut short, it is finished before anything else. */
const ENDING = "linli-phone-ending";
export const PROOF = "x-linli-device";

/** What this phone proves itself by; nothing while it is not registered. */
export async function proofOf(store: Store, as: string = DEVICE): Promise<string> {
  const known = await store.readMeta<Known>(as);
  return known ? `${store.user}.${known.id}.${known.word}` : "";
}

/** Make this phone known, or learn the key to seal with now. Answers whether it was ended meanwhile. */
export async function standWithServer(store: Store, entries: Entries, label: string): Promise<boolean> {
  const known = await store.readMeta<Known>(DEVICE);
  const said = known
    ? await standing(store, known, label)
    : { revoked: false, ...(await register(store, label)) };
  const key: ServerKey = { number: said.number, key: said.key };
  await store.writeMeta(SERVER_KEY, key);
  await sealAlso(store, entries);
  return said.revoked;
}

/** Whether it was ended; if not, the server learns with which session it is signed in now. */
async function standing(store: Store, { id, word }: Known, label: string): Promise<Standing> {
  const said = await get("/api/sync/standing", { headers: { [PROOF]: await proofOf(store) } });
  if (!said.revoked) await post("/api/sync/devices", { id, label, word }).catch(() => undefined);
  return said;
}

/** Ask by this phone's proof alone, whoever is or is not signed in, whether it was ended, and learn the key to seal with.
 * Null where that is not known: not reached, or never registered. */
export async function askEnded(store: Store): Promise<boolean | null> {
  const proof = await proofOf(store);
  if (!proof) return null;
  const headers = { accept: "application/json", [PROOF]: proof };
  const asked: RequestInit = { headers, credentials: "omit", cache: "no-store" };
  const answer = await fetch("/api/sync/standing", asked).catch(() => null);
  const said = answer?.ok
    ? ((await answer.json().catch(() => null)) as (ServerKey & { revoked: boolean }) | null)
    : null;
  if (typeof said?.revoked !== "boolean") return null;
  await store.writeMeta(SERVER_KEY, { number: said.number, key: said.key } satisfies ServerKey);
  return said.revoked;
}

type Standing = ServerKey & { revoked: boolean };

async function register(store: Store, label: string): Promise<ServerKey> {
  const id = newId();
  const word = toBase64(crypto.getRandomValues(new Uint8Array(32))).replace(/[^\w]/g, "-");
  const made = await post("/api/sync/devices", { id, label, word });
  await store.writeMeta(DEVICE, { id, word } satisfies Known);
  return made;
}

/** From now on seal for the server too, and what lies here already as well. */
export async function sealAlso(store: Store, entries: Entries): Promise<void> {
  const key = await store.readMeta<ServerKey>(SERVER_KEY);
  if (!key) return;
  entries.outer = outerSeal(key);
  await entries.sealRest();
}

/** What this person may read here is destroyed; what was not sent stays, sealed to the server's key. All of it at once, or
 * nothing; that it was begun is noted first, so that one cut short is finished at the next start. */
export async function surrender(store: Store): Promise<void> {
  note(OWED, store.user);
  note(ENDING, store.user);
  try {
    await store.transaction("rw", store.tables, () => strip(store));
  } catch (failure) {
    await destroyKey(store);
    throw failure;
  }
  strike(ENDING, store.user);
}

async function strip(store: Store): Promise<void> {
  const { keys, outbox, blobs, drafts, pack, meta } = store;
  const known = await store.readMeta<Known>(DEVICE);
  if (known) await store.writeMeta(GIVEN_UP, known);
  await Promise.all([keys.clear(), drafts.clear(), pack.clear()]);
  await meta.where("name").notEqual(GIVEN_UP).delete();
  await outbox.filter((row) => row.state === "done" || !row.outer).delete();
  await outbox.toCollection().modify({ sealed: nothing(), outcome: null });
  await blobs.filter((row) => !row.outer).delete();
  await blobs.toCollection().modify({ sealed: null });
}

const nothing = (): Sealed => ({ iv: new Uint8Array(), bytes: new ArrayBuffer(0) });

/** Everything of this person's is taken off: the key first, so that nothing is readable whatever happens next. */
export async function wipe(store: Store): Promise<void> {
  note(ENDING, store.user);
  await destroyKey(store);
  await store.delete();
  // One that is only deleted is made anew by whatever is still written.
  store.close();
  strike(ENDING, store.user);
}

/** Finish giving up what was begun, before anybody uses a key here or makes a new one. */
export async function finishSurrender(store: Store): Promise<void> {
  const begun = listed(ENDING).includes(store.user);
  if (begun || (listed(OWED).includes(store.user) && !(await store.keys.count()))) await surrender(store);
}

const listed = (name: string): string[] => JSON.parse(localStorage.getItem(name) ?? "[]") as string[];
const write = (name: string, users: string[]): void => localStorage.setItem(name, JSON.stringify(users));
const note = (name: string, user: string): void => write(name, [...new Set([...listed(name), user])]);
const strike = (name: string, user: string): void =>
  write(
    name,
    listed(name).filter((one) => one !== user),
  );

/** Hand in what others have left here; whatever does not arrive now is tried again at the next start. */
export async function handInOwed(): Promise<void> {
  for (const user of new Set([...listed(ENDING), ...listed(OWED)])) {
    const store = new Store(user);
    await finishSurrender(store);
    const proof = await proofOf(store, GIVEN_UP);
    const done = await handIn(store, proof).catch(() => false);
    // Whoever has a key here again works in this very database.
    if (done && !(await store.keys.count())) await store.delete();
    else store.close();
    if (done) strike(OWED, user);
  }
}

/** What this phone cannot open any more goes to the server as it was sealed for it, to be had back from there. */
export async function handInUnreadable(store: Store, entries: Entries): Promise<void> {
  for (const row of await entries.unreadable())
    if (row.outer) await store.outbox.update(row.seq, { sealed: nothing() });
  await handIn(store, await proofOf(store));
}

async function handIn(store: Store, proof: string): Promise<boolean> {
  const left = store.outbox.orderBy("seq").filter((row) => row.sealed.bytes.byteLength === 0);
  for (const row of await left.toArray()) {
    // Photos first: once the command is there, all of it is.
    for (const photo of await store.blobs.where({ entry: row.id }).toArray())
      if (photo.outer && !(await sendHeld(proof, photo.id, row.id, photo.outer))) return false;
    if (row.outer && !(await sendHeld(proof, row.id, row.id, row.outer))) return false;
    await store.blobs.where({ entry: row.id }).delete();
    await store.outbox.delete(row.seq);
  }
  return true;
}

async function sendHeld(proof: string, id: string, entry: string, outer: Uint8Array): Promise<boolean> {
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "idempotency-key": newId(),
    [PROOF]: proof,
  };
  const body = JSON.stringify({ id, entry, content: toBase64(outer) });
  const answer = await fetch("/api/sync/held", { method: "POST", headers, body }).catch(() => null);
  return answer?.status === 201;
}

/** Have back what lies with the server of one's own, under the ids it had. Answers how many commands. */
export async function takeBack(entries: Entries): Promise<number> {
  const photos = new Map<string, Blob>();
  const had: string[] = [];
  let count = 0;
  for (;;) {
    const rows = await post("/api/sync/held/take", { had });
    if (!rows.length) return count;
    for (const { id, entry, content } of rows) {
      had.push(id);
      if (id !== entry) photos.set(id, new Blob([fromBase64(content)], { type: "image/jpeg" }));
      else if (content) {
        const contents = JSON.parse(new TextDecoder().decode(fromBase64(content))) as Contents & {
          after: string[];
        };
        await entries.restore(id, contents, photos);
        await post("/api/sync/held/let-go", { ids: [id, ...contents.photos.map((one) => one.id)] });
        count += 1;
      }
    }
  }
}
