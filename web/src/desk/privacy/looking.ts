// What the list of looks is narrowed to: kept in the address, so that going back finds it again.
import type { LocationQuery } from "vue-router";

import { dayOf } from "@/ui/time/site";

export interface LooksAsked {
  by: string;
  about: string;
  since: string;
  until: string;
}

const DAY = 86_400_000;
/** So many days back one looks unless said. */
export const USUAL_DAYS = 30;

export const daysBack = (days: number, now: Date = new Date()): string =>
  dayOf(new Date(now.getTime() - days * DAY));

/** The address's query as filters: a month unless days are said; `since=all` asks for all there is. */
export function askedIn(query: LocationQuery, now: Date = new Date()): LooksAsked {
  const said = (name: string): string => String(query[name] ?? "");
  const since = said("since");
  return {
    by: said("by"),
    about: said("about"),
    since: since === "all" ? "" : since || daysBack(USUAL_DAYS, now),
    until: said("until"),
  };
}

/** Filters as the address says them. */
export function addressOfLooks(asked: LooksAsked, now: Date = new Date()): Record<string, string> {
  const since = asked.since === daysBack(USUAL_DAYS, now) ? "" : asked.since || "all";
  const said = Object.entries({ ...asked, since });
  return Object.fromEntries(said.filter(([, value]) => value));
}
