// What is kept on this phone: one database per person. Whatever says anything about a resident lies in it sealed; only
// ids, states and times are plain, so that the queue can be walked without opening it.
import { Dexie, type EntityTable } from "dexie";

/** Bytes that only this phone's key opens. */
export interface Sealed {
  iv: Uint8Array;
  bytes: ArrayBuffer;
}

export type EntryState = "waiting" | "refused" | "done";

/** One command on its way. `after` are ids of entries that must have arrived before it. */
export interface EntryRow {
  seq: number;
  id: string;
  state: EntryState;
  after: string[];
  made_at: number;
  tries: number;
  /** What is sent, and what the list shows of it. */
  sealed: Sealed;
  /** Why it was refused, or what was answered. */
  outcome: Sealed | null;
  settled_at: number | null;
  /** The same once more, sealed to the server's key: what is left when this phone may not read it any more. */
  outer: Uint8Array | null;
}

/** A photo of an entry; `file` is its id on the server, once it is there. */
export interface BlobRow {
  id: string;
  entry: string;
  sealed: Sealed | null;
  file: string | null;
  outer: Uint8Array | null;
}

/** A form not yet put into the outbox. */
export interface DraftRow {
  place: string;
  at: number;
  sealed: Sealed;
}

export interface PackRow {
  id: string;
  stamp: string;
  sealed: Sealed;
}

export interface MetaRow {
  name: string;
  value: unknown;
}

export class Store extends Dexie {
  keys!: EntityTable<{ name: string; key: CryptoKey }, "name">;
  outbox!: EntityTable<EntryRow, "seq">;
  blobs!: EntityTable<BlobRow, "id">;
  drafts!: EntityTable<DraftRow, "place">;
  pack!: EntityTable<PackRow, "id">;
  meta!: EntityTable<MetaRow, "name">;

  constructor(readonly user: string) {
    // A command counts as kept only when the browser has it on its disk.
    super(nameFor(user), { chromeTransactionDurability: "strict" });
    this.version(1).stores({
      keys: "name",
      outbox: "++seq, &id, state",
      blobs: "id, entry",
      drafts: "place",
      pack: "id",
      meta: "name",
    });
  }

  async readMeta<T>(name: string): Promise<T | null> {
    return ((await this.meta.get(name))?.value as T | undefined) ?? null;
  }

  async writeMeta(name: string, value: unknown): Promise<void> {
    await this.meta.put({ name, value });
  }
}

export const nameFor = (user: string): string => `linli-phone-${user}`;

/** Whether this browser can keep anything sealed: it can on https and on the machine itself. */
export const canKeep = (): boolean =>
  typeof indexedDB !== "undefined" && typeof crypto !== "undefined" && crypto.subtle !== undefined;
