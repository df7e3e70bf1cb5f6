// How long to wait before trying again: longer each time, never the same for all phones of a street whose signal came
// back at once.

const FIRST = 2_000;
const LONGEST = 5 * 60_000;

/** Milliseconds until try number `tries` + 1; `chance` is between 0 and 1. */
export function pauseAfter(tries: number, chance: number = Math.random()): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** Math.max(0, tries - 1));
  return Math.round(whole / 2 + (whole / 2) * chance);
}

/** What a server asked for in `Retry-After`, in milliseconds; nothing where it said none. */
export function askedPause(said: string | null, now: number = Date.now()): number | null {
  if (!said) return null;
  const seconds = Number(said);
  const until = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - now;
  return Number.isFinite(until) ? Math.min(LONGEST, Math.max(0, until)) : null;
}
