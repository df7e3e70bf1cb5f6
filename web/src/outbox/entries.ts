// The rows of the outbox: putting one in, reading it, taking it out. Nothing here is sent.
import { ApiError, type Problem } from "@/api/errors";
import { newId } from "@/api/ids";

import type { OuterSeal } from "./outer";
import { type Seal, Unreadable } from "./sealing";
import type { BlobRow, EntryRow, EntryState, Sealed, Store } from "./store";

/** A photo as a form took it; its id stands in the body as `photoRef(id)`. */
export interface Shot {
  id: string;
  blob: Blob;
  name: string;
  /** The area whose people may see it. */
  area: string;
}

/** What a form hands over. */
export interface Put {
  path: string;
  body: unknown;
  /** Which form it came from: mending opens it again. */
  card: string;
  /** What the list shows. */
  title: string;
  photos?: Shot[];
  /** What the form wants back when it is mended and the server is not sent. */
  tapped?: unknown;
  /** Entries without which this one makes no sense, such as the matter a note belongs to. */
  after?: string[];
  /** The refused entry this one takes the place of. */
  instead?: string;
}

/** An entry as a screen may see it. */
export interface Entry {
  id: string;
  state: EntryState;
  card: string;
  title: string;
  madeAt: number;
  photos: number;
  after: string[];
  settledAt: number | null;
  problem: Problem | null;
  answer: unknown;
  /** Whether sending the very same again can help. */
  again: boolean;
}

export interface Contents {
  path: string;
  body: unknown;
  card: string;
  title: string;
  photos: Omit<Shot, "blob">[];
  tapped?: unknown;
}

interface Settlement {
  problem?: Problem;
  answer?: unknown;
  again?: boolean;
}

/** What has arrived is shown for so long, and no more than so many. */
const SHOWN_FOR = 3 * 86_400_000;
const SHOWN_MOST = 50;

const keyOf = (one: Pick<Entry, "id" | "state" | "settledAt" | "after">): string =>
  [one.id, one.state, one.settledAt, ...one.after].join(" ");

/** What is shown of an entry that does not open any more. */
const LOST: Problem = {
  status: -1,
  type: "outbox/unreadable",
  title: "这一条在手机里读不出来了，发不出去，请重新记一次后删除它",
  title_en: "This one cannot be read on the phone any more; write it down again and delete this",
};

const NOT_REFUSED: Problem = {
  status: 409,
  type: "outbox/not-refused",
  title: "这一条刚才已经送到或正在发送，没有再发一次，请到“待发”里看",
  title_en: "This one has arrived meanwhile or is on its way; it was not sent again",
};

const REF = "blob:";
/** What stands in a body where the id of an uploaded photo will stand. */
export const photoRef = (id: string): string => REF + id;

/** The body with the server's ids where photos were named. */
export function withFiles(body: unknown, files: ReadonlyMap<string, string>): unknown {
  if (typeof body === "string")
    return body.startsWith(REF) ? (files.get(body.slice(REF.length)) ?? body) : body;
  if (Array.isArray(body)) return body.map((one) => withFiles(one, files));
  if (body === null || typeof body !== "object") return body;
  return Object.fromEntries(Object.entries(body).map(([name, one]) => [name, withFiles(one, files)]));
}

export class Entries {
  /** Seals what is put in for the server too, where its key is known. */
  outer: OuterSeal | null = null;
  /** Opened rows, by what changes when a row does: a long queue is not opened anew after each that arrives. */
  private opened = new Map<string, Entry>();

  constructor(
    private readonly store: Store,
    private readonly seal: Seal,
  ) {}

  /** Keep an entry; when this returns it is on the disk. A body that could not be sealed is not put in at all. */
  async put(put: Put): Promise<string> {
    return this.keep(newId(), put);
  }

