// The days of a leave in words. Days have no zone; noon of one is on that day wherever the site lies in China.
import { dayAfter, dayOf } from "../time/site";
import { sayDay } from "../time/words";

/** Days of one leave at most, and how long ahead one is entered, as the server has them. */
export const MOST_DAYS = 90;
export const AHEAD_DAYS = 180;

/** A day in words: 11月30日. */
export const dayInWords = (day: string, now: Date = new Date()): string =>
  sayDay(`${day}T12:00:00+08:00`, now);

export interface Bounds {
  first: string;
  firstMost: string;
  last: string;
}

/** What the two date fields allow: from today on, and no longer than a leave may be. */
export function boundsOf(first: string, now: Date = new Date()): Bounds {
  const today = dayOf(now);
  const begins = first >= today ? first : today;
  return { first: today, firstMost: dayAfter(today, AHEAD_DAYS), last: dayAfter(begins, MOST_DAYS - 1) };
}

/** How many days from the first to the last, both counted; 0 where they are the wrong way round or missing. */
export function daysBetween(first: string, last: string): number {
  if (!first || !last || last < first) return 0;
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000) + 1;
}
