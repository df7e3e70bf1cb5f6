// A draft taken into the answer: it goes below what stands there, as far as there is room, and is marked as a machine's
// until somebody changes it.

export interface Taken {
  /** What the field holds now. */
  text: string;
  /** What of it a machine wrote. */
  draft: string;
}

/** A draft put below what stands in a field, within its length. */
export function putBelow(standing: string, draft: string, most: number): Taken {
  const before = standing ? `${standing}\n` : "";
  const room = Math.max(0, most - before.length);
  const kept = draft.slice(0, room).trim();
  return kept ? { text: before + kept, draft: kept } : { text: standing, draft: "" };
}

/** Whether a field still holds a machine's words as they came. */
export const isUntouched = (text: string, draft: string): boolean => draft !== "" && text.includes(draft);
