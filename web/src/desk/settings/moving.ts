// Rows change their place: by a step, or straight to a place.

/** The list with the row at `from` standing at `to`; a place outside the list is its nearest end. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const rest = rows.filter((_, number) => number !== from);
  const row = rows[from];
  if (row === undefined) return [...rows];
  const at = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, at), row, ...rest.slice(at)];
}

/** The list with some values of the row at `at` changed; the row itself stays as it was for whoever holds it. */
export function replaced<T extends object>(rows: readonly T[], at: number, values: Partial<T>): T[] {
  const row = rows[at];
  return row ? [...rows.slice(0, at), { ...row, ...values }, ...rows.slice(at + 1)] : [...rows];
}
