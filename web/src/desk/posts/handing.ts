// Handing work over goes in batches the server bounds; here they follow one another until nothing fits any more.
import { get, post } from "@/api/client";
import { Command } from "@/api/command";
import type { Handover } from "@/api/types";

export const WHY = ["left", "split", "ended", "away", "workload"] as const;
export type Why = (typeof WHY)[number];

/** Whose work: that of one post, or of all posts of a person. */
export interface Origin {
  post?: string;
  person?: string;
}

const queryOf = (origin: Origin): { posts: string[]; person: string | null } => ({
  posts: origin.post ? [origin.post] : [],
  person: origin.post ? null : (origin.person ?? null),
});

/** What there is, and how much of it fits the post it would go to. */
export const countWork = (origin: Origin, to: string): Promise<Handover> =>
  get("/api/workbench/handover", { query: { ...queryOf(origin), to: to || null } });

export type Send = (
  body: Parameters<typeof post<"/api/workbench/handover">>[1],
  id: string,
) => Promise<Handover>;

const overTheWire: Send = (body, id) => post("/api/workbench/handover", body, { id });

/** Hand it all over, telling after each batch how much has gone; stops when nothing fits or nothing moves any more. */
export async function handOver(
  origin: Origin,
  to: string,
  reason: Why,
  before: Handover,
  tell: (gone: number) => void,
  send: Send = overTheWire,
): Promise<Handover> {
  const command = new Command();
  let now = before;
  while (now.fits > 0) {
    const body = { ...queryOf(origin), to, reason, seen: now.fits };
    const after = await send(body, command.idFor(body));
    if (after.fits >= now.fits) return after;
    now = after;
    tell(before.fits - now.fits);
  }
  return now;
}
