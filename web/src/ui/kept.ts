// What is typed stays on this device until it has arrived: a draft per person and place, in the browser's own store. A
// desk is often shared, so no draft outlives a week, and whoever leaves is asked about his.
import { type Ref, ref, watch } from "vue";

import { whoAmI } from "./session";

const DAY = 86_400_000;
/** No draft is kept longer. */
export const LONGEST = 7 * DAY;
/** Drafts older than this are thought forgotten, and clearing them is proposed. */
export const FORGOTTEN = 3 * DAY;

const BEFORE = "linli:";
/** Choices of a person, no drafts: they hold nothing about residents and stay. */
const CHOICES = new Set(["community"]);

/** What is on the screen until it is dismissed: no draft, and gone with whoever signs out, unasked. */
const PASSING = ["intake:receipt"];

interface Kept {
  at: number;
  value: unknown;
}

const mine = (): string => `${BEFORE}${whoAmI.value?.id ?? "-"}:`;
const keyOf = (place: string): string => mine() + place;
const placeOf = (key: string): string => key.split(":").slice(2).join(":");

function unfold(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? "null") as Kept | null;
    return typeof kept?.at === "number" ? kept : null;
  } catch {
    return null;
  }
}

function drafts(before: string): { key: string; kept: Kept | null }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(before) && !CHOICES.has(placeOf(key)))
      .map((key) => ({ key, kept: unfold(localStorage.getItem(key)) }));
  } catch {
    return [];
  }
}

export function readKept<T>(place: string): T | null {
  try {
    return (unfold(localStorage.getItem(keyOf(place)))?.value as T | undefined) ?? null;
  } catch {
    return null;
  }
}

export function keep(place: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify({ at: Date.now(), value }));
  } catch {
    // The store is full or closed to us: what is typed stays on the screen all the same.
  }
}

export function forget(place: string): void {
  try {
    localStorage.removeItem(keyOf(place));
  } catch {
    // Nothing was kept where nothing can be kept.
  }
}

/** Throw away whatever anybody left here longer ago than a week. */
export function dropExpired(now: number = Date.now()): void {
  for (const { key, kept } of drafts(BEFORE))
    if (!kept || now - kept.at > LONGEST) localStorage.removeItem(key);
}

/** How many drafts of mine lie here, and when one was last touched. */
export function myDrafts(): { count: number; last: number } {
  const found = drafts(mine()).flatMap(({ kept }) => (kept ? [kept] : []));
  const count = found.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 1), 0);
  return { count, last: Math.max(0, ...found.map((kept) => kept.at)) };
}

/** Forget what was only waiting to be dismissed. */
export const forgetPassing = (): void => PASSING.forEach(forget);

export function clearMyDrafts(): void {
  for (const { key } of drafts(mine())) localStorage.removeItem(key);
}

/** A text that survives a reload; `drop` when it has arrived. */
export function useKeptText(place: string): { text: Ref<string>; drop: () => void } {
  const text = ref(readKept<string>(place) ?? "");
  watch(text, (typed) => (typed ? keep(place, typed) : forget(place)));
  return {
    text,
    drop: () => {
      text.value = "";
      forget(place);
    },
  };
}
