// The three lots my matters fall into: what I must do, what waits for the reporter's word, what is over. States are named
// one by one, so that what I have settled is never lost from sight until it is closed.
import type { MatterQuery } from "@/api/matters";

export type Lot = "open" | "judged" | "done";
export const LOTS: Lot[] = ["open", "judged", "done"];

const STATES: Record<Lot, string[]> = {
  open: ["received", "accepted", "dispatched", "in_hand", "long_term"],
  judged: ["resolved", "followed_up", "rated"],
  done: ["closed", "declined", "referred", "withdrawn"],
};

/** What the server is asked for a lot. */
export const askFor = (lot: Lot, after: string): MatterQuery =>
  ({
    owner: "mine",
    group: "all",
    state: STATES[lot],
    order: lot === "open" ? "due" : "received",
    after,
    most: 40,
  }) as MatterQuery;
