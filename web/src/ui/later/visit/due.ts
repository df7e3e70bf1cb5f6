// When a door is due, as a word and a colour.
import type { Door } from "@/api/visits";
import { t } from "@/ui/i18n";
import { dayOf } from "@/ui/time/site";

import { calledVisit } from "./kinds";

type When = Pick<Door, "due_on" | "late" | "change" | "urgent_at">;
const DAY = 86_400_000;

/** Whole days from today to a day, both as the site's calendar has them. */
export const daysTo = (day: string, now: Date): number =>
  Math.round((Date.parse(day) - Date.parse(dayOf(now))) / DAY);

export function sayDue(door: When, now: Date = new Date()): string {
  if (door.urgent_at) return t("visit.urgent", { change: calledVisit("change", door.change || "other") });
  if (!door.due_on) return t("visit.not_due");
  const left = daysTo(door.due_on, now);
  if (left < 0) return t("visit.late", { n: -left });
  return left === 0 ? t("visit.due_today") : t("visit.due_in", { n: left });
}

export function dueTone(door: When, now: Date = new Date()): "accent" | "warn" | "quiet" {
  if (door.urgent_at) return "accent";
  const left = door.due_on ? daysTo(door.due_on, now) : 1;
  return left < 0 ? "accent" : left === 0 ? "warn" : "quiet";
}
