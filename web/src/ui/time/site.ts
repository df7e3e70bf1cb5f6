// The clock on the office wall: every moment is said in the site's time zone, wherever the browser believes it is.

export const SITE_ZONE = "Asia/Shanghai";

export interface WallClock {
  year: number;
  month: number;
  date: number;
  hour: number;
  minute: number;
}

const wall = new Intl.DateTimeFormat("en-GB", {
  timeZone: SITE_ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
});

const two = (n: number): string => String(n).padStart(2, "0");

/** What the clock and the calendar on the wall show at a moment. */
export function wallAt(moment: Date): WallClock {
  const parts = new Map(wall.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return {
    year: part("year"),
    month: part("month"),
    date: part("day"),
    hour: part("hour"),
    minute: part("minute"),
  };
}

/** The day of a moment at the site, as YYYY-MM-DD. */
export function dayOf(moment: Date): string {
  const { year, month, date } = wallAt(moment);
  return `${year}-${two(month)}-${two(date)}`;
}

/** The time of a moment at the site, as 14:05. */
export function clockOf(moment: Date): string {
  const { hour, minute } = wallAt(moment);
  return `${two(hour)}:${two(minute)}`;
}

/** The day so many days after another; days have no zone. */
export function dayAfter(day: string, days = 1): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
