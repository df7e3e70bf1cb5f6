// Working days, as the server's calendar has them: weekdays, less the holidays, plus the make-up days. A year whose notice
// is not out yet is counted by weekdays alone, and that is said beside the deadlines.
import { get } from "@/api/client";

import { dayAfter, dayOf, weekdayOf } from "./site";

export type Exceptions = ReadonlyMap<string, boolean>;

export function isWorkingDay(day: string, exceptions: Exceptions): boolean {
  const weekday = weekdayOf(day);
  return exceptions.get(day) ?? (weekday !== 0 && weekday !== 6);
}

/** How many working days begin after today and up to the day of the deadline. */
export function workingDaysUntil(from: Date, until: Date, exceptions: Exceptions): number {
  let day = dayOf(from);
  const end = dayOf(until);
  let count = 0;
  for (let step = 0; step < 400 && day < end; step += 1) {
    day = dayAfter(day);
    if (isWorkingDay(day, exceptions)) count += 1;
  }
  return count;
}

let known: Exceptions = new Map();
let unknownYears: ReadonlySet<string> = new Set();

export const knownExceptions = (): Exceptions => known;

/** The year of the latest of these deadlines whose holidays nobody has announced yet, or nothing. */
export function unknownYearAmong(deadlines: readonly (string | null)[], years = unknownYears): string {
  const among = deadlines.filter((by) => by !== null).map((by) => dayOf(new Date(by)).slice(0, 4));
  return (
    among
      .filter((year) => years.has(year))
      .sort()
      .at(-1) ?? ""
  );
}

/** Fetch the holidays and make-up days around today; without them weekdays are counted. */
export async function learnHolidays(today: Date = new Date()): Promise<void> {
  const day = dayOf(today);
  const query = { since: dayAfter(day, -31), until: dayAfter(day, 360) };
  const [days, years] = await Promise.all([
    get("/api/calendars/days", { query }),
    get("/api/calendars/years"),
  ]);
  known = new Map(days.map((one) => [one.day, one.working]));
  unknownYears = new Set(years.filter((year) => !year.known).map((year) => String(year.year)));
}