  private async keep(id: string, put: Put): Promise<string> {
    const { path, body, card, title, photos = [], tapped, after = [], instead } = put;
    const named = photos.map(({ id: photo, name, area }) => ({ id: photo, name, area }));
    const contents: Contents = { path, body, card, title, photos: named, tapped };
    const row: Omit<EntryRow, "seq"> = {
      id,
      state: "waiting",
      after,
      made_at: Date.now(),
      tries: 0,
      sealed: await this.seal.close(contents),
      outcome: null,
      settled_at: null,
      outer: (await this.outer?.(bytesOf({ after, ...contents }), id)) ?? null,
    };
    const blobs = await Promise.all(photos.map((shot) => this.sealed(id, shot)));
    const { outbox, blobs: kept } = this.store;
    await this.store.transaction("rw", outbox, kept, async () => {
      if (instead) await this.replace(instead, id);
      await outbox.add(row as EntryRow);
      await kept.bulkPut(blobs);
    });
    return id;
  }

  /** One that was handed in comes back under its own id; one that is here already stays as it is. */
  async restore(
    id: string,
    was: Contents & { after: string[] },
    photos: ReadonlyMap<string, Blob>,
  ): Promise<void> {
    if (await this.store.outbox.get({ id })) return;
    const shots = was.photos.map(({ id: photo, name, area }) => ({
      id: photo,
      name,
      area,
      blob: photos.get(photo) ?? new Blob(),
    }));
    await this.keep(id, { ...was, photos: shots });
  }

  /** Seal for the server what was put in before its key was known. */
  async sealRest(): Promise<void> {
    if (!this.outer) return;
    for (const row of await this.store.outbox.filter((one) => one.state !== "done" && !one.outer).toArray()) {
      const contents = await this.opens(row);
      if (!contents) continue;
      const outer = await this.outer(bytesOf({ after: row.after, ...contents }), row.id);
      await this.store.outbox.update(row.seq, { outer });
    }
    for (const row of await this.store.blobs.filter((one) => !one.outer && one.sealed !== null).toArray()) {
      const photo = await this.blob(row.id).catch(() => null);
      if (!photo) continue;
      const bytes = new Uint8Array(await photo.arrayBuffer());
      await this.store.blobs.update(row.id, { outer: await this.outer(bytes, row.id) });
    }
  }

  /** Those not sent that this phone cannot open any more. */
  async unreadable(): Promise<EntryRow[]> {
    const rows = await this.store.outbox.filter((one) => one.state !== "done").toArray();
    const opened = await Promise.all(rows.map((row) => this.opens(row)));
    return rows.filter((_, at) => !opened[at]);
  }

  /** How many not sent are not sealed for the server, and would be lost without this phone's key. */
  async unsealed(): Promise<number> {
    const rows = await this.store.outbox.filter((one) => one.state !== "done" && !one.outer).toArray();
    return (await Promise.all(rows.map((row) => this.opens(row)))).filter(Boolean).length;
  }

  /** How many are not sent; without opening any. */
  async unsent(): Promise<number> {
    return this.store.outbox.filter((one) => one.state !== "done").count();
  }

  private opens(row: EntryRow): Promise<Contents | null> {
    return this.seal.open<Contents>(row.sealed).catch(() => null);
  }

  private async sealed(entry: string, shot: Shot): Promise<BlobRow> {
    const bytes = new Uint8Array(await shot.blob.arrayBuffer());
    const outer = (await this.outer?.(bytes, shot.id)) ?? null;
    return { id: shot.id, entry, sealed: await this.seal.closeBytes(bytes), file: null, outer };
  }

  /** Another entry takes a refused one's place: what waited for the old waits for the new. */
  private async replace(old: string, id: string): Promise<void> {
    const { outbox, blobs } = this.store;
    const row = await outbox.get({ id: old });
    if (row && row.state !== "refused") throw new ApiError(NOT_REFUSED);
    await blobs.where({ entry: old }).delete();
    await outbox.where({ id: old }).delete();
    await outbox.toCollection().modify((one) => {
      one.after = one.after.map((other) => (other === old ? id : other));
    });
  }

  /** All entries in the order made; one not sent that cannot be opened any more stands among the refused. */
  async list(): Promise<Entry[]> {
    const rows = await this.store.outbox.orderBy("seq").toArray();
    const shown = await Promise.all(rows.map((row) => this.known(row).catch(() => lost(row))));
    const entries = shown.filter((one) => one !== null);
    this.opened = new Map(entries.map((one) => [keyOf(one), one]));
    return entries;
  }

  private async known(row: EntryRow): Promise<Entry> {
    const known = this.opened.get(keyOf({ ...row, settledAt: row.settled_at }));
    return known ?? this.shown(row);
  }

