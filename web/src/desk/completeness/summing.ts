// Adding up what grids lack, and saying how much of it is clear.
import type { Completeness, GridLacking, Lacking } from "@/api/types";

const earlier = (one: string | null, other: string | null): string | null =>
  one && other ? (one < other ? one : other) : (one ?? other);

function add(one: Lacking, other: Lacking): Lacking {
  const keys = Object.keys(one.lacks);
  return {
    noun: one.noun,
    count: one.count + other.count,
    lacking: one.lacking + other.lacking,
    oldest: earlier(one.oldest, other.oldest),
    lacks: Object.fromEntries(keys.map((key) => [key, (one.lacks[key] ?? 0) + (other.lacks[key] ?? 0)])),
  };
}

/** Of each noun what the grids lack together. */
export function together(grids: GridLacking[]): Map<string, Lacking> {
  const found = new Map<string, Lacking>();
  for (const one of grids.flatMap((grid) => grid.nouns)) {
    const before = found.get(one.noun);
    found.set(one.noun, before ? add(before, one) : one);
  }
  return found;
}

/** How many of a hundred lack nothing, rounded down, so that a hundred means all. Nothing where there are none. */
export const clearShare = (one: Lacking): number | null =>
  one.count ? Math.floor(((one.count - one.lacking) / one.count) * 100) : null;

/** Whether anything is registered there at all. */
export const isBare = (told: Completeness): boolean =>
  told.grids.every((grid) => grid.nouns.every((one) => one.noun === "matter" || !one.count));
