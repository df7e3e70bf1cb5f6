// The stacks of the workbench and where each goes on as a list.
import type { Workbench, WorkbenchGroup } from "@/api/types";

export interface Deck {
  name: Exclude<keyof Workbench, "community_name" | "now">;
  tone: "" | "warn" | "accent";
  query: Record<string, string>;
}

export const DECKS: Deck[] = [
  { name: "waiting", tone: "", query: { owner: "mine", order: "due" } },
  { name: "late", tone: "warn", query: { standing: "approaching", order: "due" } },
  { name: "nobody", tone: "accent", query: { owner: "nobody" } },
  { name: "rated_bad", tone: "accent", query: { reopening: "true" } },
  { name: "to_follow_up", tone: "", query: { state: "resolved" } },
];

/** How many, 1000+ where counting stopped. */
export const countOf = (group: WorkbenchGroup): string => `${group.count}${group.more ? "+" : ""}`;
