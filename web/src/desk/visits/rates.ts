// Shares and days of coverage.
const DAY = 86_400_000;

/** A share in percent, or a dash where there is nothing to share. */
export const rateOf = (part: number, whole: number): string =>
  whole ? `${Math.floor((1000 * part) / whole) / 10}%` : "—";

/** The day six days before: a week with that one. */
export const weekAgo = (day: string): string =>
  new Date(Date.parse(day) - 6 * DAY).toISOString().slice(0, 10);

/** Five steps of a share, 0 where nothing was reached. */
export const stepOf = (part: number, whole: number): number =>
  whole && part ? Math.min(5, 1 + Math.floor((5 * part) / whole - 1e-9)) : 0;
