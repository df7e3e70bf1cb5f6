// What is typed stays on this device until it has arrived: a draft per person and place, in the browser's own store.
import { type Ref, ref, watch } from "vue";

import { whoAmI } from "./session";

const keyOf = (place: string): string => `linli:${whoAmI.value?.id ?? "-"}:${place}`;

export function readKept<T>(place: string): T | null {
  try {
    const text = localStorage.getItem(keyOf(place));
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function keep(place: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(value));
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
