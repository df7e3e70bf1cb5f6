// Days as text, moved and gathered in weeks from Monday.
const DAY = 86_400_000;

export const moved = (day: string, by: number): string =>
  new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);

/** The Monday of a day's week. */
export const mondayOf = (day: string): string =>
  moved(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
