// The values of the columns of patrols; what they are called stands in the words, under `patrol`.
import { t } from "@/ui/i18n";

export const POINTS = [
  "street",
  "entrance",
  "fire_lane",
  "rubbish",
  "charging",
  "green",
  "facility",
  "shop",
  "other",
] as const;
export const TICKS = ["fine", "found", "skipped"] as const;
export const WAYS = ["matter", "spot", "offer"] as const;
export const OFFERS = ["open", "taken", "closed"] as const;

export type PointKind = (typeof POINTS)[number];
export type Way = (typeof WAYS)[number];
export type SlotState = "coming" | "due" | "partly" | "done" | "missed";

/** What a value of a column is called. */
export const calledPatrol = (
  column: "point" | "tick" | "way" | "offer" | "state" | "days",
  value: string,
): string => t(`patrol.${column}.${value}`);

/** The colour of a state: what needs a person now stands out. */
export const toneOf = (state: string): string =>
  ({ due: "warn", partly: "warn", done: "done", missed: "accent" })[state] ?? "";