  private async shown(row: EntryRow): Promise<Entry> {
    const { card, title, photos } = await this.seal.open<Contents>(row.sealed);
    const settled: Settlement = row.outcome ? await this.seal.open<Settlement>(row.outcome) : {};
    return {
      id: row.id,
      state: row.state,
      card,
      title,
      madeAt: row.made_at,
      photos: photos.length,
      after: row.after,
      settledAt: row.settled_at,
      problem: settled.problem ?? null,
      answer: settled.answer ?? null,
      again: settled.again ?? false,
    };
  }

  /** An entry as it was put in, for its form to be opened again. */
  async open(id: string): Promise<Required<Omit<Put, "instead">>> {
    const row = await this.store.outbox.get({ id });
    if (!row) throw new Unreadable();
    const { path, body, card, title, photos, tapped } = await this.seal.open<Contents>(row.sealed);
    const shots = await Promise.all(
      photos.map(async ({ id: photo, name, area }) => ({
        id: photo,
        name,
        area,
        blob: await this.blob(photo),
      })),
    );
    return { path, body, card, title, photos: shots, tapped, after: row.after };
  }

  async blob(id: string): Promise<Blob> {
    const row = await this.store.blobs.get(id);
    if (!row?.sealed) throw new Unreadable();
    return new Blob([await this.seal.openBytes(row.sealed)], { type: "image/jpeg" });
  }

  /** Take an entry out for good. What waited for it goes along, since it means nothing without. */
  async drop(id: string): Promise<void> {
    const { outbox, blobs } = this.store;
    await this.store.transaction("rw", outbox, blobs, async () => {
      const gone = [id];
      for (const row of await outbox.orderBy("seq").toArray())
        if (row.after.some((other) => gone.includes(other))) gone.push(row.id);
      await blobs.where("entry").anyOf(gone).delete();
      await outbox.where("id").anyOf(gone).delete();
    });
  }

  /** It arrived: its photos and words are not needed here any more, only what the list shows. */
  async arrived(row: EntryRow, answer: unknown): Promise<void> {
    const { card, title } = await this.seal.open<Contents>(row.sealed);
    const rest: Contents = { path: "", body: null, card, title, photos: [] };
    const sealed = await this.seal.close(rest);
    const outcome = await this.seal.close({ answer } satisfies Settlement);
    const { outbox, blobs } = this.store;
    await this.store.transaction("rw", outbox, blobs, async () => {
      await blobs.where({ entry: row.id }).delete();
      await outbox.update(row.seq, { state: "done", sealed, outcome, settled_at: Date.now(), outer: null });
    });
  }

  /** It does not open any more: it waits for nothing. */
  async lost(row: EntryRow): Promise<void> {
    await this.store.outbox.update(row.seq, { state: "refused", outcome: null, settled_at: Date.now() });
  }

  async refused(row: EntryRow, problem: Problem, again: boolean): Promise<void> {
    const outcome: Sealed = await this.seal.close({ problem, again } satisfies Settlement);
    await this.store.outbox.update(row.seq, { state: "refused", outcome, settled_at: Date.now() });
  }

  /** The very same once more. */
  async again(id: string): Promise<void> {
    await this.store.outbox
      .where({ id })
      .and((row) => row.state === "refused")
      .modify({ state: "waiting", outcome: null, tries: 0 });
  }

  /** Forget what arrived long ago, or before many others. */
  async sweep(now: number = Date.now()): Promise<void> {
    const done = await this.store.outbox.where({ state: "done" }).sortBy("seq");
    const old = done.filter(
      (row, at) => done.length - at > SHOWN_MOST || now - (row.settled_at ?? 0) > SHOWN_FOR,
    );
    await this.store.outbox.bulkDelete(old.map((row) => row.seq));
  }
}

const lost = (row: EntryRow): Entry | null =>
  row.state === "done"
    ? null
    : {
        id: row.id,
        state: "refused",
        card: "lost",
        title: "",
        madeAt: row.made_at,
        photos: 0,
        after: row.after,
        settledAt: row.settled_at,
        problem: LOST,
        answer: null,
        again: false,
      };

export const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(value));
