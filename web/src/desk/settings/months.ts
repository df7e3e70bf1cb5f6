// A year as weeks of months, Monday first; days are texts, 2027-01-01, and have no zone.

const two = (n: number): string => String(n).padStart(2, "0");

/** The days of a month, with empty places before the first so that weeks begin on Monday. */
export function monthOf(year: number, month: number): string[] {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const before = (first.getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = Array.from({ length: count }, (_, n) => `${year}-${two(month)}-${two(n + 1)}`);
  return [...Array.from({ length: before }, () => ""), ...days];
}
