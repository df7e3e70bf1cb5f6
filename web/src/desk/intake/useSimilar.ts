// What may be the same thing as what is being typed. It comes by itself after a pause; a newer question drops an older
// one, and one that fails is no failure: nobody who types waits for it.
import { onScopeDispose, type Ref, shallowRef, watch } from "vue";

import { similarTo } from "@/api/matters";
import type { Alike } from "@/api/types";

import type { IntakeDraft } from "./drafts";

const LEAST = 6;
const PAUSE = 600;

export function useSimilar(draft: Ref<IntakeDraft>): Ref<Alike[]> {
  const alike = shallowRef<Alike[]>([]);
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    const { words, place, area, longitude, latitude, phone } = draft.value;
    if (words.trim().length < LEAST) {
      alike.value = [];
      return;
    }
    const mine = (running = new AbortController());
    try {
      const found = await similarTo({ words, place, area, longitude, latitude, phone }, mine.signal);
      if (!mine.signal.aborted) alike.value = found;
    } catch {
      // Left as it was.
    }
  }

  watch(
    () => {
      const { id, words, place, area, longitude, latitude, phone } = draft.value;
      return [id, words, place, area, longitude, latitude, phone];
    },
    ([id], before) => {
      clearTimeout(timer);
      running.abort();
      if (id !== before?.[0]) alike.value = [];
      timer = setTimeout(ask, PAUSE);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });
  return alike;
}
