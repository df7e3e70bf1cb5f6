// The stacks of the workbench. Where a stack goes on as a list is said by the server, so that count and list agree.
import type { LocationQueryRaw } from "vue-router";

import type { Workbench, WorkbenchGroup } from "@/api/types";

export interface Deck {
  name: Exclude<keyof Workbench, "community_name" | "now">;
  tone: "" | "warn" | "accent";
  side: "left" | "right";
  byDeadline?: true;
  /** Shown only while it holds something: most days it does not. */
  sometimes?: true;
}

export const DECKS: Deck[] = [
  { name: "waiting", tone: "", side: "left", byDeadline: true },
  { name: "late", tone: "warn", side: "right", byDeadline: true },
  { name: "nobody", tone: "accent", side: "left" },
  { name: "rated_bad", tone: "accent", side: "right" },
  { name: "to_follow_up", tone: "", side: "left" },
  { name: "asking", tone: "warn", side: "right", byDeadline: true, sometimes: true },
  { name: "supervised", tone: "accent", side: "right", byDeadline: true, sometimes: true },
  { name: "first", tone: "", side: "right", byDeadline: true },
];

/** Where they stand before whoever decides, so that neither side is much the longer. */
const DECIDING: Deck = { name: "rated_bad", tone: "accent", side: "left" };
const deciding = (deck: Deck): Deck => (deck.name === "to_follow_up" ? { ...deck, side: "right" } : deck);

/** Whether a stack is somebody's to act on: the server names no list for what is not. */
const isMine = (group: WorkbenchGroup): boolean => Object.keys(group.query).length > 0;

/** The filters that show the stack whole, what is due in the order it is due; null where one has no such list. */
export function listOf(deck: Deck, group: WorkbenchGroup): LocationQueryRaw | null {
  if (!isMine(group)) return null;
  return deck.byDeadline ? { ...group.query, order: "due" } : { ...group.query };
}

/** The stacks in the order somebody needs them: what waits for a decision comes first where he may decide. */
export function decksFor(decides: boolean): Deck[] {
  if (!decides) return DECKS;
  return [DECIDING, ...DECKS.filter((deck) => deck.name !== DECIDING.name).map(deciding)];
}

/** Those of the stacks that are shown now: what one may act on, and what is rare only while it holds something. */
export const shownNow = (decks: readonly Deck[], bench: Workbench): Deck[] =>
  decks.filter((deck) => isMine(bench[deck.name]) && (!deck.sometimes || bench[deck.name].count > 0));

/** The stacks of one side, those that hold something first. */
export const decksOn = (side: Deck["side"], bench: Workbench, decks: readonly Deck[] = DECKS): Deck[] =>
  decks
    .filter((deck) => deck.side === side)
    .sort((a, b) => Number(bench[b.name].count > 0) - Number(bench[a.name].count > 0));

/** How many, 99+ where counting stopped. */
export const countOf = (group: WorkbenchGroup): string => `${group.count}${group.more ? "+" : ""}`;
