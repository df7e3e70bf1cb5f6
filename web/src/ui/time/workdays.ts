// Working days, as the server's calendar has them: weekdays, less the holidays, plus the make-up days.
import { get } from "@/api/client";

export type Exceptions = ReadonlyMap<string, boolean>;

const two = (n: number): string => String(n).padStart(2, "0");

/** The day in the office's own clock, as YYYY-MM-DD. */
export const dayOf = (moment: Date): string =>
  `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

export function isWorkingDay(day: Date, exceptions: Exceptions): boolean {
  const weekday = day.getDay();
  return exceptions.get(dayOf(day)) ?? (weekday !== 0 && weekday !== 6);
}

/** How many working days begin after today and up to the day of the deadline. */
export function workingDaysUntil(from: Date, until: Date, exceptions: Exceptions): number {
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  const end = dayOf(until);
  let count = 0;
  for (let step = 0; step < 400 && dayOf(day) < end; step += 1) {
    day.setDate(day.getDate() + 1);
    if (isWorkingDay(day, exceptions)) count += 1;
  }
  return count;
}

let known: Exceptions = new Map();

export const knownExceptions = (): Exceptions => known;

/** Fetch the holidays and make-up days around today; without them weekdays are counted. */
export async function learnHolidays(today: Date = new Date()): Promise<void> {
  const since = new Date(today.getFullYear(), today.getMonth() - 1, 1);
  const until = new Date(today.getFullYear() + 1, today.getMonth(), 1);
  const days = await get("/api/calendars/days", { query: { since: dayOf(since), until: dayOf(until) } });
  known = new Map(days.map(({ day, working }) => [day, working]));
}
