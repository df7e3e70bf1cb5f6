// The values of the columns of visits; what they are called stands in the words, under `visit`.
import { t } from "@/ui/i18n";

export const WAYS = {
  household: ["home", "door", "phone", "window", "other"],
  organisation: ["premises", "phone", "window", "other"],
} as const;
export const RESULTS = ["met", "nobody", "declined", "unreachable"] as const;
export const GRADES = ["high", "priority", "general"] as const;
export const HOURS = ["any", "day", "evening", "weekend"] as const;
export const CHANGES = [
  "discharged",
  "fell_ill",
  "fall",
  "bereaved",
  "lost_care",
  "disaster",
  "conflict",
  "other",
] as const;
export const DUTIES = [
  "grid_member",
  "pioneer",
  "neighbour",
  "official",
  "police",
  "volunteer",
  "other",
] as const;

export type Noun = keyof typeof WAYS;
export type Way = (typeof WAYS)[Noun][number];
export type Result = (typeof RESULTS)[number];

export type Column = "way" | "result" | "approval" | "grade" | "noun" | "hours" | "change" | "duty";

/** What a value of a column is called. */
export const calledVisit = (column: Column, value: string): string => t(`visit.${column}.${value}`);

/** What a result is called: nobody is at home in a flat, and in a shop. */
export const calledResult = ({ noun, result }: { noun: string; result: string }): string =>
  noun === "organisation" && result === "nobody" ? t("visit.nobody_firm") : calledVisit("result", result);

/** The ways there are to reach a noun. */
export const waysOf = (noun: string): readonly Way[] =>
  noun === "organisation" ? WAYS.organisation : WAYS.household;
