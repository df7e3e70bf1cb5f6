// Days as text, moved and gathered in weeks from Monday.
const DAY = 86_400_000;

export const moved = (day: string, by: number): string =>
  new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);

/** The last day of a day's month. */
export const endOfMonth = (day: string): string => {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

/** The Monday of a day's week. */
export const mondayOf = (day: string): string =>
  moved(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
