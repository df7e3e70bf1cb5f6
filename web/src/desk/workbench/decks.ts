// The stacks of the workbench and where each goes on as a list.
import type { Workbench, WorkbenchGroup } from "@/api/types";

export interface Deck {
  name: Exclude<keyof Workbench, "community_name" | "now">;
  tone: "" | "warn" | "accent";
  query: Record<string, string>;
  side: "left" | "right";
}

export const DECKS: Deck[] = [
  { name: "waiting", tone: "", query: { owner: "waiting", order: "due" }, side: "left" },
  { name: "late", tone: "warn", query: { standing: "approaching", order: "due" }, side: "right" },
  { name: "nobody", tone: "accent", query: { owner: "nobody" }, side: "left" },
  { name: "rated_bad", tone: "accent", query: { reopening: "true" }, side: "right" },
  { name: "to_follow_up", tone: "", query: { state: "resolved" }, side: "left" },
];

/** The stacks of one side, those that hold something first. */
export const decksOn = (side: Deck["side"], bench: Workbench): Deck[] =>
  DECKS.filter((deck) => deck.side === side).sort(
    (a, b) => Number(bench[b.name].count > 0) - Number(bench[a.name].count > 0),
  );

/** How many, 1000+ where counting stopped. */
export const countOf = (group: WorkbenchGroup): string => `${group.count}${group.more ? "+" : ""}`;
