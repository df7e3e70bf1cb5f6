// One walk along the queue: each entry in the order made, its photos before it. It ends where the server is not
// reached or nobody is signed in; one that is refused does not stop the others, save those that wait for it.
import type { Problem } from "@/api/errors";

import { type Entries, withFiles } from "./entries";
import type { Seal } from "./sealing";
import type { Command, Outcome, Photo } from "./sending";
import type { EntryRow, Store } from "./store";

export interface Transport {
  command: (command: Command) => Promise<Outcome>;
  photo: (photo: Photo) => Promise<Outcome>;
}

export type PassEnd =
  | { kind: "empty" }
  | { kind: "later"; pause: number | null }
  | { kind: "locked"; why: "signed-out" | "owed"; next: string }
  | { kind: "revoked" };

interface Contents {
  path: string;
  body: unknown;
  photos: { id: string; name: string; area: string }[];
}

/** A command the server itself fails over is set aside after so many tries, so that it does not hold up the rest. */
const FAILURES_MOST = 4;

export interface Walk {
  store: Store;
  seal: Seal;
  entries: Entries;
  transport: Transport;
  /** An entry was settled. */
  told: () => Promise<void>;
  /** Whether to go on. */
  goOn: () => boolean;
}

export async function walk(on: Walk): Promise<PassEnd> {
  const seen = new Set<number>();
  while (on.goOn()) {
    const row = await nextOf(on.store, seen);
    if (!row) return { kind: "empty" };
    seen.add(row.seq);
    const end = await step(on, row);
    if (end) return end;
    await on.told();
  }
  return { kind: "later", pause: null };
}

/** The first that waits and whose forerunners have all arrived. A forerunner no longer listed arrived long ago. */
async function nextOf(store: Store, seen: ReadonlySet<number>): Promise<EntryRow | null> {
  const rows = await store.outbox.orderBy("seq").toArray();
  const missing = new Set(rows.filter((row) => row.state !== "done").map((row) => row.id));
  const ready = (row: EntryRow): boolean => !row.after.some((id) => missing.has(id));
  return rows.find((row) => row.state === "waiting" && !seen.has(row.seq) && ready(row)) ?? null;
}

async function step(on: Walk, row: EntryRow): Promise<PassEnd | null> {
  const contents = await on.seal.open<Contents>(row.sealed).catch(() => null);
  if (!contents) {
    await on.entries.lost(row);
    return null;
  }
  const outcome = await send(on, row, contents);
  switch (outcome.kind) {
    case "arrived":
      await on.entries.arrived(row, outcome.answer);
      return null;
    case "refused":
      await on.entries.refused(row, outcome.problem, false);
      return null;
    case "failed":
      return failed(on, row, outcome.problem);
    default:
      return outcome;
  }
}

async function failed(on: Walk, row: EntryRow, problem: Problem): Promise<PassEnd | null> {
  const tries = row.tries + 1;
  await on.store.outbox.update(row.seq, { tries });
  if (tries < FAILURES_MOST) return { kind: "later", pause: null };
  await on.entries.refused(row, problem, true);
  return null;
}

async function send(on: Walk, row: EntryRow, contents: Contents): Promise<Outcome> {
  const files = new Map<string, string>();
  for (const photo of contents.photos) {
    const known = (await on.store.blobs.get(photo.id))?.file;
    const outcome = known ? ({ kind: "arrived", answer: { id: known } } as const) : await upload(on, photo);
    if (outcome.kind !== "arrived") return outcome;
    const file = (outcome.answer as { id: string }).id;
    files.set(photo.id, file);
    if (!known) await on.store.blobs.update(photo.id, { file });
  }
  return on.transport.command({ id: row.id, path: contents.path, body: withFiles(contents.body, files) });
}

const GONE: Problem = {
  status: -1,
  type: "outbox/photo-unreadable",
  title: "照片读不出来了，请去掉照片或重新拍一张",
  title_en: "The photo cannot be read any more; take it away or take another",
};

async function upload(on: Walk, photo: Contents["photos"][number]): Promise<Outcome> {
  const blob = await on.entries.blob(photo.id).catch(() => null);
  return blob ? on.transport.photo({ ...photo, blob }) : { kind: "refused", problem: GONE };
}
